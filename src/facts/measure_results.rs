//! Gold mentions → results and deeds, compared with the gold ones; and how often the actor of a gold result is found.
//!
//! `cargo test --lib facts::measure_results -- --nocapture` prints scores; `SHOW=actor`, `SHOW=missed,extra` list faults in
//! the articles that rules may be written from.

use super::measure::{dice, facts_of, plain};
use super::subjects::{self, Subjects};
use super::{Context, EntityId};
use crate::evaluate::gold::{Gold, GoldAchievement};
use crate::language::Language;
use crate::model::{Document, MentionKind, Quantity, Span, Value};
use std::path::Path;

fn golds() -> (Vec<Gold>, Vec<Gold>) {
    let all = Gold::read_all(Path::new("gold/articles")).expect("the gold articles are read");
    all.into_iter().partition(|g| g.id.starts_with("b2-") || g.id.starts_with("b6-"))
}

fn shown(kind: &str) -> bool {
    std::env::var("SHOW").is_ok_and(|s| s.split(',').any(|k| k == kind))
}

/// The quantity mention in the row's quote that has the row's number.
fn quantity_at<'m>(document: &'m Document, text: &str, row: &GoldAchievement) -> Option<(Span, &'m Quantity)> {
    let quote = row.get("quote");
    let start = text.find(quote)?;
    let span = Span::new(start, start + quote.len());
    let value: f64 = row.get("value").parse().ok()?;
    document.mentions.iter().filter(|m| m.kind == MentionKind::Quantity && span.overlaps(m.span)).find_map(|m| {
        let Some(Value::Quantity(q)) = &m.value else { return None };
        ((q.value - value).abs() < 1e-6).then_some((m.span, q))
    })
}

#[test]
fn the_actor_of_a_result_is_usually_found() {
    let (held, open) = golds();
    for (label, golds, list) in [("open", open, shown("actor")), ("held out", held, false)] {
        let (mut right, mut wrong, mut none, mut unread, mut unit, mut bound) = (0, 0, 0, 0, 0, 0);
        for gold in &golds {
            let document = facts_of(gold);
            let entity_of = document.entity_of_mention();
            let nobody = Subjects::default();
            let names = Context {
                article: &document.article,
                sentences: &document.sentences,
                mentions: &document.mentions,
                entities: &document.entities,
                entity_of: &entity_of,
                language: Language::embedded(),
                subjects: &nobody,
            };
            let subjects = Subjects::read(&names);
            let context = Context { subjects: &subjects, ..names };
            for row in gold.achievements.iter().filter(|a| a.kind == "result") {
                let Some((span, quantity)) = quantity_at(&document, &gold.text, row) else {
                    unread += 1;
                    if list {
                        println!("unread {} {} {}", gold.id, row.get("value"), row.get("quote"));
                    }
                    continue;
                };
                if plain(&quantity.unit) != plain(row.get("unit")) && quantity.unit != row.get("unit") {
                    unit += 1;
                    if list {
                        println!(
                            "unit {} want {} got {} {}",
                            gold.id,
                            row.get("unit"),
                            quantity.unit,
                            row.get("quote")
                        );
                    }
                }
                if quantity.bound.name() != row.get("bound") {
                    bound += 1;
                    if list {
                        println!(
                            "bound {} want {} got {} {}",
                            gold.id,
                            row.get("bound"),
                            quantity.bound.name(),
                            row.get("quote")
                        );
                    }
                }
                let want = gold.entity_id(row.get("by"));
                let name = |id: Option<EntityId>| id.map_or("-", |e| gold.entities[e.0].names[0].as_str());
                match subjects::actor_of(&context, span.start) {
                    Some(actor) if Some(actor.entity) == want => right += 1,
                    other => {
                        if other.is_some() {
                            wrong += 1
                        } else {
                            none += 1
                        }
                        if list {
                            println!(
                                "actor {} want {} got {} | {}",
                                gold.id,
                                name(want),
                                name(other.map(|a| a.entity)),
                                row.get("quote")
                            );
                        }
                    }
                }
            }
        }
        println!(
            "{label}: actor right {right} wrong {wrong} none {none}; number unread {unread}, unit wrong {unit}, bound wrong {bound}"
        );
        assert!(right > 2 * (wrong + none), "the actor of most results is found in {label}");
    }
    let _ = dice("", "");
}
