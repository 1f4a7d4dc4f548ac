//! A place in the text → who acts there: the subject of its clause, or of an earlier one when it is dropped.

use super::Context;
use crate::model::{EntityId, Span};

/// Who acts, and where the text names it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Actor {
    /// The acting entity.
    pub entity: EntityId,
    /// The mention or anaphor (该所) that names it.
    pub span: Span,
    /// Probability that it is the actor, 0 to 1.
    pub confidence: f64,
}

/// The actor of the verb at byte `at`, if one can be told.
pub fn actor_of(_context: &Context<'_>, _at: usize) -> Option<Actor> {
    None
}
