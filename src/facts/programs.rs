//! Bodies, programs and verbs of running → runBy, founder, superEvent, location.

use super::Context;
use crate::model::Fact;

/// Reads these facts from the whole document.
pub fn read(_context: &Context<'_>) -> Vec<Fact> {
    Vec::new()
}
