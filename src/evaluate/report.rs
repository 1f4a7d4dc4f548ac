//! Tallies → a table, JSON, or a list of what is wrong.

use super::scores::{GROUPS, Scores, TAGGED};
use super::tally::{Tally, rounded, share};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

impl Scores {
    /// The tallies of a group together.
    pub fn group(&self, kinds: &[&str]) -> Tally {
        let mut total = Tally::default();
        kinds.iter().for_each(|k| total += self.tallies.get(*k).copied().unwrap_or_default());
        total
    }

    /// Share of right head fields, four digits.
    pub fn fields(&self) -> f64 {
        let fields = self.right.iter().filter(|(k, _)| k.starts_with("field"));
        let (right, all) = fields.fold((0, 0), |(r, a), (_, (right, all))| (r + right, a + all));
        rounded(right as f64 / all.max(1) as f64)
    }

    /// Mean of fields and the F1 of entities, relations, honours and results, four digits.
    pub fn overall(&self) -> f64 {
        let counted = GROUPS.iter().filter(|(name, _)| !matches!(*name, "places" | "deeds"));
        let f1: f64 = counted.map(|(_, kinds)| rounded(self.group(kinds).f1())).sum();
        rounded((self.fields() + f1) / 5.0)
    }

    /// Mentions of all kinds together.
    pub fn all_mentions(&self) -> Tally {
        let mut total = Tally::default();
        self.mentions.values().for_each(|t| total += *t);
        total
    }

    /// Every figure that may have a floor: its name and value, four digits.
    pub fn figures(&self) -> BTreeMap<String, f64> {
        let mut figures = BTreeMap::from([("overall".into(), self.overall()), ("fields".into(), self.fields())]);
        for (name, kinds) in GROUPS {
            figures.insert(name.into(), rounded(self.group(kinds).f1()));
        }
        for kind in TAGGED.iter().filter_map(|k| self.mentions.get_key_value(&k.letter())) {
            figures.insert(format!("mention-{}", kind.0), rounded(kind.1.f1()));
        }
        figures
    }

    /// The figures as JSON.
    pub fn json(&self) -> Value {
        let mut out = Map::new();
        for (name, kinds) in GROUPS {
            out.insert(name.into(), figures(self.group(kinds)));
        }
        let details = GROUPS.iter().flat_map(|(_, kinds)| kinds.iter()).collect::<std::collections::BTreeSet<_>>();
        let detail: Map<String, Value> =
            details.into_iter().map(|k| ((*k).to_string(), figures(self.group(&[k])))).collect();
        let right: Map<String, Value> = self
            .right
            .iter()
            .map(|(k, (right, all))| (k.clone(), json!([right, all, share(*right, *all).map(rounded)])))
            .collect();
        let mentions: Map<String, Value> = self.mentions.iter().map(|(k, t)| (k.to_string(), figures(*t))).collect();
        out.insert("fields".into(), json!(self.fields()));
        out.insert("overall".into(), json!(self.overall()));
        out.insert("articles".into(), json!(self.articles));
        out.insert("detail".into(), detail.into());
        out.insert("right".into(), right.into());
        out.insert("mentions".into(), mentions.into());
        out.into()
    }

    /// The figures as a table.
    pub fn table(&self) -> String {
        let mut out = format!("{} articles\n", self.articles);
        let _ = writeln!(out, "{:22}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}", "", "P", "R", "F1", "right", "extra", "missed");
        for (name, kinds) in GROUPS {
            line(&mut out, name, self.group(kinds));
        }
        for (_, kinds) in GROUPS {
            kinds.iter().for_each(|k| line(&mut out, &format!("  {k}"), self.group(&[k])));
        }
        if !self.mentions.is_empty() {
            line(&mut out, "mentions", self.all_mentions());
        }
        for (letter, tally) in &self.mentions {
            line(&mut out, &format!("  mention {letter}"), *tally);
        }
        for (what, (right, all)) in &self.right {
            let share = share(*right, *all).unwrap_or_default();
            let _ = writeln!(out, "  {what:28}{right:5} of {all:<5} {share:.4}");
        }
        let _ = writeln!(out, "fields {:.3}   overall {:.3}", self.fields(), self.overall());
        out
    }

    /// What is wrong, at most `most` missed and `most` extra of each kind.
    pub fn errors(&self, most: usize) -> String {
        let mut by_kind: BTreeMap<(&str, bool), Vec<String>> = BTreeMap::new();
        for fault in &self.faults {
            let line = format!("{}: {}", fault.article, fault.what);
            by_kind.entry((&fault.kind, !fault.missed)).or_default().push(line);
        }
        let mut out = String::new();
        for ((kind, extra), lines) in by_kind {
            let _ = writeln!(out, "{} {kind} ({})", if extra { "extra" } else { "missed" }, lines.len());
            lines.iter().take(most).for_each(|line| out.push_str(&format!("  {line}\n")));
        }
        out
    }
}

fn figures(tally: Tally) -> Value {
    let [p, r, f] = [tally.precision(), tally.recall(), tally.f1()].map(rounded);
    json!([p, r, f, tally.right, tally.extra, tally.missed])
}

fn line(out: &mut String, name: &str, tally: Tally) {
    let _ = writeln!(
        out,
        "{name:22}{:8.3}{:8.3}{:8.3}{:8}{:8}{:8}",
        tally.precision(),
        tally.recall(),
        tally.f1(),
        tally.right,
        tally.extra,
        tally.missed
    );
}
