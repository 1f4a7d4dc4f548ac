//! Bodies, programs and verbs of running → runBy, founder, superEvent, location.

mod series;
mod ties;

pub use ties::{Founding, founders};

use super::Context;
use crate::model::Fact;

/// Reads these facts from the whole document.
pub fn read(context: &Context<'_>) -> Vec<Fact> {
    let mut facts = ties::read(context);
    facts.extend(series::read(context));
    facts
}
