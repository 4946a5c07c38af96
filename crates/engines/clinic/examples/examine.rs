//! The clinic's answer to a file of returns as JSON: `cargo run -p clinic --example examine -- RETURNS.csv setting`.

use clinic::{Beside, Returns, examine};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(group)) = (arguments.next(), arguments.next()) else { return Err("a file and a column, please".into()) };
    let returns = Returns::from_csv(std::fs::File::open(file)?, &group)?;
    println!("{}", serde_json::to_string(&examine(&returns, &Beside::default()))?);
    Ok(())
}
