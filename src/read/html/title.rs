//! Visible lines and what the page tells machines → the title of the article.

use super::body::{Weights, letters};
use super::lines::{Line, View};
use super::metadata::Told;
use super::patterns::Patterns;
use std::ops::Range;

/// The title, and the line it stands on, if the page prints it.
pub(super) struct Title {
    pub text: String,
    pub line: Option<usize>,
}

/// Finds the title: of the lines over the story the one most like a heading and like what machines are told.
pub(super) fn find(
    view: &View,
    weights: &Weights,
    told: &Told,
    patterns: &Patterns,
    body: &Range<usize>,
) -> Option<Title> {
    let known: Vec<String> = told.all("title").chain(told.first("page title")).map(letters).collect();
    let until = (body.start + 3).min(view.lines.len());
    let score = |at: usize| score(&view.lines[at], weights.beside[at], &known, patterns);
    // Of equals the one nearest to the story.
    let best = (0..until).map(|at| (score(at), at)).max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    if let Some((_, at)) = best.filter(|(score, _)| *score >= 2.0) {
        let text = without_badge(&view.lines[at].text, told);
        return Some(Title { text: text.to_string(), line: Some(at) });
    }
    let told = told.first("title").or_else(|| told.first("page title")).map(without_site)?;
    Some(Title { text: told.to_string(), line: None })
}

/// A page's title without the names of site and department behind it: …_清河网, …--时政--人民网.
fn without_site(title: &str) -> &str {
    const LONGEST: usize = 12;
    let mut rest = title;
    while let Some(at) = ["_", "--", "|", " - "].iter().filter_map(|mark| rest.rfind(mark)).max() {
        let head = rest[..at].trim_end_matches(['-', ' ', '_']);
        if rest[at..].chars().count() > LONGEST || head.chars().count() < 6 {
            break;
        }
        rest = head;
    }
    rest
}

/// The title as machines are told it, where the printed one has a word more in front (原创).
fn without_badge<'a>(printed: &'a str, told: &'a Told) -> &'a str {
    let own = letters(printed);
    let fits = |known: &&str| {
        let letters = letters(known);
        let (count, known) = (own.chars().count(), letters.chars().count());
        known >= 8 && count > known && count <= known + 4 && own.ends_with(&letters)
    };
    told.all("title").chain(told.first("page title").map(without_site)).find(fits).unwrap_or(printed)
}

fn score(line: &Line, beside: bool, known: &[String], patterns: &Patterns) -> f64 {
    let own = letters(&line.text);
    let count = own.chars().count();
    if !(2..=120).contains(&count) || patterns.is_breadcrumb(&line.plain) || patterns.starts_tail(&line.plain) {
        return 0.0;
    }
    let heading = match line.heading {
        1 => 3.0,
        2 => 2.0,
        3 => 1.0,
        _ => 0.0,
    };
    let alike = known.iter().map(|k| likeness(&own, count, k)).fold(0.0, f64::max);
    // A heading that says something else than the page's title is a site's name or another part of the page.
    let stray = if alike == 0.0 && known.iter().any(|k| k.chars().count() >= 8) { 2.0 } else { 0.0 };
    let linked = if line.linked * 2 > line.chars { 2.5 } else { 0.0 };
    let short = if count < 5 { 1.5 } else { 0.0 };
    heading + alike - stray - linked - short - if beside { 2.0 } else { 0.0 }
}

/// 0 to 5: how much of a known title the line is. Known titles end in the site's name, so the start counts.
fn likeness(own: &str, count: usize, known: &str) -> f64 {
    let share = count as f64 / known.chars().count().max(1) as f64;
    if known.starts_with(own) && count >= 4 {
        2.0 + 3.0 * share
    } else if (known.contains(own) && count >= 8) || (own.contains(known) && known.chars().count() >= 6) {
        1.0 + 2.0 * share.min(1.0)
    } else {
        0.0
    }
}
