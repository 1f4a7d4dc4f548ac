//! A frame → when its honour was received: the year where four digits govern it, and the time words.

use super::frames::Frame;
use crate::facts::Context;
use crate::model::{DateValue, EntityId, MentionKind, Span, Value};

/// When, as far as the text says.
#[derive(Debug, Default, PartialEq)]
pub struct When {
    /// Four digits that govern the honour, or that it takes over from a dated series.
    pub year: Option<i32>,
    /// Time words as printed.
    pub words: Option<String>,
    /// How many dates stand there in a list (2016年、2020年).
    pub listed: u32,
}

/// The time of the award at mention `award`.
pub fn of(context: &Context<'_>, frame: &Frame<'_>, award: usize, contest: Option<EntityId>) -> When {
    let span = context.mentions[award].span;
    let note = note_after(context, span.end).and_then(|note| from_dates(context, dates_in(context, note)));
    let within = Span::new(frame.verb.start, span.start.max(frame.verb.start));
    let inside = || from_dates(context, dates_in(context, within).into_iter().rev().take(1).collect());
    let dated = context.plain(frame.verb).starts_with(|c: char| c.is_ascii_digit());
    let own = || if dated { inside() } else { None };
    let found = note.or_else(own).or_else(|| governing(context, frame.verb.start)).or_else(inside);
    let mut when = found.unwrap_or_default();
    if when.year.is_none() && when.listed < 2 {
        when.year = year_in(context.plain(span));
        when.year = when.year.or_else(|| contest.and_then(|c| year_in(&context.entities[c.0].name)));
    }
    when
}

/// The bracket right after an award: “韶关工匠”（2018年）.
fn note_after(context: &Context<'_>, end: usize) -> Option<Span> {
    let rest = &context.article.plain[end..];
    let (open, close) = if rest.starts_with('（') { ('（', '）') } else { ('(', ')') };
    rest.starts_with(open).then(|| rest.find(close)).flatten().map(|at| Span::new(end, end + at))
}

fn dates_in(context: &Context<'_>, span: Span) -> Vec<usize> {
    context.mentions_in(span).filter(|m| context.mentions[*m].kind == MentionKind::Date).collect()
}

/// The date that governs the verb at `verb`: the last one of its clause, else one that reaches over from an earlier
/// clause, with those listed beside it.
fn governing(context: &Context<'_>, verb: usize) -> Option<When> {
    let sentence = context.sentence_at(verb)?;
    let dates = dates_in(context, Span::new(sentence.span.start, verb));
    let clause_of = |at: usize| sentence.clauses.iter().rev().find(|c| c.start <= at);
    let reaches = |date: usize| {
        let at = context.mentions[date].span.start;
        clause_of(at) == clause_of(verb) || clause_of(at).is_some_and(|c| reaches_over(context, date, *c, verb))
    };
    let last = dates.iter().rposition(|d| reaches(*d))?;
    let listed = |a: usize, b: usize| {
        let gap = Span::new(context.mentions[a].span.end, context.mentions[b].span.start);
        matches!(context.plain(gap), "、" | "和" | "与" | "," | "，" | "及")
    };
    let mut first = last;
    while first > 0 && listed(dates[first - 1], dates[first]) && year_of(context, dates[first - 1]).is_some() {
        first -= 1;
    }
    let mut when = from_dates(context, dates[first..=last].to_vec())?;
    if when.year.is_none() && when.listed < 2 && carries_on(context, dates[last]) {
        let before = Span::new(context.paragraph_start(sentence), context.mentions[dates[last]].span.start);
        when.year = dates_in(context, before).iter().rev().find_map(|d| year_of(context, *d));
    }
    Some(when)
}

/// Whether a date of an earlier clause also dates the verb: it stands before a comma alone (2021年8月，…), or it dates an
/// award and nobody new is spoken of since, or it opens the clause of an award in a dated series.
fn reaches_over(context: &Context<'_>, date: usize, clause: Span, verb: usize) -> bool {
    let span = context.mentions[date].span;
    let chars = |from: usize, to: usize| context.plain(Span::new(from, to.max(from))).chars().count();
    if chars(span.end, clause.end) <= 1 {
        return true;
    }
    let of_kind =
        |s: Span, kinds: &[MentionKind]| context.mentions_in(s).any(|m| kinds.contains(&context.mentions[m].kind));
    let newcomers = [MentionKind::Person, MentionKind::Program, MentionKind::Organization];
    let since = of_kind(Span::new(clause.end, verb.max(clause.end)), &newcomers);
    let opens = chars(clause.start, span.start) <= 1;
    let series = of_kind(clause, &[MentionKind::Award]);
    if series { opens || !since } else { opens && !since }
}

fn from_dates(context: &Context<'_>, dates: Vec<usize>) -> Option<When> {
    let (first, last) = (*dates.first()?, *dates.last()?);
    let words = Span::new(context.mentions[first].span.start, context.mentions[last].span.end);
    let year = if dates.len() == 1 { year_of(context, first) } else { None };
    let words = Some(words.of(&context.article.text).to_string());
    Some(When { year, words, listed: dates.len() as u32 })
}

/// The year printed in a date that is no period.
fn year_of(context: &Context<'_>, date: usize) -> Option<i32> {
    let Some(Value::Date(DateValue { year, printed_year: true, .. })) = context.mentions[date].value else {
        return None;
    };
    let words = context.plain(context.mentions[date].span);
    let period = words.contains(['至', '到', '—', '-', '~']) || words.ends_with("以来") || words.ends_with('起');
    year.filter(|_| !period)
}

/// 9月, 同年底: part of a series whose year went before.
fn carries_on(context: &Context<'_>, date: usize) -> bool {
    let words = context.plain(context.mentions[date].span);
    let rules = context.language.honours.rules_named("time/series");
    rules.into_iter().any(|r| r.regex.is_match(words))
}

/// The one four-digit year in a name (2023年度).
pub fn year_in(name: &str) -> Option<i32> {
    let digits: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).filter(|d| d.len() == 4).collect();
    let years: Vec<i32> = digits.iter().filter_map(|d| d.parse().ok()).filter(|y| (1900..2100).contains(y)).collect();
    if years.len() == 1 { years.first().copied() } else { None }
}
