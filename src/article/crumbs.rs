//! A breadcrumb (清河新闻网 首页 > 平安清河 > 正文) → the site and the section.

use super::lines::{is_blank, trim};
use super::meta::{Sheet, spaceless};
use crate::model::Span;

/// A breadcrumb taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Crumbs {
    /// The site, where it can be told.
    pub site: Option<Span>,
    /// The last item before 正文, where it is not the site.
    pub section: Option<Span>,
    /// What stands on the line behind the breadcrumb.
    pub rest: Span,
}

/// Longest item in code points; what is longer is a headline.
const LONGEST: usize = 16;

/// Reads the line `span`, if it is a breadcrumb.
pub(super) fn read(sheet: Sheet, span: Span) -> Option<Crumbs> {
    let (items, arrows) = items(sheet, span)?;
    let placed = items.iter().any(|i| word(sheet, *i).ends_with("位置"));
    let ended = items.iter().rposition(|i| sheet.page.is("article_end", &word(sheet, *i))).filter(|at| *at > 0);
    let rooted = is_rooted(sheet, span, &items);
    let sure = if arrows { items.len() >= 2 } else { (ended.is_some() && items.len() >= 3) || placed || rooted };
    let path = &items[..ended.unwrap_or(items.len())];
    let fits = rooted || path.iter().rev().skip(1).all(|i| word(sheet, *i).chars().count() <= LONGEST);
    if !sure || !fits || path.is_empty() {
        return None;
    }
    let is_home = |i: &&Span| !sheet.page.is("home", &word(sheet, **i));
    let named: Vec<Span> = path.iter().filter(is_home).copied().collect();
    let site = named.first().copied().filter(|first| is_site(sheet, *first, path));
    let section = named.last().copied().filter(|last| Some(*last) != site && word(sheet, *last).chars().count() <= 12);
    let end = ended.map_or(span.end, |at| items[at].end);
    Some(Crumbs { site, section, rest: trim(sheet.plain, Span::new(end, span.end)) })
}

fn word(sheet: Sheet, span: Span) -> String {
    spaceless(span.of(sheet.plain))
}

/// Whether a line of few short words without arrows is a site's name before its departments: 鲁西三农网 · 种植能手.
fn is_rooted(sheet: Sheet, span: Span, items: &[Span]) -> bool {
    let words: Vec<String> = items.iter().map(|i| word(sheet, *i)).collect();
    let short = (2..=5).contains(&words.len()) && words.iter().all(|w| w.chars().count() <= 24);
    let last = words.last().is_some_and(|w| {
        w.chars().count() <= 8 && (words.len() > 2 || !sheet.page.is_site(w)) && !sheet.page.is_person(w)
    });
    let heading = words.first().is_some_and(|w| w.ends_with(['：', '。']));
    let marked = heading || span.of(sheet.plain).contains(|c: char| c.is_numeric() || matches!(c, ':' | '：' | '丨'));
    let separators = span.of(sheet.plain).chars().filter(|c| matches!(c, '/' | '|' | '-' | '·' | '｜' | '／')).count();
    let marked = marked || separators + 1 != words.len();
    let channel = |w: &String| sheet.page.is("channel", w);
    let site = words.first().is_some_and(|w| sheet.page.is_site(w) && !channel(w));
    short
        && last
        && !marked
        && (site
            || words.len() >= 3
                && words[1..].iter().any(channel)
                && !channel(&words[0])
                && !sheet.page.is("home", &words[0]))
}

/// The first item is the site when it looks like one, when it stands before 首页, or when it is no department's name.
fn is_site(sheet: Sheet, first: Span, path: &[Span]) -> bool {
    let name = word(sheet, first);
    let at = path.iter().position(|i| *i == first).unwrap_or_default();
    let home = |item: &Span| {
        let item = word(sheet, *item);
        sheet.page.is("home", &item) && !item.ends_with("位置")
    };
    let after_home = path[..at].iter().any(home);
    if after_home || path[at + 1..].iter().any(home) {
        return !after_home;
    }
    let departmental =
        sheet.page.is("channel", &name) || ["动态", "资讯", "要闻", "公开", "频道"].iter().any(|t| name.ends_with(t));
    let counted = name.contains(char::is_numeric) && !sheet.page.is_site(&name);
    !departmental && !counted && (sheet.page.is_site(&name) || (path.len() >= 2 && name.chars().count() >= 3))
}

/// The items between the separators, and whether these are arrows. Items with blanks or a colon inside are split again
/// (您现在的位置: 首页); what stands behind 正文 is left out.
fn items(sheet: Sheet, span: Span) -> Option<(Vec<Span>, bool)> {
    let line = span.of(sheet.plain);
    let arrow = |c: char| matches!(c, '>' | '＞' | '»' | '›' | '→' | '〉' | '》');
    let quoted = line.contains(['《', '〈']);
    let arrows = line.contains(['>', '＞', '»', '›', '→']) || (!quoted && line.contains(['〉', '》']));
    let slash = |c: char| matches!(c, '/' | '|' | '-' | '–' | '—' | '\\' | '·' | '｜' | '／');
    let separates = |c: char| if arrows { arrow(c) } else { slash(c) };
    if !line.contains(separates) {
        return None;
    }
    let mut items = Vec::new();
    let mut from = 0;
    for (at, c) in line.char_indices().chain([(line.len(), '\n')]) {
        let latin = |s: &str| s.starts_with(|c: char| c.is_ascii_alphanumeric());
        let inside_name = line[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) && latin(line[at..].trim_start());
        let blank = is_blank(c) && !inside_name;
        if at == line.len() || separates(c) || blank || matches!(c, ':' | '：') {
            let item = Span::new(span.start + from, span.start + at);
            let item = trim_marks(sheet.plain, item);
            if !item.is_empty() {
                items.push(item);
            }
            from = at + if at == line.len() { 0 } else { c.len_utf8() };
        }
    }
    split_home(sheet, &mut items);
    Some((items, arrows))
}

fn trim_marks(plain: &str, span: Span) -> Span {
    let marks = |c: char| {
        is_blank(c)
            || matches!(c, '-' | '<' | '[' | ']' | '【' | '】' | '《' | '》' | '□' | '■' | '◆' | '|' | '·' | '*')
    };
    let stretch = trim(plain, span).of(plain);
    let start = trim(plain, span).start + (stretch.len() - stretch.trim_start_matches(marks).len());
    Span::new(start, start + stretch.trim_matches(marks).len())
}

/// 健康时讯网首页 is the site and its home.
fn split_home(sheet: Sheet, items: &mut Vec<Span>) {
    let Some(at) = items.iter().position(|i| {
        let word = i.of(sheet.plain);
        word.ends_with("首页") && !sheet.page.is("home", word)
    }) else {
        return;
    };
    let item = items[at];
    let middle = item.end - "首页".len();
    items[at] = Span::new(item.start, middle);
    items.insert(at + 1, Span::new(middle, item.end));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::page::Page;
    use crate::language::Language;

    fn crumbs(line: &str) -> Option<(&str, &str)> {
        let page = Page::new(Language::embedded());
        let sheet = Sheet { page: &page, text: line, plain: line };
        let read = read(sheet, Span::new(0, line.len()))?;
        Some((read.site.map_or("", |s| s.of(line)), read.section.map_or("", |s| s.of(line))))
    }

    #[test]
    fn site_and_section_are_read_from_all_kinds_of_breadcrumbs() {
        assert_eq!(crumbs("清河新闻网 首页 > 平安清河 > 正文"), Some(("清河新闻网", "平安清河")));
        assert_eq!(crumbs("当前位置:怀化平安网 > 警务资讯 > 基层动态 > 正文"), Some(("怀化平安网", "基层动态")));
        assert_eq!(crumbs("您的位置：首页 - 新闻 - 法治在线"), Some(("", "法治在线")));
        assert_eq!(crumbs("毕节法治网 >> 英模风采"), Some(("毕节法治网", "英模风采")));
        assert_eq!(crumbs("首页/新闻中心/公司要闻/正文"), Some(("", "公司要闻")));
        assert_eq!(crumbs("健康时讯网首页 > 医讯 > 正文"), Some(("健康时讯网", "医讯")));
        assert_eq!(crumbs("首页--> 检务动态--> 基层院传真"), Some(("", "基层院传真")));
    }

    #[test]
    fn other_lines_are_no_breadcrumbs() {
        assert_eq!(crumbs("发布时间:2023-11-08 | 来源:溆浦县公安局"), None);
        assert_eq!(crumbs("首页 | 新闻 | 体育"), None);
        assert_eq!(crumbs("中国—肯尼亚联队夺金"), None);
    }
}
