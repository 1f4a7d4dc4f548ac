//! The two decisions a quantity needs: whose result it is, and whether it is one at all.

use super::view::Verdict;
use crate::facts::Context;
use crate::facts::subjects::{self, Actor, Purpose};
use crate::language::linear::{Features, probabilities};
use crate::model::Span;

/// Decides; training listens in by deciding as the annotators did.
pub trait Judge {
    /// What features are added to.
    fn blank(&self) -> Features {
        Features::default()
    }

    /// Whose result the quantity would be; the rules say `told`.
    fn actor(&mut self, context: &Context<'_>, quantity: Span, told: Option<Actor>) -> Option<Actor>;

    /// The probability that the quantity is a result, when that is likely enough; the rules say `verdict`.
    fn accept(&mut self, context: &Context<'_>, quantity: Span, signs: Features, verdict: &Verdict<'_>) -> Option<f64>;
}

/// Decides by the trained weights, by the rules alone where there are none.
pub struct Trained;

/// A quantity is a result when that is at least as likely; where precision and recall are in balance on articles that the
/// weights never saw.
const LIKELY: f64 = 0.42;

impl Judge for Trained {
    fn actor(&mut self, context: &Context<'_>, quantity: Span, told: Option<Actor>) -> Option<Actor> {
        subjects::likeliest(context, quantity.start, Purpose::Result, told)
    }

    fn accept(&mut self, context: &Context<'_>, _: Span, signs: Features, verdict: &Verdict<'_>) -> Option<f64> {
        let weights = &context.language.counted;
        if weights.is_empty() {
            return verdict.accepted().map(|(_, weight)| weight);
        }
        let [share, _] = probabilities(&[weights.score(&signs), 0.0])[..] else { return None };
        (share >= LIKELY).then_some(share)
    }
}
