//! A gold article → what in it does not follow the annotation guide.

use super::gold::{Gold, GoldAchievement};
use crate::model::{EntityKind, MentionKind};
use std::collections::BTreeSet;

const HEAD: [&str; 8] = ["genre", "headline", "published", "publisher", "source", "author", "editor", "section"];
const BOUNDS: [&str; 6] = ["exactly", "moreThan", "atLeast", "lessThan", "about", "atMost"];
/// Predicate, letters it may start from, letters it may lead to; T is text of the article.
const PREDICATES: [(&str, &str, &str); 7] = [
    ("worksFor", "P", "O"),
    ("jobTitle", "P", "T"),
    ("parentOrganization", "O", "O"),
    ("founder", "O", "OP"),
    ("runBy", "G", "OP"),
    ("superEvent", "G", "G"),
    ("location", "OG", "L"),
];

/// All faults of an article, one sentence each.
pub fn faults(gold: &Gold) -> Vec<String> {
    let mut faults = head(gold);
    faults.extend(entities(gold));
    faults.extend(gold.relations.iter().flat_map(|r| relation(gold, r)));
    faults.extend(gold.achievements.iter().flat_map(|a| achievement(gold, a)));
    faults
}

fn head(gold: &Gold) -> Vec<String> {
    let unknown = gold.head.keys().filter(|k| !HEAD.contains(&k.as_str()));
    let mut faults: Vec<String> = unknown.map(|k| format!("unknown head field {k:?}")).collect();
    let close = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    if gold.head.get("headline").is_some_and(|h| !close(&gold.text).contains(&close(h))) {
        faults.push("headline is not in the text".into());
    }
    faults
}

fn entities(gold: &Gold) -> Vec<String> {
    let mut faults = Vec::new();
    let mut listed = BTreeSet::new();
    for entity in &gold.entities {
        if !listed.insert(entity.id.as_str()) {
            faults.push(format!("{} listed twice", entity.id));
        }
        if !entity.id.starts_with(entity.kind().letter()) {
            faults.push(format!("{}: unknown subtype {:?}", entity.id, entity.subtype.name()));
        }
    }
    let mut tagged = BTreeSet::new();
    for mention in gold.mentions.iter().filter(|m| EntityKind::of(m.kind).is_some()) {
        let surface = mention.span.of(&gold.text);
        match mention.entity.as_deref() {
            None => faults.push(format!("tag without number: {surface:?}")),
            Some(id) if !listed.contains(id) => faults.push(format!("{id} tagged ({surface:?}) but not listed")),
            Some(id) => {
                tagged.insert(id);
            }
        }
    }
    let untagged = gold.entities.iter().filter(|e| !e.derived && !tagged.contains(e.id.as_str()));
    faults.extend(
        untagged.map(|e| {
            format!("{id} {} listed but never tagged (mark it {id}~ if it only follows)", e.names[0], id = e.id)
        }),
    );
    faults
}

fn is_listed(gold: &Gold, id: &str) -> bool {
    gold.entities.iter().any(|e| e.id == id)
}

fn relation(gold: &Gold, (s, p, o): &(String, String, String)) -> Vec<String> {
    let Some((_, from, to)) = PREDICATES.iter().find(|(name, ..)| name == p) else {
        return vec![format!("bad relation row {s} {p} {o}: unknown predicate")];
    };
    let title = p == "jobTitle";
    let mut faults = Vec::new();
    if !s.starts_with(|c| from.contains(c)) || (!title && !o.starts_with(|c| to.contains(c))) {
        faults.push(format!("{p} cannot join {s} and {o}"));
    }
    let ends: &[&String] = if title { &[s] } else { &[s, o] };
    faults.extend(ends.iter().filter(|x| !is_listed(gold, x)).map(|x| format!("relation names unknown {x}")));
    if title && !gold.text.contains(o.as_str()) {
        faults.push(format!("job title {o:?} is not in the text"));
    }
    faults
}

fn achievement(gold: &Gold, row: &GoldAchievement) -> Vec<String> {
    let kind = row.kind.as_str();
    let known: &[&str] = match kind {
        "honour" => &["by", "name", "prize", "in", "conferredBy", "level", "year", "time", "count", "quote"],
        "result" => &["by", "what", "value", "bound", "unit", "per", "year", "time", "quote"],
        "deed" => &["by", "what", "year", "time", "quote"],
        _ => return vec![format!("unknown achievement kind {kind:?}")],
    };
    let unknown = row.cells.keys().filter(|k| !known.contains(&k.as_str()));
    let mut faults: Vec<String> = unknown.map(|k| format!("{kind}: bad cell {k:?}")).collect();
    if !is_listed(gold, row.get("by")) {
        faults.push(format!("{kind}: by={:?} is not listed", row.get("by")));
    }
    for key in ["in", "conferredBy"] {
        let ids = row.get(key).split([';', ',', '、', ' ']).filter(|id| !id.is_empty());
        let unlisted = ids.filter(|id| !is_listed(gold, id));
        faults.extend(unlisted.map(|id| format!("{kind}: {key}={id:?} is not listed")));
    }
    let quote = row.get("quote");
    if quote.is_empty() {
        faults.push(format!("{kind}: no quote ({:?})", row.cells));
    } else if !gold.text.contains(quote) {
        faults.push(format!("{kind}: quote not in text: {quote:?}"));
    }
    faults.extend(slots(row));
    faults
}

fn slots(row: &GoldAchievement) -> Vec<String> {
    let (quote, mut faults) = (row.get("quote"), Vec::new());
    if row.kind == "result" {
        if !row.get("bound").is_empty() && !BOUNDS.contains(&row.get("bound")) {
            faults.push(format!("result: bound {:?}", row.get("bound")));
        }
        if row.get("value").parse::<f64>().is_err() {
            faults.push(format!("result: value {:?} ({quote})", row.get("value")));
        }
        if row.get("what").is_empty() || row.get("unit").is_empty() {
            faults.push(format!("result: what and unit are needed ({quote})"));
        }
    }
    if row.kind == "honour" && row.get("name").is_empty() {
        faults.push(format!("honour: name is needed ({quote})"));
    }
    faults
}

/// How much a gold folder holds: articles, characters, and each kind of mention, entity, relation and achievement.
pub fn stats(golds: &[Gold]) -> std::collections::BTreeMap<String, usize> {
    let mut counts = std::collections::BTreeMap::new();
    let mut add = |what: String, count: usize| *counts.entry(what).or_insert(0) += count;
    for gold in golds {
        add("articles".into(), 1);
        add("characters".into(), gold.text.chars().count());
        gold.mentions.iter().map(|m| MentionKind::letter(m.kind)).for_each(|l| add(format!("mention {l}"), 1));
        gold.entities.iter().for_each(|e| add(format!("entity {}", e.kind().letter()), 1));
        gold.relations.iter().for_each(|(_, p, _)| add(format!("relation {p}"), 1));
        gold.achievements.iter().for_each(|a| add(format!("achievement {}", a.kind), 1));
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "headline: 甲所获奖\n---text\n甲所获奖\n⟦O1|清河派出所⟧获⟦A|金奖⟧。\n---entities\nO1\tPoliceStation\t清河派出所\n\
        ---achievements\nhonour\tby=O1\tname=金奖\tquote=获金奖\n";

    #[test]
    fn a_gold_article_that_follows_the_guide_has_no_faults() {
        assert_eq!(faults(&Gold::parse("a", GOOD).unwrap()), Vec::<String>::new());
    }

    #[test]
    fn each_planted_fault_is_told() {
        for (from, to, fault) in [
            ("headline: 甲所", "headline: 乙所", "headline is not in the text"),
            ("⟦O1|", "⟦O2|", "O2 tagged"),
            ("by=O1", "by=O7", "by=\"O7\" is not listed"),
            ("quote=获金奖", "quote=获银奖", "quote not in text"),
            ("name=金奖", "level=省级", "name is needed"),
            ("O1\tPoliceStation", "O1\tProject", "unknown subtype"),
        ] {
            let told = faults(&Gold::parse("a", &GOOD.replace(from, to)).unwrap());
            assert!(told.iter().any(|f| f.contains(fault)), "{fault}: {told:?}");
        }
    }
}
