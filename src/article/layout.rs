//! Lines and their kinds → which is the headline, which belong to the head of the page, which are the story, which come after.

use super::headline::is_dashed;
use super::kinds::Kind;
use super::lines::Line;
use super::meta::{DateKind, Sheet};

/// The parts of a page, as indices of lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub headline: Option<usize>,
    /// A second line of the headline that starts with a dash.
    pub dashed: Option<usize>,
    /// Lines over and under the headline that belong to it.
    pub other_headlines: Vec<usize>,
    /// Everything else before the story.
    pub head: Vec<usize>,
    /// The story, with lines that are no part of it (credits, pictures) among its own.
    pub story: Vec<usize>,
    /// What comes after.
    pub tail: Vec<usize>,
}

/// Divides a page. `known` is the title as the caller knows it.
pub(super) fn divide(sheet: Sheet, lines: &[Line], kinds: &[Kind], known: Option<&str>) -> Layout {
    let page = Division { sheet, lines, kinds };
    let mut layout = Layout::default();
    let prose = kinds.iter().position(|k| *k == Kind::Prose).unwrap_or(lines.len());
    layout.headline = page.known(known).or_else(|| page.headline(prose));
    let story = page.surroundings(&mut layout, prose);
    let named =
        |i: &usize| Some(*i) == layout.headline || Some(*i) == layout.dashed || layout.other_headlines.contains(i);
    layout.head = (0..story).filter(|i| !named(i)).collect();
    let tail = page.tail(story);
    layout.story = (story..tail).collect();
    layout.tail = (tail..lines.len()).collect();
    layout
}

struct Division<'a> {
    sheet: Sheet<'a>,
    lines: &'a [Line],
    kinds: &'a [Kind],
}

/// How far, in lines, a headline may stand from the line with its date.
const NEAR: usize = 12;

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
        let bracketed = self.plain(at).starts_with(['（', '(']) && self.plain(at).ends_with(['）', ')']);
        let long = (4..=110).contains(&chars) && lettered >= 3 || at == 0 && lettered >= 2;
        self.is_short(at) && long && !bracketed && !self.is_menu(at)
    }

    /// Several short words with blanks or bars between them: 要闻 | 校园之窗 | 名师风采.
    fn is_menu(&self, at: usize) -> bool {
        let words: Vec<&str> = self
            .plain(at)
            .split(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '┊'))
            .filter(|w| !w.is_empty())
            .collect();
        words.len() >= 4 && words.iter().all(|w| w.chars().count() <= 6)
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
        let over = near.clone().rev().find(own).or_else(|| near.rev().find(title));
        over.map(|i| self.first_of_title(i)).or_else(|| (anchor + 1..prose).find(title)).or(first)
    }

    /// A dashed line under its title is not the title; of two lines printed together the first is.
    fn first_of_title(&self, at: usize) -> usize {
        let over = at.checked_sub(1).filter(|i| self.is_title(*i) && !self.is_site_line(*i));
        match over {
            Some(over) if is_dashed(self.plain(at)) => over,
            Some(over) if !self.lines[at].gap && self.lines[over].chars >= 8 && self.same_size(over, at) => over,
            _ => at,
        }
    }

    /// Whether the upper of two lines may be a title whose second line the lower is.
    fn same_size(&self, over: usize, at: usize) -> bool {
        over.checked_sub(1).is_none_or(|i| !self.is_short(i) || self.lines[over].gap)
            && self.plain(over) != self.plain(at)
    }

    /// A line with nothing but a site's name.
    fn is_site_line(&self, at: usize) -> bool {
        let word = self.plain(at);
        self.lines[at].chars <= 12 && self.sheet.page.is_site(word) && at < 3
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
        (0..prose).find(strong).or_else(|| (0..prose).rev().find(weak))
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
                Kind::Short if self.plain(at) == self.plain(headline) => {}
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

    /// A line printed directly over the headline, of a title's length.
    fn is_shoulder(&self, _over: usize, _headline: usize) -> bool {
        false
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
