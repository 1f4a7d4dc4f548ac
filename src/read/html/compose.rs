//! Visible lines → the text of the article: path, title, date line, story, credits.

use super::body::{self, Weights, letters};
use super::lines::{Line, View};
use super::metadata::Told;
use super::patterns::Patterns;
use super::title::{self, Title};
use std::ops::Range;

/// The text made of a page.
pub(super) struct Composed {
    pub text: String,
    pub title: Option<String>,
    /// Addresses of pictures in the story, as written.
    pub pictures: Vec<String>,
}

/// How far before and after the story its date line and credits are looked for, in lines.
const AROUND: usize = 40;

/// Composes the text, if the page has a story.
pub(super) fn compose(view: &View, told: &Told, patterns: &Patterns) -> Option<Composed> {
    let weights = Weights::new(view, patterns);
    let mut body = body::find(view, &weights)?;
    let title = title::find(view, &weights, told, patterns, &body);
    if let Some(first) =
        title.as_ref().and_then(|t| body::nearer(view, &weights, t.line?, &body, told.first("description")))
    {
        body = first;
    }
    let page = Composer { view, weights, patterns, title, body };
    Some(page.compose())
}

struct Composer<'a> {
    view: &'a View,
    weights: Weights,
    patterns: &'a Patterns<'a>,
    title: Option<Title>,
    body: Range<usize>,
}

impl Composer<'_> {
    fn compose(mut self) -> Composed {
        let line = self.title.as_ref().and_then(|t| t.line);
        if let Some(at) = line.filter(|at| self.body.contains(at)) {
            self.body.start = (at + 1).min(self.body.end.saturating_sub(1));
        }
        let over: Vec<&str> = self.over();
        let mut head = self.head();
        if !over.iter().chain(&head).any(|l| self.patterns.date.is_match(l)) {
            head.extend(self.date_elsewhere());
        }
        let title = self.title.as_ref().map(|t| t.text.as_str());
        let groups = [over, title.into_iter().collect(), head, self.story(), self.credits()];
        let groups: Vec<String> = groups.iter().filter(|g| !g.is_empty()).map(|g| g.join("\n")).collect();
        let within = |p: &&super::lines::Picture| (self.body.start..=self.body.end).contains(&p.before);
        let pictures = self.view.pictures.iter().filter(within).map(|p| p.address.clone()).collect();
        Composed { text: groups.join("\n\n") + "\n", title: self.title.map(|t| t.text), pictures }
    }

    /// Where the title stands, or the story begins.
    fn top(&self) -> usize {
        self.title.as_ref().and_then(|t| t.line).map_or(self.body.start, |at| at.min(self.body.start))
    }

    /// The path through the site, and a line with the date over the title.
    fn over(&self) -> Vec<&str> {
        let top = self.top();
        let crumbs =
            (top.saturating_sub(AROUND)..top).rev().find(|at| self.patterns.is_breadcrumb(&self.view.lines[*at].plain));
        let dated = (top.saturating_sub(6)..top).filter(|at| Some(*at) != crumbs && self.is_told(*at));
        crumbs.into_iter().chain(dated).map(|at| self.view.lines[at].spaced.as_str()).collect()
    }

    /// The lines between title and story.
    fn head(&self) -> Vec<&str> {
        let Some(title) = self.title.as_ref().and_then(|t| t.line) else {
            let above = self.body.start.saturating_sub(8)..self.body.start;
            return above.filter(|at| self.is_told(*at)).map(|at| self.view.lines[at].spaced.as_str()).collect();
        };
        let own = letters(&self.view.lines[title].text);
        let fits = |at: &usize| {
            let line = &self.view.lines[*at];
            let longest = if *at <= title + 2 { 60 } else { 24 };
            let short = line.chars <= longest && !self.weights.beside[*at] && is_plain(line);
            (short || self.is_told(*at)) && letters(&line.text) != own
        };
        let from = (title + 1).max(self.body.start.saturating_sub(AROUND)).min(self.body.start);
        (from..self.body.start).filter(fits).map(|at| self.view.lines[at].spaced.as_str()).collect()
    }

    /// Whether a line tells date, source or credits.
    fn is_told(&self, at: usize) -> bool {
        let line = &self.view.lines[at];
        let dated = line.chars <= 100 && self.patterns.date.is_match(&line.plain);
        let told = dated || self.patterns.is_credit(&line.plain);
        let plain = is_plain(line) || line.chars <= 60 && line.linked + 12 <= line.chars;
        told && (plain || self.patterns.is_source(&line.plain)) && !self.patterns.starts_tail(&line.plain)
    }

    /// The nearest line with a date, for pages that print it away from the title.
    fn date_elsewhere(&self) -> Option<&str> {
        let dated = |at: &usize| {
            let line = &self.view.lines[*at];
            line.chars <= 60 && is_plain(line) && !self.weights.beside[*at] && self.patterns.date.is_match(&line.plain)
        };
        let above = (0..self.body.start).rev().take(3 * AROUND).find(dated);
        let below = || (self.body.end..self.view.lines.len()).take(5).find(dated);
        above.or_else(below).map(|at| self.view.lines[at].spaced.as_str())
    }

    fn story(&self) -> Vec<&str> {
        self.view.lines[self.body.clone()]
            .iter()
            .filter(|l| is_plain(l) || l.chars > 60)
            .map(|l| l.text.as_str())
            .collect()
    }

    /// Credits after the story, up to the first heading of something else.
    fn credits(&self) -> Vec<&str> {
        let after = self.body.end..(self.body.end + AROUND).min(self.view.lines.len());
        let mut out = Vec::new();
        for at in after.clone() {
            let line = &self.view.lines[at];
            if self.patterns.starts_tail(&line.plain) && at > self.body.end + 3 {
                break;
            }
            let near = at < self.body.end + 10 || !self.weights.beside[at];
            if near && line.chars <= 80 && self.patterns.is_credit(&line.plain) && is_plain(line) {
                out.push(line.spaced.as_str());
            }
        }
        out
    }
}

/// Whether less than half of a line is links.
fn is_plain(line: &Line) -> bool {
    line.linked * 2 <= line.chars
}
