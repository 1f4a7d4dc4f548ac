//! Gold mentions → results and deeds, compared with the gold ones; and how often the actor of a gold result is found.
//!
//! `cargo test --lib facts::measure_results -- --nocapture` prints scores; `SHOW=actor`, `SHOW=missed,extra` list faults in
//! the articles that rules may be written from.

use super::measure::{dice, facts_of, plain};
use super::subjects::{self, Subjects};
use super::{Context, EntityId};
use crate::evaluate::gold::{Gold, GoldAchievement};
use crate::language::Language;
use crate::model::{Claim, Document, Fact, Measurement, MentionKind, Period, Quantity, Span, Standing, Value};
use std::collections::BTreeMap;
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
    let more =
        std::env::var("MORE").ok().map(|f| Gold::read_all(Path::new(&f)).expect("further gold articles are read"));
    let sets = [("open", open, shown("actor")), ("held out", held, false), ("more", more.unwrap_or_default(), false)];
    for (label, golds, list) in sets {
        let mut kinds: BTreeMap<(char, char, usize), usize> = BTreeMap::new();
        let (mut right, mut wrong, mut none, mut unread, mut unit, mut bound) = (0, 0, 0, 0, 0, 0);
        for gold in &golds {
            let document = facts_of(gold);
            let entity_of = document.entity_of_mention();
            let nobody = Subjects::default();
            let founders = std::cell::OnceCell::new();
            let names = Context {
                article: &document.article,
                sentences: &document.sentences,
                mentions: &document.mentions,
                entities: &document.entities,
                entity_of: &entity_of,
                language: Language::embedded(),
                subjects: &nobody,
                founders: &founders,
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
                        let letter = |id: Option<EntityId>| id.map_or('-', |e| gold.entities[e.0].kind().letter());
                        let sentence = |at: usize| document.sentences.partition_point(|s| s.span.start <= at);
                        let distance = other.map_or(9, |a| sentence(span.start).saturating_sub(sentence(a.span.start)));
                        *kinds.entry((letter(want), letter(other.map(|a| a.entity)), distance.min(3))).or_default() +=
                            1;
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
        println!("  wanted, got, sentences back: {kinds:?}");
        println!(
            "{label}: actor right {right} wrong {wrong} none {none}; number unread {unread}, unit wrong {unit}, bound wrong {bound}"
        );
        assert!(right >= 2 * (wrong + none), "the actor of most results is found in {label}");
    }
}

/// Lists every quantity of the open articles with whether gold makes a result of it: `SHOW=quantities`.
#[test]
fn every_quantity_is_listed_with_its_label() {
    if !shown("quantities") {
        return;
    }
    for gold in &golds().1 {
        let document = facts_of(gold);
        let rows: Vec<_> = gold.achievements.iter().filter(|a| a.kind == "result").collect();
        let mine: Vec<Span> = rows.iter().filter_map(|r| Some(quantity_at(&document, &gold.text, r)?.0)).collect();
        for sentence in &document.sentences {
            for mention in document.mentions.iter().filter(|m| sentence.span.contains(m.span)) {
                if mention.kind != MentionKind::Quantity {
                    continue;
                }
                let label = if mine.contains(&mention.span) { "Y" } else { "N" };
                let clause = sentence.clauses.iter().find(|c| c.contains(mention.span)).unwrap_or(&sentence.span);
                let text = clause.of(&gold.text);
                let (a, b) = (mention.span.start - clause.start, mention.span.end - clause.start);
                println!("{label} {} {}[{}]{}", &gold.id[..5], &text[..a], &text[a..b], &text[b..]);
            }
        }
    }
}

/// Right, too much, missed; and of the right ones how many `what` are alike and how many bounds right.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    right: usize,
    extra: usize,
    missed: usize,
    alike: usize,
    bound: usize,
}

impl Tally {
    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.extra + self.missed).max(1) as f64
    }
}

fn per(result: &Measurement) -> &'static str {
    match result.per {
        None => "",
        Some(Period::Day) => "日",
        Some(Period::Week) => "周",
        Some(Period::Month) => "月",
        Some(Period::Year) => "年",
    }
}

fn same_number(result: &Measurement, row: &GoldAchievement) -> bool {
    let value: f64 = row.get("value").parse().unwrap_or(f64::NAN);
    let unit = result.quantity.unit == row.get("unit") || plain(&result.quantity.unit) == plain(row.get("unit"));
    (result.quantity.value - value).abs() < 1e-6 * value.abs().max(1.0) && unit && per(result) == row.get("per")
}

type RuleCounts = BTreeMap<String, (usize, usize)>;
fn bucket(fact: &Fact) -> String {
    format!("confidence {:.1}", (fact.confidence * 10.0).floor() / 10.0)
}

type Reasons = BTreeMap<&'static str, usize>;

/// Why a gold result was missed, as far as what was read instead tells.
fn reason(left: &[(&Fact, &Measurement)], by: Option<EntityId>, row: &GoldAchievement) -> &'static str {
    let value: f64 = row.get("value").parse().unwrap_or(f64::NAN);
    let same: Vec<_> = left.iter().filter(|(_, r)| r.quantity.value == value).collect();
    match same.first() {
        None if value == 0.0 => "zero not read",
        None => "not read",
        Some((_, r)) if r.by.first().copied() != by => "other actor",
        Some((_, r)) if !same_number(r, row) => "unit or rate",
        Some(_) => "other words",
    }
}

fn results(gold: &Gold, tally: &mut Tally, rules: &mut RuleCounts, reasons: &mut Reasons, list: bool) {
    let document = facts_of(gold);
    let mut left: Vec<(&Fact, &Measurement)> = document
        .facts
        .iter()
        .filter(|f| f.standing == Standing::Done)
        .filter_map(|f| if let Claim::Result(r) = &f.claim { Some((f, r)) } else { None })
        .collect();
    let name = |id: Option<EntityId>| id.map_or("-", |e| gold.entities[e.0].names[0].as_str());
    let mut missed = Vec::new();
    for row in gold.achievements.iter().filter(|a| a.kind == "result") {
        let by = gold.entity_id(row.get("by"));
        let rated = left.iter().enumerate().filter(|(_, (_, r))| r.by.first().copied() == by && same_number(r, row));
        let best = rated.map(|(i, (_, r))| (dice(&r.what, row.get("what")), i)).max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((alike, at)) = best.filter(|(alike, _)| *alike >= 0.2) else {
            tally.missed += 1;
            missed.push((by, row));
            continue;
        };
        let (fact, result) = left.remove(at);
        tally.right += 1;
        tally.alike += usize::from(alike >= 0.6);
        tally.bound += usize::from(result.quantity.bound.name() == row.get("bound"));
        for key in [fact.evidence[0].rule.to_string(), bucket(fact)] {
            let rule = rules.entry(key).or_default();
            (rule.0, rule.1) = (rule.0 + 1, rule.1 + 1);
        }
        if alike < 0.6 && list {
            println!("what   {} want {} got {} | {}", gold.id, row.get("what"), result.what, row.get("quote"));
        }
    }
    for (by, row) in missed {
        *reasons.entry(reason(&left, by, row)).or_default() += 1;
        if list {
            let value: f64 = row.get("value").parse().unwrap_or(f64::NAN);
            let near = left.iter().find(|(_, r)| r.quantity.value == value);
            let why = near.map_or("not read".to_string(), |(_, r)| {
                format!("got by {} {} {} per {:?}", name(r.by.first().copied()), r.what, r.quantity.unit, r.per)
            });
            println!(
                "missed {} {} | {} | {} {} | {why}",
                gold.id,
                name(by),
                row.get("quote"),
                row.get("unit"),
                row.get("per")
            );
        }
    }
    for (fact, result) in left {
        tally.extra += 1;
        rules.entry(fact.evidence[0].rule.to_string()).or_default().1 += 1;
        rules.entry(bucket(fact)).or_default().1 += 1;
        if list {
            let quote = fact.evidence[0].span.of(&document.article.text);
            let rule = &fact.evidence[0].rule;
            println!(
                "extra  {} {} | {} | {} {} | {rule} {:.2} | {quote}",
                gold.id,
                name(result.by.first().copied()),
                result.what,
                result.value_text,
                per(result),
                fact.confidence
            );
        }
    }
}

#[test]
fn results_from_gold_mentions_stay_good() {
    let (held, open) = golds();
    let more =
        std::env::var("MORE").ok().map(|f| Gold::read_all(Path::new(&f)).expect("further gold articles are read"));
    let sets = [("open", open, true), ("held out", held, false), ("more", more.unwrap_or_default(), false)];
    for (label, golds, open) in sets {
        let (mut tally, mut rules, mut reasons) = (Tally::default(), RuleCounts::new(), Reasons::new());
        golds.iter().for_each(|g| results(g, &mut tally, &mut rules, &mut reasons, open && shown("results")));
        let Tally { right, extra, missed, alike, bound } = tally;
        println!(
            "{label}: results F1 {:.3} right {right} extra {extra} missed {missed}; alike {:.3} bound {:.3}",
            tally.f1(),
            alike as f64 / right.max(1) as f64,
            bound as f64 / right.max(1) as f64
        );
        println!("  missed: {reasons:?}");
        if shown("rules") {
            rules.iter().for_each(|(rule, (right, all))| println!("  {rule:40} {right:4} of {all:4}"));
        }
    }
}
