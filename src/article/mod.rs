//! Text → [`Article`]: what the page prints about itself, and which paragraphs are the story.

mod bylines;
mod credits;
mod crumbs;
mod head;
mod headline;
mod kinds;
mod labels;
mod layout;
mod lines;
mod meta;
mod names;
mod page;
mod paragraphs;
#[cfg(test)]
mod properties;
mod published;
mod publisher;
mod story;

use crate::language::{Language, script};
use crate::model::{Article, Credit, CreditKind, Metadata, Printed, Script, Span, Stated};
use crate::text::characters::ends_sentence;
use kinds::{Kind, Kinds};
use layout::Layout;
use lines::Line;
use meta::Sheet;
use page::Page;
use sha2::{Digest, Sha256};

/// Recognises the article in `text`. `stated` is what the caller knows; it wins over what is printed.
pub fn recognise(text: &str, stated: &Stated, language: &Language) -> Article {
    let script = script::of(text);
    let plain = if script == Script::Traditional { script::simplified(text) } else { text.to_string() };
    let id = Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    let article = Article { id, text: text.into(), script, stated: stated.clone(), ..Article::default() };
    let page = Page::new(language);
    let article = Reader::new(Sheet { page: &page, text, plain: &plain }, article).read();
    Article { plain, ..article }
}

/// Fills an article from its page.
struct Reader<'a> {
    sheet: Sheet<'a>,
    lines: Vec<Line>,
    kinds: Vec<Kind>,
    layout: Layout,
    article: Article,
    /// Dates found, with how sure they are: smaller is surer.
    dates: Vec<(u8, Printed)>,
    /// The publisher, where the head of the page says it.
    site: Option<Span>,
    /// Sites named beside the date without a label.
    unlabelled_sites: Vec<Span>,
}

impl<'a> Reader<'a> {
    fn new(sheet: Sheet<'a>, article: Article) -> Self {
        let lines = labels::with_values(sheet.page, sheet.plain, lines::split(sheet.plain));
        let of = Kinds::new(sheet);
        let kinds: Vec<Kind> = lines.iter().map(|line| of.of(line)).collect();
        let layout = layout::divide(sheet, &lines, &kinds, article.stated.headline.as_deref());
        Self { sheet, lines, kinds, layout, article, dates: Vec::new(), site: None, unlabelled_sites: Vec::new() }
    }

    fn read(mut self) -> Article {
        self.headline();
        self.site = publisher::find(self.sheet, &self.lines, &self.kinds, &self.layout);
        self.head();
        self.story();
        self.tail();
        self.published();
        self.publisher();
        self.writers();
        self.bare();
        self.metadata();
        self.stated();
        self.article
    }

    fn printed(&self, span: Span) -> Printed {
        Printed::at(span.of(self.sheet.text), span)
    }

    fn headline(&mut self) {
        let Some(at) = self.layout.headline else { return };
        let (span, _) = headline::without_site(self.sheet, self.lines[at].span);
        let span = headline::without_dateline(self.sheet, span);
        let first = span.of(self.sheet.text);
        let others = self.layout.other_headlines.iter().map(|i| self.printed(self.lines[*i].span)).collect();
        self.article.other_headlines = others;
        self.article.headline = Some(Printed::at(first, span));
        let Some(second) = self.layout.dashed.map(|i| self.lines[i].span) else { return };
        let words = second.of(self.sheet.text);
        if headline::takes_second(first, words) {
            self.article.headline = Some(Printed::at(format!("{first}{words}"), span.join(second)));
        } else {
            self.article.other_headlines.insert(0, self.printed(second));
        }
    }

    /// The surest of the dates, the first of those equally sure.
    fn published(&mut self) {
        let found = self.dates.iter().min_by_key(|(rank, _)| *rank).map(|(_, date)| date.clone());
        self.article.published = found.or_else(|| self.dated_in_passing());
    }

    /// Where no line is there for the date: one in another short line of the page (【记者 李蕊／清河报道】2023/08/07), else one at
    /// the very start of the story (清河日报2024年3月5日讯).
    fn dated_in_passing(&self) -> Option<Printed> {
        const SHORT: usize = 60;
        const START: usize = 24;
        let first = |span: Span| published::find_all(self.sheet.page, self.sheet.plain, span).into_iter().next();
        let sentence = |line: &&Line| line.span.of(self.sheet.plain).trim_end().ends_with(ends_sentence);
        let short = self.lines.iter().filter(|line| line.chars <= SHORT && !sentence(line));
        let mut alone = short.filter_map(|line| first(line.span)).filter(|date| !date.other_day);
        let start = || {
            let span = self.lines[*self.layout.story.first()?].span;
            first(span).filter(|d| !d.other_day && self.sheet.plain[span.start..d.span.start].chars().count() <= START)
        };
        alone.next().or_else(start).map(|date| Printed::at(date.iso, date.span))
    }

    /// A page that names persons and has 作者:清河日报 beside them means the source, not one more writer.
    fn writers(&mut self) {
        let source = self.article.source.as_ref().map(|s| s.text.clone());
        let persons = self.article.authors.iter().any(|c| c.kind == CreditKind::Person);
        self.article.authors.retain(|c| !(persons && Some(&c.name) == source.as_ref()));
    }

    fn publisher(&mut self) {
        let sheet = self.sheet;
        let sourced = self.article.source.is_some();
        let dateline = self.article.dateline.as_ref().and_then(|d| publisher::of_dateline(sheet, d.span?, sourced));
        let beside = self.unlabelled_sites.last().copied();
        let top = publisher::of_first_line(sheet, &self.lines, &self.kinds, &self.layout);
        let found = self.site.or(beside).or(top.map(|(site, _)| site)).or(dateline);
        let found = found.or_else(|| publisher::of_copyright(sheet, &self.lines, &self.kinds));
        let section = top.and_then(|(site, section)| section.filter(|_| Some(site) == found));
        self.article.section = self.article.section.take().or_else(|| section.map(|s| self.printed(s)));
        let found = found.map(|s| self.printed(s));
        // Addresses are surer than words.
        let told = self.article.stated.metadata.publisher.clone();
        self.article.publisher = match told {
            Some(told) => Some(found.filter(|p| p.text == told).unwrap_or_else(|| Printed::stated(told))),
            None => found,
        };
        // Where the address told the site, a site printed beside the date is the source, even the same one.
        let known = self.article.stated.metadata.publisher.is_some();
        // A site beside the date that is not the page's own is where the story comes from.
        let own = |s: &Printed| self.article.publisher.as_ref().is_some_and(|p| p.text == s.text);
        let other = self.unlabelled_sites.iter().map(|s| self.printed(*s)).find(|s| known || !own(s));
        self.article.source = self.article.source.take().or(other);
    }

    /// What the page tells machines counts where nothing is printed.
    fn metadata(&mut self) {
        let Metadata { published, source, section, authors, editors, .. } = self.article.stated.metadata.clone();
        let article = &mut self.article;
        let fill = |printed: &mut Option<Printed>, told: Option<String>| {
            *printed = printed.take().or_else(|| told.map(Printed::stated));
        };
        fill(&mut article.published, published);
        fill(&mut article.source, source);
        fill(&mut article.section, section);
        let page = self.sheet.page;
        let credits = |names: Vec<String>| {
            let persons = names.into_iter().filter(|n| page.is_person(n));
            persons.map(|name| Credit { name, kind: CreditKind::Person, span: None }).collect::<Vec<_>>()
        };
        if article.editors.is_empty() {
            article.editors = credits(editors);
        }
        // Sites call the editor author: only where the page names neither.
        if article.authors.is_empty() && article.editors.is_empty() {
            article.authors = credits(authors);
        }
    }

    /// What the caller states wins.
    fn stated(&mut self) {
        let Stated { published, publisher, headline, .. } = self.article.stated.clone();
        let said = |said: Option<String>, printed: Option<Printed>| match said {
            Some(said) => Some(printed.filter(|p| p.text == said).unwrap_or_else(|| Printed::stated(said))),
            None => printed,
        };
        self.article.published = said(published, self.article.published.take());
        self.article.publisher = said(publisher, self.article.publisher.take());
        if let Some(stated) = headline {
            let span = self.article.headline.take().and_then(|h| h.span);
            self.article.headline = Some(Printed { text: stated, span });
        }
    }
}
