//! Ctrl-C: the first lets what is being done come to an end, the second ends at once.

use std::io::{Write, stderr};
use std::sync::atomic::{AtomicBool, Ordering};

/// What a shell gives for a program that was stopped by SIGINT.
pub const EXIT_CODE: u8 = 130;

static STOP: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C only asks to stop.
pub fn watch() {
    // Without it Ctrl-C ends the program as it does any other; files are whole all the same.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            std::process::exit(EXIT_CODE.into());
        }
        let _ =
            writeln!(stderr(), "newsgraph: stopping after the articles in hand; press Ctrl-C again to stop at once");
    });
}

/// Whether the user wants to stop.
pub fn asked() -> bool {
    STOP.load(Ordering::SeqCst)
}
