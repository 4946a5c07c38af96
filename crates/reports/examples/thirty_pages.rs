//! Makes a report of some thirty pages and prints how long it took: the first time, again unchanged, and again with a change.
//!
//! `cargo run --release -p reports --example thirty_pages -- [where to write the PDF] [where to write the same as HTML]`

use std::time::Instant;

#[path = "sample/html.rs"]
mod html;
mod sample;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let report = sample::annual_report(2026);
    let begun = Instant::now();
    let first = reports::render(&report)?;
    let cold = begun.elapsed();
    let begun = Instant::now();
    let again = reports::render(&report)?;
    let warm = begun.elapsed();
    let begun = Instant::now();
    let changed = reports::render(&sample::annual_report(2027))?;
    let other = begun.elapsed();

    println!("pages: {}", first.pages);
    println!("size: {} KB", first.bytes.len() / 1000);
    println!("cold: {:.3} s, {:.4} s a page", cold.as_secs_f64(), cold.as_secs_f64() / first.pages as f64);
    println!("warm, unchanged: {:.3} s", warm.as_secs_f64());
    println!("warm, another year: {:.3} s for {} pages", other.as_secs_f64(), changed.pages);
    println!("same data, same bytes: {}", first.bytes == again.bytes);
    if let Some(path) = std::env::args().nth(1) {
        std::fs::write(&path, &first.bytes)?;
        println!("written: {path}");
    }
    if let Some(path) = std::env::args().nth(2) {
        std::fs::write(&path, html::web_page(&report)?)?;
        println!("written: {path}");
    }
    Ok(())
}
