//! `-v`: what is being done, on standard error.

use tracing::level_filters::LevelFilter;

/// Starts to say what is done: nothing, the run (`-v`), each article (`-vv`).
pub fn start(verbose: u8) {
    let level = match verbose {
        0 => return,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let subscriber = tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(level).with_target(false);
    // Only a second call in one process can fail.
    let _ = subscriber.try_init();
}
