//! An award as printed → the honour's full name, its grade or title alone, and the contest it was won in.

use super::frames::Frame;
use crate::facts::Context;
use crate::model::{EntityId, Honour, MentionKind, Span, Subtype};

/// What an honour is called.
#[derive(Debug)]
pub struct Name {
    /// In full: contest, event and grade, or title with 称号.
    pub full: String,
    /// Grade or title alone.
    pub prize: String,
    /// The contest.
    pub contest: Option<EntityId>,
}

/// The name of the award at mention `award` of `frame`.
pub fn name(context: &Context<'_>, frame: &Frame<'_>, award: usize) -> Name {
    let span = context.mentions[award].span;
    let printed = span.of(&context.article.text);
    let own = contest_of_clause(context, award);
    let bare = is(context, "grade/bare", award) || own.is_some() && is(context, "grade/placed", award);
    let listed = frame.rule.name.starts_with("honours/list/heading");
    let won = bare || listed || is(context, "contest/", award);
    let contest =
        frame.contest.or(own).or_else(|| contest_before(context, award)).filter(|_| won || frame.contest.is_some());
    let umbrella = if listed && contest.is_none() { umbrella(context, award) } else { None };
    let full = match contest.or(umbrella) {
        Some(umbrella) if contest.is_none() => format!("{}{printed}", bare_name(context, umbrella)),
        Some(contest) if bare => {
            format!("{}{}{printed}", bare_name(context, contest), event_before(context, contest, award))
        }
        _ => format!("{printed}{}", title_word(context, span.end)),
    };
    Name { full, prize: prize(context, award), contest: contest.and_then(|c| context.entity(c)) }
}

fn is(context: &Context<'_>, rules: &str, award: usize) -> bool {
    let plain = context.plain(context.mentions[award].span);
    context.language.honours.rules_named(rules).any(|r| r.regex.is_match(plain))
}

/// The contest that the award's clause or the one before it names (在…大赛上，).
fn contest_of_clause(context: &Context<'_>, award: usize) -> Option<usize> {
    let start = context.mentions[award].span.start;
    let sentence = context.sentence_at(start)?;
    let clauses = sentence.clauses.iter().rev().filter(|c| c.start <= start).take(2);
    clauses.into_iter().find_map(|c| {
        let before = context.mentions_in(Span::new(c.start, c.end.min(start)));
        before.rev().find(|m| is_contest(context, *m))
    })
}

fn is_contest(context: &Context<'_>, mention: usize) -> bool {
    let subtype = context.entity(mention).map(|e| context.entities[e.0].subtype);
    let festival = || {
        let name = context.plain(context.mentions[mention].span).trim_end_matches(['”', '"', '」', '’']);
        name.ends_with('奖') || name.ends_with('节') || name.ends_with('赛') || name.ends_with("单元")
    };
    match subtype {
        Some(Subtype::Competition) => true,
        Some(Subtype::Event | Subtype::Project | Subtype::Campaign) => festival(),
        _ => false,
    }
}

/// The honour that the article's first lines announce and whose classes are listed (…先进典型: 十佳志愿者).
fn umbrella(context: &Context<'_>, award: usize) -> Option<usize> {
    let first = context.mentions.iter().position(|m| m.kind == MentionKind::Award)?;
    let heads =
        context.sentences.iter().take_while(|s| s.span.start <= context.mentions[first].span.start).count() <= 3;
    (heads && first != award && !is(context, "grade/", first)).then_some(first)
}

/// How many mentions back a contest may stand.
const REACH: usize = 150;

/// The nearest contest named before the award.
fn contest_before(context: &Context<'_>, award: usize) -> Option<usize> {
    (0..award).rev().take(REACH).find(|m| is_contest(context, *m))
}

fn bare_name<'d>(context: &Context<'d>, contest: usize) -> &'d str {
    context.mentions[contest].span.of(&context.article.text)
}

/// The words between contest and grade that name an event or group (水上救援组).
fn event_before(context: &Context<'_>, contest: usize, award: usize) -> String {
    let gap = Span::new(context.mentions[contest].span.end, context.mentions[award].span.start);
    let text = gap.of(&context.article.text);
    let short = text.chars().count() <= 12 && !text.contains(['，', ',', '。', '中', '上', '获', '夺', '得']);
    if short { text.to_string() } else { String::new() }
}

/// 称号 or 荣誉称号 right after the award.
fn title_word(context: &Context<'_>, end: usize) -> &'static str {
    let rest = &context.article.plain[end..];
    ["荣誉称号", "称号"].into_iter().find(|w| rest.starts_with(w)).unwrap_or_default()
}

fn prize(context: &Context<'_>, award: usize) -> String {
    let printed = context.mentions[award].span.of(&context.article.text);
    let rules = context.language.honours.rules_named("prize/");
    let found = rules.filter_map(|r| r.regex.captures(printed)?.name("prize").map(|m| m.as_str())).next();
    unquoted(found.unwrap_or(printed)).to_string()
}

/// Without quote marks round the whole.
fn unquoted(name: &str) -> &str {
    let inner =
        name.trim_start_matches(['“', '"', '‘', '「', '『', '《']).trim_end_matches(['”', '"', '’', '」', '』', '》']);
    if inner.contains(['“', '”', '「', '」']) { name } else { inner }
}

/// Whether two honours are one, told twice. A heading names the recipient and the award in short.
pub fn same(old: &Honour, new: &Honour, heading: bool) -> bool {
    let prize = |h: &Honour| h.prize.clone().unwrap_or_default();
    if heading {
        let (long, short) = (prize(old), prize(new));
        return long.contains(&short) || short.contains(&long) || old.name.contains(&short);
    }
    let programs = old.in_program.is_none() || new.in_program.is_none() || old.in_program == new.in_program;
    let years = old.year.is_none() || new.year.is_none() || old.year == new.year;
    let events = old.in_program.is_none() || old.name == new.name;
    old.by == new.by && prize(old) == prize(new) && programs && years && events && old.count == new.count
}
