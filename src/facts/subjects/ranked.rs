//! Candidates → the likeliest actor, by trained weights.

use super::Actor;
use super::candidates::{self, Purpose};
use crate::facts::Context;
use crate::language::linear::{Features, probabilities};

/// Who acts at byte `at`, for that purpose, with the probability that it is so: the likeliest of the candidates, among them
/// whom the rules tell; that one where no weights are at hand.
pub fn likeliest(context: &Context<'_>, at: usize, purpose: Purpose, told: Option<Actor>) -> Option<Actor> {
    let weights = &context.language.actors;
    if weights.is_empty() {
        return told;
    }
    let all = candidates::candidates(context, at, purpose, told, &Features::default());
    let scores: Vec<f64> = all.iter().map(|c| weights.score(&c.features)).collect();
    let shares = probabilities(&scores);
    let best = (0..all.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)))?;
    Some(Actor { confidence: shares[best], ..all[best].actor })
}
