//! Gold articles and extracted graphs → precision, recall and F1.

pub mod check;
pub mod fields;
pub mod floors;
pub mod gold;
pub mod names;
mod perfect;
pub mod predicted;
pub mod report;
#[cfg(test)]
pub mod samples;
pub mod scores;
#[cfg(test)]
mod script;
mod tally;

pub use gold::Gold;
pub use scores::Scores;
pub use tally::Tally;
