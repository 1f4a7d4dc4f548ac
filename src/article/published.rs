//! A stretch of a page → the full dates it prints, in ISO 8601.

use super::page::Page;
use crate::model::Span;
use crate::text::characters::half_width;
use regex::Captures;

/// A date printed with its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PrintedDate {
    /// Date and time, as printed.
    pub span: Span,
    /// `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS+08:00`.
    pub iso: String,
    /// Whether words in front make it another day than that of publication (今天是).
    pub other_day: bool,
}

impl PrintedDate {
    /// Whether a time of day is printed too.
    pub fn timed(&self) -> bool {
        self.iso.len() > "YYYY-MM-DD".len()
    }
}

/// All full dates of the stretch `span` of `plain`, in order.
pub(super) fn find_all(page: &Page, plain: &str, span: Span) -> Vec<PrintedDate> {
    let text = &plain[..span.end];
    let mut out: Vec<PrintedDate> = Vec::new();
    let mut at = span.start;
    while let Some(found) = page.date.captures_at(text, at) {
        let whole = found.get(0).expect("group 0 always matches");
        at = whole.end();
        let inside =
            text[..whole.start()].chars().next_back().is_some_and(|c| c.is_numeric() && whole.start() > span.start);
        let Some(day) = day(&found).filter(|_| !inside) else { continue };
        let before = &text[span.start..whole.start()];
        let other_day = page.not_published.is_match(before);
        let (iso, end) = match time(page, &text[whole.end()..]) {
            Some((clock, len)) => (format!("{day}T{clock}+08:00"), whole.end() + len),
            None => (day, whole.end()),
        };
        out.push(PrintedDate { span: Span::new(whole.start(), end), iso, other_day });
        at = end;
    }
    out
}

/// `YYYY-MM-DD` of a match, if there is such a day.
fn day(found: &Captures) -> Option<String> {
    let group = |names: [&str; 4]| names.iter().find_map(|n| found.name(n)).map(|m| m.as_str());
    let year = match found.name("roc") {
        Some(roc) => 1911 + number(roc.as_str().trim_start_matches(|c: char| !c.is_numeric()))?,
        None => number(group(["year", "year_apart", "year_words", "year_words"])?)?,
    };
    let month = number(group(["month", "month_roc", "month_apart", "month_words"])?)?;
    let day = number(group(["day", "day_roc", "day_apart", "day_words"])?)?;
    let there_is = (1900..=2100).contains(&year) && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day);
    there_is.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `HH:MM:SS` at the start of `rest`, and how many bytes it takes.
fn time(page: &Page, rest: &str) -> Option<(String, usize)> {
    let found = page.time.captures(rest)?;
    let field = |name| found.name(name).map(|m| m.as_str());
    let (hour, minute) = (number(field("hour")?)?, field("minute").map_or(Some(0), number)?);
    let second = field("second").map_or(Some(0), number)?;
    let afternoon = matches!(field("half"), Some("下午" | "晚上" | "晚" | "PM")) && hour < 12;
    let hour = hour + if afternoon { 12 } else { 0 };
    let there_is = hour < 24 && minute < 60 && second < 60;
    there_is.then(|| (format!("{hour:02}:{minute:02}:{second:02}"), found.get(0).map_or(0, |m| m.end())))
}

/// A number in digits of either width, digit by digit in Chinese (二〇二四), or up to 三十一.
fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    if let Some(at) = text.find('十') {
        let (tens, ones) = (&text[..at], &text[at + '十'.len_utf8()..]);
        let tens = if tens.is_empty() { 1 } else { number(tens)? };
        return Some(tens * 10 + if ones.is_empty() { 0 } else { number(ones)? });
    }
    text.chars().try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?))
}

fn digit(c: char) -> Option<u32> {
    const WORDS: &str = "〇一二三四五六七八九";
    match half_width(c) {
        '零' | '○' | 'O' => Some(0),
        c => c.to_digit(10).or_else(|| WORDS.chars().position(|w| w == c).map(|p| p as u32)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn dates(text: &str) -> Vec<String> {
        let page = Page::new(Language::embedded());
        find_all(&page, text, Span::new(0, text.len())).into_iter().map(|d| d.iso).collect()
    }

    #[test]
    fn dates_of_all_forms_become_iso() {
        for form in [
            "2024-05-09",
            "2024年5月9日",
            "2024.05.09",
            "2024/5/9",
            "２０２４年０５月０９日",
            "民国113年5月9日",
            "二〇二四年五月九日",
        ] {
            assert_eq!(dates(form), ["2024-05-09"], "{form}");
        }
        assert_eq!(dates("二○二四年十二月三十一日"), ["2024-12-31"]);
    }

    #[test]
    fn a_time_is_kept_with_chinas_offset() {
        assert_eq!(dates("2024年05月09日22:27来源"), ["2024-05-09T22:27:00+08:00"]);
        assert_eq!(dates("2024 05/09 22:27:02"), ["2024-05-09T22:27:02+08:00"]);
        assert_eq!(dates("2024-05-09 星期四 下午3:05"), ["2024-05-09T15:05:00+08:00"]);
    }

    #[test]
    fn days_that_do_not_exist_are_no_dates() {
        assert_eq!(dates("2023-02-29 和 2024-13-01 和 12024-01-01"), Vec::<String>::new());
    }

    #[test]
    fn the_day_of_the_visit_is_marked() {
        let page = Page::new(Language::embedded());
        let text = "欢迎访问清河网,今天是2024年09月22日 发布时间:2023-06-06";
        let found = find_all(&page, text, Span::new(0, text.len()));
        assert_eq!(found.iter().map(|d| d.other_day).collect::<Vec<_>>(), [true, false]);
    }
}
