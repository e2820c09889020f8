//! The binary: reads the command line, starts the async runtime and the log, says what went wrong. The rest is the library's.

use std::process::ExitCode;

use clap::Parser;
use mortise::app;
use mortise::config::Cli;
use mortise::error::Error;
use tracing_subscriber::EnvFilter;

/// Threads for requests: more than a small machine has cores would only take memory …
const THREADS: usize = 4;
/// … but for those that statements on SQLite run on: its readers and its writer.
const STATEMENTS: usize = 5;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = EnvFilter::try_from_env("MORTISE_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).compact().init();
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(THREADS) + STATEMENTS;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build();
    let outcome = runtime.map_err(Error::internal).and_then(|runtime| runtime.block_on(app::run(cli)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error);
            ExitCode::FAILURE
        }
    }
}

fn tell(error: &Error) {
    eprintln!("{}\n{}", error.message.zh, error.message.en);
    for field in &error.fields {
        eprintln!("  {}: {} · {}", field.field, field.message.zh, field.message.en);
    }
    if let (mortise::error::Kind::Internal, Some(source)) = (error.kind, &error.source) {
        eprintln!("  {source}");
    }
}
