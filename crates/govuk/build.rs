//! Makes the folder of built assets, so that the crate compiles before they are built.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Where it cannot be made (a read-only checkout) the embedding allows it to be missing.
    let _ = std::fs::create_dir_all("../../assets/dist");
}
