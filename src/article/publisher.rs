//! The page → the site or paper whose page it is.

use super::headline;
use super::kinds::Kind;
use super::layout::{Layout, first_line};
use super::lines::Line;
use super::meta::{Sheet, spaceless};
use crate::model::Span;

/// The publisher's name as printed, from the surest place: breadcrumb, masthead, the words before the date, a line of its
/// own, the title's suffix.
pub(super) fn find(sheet: Sheet, lines: &[Line], kinds: &[Kind], layout: &Layout) -> Option<Span> {
    let page = Publisher { sheet, lines, kinds, first: first_line(sheet, lines, kinds, &layout.echoes) };
    let head = || layout.head.iter().copied();
    let titles = || layout.echoes.iter().copied().chain(layout.headline);
    head()
        .find_map(|i| page.of_crumbs(i))
        .or_else(|| head().find_map(|i| page.of_masthead(i)))
        .or_else(|| head().find_map(|i| page.of_welcome(i)))
        .or_else(|| head().find_map(|i| page.of_date_line(i)))
        .or_else(|| head().filter(|i| *i < page.first + 3).find_map(|i| page.of_own_line(i)))
        .or_else(|| titles().find_map(|i| headline::without_site(sheet, lines[i].span).1))
}

/// The holder of the copyright, for a page that names its publisher nowhere else.
pub(super) fn of_copyright(sheet: Sheet, lines: &[Line], kinds: &[Kind]) -> Option<Span> {
    let page = Publisher { sheet, lines, kinds, first: 0 };
    (0..lines.len()).rev().take(40).find_map(|i| page.of_copyright(i))
}

/// The paper a dateline names as its own: 《清河日报》1月30日讯, 【清河日报专讯】 and, on a page that names no source, 清河日报讯.
pub(super) fn of_dateline(sheet: Sheet, dateline: Span, sourced: bool) -> Option<Span> {
    let plain = dateline.of(sheet.plain);
    let marks = plain.find(['《', '【', '〔']).zip(plain.find(['》', '】', '〕']));
    let (start, end) = match marks {
        Some((open, close)) => (open + plain[open..].chars().next()?.len_utf8(), close),
        None if sourced || !plain.ends_with('讯') => return None,
        None => (0, plain.find(|c: char| c.is_numeric()).unwrap_or(plain.len())),
    };
    let name = plain.get(start..end)?.trim_end_matches(['讯', '电', '专', '特']);
    let span = Span::new(start, start + name.len()).shift(dateline.start);
    (sheet.page.is_site(name) && !name.starts_with(['本', '据'])).then_some(span)
}

/// A first line of one or two short words over the headline: the site, known or not, and the section.
pub(super) fn of_first_line(
    sheet: Sheet,
    lines: &[Line],
    kinds: &[Kind],
    layout: &Layout,
) -> Option<(Span, Option<Span>)> {
    let at = first_line(sheet, lines, kinds, &layout.echoes);
    let first = lines.get(at).filter(|l| layout.head.contains(&at) && kinds[at] == Kind::Short && l.chars <= 16)?;
    let near = layout.headline.is_some_and(|h| h < at + 4);
    let line = Some(first.span.of(sheet.plain)).filter(|_| near)?;
    let parts = |c: char| c.is_whitespace() || matches!(c, '/' | '／' | '|' | '·');
    let words: Vec<&str> = line.split(parts).filter(|w| !w.is_empty()).collect();
    let name = words.first().filter(|w| words.len() <= 2 && (3..=10).contains(&w.chars().count()))?;
    let other = sheet.page.is("channel", name) || sheet.page.is("furniture", name) || sheet.page.is("home", name);
    // 清河新闻网讯 is how its stories begin.
    let called = ["网讯", "报讯", "台讯"].iter().any(|end| name.ends_with(end));
    let length = name.len() - if called { "讯".len() } else { 0 };
    let site = Span::new(first.span.start, first.span.start + length);
    let section = words.get(1).filter(|w| w.chars().count() <= 8 && line.contains(['/', '／', '|', '·']));
    let section = section.map(|w| Span::new(first.span.end - w.len(), first.span.end));
    (!other && !name.contains(char::is_numeric)).then_some((site, section))
}

struct Publisher<'a> {
    first: usize,
    sheet: Sheet<'a>,
    lines: &'a [Line],
    kinds: &'a [Kind],
}

impl Publisher<'_> {
    fn word(&self, span: Span) -> String {
        spaceless(span.of(self.sheet.plain))
    }

    fn of_crumbs(&self, at: usize) -> Option<Span> {
        match &self.kinds[at] {
            Kind::Crumbs(crumbs) => crumbs.site,
            _ => None,
        }
    }

    fn of_masthead(&self, at: usize) -> Option<Span> {
        (self.kinds[at] == Kind::Masthead).then_some(())?;
        self.group("paper-line", at)
    }

    fn of_welcome(&self, at: usize) -> Option<Span> {
        let welcome = self.group("site-welcome", at);
        welcome.or_else(|| (self.kinds[at] == Kind::Visit).then(|| self.first_word(at))?)
    }

    fn group(&self, rule: &str, at: usize) -> Option<Span> {
        let line = self.lines[at].span;
        let found = self.sheet.page.rule(rule).captures(line.of(self.sheet.plain))?;
        Some(Span::from(found.name("site")?.range()).shift(line.start))
    }

    /// The first word of a line of navigation, when it is a site's name.
    fn first_word(&self, at: usize) -> Option<Span> {
        let line = self.lines[at].span;
        let plain = line.of(self.sheet.plain);
        let end = plain
            .find(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '_' | ',' | '，' | '-'))
            .unwrap_or(plain.len());
        let word = Span::new(line.start, line.start + end);
        let name = self.word(word);
        let menu = at == self.first && plain.contains(['|', '｜']);
        let long = (name.chars().count() >= 4 || menu) && end < plain.len() && at < self.first + 2;
        let named =
            self.sheet.page.is_site(&name) || (long && self.sheet.page.is_body(&name)) || (long && at == self.first);
        let other = name.contains("首页")
            || self.sheet.page.is("channel", &name)
            || self.sheet.page.is("furniture", &name)
            || name.contains(char::is_numeric);
        (named && !other && (if menu { 2 } else { 3 }..=20).contains(&name.chars().count())).then_some(word)
    }

    /// Words before the date: 闽江在线 2024年9月14日 09:15 来源:…
    fn of_date_line(&self, at: usize) -> Option<Span> {
        let Kind::Meta(meta) = &self.kinds[at] else { return None };
        let dated = !meta.dates.is_empty();
        let fits = |s: &Span| {
            let word = self.word(*s);
            let named = self.sheet.page.is_site(&word) || self.sheet.page.is_body(&word) || at == self.first;
            named && !self.sheet.page.is_person(&word) && !word.contains(char::is_numeric)
        };
        let mut before = meta.before.iter().copied();
        let found = if at == self.first { before.find(fits) } else { before.rev().find(fits) };
        found.filter(|_| dated).or_else(|| meta.before.iter().find_map(|s| self.without_news(*s)))
    }

    /// The site in 清河新闻网讯.
    fn without_news(&self, piece: Span) -> Option<Span> {
        let plain = piece.of(self.sheet.plain);
        let site = Span::new(piece.start, piece.start + plain.trim_end_matches('讯').len());
        self.sheet.page.is_site(&self.word(site)).then_some(site)
    }

    /// A line above the headline with the site's name, alone or before navigation.
    fn of_own_line(&self, at: usize) -> Option<Span> {
        matches!(self.kinds[at], Kind::Short | Kind::Furniture).then(|| self.first_word(at))?
    }

    /// 版权所有:清河新闻网, Copyright © 2023 清河新闻网.
    fn of_copyright(&self, at: usize) -> Option<Span> {
        let holder = (self.kinds[at] == Kind::Tail).then(|| self.group("copyright-holder", at))?;
        let named = |s: &Span| self.sheet.page.is_site(&self.word(*s)) || self.sheet.page.is_body(&self.word(*s));
        holder.filter(named)
    }
}
