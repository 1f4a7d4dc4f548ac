//! Lines and their kinds → which is the headline, which belong to the head of the page, which are the story, which come after.

use super::headline::{is_dashed, without_site};
use super::kinds::Kind;
use super::lines::Line;
use super::meta::{DateKind, Sheet, spaceless};

/// The parts of a page, as indices of lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub headline: Option<usize>,
    /// A second line of the headline that starts with a dash.
    pub dashed: Option<usize>,
    /// Lines over and under the headline that belong to it.
    pub other_headlines: Vec<usize>,
    /// Other lines before the story that say the same as the headline, with or without the site's name.
    pub echoes: Vec<usize>,
    /// Names on lines of their own behind the date.
    pub pieces: Vec<usize>,
    /// Everything else before the story.
    pub head: Vec<usize>,
    /// The story, with lines that are no part of it (credits, pictures) among its own.
    pub story: Vec<usize>,
    /// What comes after.
    pub tail: Vec<usize>,
}

/// Divides a page. `known` is the title as the caller knows it.
pub(super) fn divide(sheet: Sheet, lines: &[Line], kinds: &[Kind], known: Option<&str>) -> Layout {
    let page = Division { sheet, lines, kinds, first: first_line(sheet, lines, kinds, &[]) };
    let mut layout = Layout::default();
    let prose = kinds.iter().position(|k| *k == Kind::Prose).unwrap_or(lines.len());
    layout.headline = page.known(known).or_else(|| page.headline(prose));
    let story = page.surroundings(&mut layout, prose);
    layout.echoes = page.echoes(layout.headline, story);
    let title: Vec<usize> = layout.headline.into_iter().chain(layout.dashed).collect();
    let named = |i: &usize| title.contains(i) || layout.other_headlines.contains(i) || layout.echoes.contains(i);
    layout.head = (0..story).filter(|i| !named(i)).collect();
    let tail = page.tail(story);
    layout.story = (story..tail).collect();
    layout.tail = (tail..lines.len()).collect();
    layout
}

/// The first line that is no navigation or button.
pub(super) fn first_line(sheet: Sheet, lines: &[Line], kinds: &[Kind], echoes: &[usize]) -> usize {
    let skipped = |i: &usize| {
        let plain = lines[*i].span.of(sheet.plain);
        echoes.contains(i)
            || kinds[*i] == Kind::Furniture
            || (kinds[*i] == Kind::Short && lines[*i].chars <= 2)
            || is_home_menu(sheet, plain)
    };
    (0..lines.len()).find(|i| !skipped(i)).unwrap_or(0)
}

/// A line of navigation that starts at home: 网站首页 | 新闻 | 视频.
fn is_home_menu(sheet: Sheet, plain: &str) -> bool {
    let mut words = plain.split(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '┊')).filter(|w| !w.is_empty());
    let home = words.next().is_some_and(|w| sheet.page.is("home", w));
    home && words.clone().count() >= 2 && words.all(|w| w.chars().count() <= 6)
}

struct Division<'a> {
    first: usize,
    sheet: Sheet<'a>,
    lines: &'a [Line],
    kinds: &'a [Kind],
}

/// How far, in lines, a headline may stand from the line with its date.
const NEAR: usize = 12;
/// How far behind the first running text the line with the date is looked for.
const FAR: usize = 300;

impl Division<'_> {
    fn plain(&self, at: usize) -> &str {
        self.lines[at].span.of(self.sheet.plain)
    }

    fn is_short(&self, at: usize) -> bool {
        self.kinds.get(at) == Some(&Kind::Short)
    }

    /// A line that may be a title: it has words, and is no navigation of two or three characters.
    fn is_title(&self, at: usize) -> bool {
        let chars = self.lines[at].chars;
        let lettered = self.plain(at).chars().filter(|c| c.is_alphabetic()).count();
        let opening = self.plain(at).ends_with([':', '：']) && at > self.first;
        let button = chars <= 6 && self.is_button(self.plain(at)) && at > 0;
        let number = button || self.plain(at).contains('〔') && self.plain(at).ends_with('号');
        let bracketed = number || self.plain(at).starts_with(['（', '(']) && self.plain(at).ends_with(['）', ')']);
        let long = (4..=110).contains(&chars) && lettered >= 3 || self.is_first(at) && lettered >= 2;
        let home = self.plain(at).ends_with("首页") && chars <= 8;
        self.is_short(at) && long && !bracketed && !opening && !home && !self.is_menu(at)
    }

    /// A short line with a word of buttons at either end: 一键登录, 侵权投诉.
    fn is_button(&self, plain: &str) -> bool {
        let words = self.sheet.page.language.page.words("furniture").iter();
        words.filter(|w| w.chars().count() >= 2).any(|w| plain.starts_with(w.as_str()) || plain.ends_with(w.as_str()))
    }

    /// The first line of the page, set off from the next or followed by the story or its date.
    fn is_first(&self, at: usize) -> bool {
        at == self.first && self.lines.get(at + 1).is_some_and(|l| l.gap || !self.is_short(at + 1))
    }

    /// Several short words with blanks or bars between them: 要闻 | 校园之窗 | 名师风采.
    fn is_menu(&self, at: usize) -> bool {
        let words: Vec<&str> = self
            .plain(at)
            .split(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '┊'))
            .filter(|w| !w.is_empty())
            .collect();
        let short = |most: usize| words.iter().all(|w| w.chars().count() <= most);
        let page_number =
            self.plain(at).starts_with('第') && self.plain(at).contains('版') && self.lines[at].chars <= 24;
        (words.len() >= 4 && short(6))
            || (words.len() >= 2 && short(4) && self.lines[at].chars <= 16 && at > self.first)
            || page_number
    }

    fn echoes(&self, headline: Option<usize>, story: usize) -> Vec<usize> {
        let Some(headline) = headline else { return Vec::new() };
        let title = self.says(headline);
        let same = |i: &usize| *i != headline && self.kinds[*i] == Kind::Short && self.says(*i) == title;
        (0..story).filter(same).collect()
    }

    /// A title without the site's name and without blanks.
    fn says(&self, at: usize) -> String {
        spaceless(without_site(self.sheet, self.lines[at].span).0.of(self.sheet.plain))
    }

    /// The line that is the title the caller knows, near the top.
    fn known(&self, known: Option<&str>) -> Option<usize> {
        let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let known = letters(known?);
        let at = (0..self.lines.len().min(400)).find(|i| letters(self.lines[*i].span.of(self.sheet.text)) == known)?;
        Some(at)
    }

    /// The title nearest over the line with the date, or the first one under it, or the first one at all.
    fn headline(&self, prose: usize) -> Option<usize> {
        let title = |i: &usize| self.is_title(*i);
        let own = |i: &usize| self.is_title(*i) && !self.is_site_line(*i);
        let first = (0..prose).find(own).or_else(|| (0..prose).find(title));
        let Some(anchor) = self.anchor(prose) else { return first };
        let near = anchor.saturating_sub(NEAR)..anchor;
        let mut below = anchor + 1..prose;
        let over = near.clone().rev().find(own).map(|i| self.first_of_title(i));
        over.or_else(|| below.clone().find(own))
            .or_else(|| near.rev().find(title))
            .or_else(|| below.find(title))
            .or(first)
    }

    /// A dashed line under its title is not the title. Of two lines printed together the lower is, the upper being its
    /// shoulder, unless the lower is much longer.
    fn first_of_title(&self, at: usize) -> usize {
        let over = at.checked_sub(1).filter(|i| self.is_title(*i) && !self.is_site_line(*i));
        match over {
            Some(over) if is_dashed(self.plain(at)) => over,
            Some(over) if self.is_pair(over, at) && self.letters(at) * 10 > self.letters(over) * 13 => over,
            _ => at,
        }
    }

    /// Whether two lines may be a title of two lines: printed together, both long, nothing like them above.
    fn is_pair(&self, over: usize, at: usize) -> bool {
        let alone = over.checked_sub(1).is_none_or(|i| !self.is_short(i) || self.lines[over].gap);
        let first = self.plain(over).split_whitespace().next().unwrap_or_default();
        let site = over == self.first && self.sheet.page.is_site(first);
        alone && !site && !self.lines[at].gap && self.lines[over].chars >= 8 && self.plain(over) != self.plain(at)
    }

    /// Length of a title without what stands in brackets.
    fn letters(&self, at: usize) -> usize {
        let plain = self.plain(at);
        plain.split(['（', '(']).next().map_or(0, |p| p.chars().count())
    }

    /// A line with nothing but a site's name.
    fn is_site_line(&self, at: usize) -> bool {
        let word = self.plain(at);
        self.lines[at].chars <= 12 && self.sheet.page.is_named_site(word)
    }

    /// The line with date or source the headline stands by: the last with a label or a time, else the last at all.
    fn anchor(&self, prose: usize) -> Option<usize> {
        let meta = |i: &usize| match &self.kinds[*i] {
            Kind::Meta(meta) => Some(meta),
            _ => None,
        };
        let strong = |i: &usize| {
            meta(i).is_some_and(|m| {
                m.source.is_some() || m.dates.iter().any(|(k, d)| *k == DateKind::Published || d.timed())
            })
        };
        let weak = |i: &usize| meta(i).is_some_and(|m| !m.dates.is_empty() || m.is_credit());
        let near = |i: &usize| self.is_near_prose(*i);
        let before = (0..prose).find(strong).or_else(|| (0..prose).rev().find(weak));
        before.or_else(|| (prose..self.lines.len().min(prose + FAR)).filter(strong).find(near))
    }

    /// Whether running text follows soon and there was little of it before, as over a story under a notice or an advertisement.
    fn is_near_prose(&self, at: usize) -> bool {
        let prose = |range: std::ops::Range<usize>| {
            let lines = range.filter(|i| self.kinds[*i] == Kind::Prose);
            lines.map(|i| self.lines[i].chars).sum::<usize>()
        };
        let end = self.lines.len();
        prose(at..end.min(at + NEAR)) > 0 && prose(0..at) * 3 < prose(at..end)
    }

    /// Collects what belongs to the headline and says where the story starts.
    fn surroundings(&self, layout: &mut Layout, prose: usize) -> usize {
        let Some(headline) = layout.headline else { return self.first_of_story(0, prose) };
        if let Some(over) = headline.checked_sub(1).filter(|o| self.is_shoulder(*o, headline)) {
            layout.other_headlines.push(over);
        }
        let mut at = headline + 1;
        while at < self.lines.len() {
            match &self.kinds[at] {
                Kind::Prose => break,
                Kind::Short if layout.dashed.is_none() && is_dashed(self.plain(at)) && at == headline + 1 => {
                    layout.dashed = Some(at)
                }
                Kind::Short if self.says(at) == self.says(headline) => {}
                Kind::Short if self.is_piece(at) => layout.pieces.push(at),
                Kind::Short if at < prose && self.meta_follows(at) => {
                    let bracketed = self.plain(at).starts_with(['（', '(']);
                    if (self.is_title(at) && !self.lines[at].gap) || bracketed {
                        layout.other_headlines.push(at);
                    }
                }
                Kind::Short => break,
                Kind::Tail if at > headline + 3 => break,
                _ => {}
            }
            at += 1;
        }
        at
    }

    /// A site's or person's name on a line of its own behind the date.
    fn is_piece(&self, at: usize) -> bool {
        let word = spaceless(self.plain(at));
        let behind = at.checked_sub(1).is_some_and(|i| matches!(&self.kinds[i], Kind::Meta(m) if !m.dates.is_empty()));
        behind
            && self.lines[at].chars <= 12
            && (self.sheet.page.is_named_site(&word) || self.sheet.page.is_person(&word))
    }

    /// A line printed directly over the headline, of a title's length.
    fn is_shoulder(&self, over: usize, headline: usize) -> bool {
        self.is_title(over) && !self.is_site_line(over) && self.is_pair(over, headline)
    }

    fn first_of_story(&self, from: usize, prose: usize) -> usize {
        let own = |i: &usize| matches!(self.kinds[*i], Kind::Short | Kind::Prose);
        if prose < self.lines.len() { prose } else { (from..self.lines.len()).find(own).unwrap_or(self.lines.len()) }
    }

    /// Whether the line with the date comes within the next few lines, before any running text.
    fn meta_follows(&self, at: usize) -> bool {
        let ahead = self.kinds[at + 1..].iter().take(4);
        let mut before_prose = ahead.take_while(|k| **k != Kind::Prose);
        before_prose.any(|k| matches!(k, Kind::Meta(m) if !m.dates.is_empty() || m.source.is_some()))
    }

    /// The first line after the story.
    fn tail(&self, story: usize) -> usize {
        let mut seen = false;
        for at in story..self.lines.len() {
            match self.kinds[at] {
                Kind::Prose | Kind::Short => seen = true,
                Kind::Tail if seen => return at,
                _ => {}
            }
        }
        self.lines.len()
    }
}
