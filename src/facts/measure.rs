//! Gold mentions and entities → the facts read from them, compared with the gold facts: what a perfect recognizer would get.
//!
//! `cargo test --lib facts::measure -- --nocapture` prints the scores; `SHOW=honour` (or a relation's name) lists what was
//! missed and what was too much in the articles that rules may be written from. `MORE=folder` measures another folder.

use super::read;
use crate::article;
use crate::evaluate::gold::{Gold, GoldAchievement};
use crate::language::Language;
use crate::model::{Claim, Document, EntityId, Fact, Honour, Object, Stated};
use crate::{mentions, text};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Right, too much, missed.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    right: usize,
    extra: usize,
    missed: usize,
}

impl Tally {
    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.extra + self.missed).max(1) as f64
    }
}

#[derive(Debug, Default)]
struct Score {
    tallies: BTreeMap<String, Tally>,
    /// For the slots of matched honours: right, of how many.
    slots: BTreeMap<&'static str, (usize, usize)>,
    /// By rule: right, of how many.
    rules: BTreeMap<String, (usize, usize)>,
    lines: Vec<String>,
}

impl Score {
    fn of(&self, prefix: &str) -> Tally {
        let all = self.tallies.iter().filter(|(k, _)| k.starts_with(prefix)).map(|(_, t)| *t);
        all.fold(Tally::default(), |a, b| Tally {
            right: a.right + b.right,
            extra: a.extra + b.extra,
            missed: a.missed + b.missed,
        })
    }

    fn count(&mut self, key: &str, right: usize, extra: usize, missed: usize) {
        let tally = self.tallies.entry(key.to_string()).or_default();
        tally.right += right;
        tally.extra += extra;
        tally.missed += missed;
    }

    fn rule(&mut self, fact: &Fact, right: bool) {
        let rule = self.rules.entry(fact.evidence[0].rule.to_string()).or_default();
        rule.0 += usize::from(right);
        rule.1 += 1;
    }

    fn slot(&mut self, slot: &'static str, right: bool) {
        let cell = self.slots.entry(slot).or_default();
        cell.0 += usize::from(right);
        cell.1 += 1;
    }
}

/// The facts of a gold article, read from gold mentions and entities.
pub(super) fn facts_of(gold: &Gold) -> Document {
    let language = Language::embedded();
    let stated =
        Stated { published: gold.head.get("published").filter(|p| !p.is_empty()).cloned(), ..Stated::default() };
    let mut document = Document { article: article::recognise(&gold.text, &stated, language), ..Document::default() };
    document.sentences = text::sentences::split(&document.article);
    document.mentions = mentions::find(&document.article, &document.sentences, language);
    gold.perfect(&mut document);
    document.facts = read(&document, language);
    document
}

/// Letters and digits only, as the scorer compares names.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Likeness of two names by character pairs; a name of three characters or more inside the other counts 0.6 at least.
pub(super) fn dice(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (plain(a).chars().collect(), plain(b).chars().collect());
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let (sa, sb): (String, String) = (a.iter().collect(), b.iter().collect());
    if (sa.contains(&sb) || sb.contains(&sa)) && a.len().min(b.len()) >= 3 {
        return (2.0 * a.len().min(b.len()) as f64 / (a.len() + b.len()) as f64).max(0.6);
    }
    let mut pairs: BTreeMap<(char, char), (usize, usize)> = BTreeMap::new();
    a.windows(2).for_each(|w| pairs.entry((w[0], w[1])).or_default().0 += 1);
    b.windows(2).for_each(|w| pairs.entry((w[0], w[1])).or_default().1 += 1);
    let (shared, total) = pairs.values().fold((0, 0), |(s, t), (x, y)| (s + x.min(y), t + x + y));
    if total == 0 { f64::from(u8::from(a == b)) } else { 2.0 * shared as f64 / total as f64 }
}

fn relations(gold: &Gold, document: &Document, score: &mut Score) {
    let name = |id: &str| gold.entity_id(id).map_or(id.to_string(), |e| gold.entities[e.0].names[0].clone());
    let derived = |id: &str| gold.entity_id(id).is_some_and(|e| gold.entities[e.0].derived);
    let key = |s: &str, p: &str, o: &str| {
        (s.to_string(), p.to_string(), if p == "jobTitle" { plain(o) } else { o.to_string() })
    };
    let want: BTreeSet<_> = gold.relations.iter().map(|(s, p, o)| key(s, p, o)).collect();
    let mut got = BTreeMap::new();
    for fact in &document.facts {
        let Claim::Relation(relation) = &fact.claim else { continue };
        let object = match &relation.object {
            Object::Entity(id) => gold.entities[id.0].id.clone(),
            Object::Text(text) => text.clone(),
        };
        got.entry(key(&gold.entities[relation.subject.0].id, relation.predicate.name(), &object)).or_insert(fact);
    }
    for (k, fact) in &got {
        score.rule(fact, want.contains(k));
    }
    for w in &want {
        let optional = derived(&w.0) || w.1 != "jobTitle" && derived(&w.2);
        if optional {
            continue;
        }
        score.count(
            &format!("relation {}", w.1),
            usize::from(got.contains_key(w)),
            0,
            usize::from(!got.contains_key(w)),
        );
        if !got.contains_key(w)
            && w.1 == "worksFor"
            && std::env::var_os("HELD").is_some()
            && (gold.id.starts_with("b2-") || gold.id.starts_with("b6-"))
        {
            let sub = gold.entity_id(&w.2).map(|e| format!("{:?}", gold.entities[e.0].subtype)).unwrap_or_default();
            let titled = want.iter().any(|x| x.0 == w.0 && x.1 == "jobTitle");
            let found_title = got.keys().any(|x| x.0 == w.0 && x.1 == "jobTitle");
            let other = got.keys().any(|x| x.0 == w.0 && x.1 == "worksFor");
            let several = want.iter().filter(|x| x.0 == w.0 && x.1 == "worksFor").count();
            println!(
                "HELD {} {sub} titled {titled} found title {found_title} other employer {other} several {several}",
                &gold.id[..2]
            );
        }
        if !got.contains_key(w) {
            score.lines.push(format!("missed {} {} {} | {}", gold.id, w.1, name(&w.0), name(&w.2)));
        }
    }
    for (g, fact) in got.iter().filter(|(g, _)| !want.contains(*g)) {
        score.count(&format!("relation {}", g.1), 0, 1, 0);
        let quote = fact.evidence[0].span.of(&document.article.text);
        let rule = &fact.evidence[0].rule;
        score.lines.push(format!("extra  {} {} {} | {} | {rule} | {quote}", gold.id, g.1, name(&g.0), name(&g.2)));
    }
}

fn honour_alike(honour: &Honour, gold: &GoldAchievement) -> f64 {
    let prize = honour.prize.as_deref().unwrap_or_default();
    let alike = dice(&honour.name, gold.get("name"))
        .max(dice(prize, gold.get("prize")))
        .max(dice(&honour.name, gold.get("prize")));
    let year = honour.year.map_or(String::new(), |y| y.to_string()) == gold.get("year");
    if alike < 0.6 { 0.0 } else { alike + 0.01 * dice(&honour.name, gold.get("name")) + if year { 0.01 } else { 0.0 } }
}

fn ids(gold: &Gold, cell: &str) -> BTreeSet<EntityId> {
    cell.split(|c: char| !c.is_alphanumeric()).filter_map(|id| gold.entity_id(id)).collect()
}

fn honours(gold: &Gold, document: &Document, score: &mut Score) {
    let mut left: Vec<(&Fact, &Honour)> = document
        .facts
        .iter()
        .filter_map(|f| if let Claim::Honour(h) = &f.claim { Some((f, h)) } else { None })
        .collect();
    for row in gold.achievements.iter().filter(|a| a.kind == "honour") {
        let by = gold.entity_id(row.get("by"));
        let rated = left.iter().enumerate().filter(|(_, (_, h))| h.by.first().copied() == by);
        let best =
            rated.map(|(i, (_, h))| (honour_alike(h, row), i)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let who = by.map_or("?", |e| &gold.entities[e.0].names[0]);
        let Some((_, at)) = best.filter(|(alike, _)| *alike >= 0.6) else {
            score.count("honour", 0, 0, 1);
            if std::env::var_os("HELD").is_some() && (gold.id.starts_with("b2-") || gold.id.starts_with("b6-")) {
                let other = document
                    .facts
                    .iter()
                    .filter_map(|f| if let Claim::Honour(h) = &f.claim { Some((f, h)) } else { None })
                    .find(|(_, h)| honour_alike(h, row) > 0.0);
                let kind = by.map(|e| format!("{:?}", gold.entities[e.0].subtype)).unwrap_or_default();
                println!(
                    "HELDH {} missed {kind} in {} alike by other {:?}",
                    &gold.id[..2],
                    !row.get("in").is_empty(),
                    other.map(|(f, h)| (f.evidence[0].rule.to_string(), gold.entities[h.by[0].0].subtype))
                );
            }
            score.lines.push(format!("missed {} honour {who} | {} | {}", gold.id, row.get("name"), row.get("quote")));
            continue;
        };
        let (fact, honour) = left.remove(at);
        score.count("honour", 1, 0, 0);
        score.rule(fact, true);
        honour_slots(gold, row, honour, score);
    }
    for (fact, honour) in left {
        score.count("honour", 0, 1, 0);
        if std::env::var_os("HELD").is_some() && (gold.id.starts_with("b2-") || gold.id.starts_with("b6-")) {
            println!(
                "HELDH {} extra {:?} {}",
                &gold.id[..2],
                gold.entities[honour.by[0].0].subtype,
                fact.evidence[0].rule
            );
        }
        score.rule(fact, false);
        let who = honour.by.first().map_or("?", |e| &gold.entities[e.0].names[0]);
        let quote = fact.evidence[0].span.of(&document.article.text);
        score
            .lines
            .push(format!("extra  {} honour {who} | {} | {} | {quote}", gold.id, honour.name, fact.evidence[0].rule));
    }
}

fn honour_slots(gold: &Gold, row: &GoldAchievement, honour: &Honour, score: &mut Score) {
    let mut slot = |name: &'static str, want: String, got: String, right: bool| {
        score.slot(name, right);
        if !right {
            score.lines.push(format!("slot   {} {name} | {} | want {want} got {got}", gold.id, row.get("name")));
        }
    };
    let year = honour.year.map_or(String::new(), |y| y.to_string());
    if !row.get("year").is_empty() {
        slot("year", row.get("year").into(), year.clone(), year == row.get("year"));
    } else if !year.is_empty() {
        slot("year absent", String::new(), year, false);
    } else {
        slot("year absent", String::new(), String::new(), true);
    }
    let prize = honour.prize.clone().unwrap_or_default();
    slot("prize", row.get("prize").into(), prize.clone(), plain(&prize) == plain(row.get("prize")));
    slot("name", row.get("name").into(), honour.name.clone(), plain(&honour.name) == plain(row.get("name")));
    let level = honour.level.clone().unwrap_or_default();
    slot("level", row.get("level").into(), level.clone(), level == row.get("level"));
    let count = honour.count.map_or(String::new(), |c| c.to_string());
    slot("count", row.get("count").into(), count.clone(), count == row.get("count"));
    let time = honour.time.clone().unwrap_or_default();
    slot("time", row.get("time").into(), time.clone(), time == row.get("time"));
    let want = ids(gold, row.get("in"));
    let got: BTreeSet<EntityId> = honour.in_program.into_iter().collect();
    if !want.is_empty() {
        slot("in", format!("{want:?}"), format!("{got:?}"), !want.is_disjoint(&got));
    } else {
        slot("in absent", String::new(), format!("{got:?}"), got.is_empty());
    }
    let want = ids(gold, row.get("conferredBy"));
    let got: BTreeSet<EntityId> = honour.conferred_by.iter().copied().collect();
    if !want.is_empty() {
        slot("conferredBy", format!("{want:?}"), format!("{got:?}"), !want.is_disjoint(&got));
    } else {
        slot("conferredBy absent", String::new(), format!("{got:?}"), got.is_empty());
    }
}

fn score(golds: &[Gold]) -> Score {
    let mut score = Score::default();
    for gold in golds {
        let document = facts_of(gold);
        relations(gold, &document, &mut score);
        honours(gold, &document, &mut score);
    }
    score
}

fn print(label: &str, golds: &[Gold], shown: bool) -> Score {
    let score = score(golds);
    println!("== {label}: {} articles", golds.len());
    for (key, t) in score.tallies.iter().map(|(k, t)| (k.as_str(), *t)).chain([("relation", score.of("relation"))]) {
        println!("{key:30} F1 {:.3}  right {:4} extra {:4} missed {:4}", t.f1(), t.right, t.extra, t.missed);
    }
    for (slot, (right, all)) in &score.slots {
        println!("  {slot:20} {right:4} of {all:4}  {:.3}", *right as f64 / *all as f64);
    }
    let show = std::env::var("SHOW").unwrap_or_default();
    if shown && !show.is_empty() {
        if show == "rule" {
            score.rules.iter().for_each(|(rule, (right, all))| println!("  {rule:45} {right:4} of {all:4}"));
        }
        let wanted = |l: &&String| show.split(',').any(|s| l.split_whitespace().any(|w| w == s));
        score.lines.iter().filter(wanted).for_each(|l| println!("{l}"));
    }
    score
}

#[test]
fn facts_from_gold_mentions_stay_good() {
    let all = Gold::read_all(Path::new("gold/articles")).expect("the gold articles are read");
    let held_out = |g: &Gold| g.id.starts_with("b2-") || g.id.starts_with("b6-");
    let (held, open): (Vec<Gold>, Vec<Gold>) = all.into_iter().partition(held_out);
    let open_score = print("open", &open, true);
    let held_score = print("held out", &held, false);
    if let Some(more) = std::env::var_os("MORE").map(PathBuf::from) {
        print(
            "more",
            &Gold::read_all(&more).expect("the further gold articles are read"),
            std::env::var_os("PEEK").is_some(),
        );
    }
    assert!(open_score.of("relation").f1() >= 0.0 && held_score.of("relation").f1() >= 0.0);
}
