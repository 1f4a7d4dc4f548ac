//! Date and period expressions → mentions with a [`crate::model::DateValue`], resolved against the publication date.

use super::numbers;
use crate::language::{Language, Rule};
use crate::model::{Article, DateValue, Mention, MentionKind, Sentence, Span, Value};
use regex::Captures;

/// Finds them in every sentence.
pub fn find(article: &Article, sentences: &[Sentence], language: &Language) -> Vec<Mention> {
    let published = article.published.as_ref().map(|p| p.text.as_str()).or(article.stated.published.as_deref());
    let today = published.and_then(Day::parse);
    sentences.iter().flat_map(|s| in_stretch(article, s.span, language, today)).collect()
}

const SCORE: f32 = 0.95;

fn in_stretch(article: &Article, stretch: Span, language: &Language, today: Option<Day>) -> Vec<Mention> {
    let text = stretch.of(&article.plain);
    let mut found = Vec::new();
    let sifted = language.dates.sift(text);
    for rule in language.dates.rules().iter().filter(|r| sifted.may_match(r)) {
        for captures in rule.regex.captures_iter(text) {
            let span = Span::from(captures.get(0).expect("group 0 always matches").range());
            if span.is_empty() || inside_a_number(text, span) {
                continue;
            }
            let mut mention = Mention::new(span.shift(stretch.start), MentionKind::Date, rule.name.clone(), SCORE);
            mention.value = Some(Value::Date(value(rule, &captures, today)));
            found.push(mention);
        }
    }
    longest(found)
}

/// 12345年 and 3.5月 are not dates.
fn inside_a_number(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let first = span.of(text).chars().next().is_some_and(|c| c.is_ascii_digit());
    first && before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | '第' | '近' | '逾'))
}

/// Of overlapping matches the longest, then the earliest, in text order.
fn longest(mut found: Vec<Mention>) -> Vec<Mention> {
    found.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    let mut kept: Vec<Mention> = Vec::new();
    for mention in found {
        match kept.last_mut() {
            Some(last) if last.span.overlaps(mention.span) => {
                if mention.span.len() > last.span.len() {
                    *last = mention;
                }
            }
            _ => kept.push(mention),
        }
    }
    kept
}

/// A calendar day, as far as the page prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Day {
    year: i32,
    month: u32,
    day: u32,
}

impl Day {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.get(..10)?.split('-');
        let year = parts.next()?.parse().ok()?;
        let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Self { year, month, day })
    }

    /// The day `n` days later; only for small `n` within the neighbouring months.
    fn plus(self, n: i32) -> Self {
        let day = self.day as i32 + n;
        if day < 1 {
            let before = self.months_on(-1);
            return Self { day: (days_in(before.year, before.month) as i32 + day) as u32, ..before };
        }
        Self { day: day as u32, ..self }
    }

    fn months_on(self, n: i32) -> Self {
        let months = self.year * 12 + self.month as i32 - 1 + n;
        Self { year: months.div_euclid(12), month: months.rem_euclid(12) as u32 + 1, ..self }
    }
}

fn days_in(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

/// First year of the Republic calendar minus one.
const REPUBLIC: i32 = 1911;

fn value(rule: &Rule, captures: &Captures<'_>, today: Option<Day>) -> DateValue {
    let number = |group: &str| captures.name(group).and_then(|m| integer(m.as_str()));
    let (year, month, day) = (number("y"), number("m"), number("d"));
    let mut date =
        DateValue { year, month: month.map(|m| m as u32), day: day.map(|d| d as u32), ..DateValue::default() };
    date.printed_year = year.is_some();
    let (kind, offset) = rule
        .value
        .as_deref()
        .unwrap_or("open")
        .split_once(':')
        .unwrap_or((rule.value.as_deref().unwrap_or("open"), "0"));
    let offset: i32 = offset.parse().unwrap_or(0);
    match kind {
        "year" => date.year = today.map(|t| t.year + offset),
        "month" => {
            let then = today.map(|t| t.months_on(offset));
            (date.year, date.month) = (then.map(|t| t.year), then.map(|t| t.month));
        }
        "day" => {
            let then = today.map(|t| t.plus(offset));
            (date.year, date.month, date.day) = (then.map(|t| t.year), then.map(|t| t.month), then.map(|t| t.day));
        }
        "month-day" => date.year = today.map(|t| t.year - i32::from(date.month.is_some_and(|m| m > t.month))),
        "day-of-month" => {
            let then = today.map(|t| t.months_on(-i32::from(date.day.is_some_and(|d| d > t.day))));
            (date.year, date.month) = (then.map(|t| t.year), then.map(|t| t.month));
        }
        "republic" => {
            date.year = number("r").or_else(|| number("r2")).map(|r| r + REPUBLIC);
            date.printed_year = date.year.is_some();
        }
        _ => {}
    }
    date.edtf = edtf(&date, kind, number("to"));
    date
}

fn integer(text: &str) -> Option<i32> {
    let digits: Vec<u32> = text.chars().map_while(numbers::spelled_digit).collect();
    if digits.len() == 4 && digits.len() == text.chars().count() {
        return Some(digits.iter().fold(0, |n, d| n * 10 + *d as i32));
    }
    let found = numbers::find(text);
    let number = found.first().filter(|n| n.span.len() == text.len())?;
    Some(number.value as i32)
}

/// Extended Date/Time Format: `2019-05`, `2021/2023`, `2019/..` for 2019年以来.
fn edtf(date: &DateValue, kind: &str, to: Option<i32>) -> Option<String> {
    let year = date.year?;
    let mut text = format!("{year:04}");
    if let Some(month) = date.month {
        text.push_str(&format!("-{month:02}"));
        if let Some(day) = date.day {
            text.push_str(&format!("-{day:02}"));
        }
    }
    Some(match (kind, to) {
        (_, Some(end)) => format!("{year:04}/{end:04}"),
        ("since", _) => format!("{text}/.."),
        ("by", _) => format!("../{text}"),
        _ => text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Paragraph, ParagraphKind, Printed};

    fn dates(text: &str) -> Vec<(String, DateValue)> {
        let span = Span::new(0, text.len());
        let article = Article {
            text: text.into(),
            plain: text.into(),
            published: Some(Printed::stated("2024-03-05T09:12:00+08:00")),
            paragraphs: vec![Paragraph { span, kind: ParagraphKind::Text }],
            ..Article::default()
        };
        let sentence = Sentence { span, paragraph: Some(0), heading: false, clauses: vec![span] };
        let found = find(&article, &[sentence], Language::embedded()).into_iter();
        found
            .map(|m| {
                (
                    m.span.of(text).into(),
                    match m.value {
                        Some(Value::Date(d)) => d,
                        _ => DateValue::default(),
                    },
                )
            })
            .collect()
    }

    #[test]
    fn whole_expressions_are_found_with_their_date() {
        for (text, printed, edtf) in [
            ("2024年3月5日上午,", "2024年3月5日上午", Some("2024-03-05")),
            ("二〇二二年十月", "二〇二二年十月", Some("2022-10")),
            ("2021年至2023年", "2021年至2023年", Some("2021/2023")),
            ("2018年以来，他", "2018年以来", Some("2018/..")),
            ("去年10月底", "去年10月底", Some("2023-10")),
            ("上月", "上月", Some("2024-02")),
            ("昨天下午", "昨天下午", Some("2024-03-04")),
            ("12月8日", "12月8日", Some("2023-12-08")),
            ("截至今年2月底", "截至今年2月底", None),
            ("近三年来", "近三年来", None),
            ("三十二年里", "三十二年里", None),
            ("今年1至2月", "今年1至2月", Some("2024-01")),
        ] {
            let found = dates(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!((found[0].0.as_str(), found[0].1.edtf.as_deref()), (printed, edtf), "{text}");
        }
    }

    #[test]
    fn only_four_printed_digits_count_as_a_printed_year() {
        assert!(dates("2019年")[0].1.printed_year);
        assert!(!dates("去年")[0].1.printed_year);
    }
}
