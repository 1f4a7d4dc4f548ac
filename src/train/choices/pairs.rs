//! An annotated article → choices: which pairs of its names are tied.

use super::learn::Choice;
use super::seen::Seen;
use crate::evaluate::gold::Gold;
use crate::facts;
use crate::facts::pairs::{Pair, Told, pairs, signs};
use crate::language::Language;
use crate::language::linear::Features;
use crate::model::Predicate;
use std::collections::BTreeSet;

/// Which pairs are tied: each with and without.
pub fn tied(gold: &Gold, language: &Language) -> Vec<Choice> {
    tied_in(&Seen::annotated(gold, language), gold, language)
}

fn tied_in(seen: &Seen, gold: &Gold, language: &Language) -> Vec<Choice> {
    let wanted = wanted(gold, seen);
    facts::with_context(&seen.document, language, |context| {
        let facts = facts::told(context);
        let told = Told::new(&facts);
        let choice = |(pair, known)| {
            let features = signs::of(context, &told, &pair, &known, &Features::named());
            let right = usize::from(!wanted.contains(&pair));
            Choice { article: gold.id.clone(), candidates: vec![features, Features::named()], right }
        };
        pairs(context, &facts).into_iter().map(choice).collect()
    })
}

/// The annotated ties.
fn wanted(gold: &Gold, seen: &Seen) -> BTreeSet<Pair> {
    let predicates = [Predicate::WorksFor, Predicate::RunBy, Predicate::Founder, Predicate::ParentOrganization];
    let pair = |(subject, name, object): &(String, String, String)| {
        let predicate = predicates.into_iter().find(|p| p.name() == name)?;
        Some(Pair { predicate, subject: seen.id(subject)?, object: seen.id(object)? })
    };
    gold.relations.iter().filter_map(pair).collect()
}
