//! The coefficients of a file of ratings as JSON: `cargo run -p agreement-statistics --example agree -- RATINGS.csv…`, a line a file.

use agreement_statistics::{Confidence, Ratings, agreement};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let ratings = Ratings::from_csv(std::fs::File::open(path)?, &[])?;
        println!("{}", serde_json::to_string(&agreement(&ratings, Confidence::PER_CENT_95))?);
    }
    Ok(())
}
