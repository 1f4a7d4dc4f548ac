//! An archive of short articles written for it: which names in which articles are one thing, as against what a merge says.

mod command;
mod scenario;

use newsgraph::merge::{Wishes, judgements};
use scenario::{Archive, Merged, pairs};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn things_are_merged_with_precision_98_and_recall_90() {
    let archive = Archive::extract();
    let merged = archive.merge(&Wishes::default());
    let rows = scenario::table("identities.tsv");
    let found: Vec<Option<String>> = rows.iter().map(|r| merged.entity(&r[0], &r[1])).collect();
    let (mut right, mut wrong, mut missed, mut report) = (0, 0, 0, String::new());
    for (i, j) in pairs(rows.len()) {
        let same = rows[i][2] == rows[j][2];
        let one = found[i].is_some() && found[i] == found[j];
        let fault = match (same, one) {
            (true, true) => {
                right += 1;
                continue;
            }
            (false, true) => {
                wrong += 1;
                "joined"
            }
            (true, false) => {
                missed += 1;
                "apart"
            }
            (false, false) => continue,
        };
        report += &format!("{fault}: {:?} {:?}, {:?} {:?}\n", rows[i], found[i], rows[j], found[j]);
    }
    let (precision, recall) =
        (f64::from(right) / f64::from(right + wrong), f64::from(right) / f64::from(right + missed));
    let summary =
        format!("precision {precision:.3}, recall {recall:.3}: {right} pairs right, {wrong} wrong, {missed} missed");
    println!("{summary}\n{report}");
    assert!(precision >= 0.98 && recall >= 0.9, "{summary}\n{report}");
}

#[test]
fn an_achievement_that_several_papers_tell_is_counted_once() {
    let merged = Archive::extract().merge(&Wishes::default());
    let mut nodes = BTreeMap::<String, BTreeSet<String>>::new();
    for row in scenario::table("achievements.tsv") {
        let node = merged.achievement(&row[0], &row[1]).unwrap_or_else(|| format!("none in {}", row[0]));
        nodes.entry(row[2].clone()).or_default().insert(node);
    }
    for (key, told) in nodes {
        assert_eq!(told.len(), 1, "{key}: {told:#?}");
    }
}

#[test]
fn the_order_of_the_articles_changes_nothing() {
    let archive = Archive::extract();
    let straight = archive.merge(&Wishes::default());
    for (turn, step) in [(5, 7), (11, 13)] {
        let other = archive.shuffled(turn, step).merge(&Wishes::default());
        assert_eq!(straight.table.to_tsv(), other.table.to_tsv());
        assert_eq!(straight.lines(), other.lines());
    }
}

#[test]
fn what_the_user_calls_the_same_or_different_is_so() {
    let archive = Archive::extract();
    let plain = archive.merge(&Wishes::default());
    let merged = |wishes: &Wishes, a: (&str, &str), b: (&str, &str)| {
        let merged = archive.merge(wishes);
        merged.entity(a.0, a.1) == merged.entity(b.0, b.1)
    };
    let (a, b) = (("38-branch-full", "杜建民"), ("39-branch-short", "杜建民"));
    assert!(merged(&Wishes::default(), a, b));
    let row = plain.table.rows.iter().find(|r| r.alias.contains("杜建民")).expect("杜建民 was merged");
    let pairs = |text: &str| judgements::read_pairs("user.tsv", text).unwrap();
    let different = Wishes { different: pairs(&format!("{}\t{}\n", row.alias, row.canonical)), ..Wishes::default() };
    assert!(!merged(&different, a, b));
    let (c, d) = (("36-tongwei-agri-again", "温志强"), ("37-wenzhiqiang-namesake", "温志强"));
    assert!(!merged(&Wishes::default(), c, d));
    assert!(merged(&Wishes { same: pairs("温志强\t温志强\n"), ..Wishes::default() }, c, d));
}

#[test]
fn reprints_are_grouped_and_all_sources_kept() {
    let archive = Archive::extract();
    let merged = archive.merge(&Wishes::default());
    let group = |article: &str| merged.original(article);
    assert_eq!(group("04-luojiangkou-reprint"), archive.article("01-luojiangkou-honour-a"));
    assert_eq!(group("40-branch-reprint"), archive.article("39-branch-short"));
    assert_eq!(merged.table.reprints.len(), 2);
    for article in ["04-luojiangkou-reprint", "40-branch-reprint"] {
        assert!(merged.lines().iter().any(|line| line.contains(&archive.article(article))));
    }
}

#[test]
fn merging_what_was_merged_changes_nothing() {
    let archive = Archive::extract();
    let merged = archive.merge(&Wishes::default());
    let again = merged.as_archive().merge(&Wishes::default());
    assert_eq!(merged.lines(), again.lines());
}

#[test]
fn a_thing_has_one_name_and_an_achievement_one_of_each() {
    let merged = Archive::extract().merge(&Wishes::default());
    let mut names = BTreeMap::<String, BTreeSet<String>>::new();
    for quad in merged.quads() {
        if quad.predicate.as_str() == "http://schema.org/name" {
            names.entry(quad.subject.to_string()).or_default().insert(quad.object.to_string());
        }
    }
    let several: Vec<_> = names.iter().filter(|(_, names)| names.len() > 1).collect();
    assert!(several.is_empty(), "{several:#?}");
}

#[test]
fn a_removed_article_leaves_what_the_others_say() {
    let archive = Archive::extract();
    let merged: Merged = archive.merge(&Wishes::default());
    for article in ["01-luojiangkou-honour-a", "24-fire-honour-c"] {
        merged.check_removal(article);
    }
}
