//! Facts → facts with their standing: done, planned, denied or quoted.

use super::Context;
use crate::model::Fact;

/// Sets the standing of each fact from the words round its evidence.
pub fn judge(_context: &Context<'_>, _facts: &mut [Fact]) {}
