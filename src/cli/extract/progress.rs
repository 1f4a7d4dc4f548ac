//! How far a run is, on a terminal: bytes of the inputs, articles a second, and the time that is left.

use crate::cli::input::Input;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write, stderr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A bar, or nothing.
pub struct Progress {
    bar: Option<ProgressBar>,
    start: Instant,
    articles: AtomicU64,
}

impl Progress {
    /// A bar over these inputs when it is `wanted` and standard error is a terminal; only then they are looked through.
    pub fn new(wanted: bool, inputs: impl Iterator<Item = Input>) -> Self {
        let bar = (wanted && stderr().is_terminal()).then(|| {
            let bytes = inputs.filter_map(|i| i.metadata()).map(|m| m.len()).sum();
            let bar = ProgressBar::new(bytes).with_style(style());
            bar.enable_steady_tick(Duration::from_millis(500));
            bar
        });
        Self { bar, start: Instant::now(), articles: AtomicU64::new(0) }
    }

    /// The inputs are read up to this byte.
    pub fn reached(&self, byte: u64) {
        if let Some(bar) = &self.bar {
            bar.set_position(byte);
        }
    }

    /// An article is done.
    pub fn article(&self) {
        let articles = self.articles.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{articles} articles, {:.0}/s", articles as f64 / self.seconds()));
        }
    }

    /// How many articles were done.
    pub fn articles(&self) -> u64 {
        self.articles.load(Ordering::Relaxed)
    }

    /// Seconds since the start, never zero.
    pub fn seconds(&self) -> f64 {
        self.start.elapsed().as_secs_f64().max(0.001)
    }

    /// Prints a line above the bar.
    pub fn say(&self, line: &str) {
        let print = || drop(writeln!(stderr(), "newsgraph: {line}"));
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    /// Removes the bar.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{wide_bar} {percent}% {msg}, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
