//! `trefoil`: one program, the whole product.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    // One cryptography provider for every TLS connection; it fails only where one is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let command = trefoil::command::Command::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("trefoil: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(trefoil::command::run(command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("trefoil: {error:#}");
            ExitCode::FAILURE
        }
    }
}
