//! Achievements of many articles → which of them are one: the same honour, count or deed of the same actor, so that
//! what three papers tell is counted once.

use super::archive::{Kind, Property};
use super::clusters::Reason;
use super::resolver::Resolver;
use crate::vocabulary::ng;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Days between two articles that may speak of the same undated achievement.
const NEAR: i64 = 400;

/// Joins achievements.
pub fn join(resolver: &mut Resolver<'_>) {
    let mut blocks = BTreeMap::<(Vec<u32>, &'static str, String), Vec<Told>>::new();
    for node in resolver.archive.of_kind(Kind::Achievement) {
        let Some((class, key)) = what(resolver, node) else { continue };
        let actors: BTreeSet<u32> =
            resolver.archive.linked(node, Property::By).map(|n| resolver.clusters.root(n)).collect();
        if !actors.is_empty() {
            blocks.entry((actors.into_iter().collect(), class, key)).or_default().push(told(resolver, node));
        }
    }
    for ((_, class, key), mut told) in blocks {
        told.sort_by(|a, b| a.order.cmp(&b.order));
        join_block(resolver, class, &key, &told);
    }
}

/// An achievement as one node tells it.
struct Told {
    node: u32,
    /// The year the text gives.
    year: Option<i32>,
    /// Day of its first article, counted from 1970.
    day: Option<i64>,
    order: (Option<i32>, String, u32),
}

fn told(resolver: &Resolver<'_>, node: u32) -> Told {
    let year = resolver.archive.nodes[node as usize].main(Property::Year).and_then(|y| y.parse().ok());
    let article = resolver.archive.first_article(node);
    let (date, iri) = article.order();
    // Those with a year come first, so that the others find them.
    Told { node, year, day: day(&article.date), order: (year.or(Some(9999)), format!("{date} {iri}"), node) }
}

/// Joins each to the one earlier telling that it can be. Two that differ only by being another year's stay two.
fn join_block(resolver: &mut Resolver<'_>, class: &str, key: &str, told: &[Told]) {
    let mut known: Vec<(&Told, Vec<u32>)> = Vec::new();
    for new in told {
        let can = |old: &&mut (&Told, Vec<u32>)| {
            same_time(old.0, new) && old.1.iter().all(|n| compatible(resolver, class, *n, new.node))
        };
        let mut fits: Vec<&mut (&Told, Vec<u32>)> = known.iter_mut().filter(can).collect();
        if let [only] = &mut fits[..] {
            let first = only.0.node;
            only.1.push(new.node);
            let reason = match class {
                "honour" => Reason::SameHonour,
                "result" => Reason::SameResult,
                _ => Reason::SameDeed,
            };
            resolver.join(first, new.node, reason, key);
        } else {
            known.push((new, vec![new.node]));
        }
    }
}

fn same_time(a: &Told, b: &Told) -> bool {
    // A year not told is this year's or the last one's.
    let recent = |year: i32, day: Option<i64>| {
        day.is_some_and(|d| {
            let written = 1970 + (d as f64 / 365.2425) as i32;
            (written - 1..=written).contains(&year)
        })
    };
    match (a.year, b.year) {
        (Some(x), Some(y)) => x == y,
        (Some(year), None) => recent(year, b.day),
        (None, Some(year)) => recent(year, a.day),
        (None, None) => matches!((a.day, b.day), (Some(x), Some(y)) if (x - y).abs() <= NEAR),
    }
}

/// The class of an achievement, and what it is of: its award with the contest; its number with unit and period; its words.
fn what(resolver: &Resolver<'_>, node: u32) -> Option<(&'static str, String)> {
    let facts = &resolver.archive.nodes[node as usize];
    let classes = facts.main(Property::Classes)?;
    let is = |class: oxigraph::model::NamedNodeRef<'_>| classes.split(' ').any(|c| c == class.as_str());
    let text = |p| facts.main(p).unwrap_or_default();
    if is(ng::HONOUR) {
        return Some(("honour", format!("{} {}", honour(resolver, node)?, text(Property::Count))));
    }
    if is(ng::RESULT) {
        return Some(("result", format!("{}{} {}", text(Property::Value), text(Property::Unit), text(Property::Per))));
    }
    Some(("deed", resolver.names.key(text(Property::Name))))
}

/// The award; a bare grade with its contest, or with its year when no contest is told.
fn honour(resolver: &Resolver<'_>, node: u32) -> Option<String> {
    let facts = &resolver.archive.nodes[node as usize];
    let name = resolver.names.award(facts.main(Property::Name)?);
    let prize = facts.main(Property::Prize).map_or_else(|| name.clone(), |p| resolver.names.award(p));
    if !resolver.names.is_grade(&prize) {
        return Some(prize);
    }
    let program = resolver.archive.linked(node, Property::In).next().map(|p| resolver.name(resolver.clusters.root(p)));
    let contest = program.map_or_else(|| name.replace(&prize, ""), |p| resolver.names.key(p));
    let contest = resolver.names.open_program(&contest).rest;
    let year = facts.main(Property::Year).filter(|_| contest.is_empty());
    (!contest.is_empty() || year.is_some()).then(|| format!("{contest}{} {prize}", year.unwrap_or_default()))
}

/// Whether nothing else keeps two achievements apart: givers, level, contest; of results what was counted.
fn compatible(resolver: &Resolver<'_>, class: &str, a: u32, b: u32) -> bool {
    let roots = |n: u32, p| resolver.archive.linked(n, p).map(|x| resolver.clusters.root(x)).collect::<BTreeSet<u32>>();
    let agree = |p| {
        let (x, y) = (roots(a, p), roots(b, p));
        x.is_empty() || y.is_empty() || x.intersection(&y).next().is_some()
    };
    let main = |n: u32, p| resolver.archive.nodes[n as usize].main(p).map(String::from);
    let equal = |p| matches!((main(a, p), main(b, p)), (Some(x), Some(y)) if x != y);
    match class {
        "honour" => !equal(Property::Level) && agree(Property::In),
        "result" => !equal(Property::Bound) && alike(resolver, &main(a, Property::What), &main(b, Property::What)),
        _ => true,
    }
}

/// Whether two verb and noun phrases count the same thing: one contains the other, or most pairs of characters agree.
fn alike(resolver: &Resolver<'_>, a: &Option<String>, b: &Option<String>) -> bool {
    let key = |what: &Option<String>| resolver.names.key(what.as_deref().unwrap_or_default());
    let (a, b) = (key(a), key(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let pairs = |text: &str| {
        let characters: Vec<char> = text.chars().collect();
        characters.windows(2).map(|w| (w[0], w[1])).collect::<BTreeSet<_>>()
    };
    let (x, y) = (pairs(&a), pairs(&b));
    let shared = x.intersection(&y).count();
    a.contains(&b) || b.contains(&a) || shared * 2 > x.union(&y).count()
}

/// Days from 1970-01-01 of a date's first ten characters.
fn day(date: &str) -> Option<i64> {
    let part = |from: usize, to: usize| date.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    // Days from civil, after Howard Hinnant.
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let of_era = y - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// What each merged achievement says once: for every property the values of its first member that has it.
pub fn slots(members: &[u32], archive: &super::archive::Archive) -> HashMap<Property, Vec<String>> {
    let mut slots = HashMap::<Property, Vec<String>>::new();
    for &member in members {
        for property in SLOTS {
            let values: Vec<String> =
                archive.nodes[member as usize].main(*property).map(String::from).into_iter().collect();
            if !values.is_empty() {
                slots.entry(*property).or_insert(values);
            }
        }
    }
    slots
}

/// Properties an achievement has once.
pub const SLOTS: &[Property] = &[
    Property::Name,
    Property::Prize,
    Property::Level,
    Property::Count,
    Property::Year,
    Property::Time,
    Property::What,
    Property::Value,
    Property::Unit,
    Property::Per,
    Property::ValueText,
    Property::Bound,
    Property::Least,
    Property::Most,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day("1970-01-01"), Some(0));
        assert_eq!(day("2024-03-05T09:12:00+08:00"), Some(19_787));
        assert_eq!(day(""), None);
    }

    #[test]
    fn an_undated_honour_is_this_years_or_the_last_ones() {
        let told = |year, date| Told { node: 0, year, day: day(date), order: (year, String::new(), 0) };
        assert!(same_time(&told(Some(2023), "2024-01-01"), &told(None, "2024-02-01")));
        assert!(!same_time(&told(Some(2020), "2024-01-01"), &told(None, "2024-02-01")));
        assert!(!same_time(&told(None, "2022-01-01"), &told(None, "2024-02-01")));
    }
}
