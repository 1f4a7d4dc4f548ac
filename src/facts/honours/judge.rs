//! The decision an honour without a named recipient needs: who received it.

use super::frames::Frame;
use crate::facts::Context;
use crate::facts::subjects::candidates::Candidate;
use crate::language::linear::Features;
use crate::model::EntityId;

/// Decides; training listens in by deciding as the annotators did.
pub trait Judge {
    /// What features are added to.
    fn blank(&self) -> Features {
        Features::default()
    }

    /// Who of the candidates receives; `None` leaves it to the rules.
    fn recipient(&mut self, context: &Context<'_>, frame: &Frame<'_>, all: Vec<Candidate>) -> Option<EntityId>;
}

/// Decides by the trained weights, by the rules alone where there are none.
pub struct Trained;

impl Judge for Trained {
    fn recipient(&mut self, context: &Context<'_>, _: &Frame<'_>, all: Vec<Candidate>) -> Option<EntityId> {
        let weights = &context.language.recipients;
        if weights.is_empty() {
            return None;
        }
        let scores: Vec<f64> = all.iter().map(|c| weights.score(&c.features)).collect();
        let best = (0..all.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)))?;
        Some(all[best].actor.entity)
    }
}
