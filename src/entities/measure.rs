//! Gold mentions → how well their grouping into entities agrees with gold, counted as users would see it: an entity is
//! right when it shares a name with a gold entity of its kind that no other entity took.

use super::group;
use super::names::compare_key;
use crate::article;
use crate::evaluate::gold::{Gold, GoldEntity};
use crate::language::Language;
use crate::model::{Document, Entity, EntityKind, Stated};
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Debug, Default)]
struct Tally {
    right: usize,
    extra: Vec<String>,
    missed: Vec<String>,
    full_names: usize,
}

fn agreement(gold: &[Gold]) -> BTreeMap<EntityKind, Tally> {
    let language = Language::embedded();
    let mut tallies = BTreeMap::<EntityKind, Tally>::new();
    for gold in gold {
        let mut document =
            Document { article: article::recognise(&gold.text, &Stated::default(), language), ..Document::default() };
        gold.perfect(&mut document);
        let entities = group(&document.article, &[], &document.mentions, language);
        compare(gold, &entities, &mut tallies);
    }
    tallies
}

fn compare(gold: &Gold, entities: &[Entity], tallies: &mut BTreeMap<EntityKind, Tally>) {
    let mut taken = vec![false; gold.entities.len()];
    for entity in entities {
        let tally = tallies.entry(entity.kind).or_default();
        let mine: Vec<String> =
            std::iter::once(&entity.name).chain(&entity.other_names).map(|n| compare_key(n)).collect();
        let same = |g: &GoldEntity| g.kind() == entity.kind && g.names.iter().any(|n| mine.contains(&compare_key(n)));
        match (0..taken.len()).find(|&g| !taken[g] && same(&gold.entities[g])) {
            Some(at) => {
                taken[at] = true;
                tally.right += usize::from(!gold.entities[at].derived);
                let full = compare_key(&gold.entities[at].names[0]) == mine[0];
                tally.full_names += usize::from(full && !gold.entities[at].derived);
            }
            None if entity.kind != EntityKind::Place => tally.extra.push(format!("{} {}", gold.id, entity.name)),
            None => {}
        }
    }
    for (missed, _) in gold.entities.iter().zip(taken).filter(|(g, taken)| !taken && !g.derived) {
        tallies.entry(missed.kind()).or_default().missed.push(format!("{} {}", gold.id, missed.names.join("|")));
    }
}

#[test]
fn gold_mentions_are_grouped_as_the_annotators_did() {
    let gold = Gold::read_all(Path::new(env!("CARGO_MANIFEST_DIR")).join("gold/articles").as_path()).unwrap();
    for (kind, tally) in agreement(&gold) {
        let (right, extra, missed) = (tally.right as f64, tally.extra.len() as f64, tally.missed.len() as f64);
        let f1 = 2.0 * right / (2.0 * right + extra + missed);
        println!(
            "{kind:?} F1 {f1:.3} right {right} full name {} extra {:#?} missed {:#?}",
            tally.full_names, tally.extra, tally.missed
        );
        assert!(f1 >= 0.9, "{kind:?}: F1 {f1:.3}");
        assert!(tally.full_names as f64 >= 0.95 * right, "{kind:?}: {} full names of {right}", tally.full_names);
    }
}
