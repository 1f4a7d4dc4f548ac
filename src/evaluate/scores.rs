//! Gold article and what its graph says → tallies by kind.
//!
//! What counts as right. A field: equal to gold; authors and editors as sets. An entity: same class and a name in common
//! with the gold entity, one to one; one that only follows from a name is never required. A relation: both ends are
//! found entities and the predicate is right; a job title equals as text. An honour: right recipient and a name alike
//! (Dice ≥ 0.6, against name or prize). A result: right actor, equal number, unit and rate, and what was counted not
//! wholly different (Dice ≥ 0.2). A deed: right actor, and its evidence overlaps the gold quote by half.

use super::gold::{Gold, GoldAchievement, GoldEntity};
use super::names::{dice, plain};
use super::predicted::{FIELDS, Predicted, RELATIONS, Row};
use super::tally::Tally;
use crate::model::{Document, EntityKind, MentionKind};
use oxigraph::model::Quad;
use std::collections::{BTreeMap, BTreeSet};

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// `entity O`, `relation worksFor`, `honour`, `mention A`, `field` …
    pub kind: String,
    /// Whether it is in gold and was not found; otherwise it was found and is not in gold.
    pub missed: bool,
    /// Article.
    pub article: String,
    /// What it is.
    pub what: String,
}

/// Tallies over articles.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scores {
    /// Articles scored.
    pub articles: usize,
    /// Entities by letter, relations by name, honours, results, deeds.
    pub tallies: BTreeMap<String, Tally>,
    /// Mentions by letter: exact span and kind.
    pub mentions: BTreeMap<char, Tally>,
    /// Right out of all, for fields and for details of what was found.
    pub right: BTreeMap<String, (usize, usize)>,
    /// Everything wrong, in order of article.
    pub faults: Vec<Fault>,
}

/// Tallies that make up a reported group.
pub const GROUPS: [(&str, &[&str]); 6] = [
    ("entities", &["entity O", "entity P", "entity G"]),
    ("places", &["entity L"]),
    (
        "relations",
        &[
            "relation worksFor",
            "relation jobTitle",
            "relation parentOrganization",
            "relation founder",
            "relation runBy",
            "relation superEvent",
        ],
    ),
    ("honours", &["honour"]),
    ("results", &["result"]),
    ("deeds", &["deed"]),
];

/// The mention kinds that gold tags.
pub const TAGGED: [MentionKind; 6] = [
    MentionKind::Organization,
    MentionKind::Person,
    MentionKind::Place,
    MentionKind::Program,
    MentionKind::Position,
    MentionKind::Award,
];

/// Predicted IRI → gold id.
type Match = BTreeMap<String, String>;

impl Scores {
    /// Scores one article's graph.
    pub fn add_graph(&mut self, gold: &Gold, quads: &[Quad]) {
        let predicted = Predicted::read(quads);
        self.articles += 1;
        self.add_fields(gold, &predicted);
        let matched = match_entities(gold, &predicted);
        self.add_entities(gold, &predicted, &matched);
        self.add_relations(gold, &predicted, &matched);
        self.add_achievements(gold, &predicted, &matched);
    }

    /// Scores one article's mentions: a mention is right when gold has a tag of that kind at exactly that place.
    pub fn add_mentions(&mut self, gold: &Gold, document: &Document) {
        let want: BTreeSet<_> = gold.mentions.iter().map(|m| (m.span, m.kind)).collect();
        let tagged = document.mentions.iter().filter(|m| TAGGED.contains(&m.kind));
        let got: BTreeSet<_> = tagged.map(|m| (m.span, m.kind)).collect();
        for (span, kind) in want.union(&got) {
            let (is_there, found) = (want.contains(&(*span, *kind)), got.contains(&(*span, *kind)));
            let tally = self.mentions.entry(kind.letter()).or_default();
            tally.right += usize::from(is_there && found);
            tally.missed += usize::from(!found);
            tally.extra += usize::from(!is_there);
            if is_there != found {
                let what = format!("{} at byte {}", span.of(&gold.text), span.start);
                self.fault(gold, &format!("mention {}", kind.letter()), is_there, what);
            }
        }
    }

    fn fault(&mut self, gold: &Gold, kind: &str, missed: bool, what: String) {
        self.faults.push(Fault { kind: kind.into(), missed, article: gold.id.clone(), what });
    }

    fn miss(&mut self, gold: &Gold, kind: &str, what: String) {
        self.tallies.entry(kind.into()).or_default().missed += 1;
        self.fault(gold, kind, true, what);
    }

    fn extra(&mut self, gold: &Gold, kind: &str, what: String) {
        self.tallies.entry(kind.into()).or_default().extra += 1;
        self.fault(gold, kind, false, what);
    }

    fn note(&mut self, what: &str, right: bool) {
        let count = self.right.entry(what.into()).or_default();
        count.0 += usize::from(right);
        count.1 += 1;
    }

    /// Counts a fact of that confidence, where the graph gives one, as right or wrong.
    fn note_sureness(&mut self, confidence: f64, right: bool) {
        if confidence > 0.0 {
            let tenth = ((confidence * 10.0) as usize).min(9);
            self.note(&format!("confidence 0.{tenth}"), right);
        }
    }

    fn add_fields(&mut self, gold: &Gold, predicted: &Predicted) {
        for (field, _) in FIELDS {
            let want = gold.head.get(field).map_or("", String::as_str);
            let got = predicted.fields.get(field).cloned().unwrap_or_default();
            let right = field_is_right(field, want, &got);
            self.note(&format!("field {field}"), right);
            if !right {
                let got: Vec<String> = got.into_iter().collect();
                self.fault(gold, "field", true, format!("{field}: {want:?}, found {got:?}"));
            }
        }
    }

    fn add_entities(&mut self, gold: &Gold, predicted: &Predicted, matched: &Match) {
        let found: BTreeSet<&String> = matched.values().collect();
        for entity in gold.entities.iter().filter(|e| !e.derived) {
            let kind = format!("entity {}", entity.kind().letter());
            if found.contains(&entity.id) {
                self.tallies.entry(kind).or_default().right += 1;
            } else {
                self.miss(gold, &kind, entity.names[0].clone());
            }
        }
        let credited = credited(gold);
        for (iri, node) in &predicted.nodes {
            if let Some(id) = matched.get(iri) {
                let full = gold.entities.iter().find(|e| e.id == *id).map_or("", |e| &e.names[0]);
                self.note("full name", plain(&node.name) == plain(full));
            } else if !predicted.credit.contains(iri)
                && !node.names.iter().any(|n| credited.contains(&plain(n)))
                // A place inside a name may be written; only missing ones count.
                && node.kind != EntityKind::Place
            {
                self.extra(gold, &format!("entity {}", node.kind.letter()), node.name.clone());
            }
        }
    }

    fn add_relations(&mut self, gold: &Gold, predicted: &Predicted, matched: &Match) {
        let want = wanted_relations(gold);
        let mut sure: BTreeMap<Triple, f64> = BTreeMap::new();
        let story = |s: &String| matched.contains_key(s) || !predicted.credit.contains(s);
        for relation in predicted.relations.iter().filter(|(s, _, _)| story(s)) {
            let (s, p, o) = relation;
            let known = sure.entry((matched.get(s).unwrap_or(s).clone(), *p, object(p, o, matched))).or_default();
            *known = known.max(predicted.sureness(relation));
        }
        let got: BTreeSet<Triple> = sure.keys().cloned().collect();
        for (triple, optional) in &want {
            let kind = format!("relation {}", triple.1);
            if got.contains(triple) {
                self.tallies.entry(kind).or_default().right += usize::from(!optional);
                self.note_sureness(sure[triple], true);
            } else if !optional {
                self.miss(gold, &kind, shown(triple, gold, predicted));
            }
        }
        for triple in got.iter().filter(|t| !want.contains_key(*t)) {
            // The chain above a long name and the series above an edition are not annotated.
            let unknown = |x: &String| predicted.nodes.contains_key(x);
            let above = matches!(triple.1, "parentOrganization" | "superEvent");
            if !(above && (unknown(&triple.0) || unknown(&triple.2))) {
                self.extra(gold, &format!("relation {}", triple.1), shown(triple, gold, predicted));
                self.note_sureness(sure[triple], false);
            }
        }
    }

    fn add_achievements(&mut self, gold: &Gold, predicted: &Predicted, matched: &Match) {
        let mut left: Vec<&Row> = predicted.achievements.iter().collect();
        let mut used = BTreeSet::new();
        for want in &gold.achievements {
            let Some(hit) = best(want, &left, predicted, matched) else {
                let what = [want.get("name"), want.get("what")].into_iter().find(|w| !w.is_empty()).unwrap_or("");
                let by = named(want.get("by"), gold, predicted);
                self.miss(gold, &want.kind, format!("{by}: {what} 〔{}〕", want.get("quote")));
                continue;
            };
            self.tallies.entry(want.kind.clone()).or_default().right += 1;
            let row = left.remove(hit);
            used.insert(&row.node);
            self.note_sureness(predicted.confidence.get(&row.node).copied().unwrap_or_default(), true);
            self.add_details(want, row, predicted, matched);
        }
        for row in left.into_iter().filter(|row| row.kind == "result" || !used.contains(&row.node)) {
            let by = named(&row.by, gold, predicted);
            let what = [row.name(), row.what()].into_iter().find(|w| !w.is_empty()).unwrap_or("");
            let quotes: Vec<&str> = predicted.quotes.get(&row.node).into_iter().flatten().map(String::as_str).collect();
            self.note_sureness(predicted.confidence.get(&row.node).copied().unwrap_or_default(), false);
            self.extra(gold, row.kind, format!("{by}: {what} {} {} 〔{}〕", row.value(), row.unit(), quotes.join("|")));
        }
    }

    fn add_details(&mut self, want: &GoldAchievement, row: &Row, predicted: &Predicted, matched: &Match) {
        match want.kind.as_str() {
            "honour" => {
                if !want.get("year").is_empty() {
                    self.note("honour year", want.get("year") == row.year());
                }
                let prize = plain(want.get("prize"));
                if !prize.is_empty() {
                    self.note("honour prize", prize == plain(row.prize()));
                }
                for link in ["in", "conferredBy"].into_iter().filter(|l| !want.get(l).is_empty()) {
                    let wanted: BTreeSet<&str> =
                        want.get(link).split([';', ',', '、', ' ']).filter(|id| !id.is_empty()).collect();
                    let got = predicted.links.get(&(row.node.clone(), link)).into_iter().flatten();
                    let right = got.filter_map(|o| matched.get(o)).any(|id| wanted.contains(id.as_str()));
                    self.note(&format!("honour {link}"), right);
                }
            }
            "result" => {
                self.note("result what", dice(row.what(), want.get("what")) >= 0.6);
                let bound = row.bound().rsplit('#').next().unwrap_or_default();
                self.note("result bound", bound == or(want.get("bound"), "exactly"));
            }
            _ => {}
        }
    }
}

fn or<'s>(text: &'s str, otherwise: &'s str) -> &'s str {
    if text.is_empty() { otherwise } else { text }
}

fn field_is_right(field: &str, want: &str, got: &BTreeSet<String>) -> bool {
    match field {
        "author" | "editor" => {
            let want: BTreeSet<String> = want.split(';').filter(|n| !n.trim().is_empty()).map(plain).collect();
            want == got.iter().map(|n| plain(n)).collect()
        }
        _ if want.is_empty() => got.is_empty(),
        "published" => got.len() == 1 && got.contains(want),
        _ => got.len() == 1 && got.iter().all(|g| plain(g) == plain(want)),
    }
}

/// Names of the credit lines: nodes of theirs are no entities of the story.
fn credited(gold: &Gold) -> BTreeSet<String> {
    let cells = ["publisher", "source", "author", "editor"].into_iter().filter_map(|k| gold.head.get(k));
    cells.flat_map(|c| c.split(';')).filter(|n| !n.trim().is_empty()).map(plain).collect()
}

/// Nodes and gold entities, one to one: equal full names first, then any name in common.
fn match_entities(gold: &Gold, predicted: &Predicted) -> Match {
    let plain_names: Vec<Vec<String>> =
        gold.entities.iter().map(|e| e.names.iter().map(|n| plain(n)).collect()).collect();
    let (mut matched, mut taken) = (Match::new(), BTreeSet::new());
    for strict in [true, false] {
        for (iri, node) in &predicted.nodes {
            if matched.contains_key(iri) {
                continue;
            }
            let mine: BTreeSet<String> = if strict {
                BTreeSet::from([plain(&node.name)])
            } else {
                node.names.iter().map(|n| plain(n)).collect()
            };
            let same = |(e, names): &(&GoldEntity, &Vec<String>)| {
                let theirs = if strict { &names[..1] } else { &names[..] };
                !taken.contains(&e.id) && e.kind() == node.kind && theirs.iter().any(|n| mine.contains(n))
            };
            if let Some((entity, _)) = gold.entities.iter().zip(&plain_names).find(same) {
                matched.insert(iri.clone(), entity.id.clone());
                taken.insert(entity.id.clone());
            }
        }
    }
    matched
}

type Triple = (String, &'static str, String);

fn object(predicate: &str, object: &str, matched: &Match) -> String {
    if predicate == "jobTitle" {
        or(&plain(object), object).into()
    } else {
        matched.get(object).map_or(object, |m| m).into()
    }
}

/// Gold relations that are scored, and whether each is optional because an end only follows from a name.
fn wanted_relations(gold: &Gold) -> BTreeMap<Triple, bool> {
    let derived = |id: &str| gold.entities.iter().any(|e| e.id == id && e.derived);
    let mut wanted = BTreeMap::new();
    for (s, p, o) in &gold.relations {
        let Some((name, _)) = RELATIONS.iter().find(|(name, _)| name == p) else { continue };
        let title = *name == "jobTitle";
        let triple = (s.clone(), *name, if title { plain(o) } else { o.clone() });
        wanted.insert(triple, derived(s) || (!title && derived(o)));
    }
    wanted
}

/// The predicted row that is most like a gold achievement, if any is enough.
fn best(want: &GoldAchievement, left: &[&Row], predicted: &Predicted, matched: &Match) -> Option<usize> {
    let (mut hit, mut most) = (None, 0.0);
    for (at, row) in left.iter().enumerate() {
        if row.kind != want.kind || matched.get(&row.by).map(String::as_str) != Some(want.get("by")) {
            continue;
        }
        let (alike, enough) = match row.kind {
            "honour" => (honours_alike(want, row), 0.6),
            "result" => (results_alike(want, row), 0.2),
            _ => {
                let quotes: String =
                    predicted.quotes.get(&row.node).into_iter().flatten().map(String::as_str).collect();
                (dice(&quotes, want.get("quote")), 0.5)
            }
        };
        if alike >= enough && alike > most {
            (hit, most) = (Some(at), alike);
        }
    }
    hit
}

fn honours_alike(want: &GoldAchievement, row: &Row) -> f64 {
    let (name, prize) = (want.get("name"), want.get("prize"));
    let alike = dice(row.name(), name).max(dice(row.prize(), prize)).max(dice(row.name(), prize));
    let same_year = f64::from(u8::from(row.year() == want.get("year")));
    alike + (0.01 * dice(row.name(), name) + 0.01 * same_year)
}

fn results_alike(want: &GoldAchievement, row: &Row) -> f64 {
    let (Ok(value), Ok(wanted)) = (row.value().parse::<f64>(), want.get("value").parse::<f64>()) else { return 0.0 };
    let same = (value - wanted).abs() < 1e-6 * wanted.abs().max(1.0);
    let unit = plain(row.unit()) == plain(want.get("unit")) || (row.unit() == "%" && want.get("unit") == "%");
    let per = match row.per() {
        "P1D" => "日",
        "P7D" | "P1W" => "周",
        "P1M" => "月",
        "P1Y" => "年",
        other => other,
    };
    if same && unit && per == want.get("per") { dice(row.what(), want.get("what")) } else { 0.0 }
}

fn named(id: &str, gold: &Gold, predicted: &Predicted) -> String {
    let gold = gold.entities.iter().find(|e| e.id == id).map(|e| e.names[0].clone());
    gold.or_else(|| predicted.nodes.get(id).map(|n| n.name.clone())).unwrap_or_else(|| id.into())
}

fn shown(triple: &Triple, gold: &Gold, predicted: &Predicted) -> String {
    format!("{} → {}", named(&triple.0, gold, predicted), named(&triple.2, gold, predicted))
}
