//! Numbers with units, bounds and rates → mentions with a [`crate::model::Quantity`].

use super::numbers::{self, Numeral};
use crate::language::{Class, Language};
use crate::model::{Article, Bound, Mention, MentionKind, Period, Quantity, Sentence, Span, Value};

/// Finds them in every sentence.
pub fn find(article: &Article, sentences: &[Sentence], language: &Language) -> Vec<Mention> {
    sentences.iter().flat_map(|s| in_stretch(article, s.span, language)).collect()
}

/// Longest measure word, in characters.
const LONGEST_UNIT: usize = 7;

fn in_stretch(article: &Article, stretch: Span, language: &Language) -> Vec<Mention> {
    let text = stretch.of(&article.plain);
    let masked = looks_only(text, language);
    let mut found = Vec::new();
    for numeral in numbers::find(text) {
        if masked.iter().any(|m| m.overlaps(numeral.span)) {
            continue;
        }
        let Some((span, mut quantity)) = read(text, numeral, language) else { continue };
        let unit = span.1;
        quantity.unit =
            unit.map_or_else(|| quantity.unit.clone(), |u| u.shift(stretch.start).of(&article.text).replace('多', ""));
        quantity.number = quantity.number.shift(stretch.start);
        let score = if numeral.spelled && numeral.span.len() == '一'.len_utf8() { 0.6 } else { 0.9 };
        let mut mention =
            Mention::new(span.0.shift(stretch.start), MentionKind::Quantity, "quantities/number-unit", score);
        mention.value = Some(Value::Quantity(quantity));
        found.push(mention);
    }
    found
}

/// Stretches that only look like quantities: clock times, telephone numbers, list numbers.
fn looks_only(text: &str, language: &Language) -> Vec<Span> {
    let rules = language.quantities.rules_named("not/");
    rules.flat_map(|r| r.regex.find_iter(text)).map(|m| Span::from(m.range())).collect()
}

/// The stretch of the whole quantity, where its unit stands (if printed as a word of its own), and what it means.
fn read(text: &str, numeral: Numeral, language: &Language) -> Option<((Span, Option<Span>), Quantity)> {
    let (start, before) = bound_before(text, numeral, language);
    let (unit, mut end) = unit_after(text, numeral, language)?;
    let (after_end, after) = bound_after(text, end, unit, language);
    let within = unit.is_some_and(|u| matches!(u.of(text), "个多月" | "个多小时"));
    end = after_end;
    let inner = if within { Bound::MoreThan } else { numeral.bound };
    let bound = [before, after].into_iter().flatten().next().unwrap_or(inner);
    let name = if numeral.percent { "%".into() } else { String::new() };
    let per = rate_before(text, start, language);
    let number = Span::new(start, numeral.span.end);
    let quantity = Quantity { value: numeral.value, max: numeral.max, bound, unit: name, number, per };
    Some(((Span::new(start, end), unit.filter(|_| !numeral.percent)), quantity))
}

/// The measure word after a numeral, longest first, with an alternative in brackets: 部(篇). `None` when there is none.
fn unit_after(text: &str, numeral: Numeral, language: &Language) -> Option<(Option<Span>, usize)> {
    let at = numeral.span.end;
    if numeral.percent {
        return Some((None, at));
    }
    let gap = text[at..].len() - text[at..].trim_start_matches(' ').len();
    let at = at + gap;
    let unit = longest_unit(&text[at..], language)?;
    let mut end = at + unit;
    if let Some(inner) = text[end..].strip_prefix(['(', '（']) {
        let alternative = longest_unit(inner, language).unwrap_or(0);
        if alternative > 0 && inner[alternative..].starts_with([')', '）']) {
            let open = text[end..].chars().next().map_or(0, char::len_utf8);
            let close = inner[alternative..].chars().next().map_or(0, char::len_utf8);
            end += open + alternative + close;
        }
    }
    Some((Some(Span::new(at, end)), end))
}

fn longest_unit(rest: &str, language: &Language) -> Option<usize> {
    let window = rest.char_indices().nth(LONGEST_UNIT).map_or(rest, |(end, _)| &rest[..end]);
    let units = language.lexicon.find_all(window).filter(|f| f.span.start == 0 && f.entry.class == Class::Unit);
    units.map(|f| f.span.end).max()
}

/// Where the quantity starts, bound words included, and how they bound it.
fn bound_before(text: &str, numeral: Numeral, language: &Language) -> (usize, Option<Bound>) {
    let at = numeral.span.start;
    let before = text[..at].trim_end_matches(' ');
    let grammar = &language.quantities;
    if grammar.words("not_bound").ends(before).is_some() {
        return (at, None);
    }
    let lists = [
        ("at_least_before", Bound::AtLeast),
        ("at_most_before", Bound::AtMost),
        ("more_than_before", Bound::MoreThan),
        ("less_than_before", Bound::LessThan),
        ("about_before", Bound::About),
    ];
    let mut best: Option<(usize, Bound)> = None;
    let bare = if numeral.bare || numeral.value >= 10_000.0 { Some(("more_than_bare", Bound::MoreThan)) } else { None };
    for (list, bound) in lists.into_iter().chain(bare) {
        if let Some(word) = grammar.words(list).ends(before)
            && best.is_none_or(|(length, _)| word.len() > length)
        {
            best = Some((word.len(), bound));
        }
    }
    best.map_or((at, None), |(length, bound)| (before.len() - length, Some(bound)))
}

/// Where the quantity ends, bound words included, and how they bound it.
fn bound_after(text: &str, at: usize, unit: Option<Span>, language: &Language) -> (usize, Option<Bound>) {
    let grammar = &language.quantities;
    let rest = &text[at..];
    if grammar.words("not_after").begins(rest).is_some() {
        return (at, None);
    }
    let lists = [("at_least_after", Bound::AtLeast), ("at_most_after", Bound::AtMost), ("about_after", Bound::About)];
    for (list, bound) in lists {
        if let Some(word) = grammar.words(list).begins(rest) {
            return (at + word.len(), Some(bound));
        }
    }
    let timed =
        unit.is_none_or(|u| language.lexicon.get(u.of(text)).any(|e| e.class == Class::Unit && e.detail == "time"));
    let more = grammar.words("more_than_after").begins(rest);
    match more {
        Some(word) if timed || word.chars().count() > 1 => (at + word.len(), Some(Bound::MoreThan)),
        _ => (at, None),
    }
}

/// 每周 directly before the quantity, or 每周 and a few words: read by [`crate::facts::results`] over the clause.
fn rate_before(text: &str, start: usize, language: &Language) -> Option<Period> {
    let before = &text[..start];
    let lists = [
        ("per_day", Period::Day),
        ("per_week", Period::Week),
        ("per_month", Period::Month),
        ("per_year", Period::Year),
    ];
    let ends =
        |list| language.quantities.words(list).iter().any(|w| w.chars().count() > 1 && before.ends_with(w.as_str()));
    lists.into_iter().find(|(list, _)| ends(list)).map(|(_, period)| period)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Paragraph, ParagraphKind};

    fn read_all(text: &str) -> Vec<(String, Quantity)> {
        let span = Span::new(0, text.len());
        let article = Article {
            text: text.into(),
            plain: text.into(),
            paragraphs: vec![Paragraph { span, kind: ParagraphKind::Text }],
            ..Article::default()
        };
        let sentence = Sentence { span, paragraph: Some(0), heading: false, clauses: vec![span] };
        let quantity = |m: Mention| match m.value {
            Some(Value::Quantity(q)) => (m.span.of(text).to_string(), q),
            _ => unreachable!("a quantity mention has a quantity"),
        };
        find(&article, &[sentence], Language::embedded()).into_iter().map(quantity).collect()
    }

    #[test]
    fn numbers_units_and_bounds_are_read_together() {
        for (text, printed, value, bound, unit) in [
            ("化解矛盾500余起", "500余起", 500.0, Bound::MoreThan, "起"),
            ("送出矿泉水40多箱", "40多箱", 40.0, Bound::MoreThan, "箱"),
            ("追赃挽损210余万元", "210余万元", 2_100_000.0, Bound::MoreThan, "元"),
            ("播放量超过410万次", "超过410万次", 4_100_000.0, Bound::MoreThan, "次"),
            ("运送乘客近5400万人次", "近5400万人次", 54_000_000.0, Bound::LessThan, "人次"),
            ("服判息诉率达97%以上", "97%以上", 97.0, Bound::AtLeast, "%"),
            ("压减至5分钟以内", "5分钟以内", 5.0, Bound::AtMost, "分钟"),
            ("约3.2亿元", "约3.2亿元", 320_000_000.0, Bound::About, "元"),
            ("减少七成以上", "七成以上", 70.0, Bound::AtLeast, "%"),
            ("蹲点两个多月", "两个多月", 2.0, Bound::MoreThan, "个月"),
            ("收到来稿4316部(篇)", "4316部(篇)", 4316.0, Bound::Exactly, "部(篇)"),
            ("节约资金300万元", "300万元", 3_000_000.0, Bound::Exactly, "元"),
            ("签约5亿元", "5亿元", 500_000_000.0, Bound::Exactly, "元"),
            ("提高12.6个百分点", "12.6个百分点", 12.6, Bound::Exactly, "个百分点"),
            ("下降百分之三十", "百分之三十", 30.0, Bound::Exactly, "%"),
        ] {
            let found = read_all(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let (span, q) = &found[0];
            assert_eq!((span.as_str(), q.value, q.bound, q.unit.as_str()), (printed, value, bound, unit), "{text}");
        }
    }

    #[test]
    fn clock_times_and_telephone_numbers_are_no_quantities() {
        for text in ["21:30开始", "电话0571-87654321", "第3届"] {
            assert_eq!(read_all(text), [], "{text}");
        }
    }

    #[test]
    fn a_rate_standing_before_the_number_is_kept() {
        assert_eq!(read_all("每周至少两次")[0].1.per, Some(Period::Week));
    }
}
