//! Quoted names in a row (“晨曦”“暖阳”“枫林救援队”三支志愿服务队) → mentions of those that were not found beside their like.

use crate::language::{Class, Language};
use crate::model::{Article, Mention, MentionKind, Sentence, Span};
use crate::text::quotations;

/// The longest quoted name, in code points.
const LONGEST: usize = 20;
/// Rule of mentions in a row.
pub const RULE: &str = "names/enumerated";
/// A mention of another kind with a lower score gives way to the noun that counts the row.
const DOUBTED: f32 = 0.6;
/// How many bytes behind the row are looked at.
const TAIL: usize = 60;

/// Adds the missing ones; a name inside a quoted one gives way.
pub fn fill(article: &Article, sentences: &[Sentence], mut chosen: Vec<Mention>, language: &Language) -> Vec<Mention> {
    let rows = sentences.iter().flat_map(|s| rows(&article.plain, s.span));
    let more: Vec<Mention> = rows.flat_map(|row| members(&article.plain, &row, &chosen, language)).collect();
    if more.is_empty() {
        return chosen;
    }
    chosen.retain(|m| !more.iter().any(|t| t.span.overlaps(m.span)));
    chosen.extend(more);
    chosen.sort_by_key(|m| m.span);
    chosen
}

/// The rows of quotations with nothing but a list's marks between, without their quotation marks.
fn rows(plain: &str, sentence: Span) -> Vec<Vec<Span>> {
    let mut rows: Vec<Vec<Span>> = Vec::new();
    let mut end = usize::MAX;
    for quote in quotations::outermost(sentence.of(plain)) {
        let whole = quote.shift(sentence.start);
        let Some(inner) = inside(plain, whole) else { continue };
        let gap = plain.get(end..whole.start);
        match rows.last_mut().filter(|_| matches!(gap, Some("" | "、" | "和" | "与" | "及"))) {
            Some(row) => row.push(inner),
            None => rows.push(vec![inner]),
        }
        end = whole.end;
    }
    rows.retain(|row| row.len() > 1);
    rows
}

/// A quotation without its marks, if these are quotation marks.
fn inside(plain: &str, quote: Span) -> Option<Span> {
    let text = quote.of(plain);
    let open = text.chars().next().filter(|c| matches!(c, '“' | '"' | '「'))?;
    let close = text.chars().next_back()?;
    Some(Span::new(quote.start + open.len_utf8(), quote.end - close.len_utf8()))
}

/// The names of a row: those found and those missing. They vouch for each other.
fn members(plain: &str, row: &[Span], chosen: &[Mention], language: &Language) -> Vec<Mention> {
    let counted = counted(plain, row, language);
    // What the noun says is surer than a tagger in doubt.
    let holds = |m: &&Mention| counted.is_none_or(|kind| kind == m.kind || m.score >= DOUBTED);
    let found = |item: &Span| chosen.iter().find(|m| m.span.contains(*item)).filter(holds);
    let named: Vec<MentionKind> = row.iter().filter_map(found).map(|m| m.kind).collect();
    let voted = || named.first().copied().filter(|_| 2 * named.len() >= row.len());
    let Some(kind) = counted.or_else(voted) else { return Vec::new() };
    let names = matches!(kind, MentionKind::Organization | MentionKind::Program);
    if !names || named.iter().any(|k| *k != kind) {
        return Vec::new();
    }
    let reads = |item: &Span| {
        let text = item.of(plain);
        (2..=LONGEST).contains(&text.chars().count()) && text.chars().all(char::is_alphanumeric)
    };
    let member = |item: &Span| match found(item) {
        Some(known) => Some(Mention { rule: RULE.into(), ..known.clone() }).filter(|_| counted.is_some()),
        None => reads(item).then(|| Mention::new(*item, kind, RULE, 0.75)),
    };
    row.iter().filter_map(member).collect()
}

/// What the noun behind the row counts: bodies (三支志愿服务队) or programs (两大行动).
fn counted(plain: &str, row: &[Span], language: &Language) -> Option<MentionKind> {
    let end = row.last()?.end;
    let stop = (end + TAIL).min(plain.len());
    let stop = (stop..=plain.len()).find(|at| plain.is_char_boundary(*at))?;
    let head = language.names.rules_named("list/").find_map(|r| r.regex.captures(&plain[end..stop]))?;
    let head = head.name("head")?.as_str();
    let ends = head.char_indices().map(|(at, c)| at + c.len_utf8());
    let kind = |end: usize| {
        let is = |class| language.lexicon.longest_ending(&head[..end], class).is_some();
        let bodies = is(Class::BodySuffix) || language.names.words("counted_bodies").ends(&head[..end]).is_some();
        let body = bodies.then_some(MentionKind::Organization);
        body.or_else(|| is(Class::ProgramHead).then_some(MentionKind::Program))
    };
    ends.rev().find_map(kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stated;
    use crate::{article, text};

    fn found(text: &str, known: &str, kind: MentionKind) -> Vec<String> {
        let language = Language::embedded();
        let article = article::recognise(text, &Stated::default(), language);
        let sentences = text::sentences::split(&article);
        let at = article.plain.find(known).unwrap();
        let known = Mention::new(Span::new(at, at + known.len()), kind, "test", 0.9);
        let all = fill(&article, &sentences, vec![known], language);
        all.iter().map(|m| m.span.of(&article.plain).to_string()).collect()
    }

    #[test]
    fn names_beside_a_name_of_their_kind_are_names() {
        let text = "清河县组建“晨曦”“暖阳”“枫林救援队”三支志愿服务队，常年值守在河边。";
        assert_eq!(found(text, "枫林救援队", MentionKind::Organization), ["晨曦", "暖阳", "枫林救援队"]);
        let text = "清河县组建“晨曦”“暖阳”“枫林救援队”三支队伍。";
        assert_eq!(found(text, "枫林救援队", MentionKind::Organization), ["晨曦", "暖阳", "枫林救援队"]);
        let text = "大家喊着“加油”“我们能行”，枫林救援队冲在前面。";
        assert_eq!(found(text, "枫林救援队", MentionKind::Organization), ["枫林救援队"]);
    }
}
