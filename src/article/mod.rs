//! Text → [`Article`]: what the page prints about itself, and which paragraphs are the story.

mod bylines;
mod crumbs;
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

use crate::language::{Language, script};
use crate::model::{Article, Credit, CreditKind, Metadata, Printed, Script, Span, Stated};
use bylines::Bylines;
use kinds::{Kind, Kinds};
use layout::Layout;
use lines::Line;
use meta::{DateKind, Meta, Sheet, spaceless};
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
        self.site = publisher::find(self.sheet, &self.lines, &self.kinds, &self.layout.head, self.layout.headline);
        self.head();
        self.story();
        self.tail();
        self.publisher();
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

    fn head(&mut self) {
        for at in self.layout.head.clone() {
            match self.kinds[at].clone() {
                Kind::Meta(meta) => self.take_head(at, *meta),
                Kind::Crumbs(crumbs) => {
                    self.article.section = crumbs.section.map(|s| self.printed(s)).or(self.article.section.take());
                    let meta = meta::read(self.sheet, crumbs.rest, false);
                    self.take_dates(&meta, 4);
                }
                Kind::Masthead => self.masthead(at),
                _ => {}
            }
            self.article.furniture.push(self.lines[at].span);
        }
    }

    /// A line with date and credits over the story; unlabelled words in it are the source, or whoever wrote it.
    fn take_head(&mut self, at: usize, meta: Meta) {
        self.take_dates(&meta, 2);
        self.fill_open(at, &meta);
        let dated = !meta.dates.is_empty();
        let own = |s: &&Span| dated && Some(**s) != self.site;
        let (before, after): (Vec<Span>, Vec<Span>) =
            (meta.before.iter().filter(own).copied().collect(), meta.after.iter().filter(own).copied().collect());
        before.into_iter().for_each(|piece| self.take_before_date(piece));
        after.into_iter().for_each(|piece| self.take_unlabelled(piece));
        self.take_credits(meta);
    }

    /// A piece before the date that is not the publisher: a body or site the story comes from, a department of the page.
    fn take_before_date(&mut self, piece: Span) {
        let word = spaceless(piece.of(self.sheet.plain));
        let page = self.sheet.page;
        let person = page.is_person(&word) || word.chars().count() <= 3;
        let barred = self.sheet.plain[piece.end..].trim_start().starts_with(['|', '｜']);
        let named = person || page.is_body(&word) || page.is_named_site(&word);
        if barred && self.site.is_some() && (page.is("channel", &word) || !named) {
            self.article.section = self.article.section.take().or_else(|| Some(self.printed(piece)));
        } else if page.is_body(&word) && !person {
            self.article.source = self.article.source.take().or_else(|| Some(self.printed(piece)));
        } else {
            self.take_unlabelled(piece);
        }
    }

    /// A piece of a date line without label: a person or department wrote, a site published. A word that is neither is
    /// a pen name when short (老K, 豆豆妈), a site otherwise.
    fn take_unlabelled(&mut self, piece: Span) {
        const PEN_NAME: usize = 3;
        let word = spaceless(piece.of(self.sheet.plain));
        let page = self.sheet.page;
        let chars = word.chars().count();
        let person = page.is_person(&word) && !(chars > PEN_NAME && page.is_site(&word));
        let known_site = page.is_site(&word) && !person;
        let channel = page.is("channel", &word) || page.is_place(&word);
        if channel {
            return;
        }
        if known_site || (!person && !page.is_body(&word) && (PEN_NAME + 1..=12).contains(&chars)) {
            self.unlabelled_sites.push(piece);
        } else if page.is_body(&word) || chars <= PEN_NAME || person {
            let names = names::read(page, self.sheet.text, self.sheet.plain, piece, false);
            self.add_authors(names.wrote);
        }
    }

    /// 来源: at the end of a line takes the short line under it.
    fn fill_open(&mut self, at: usize, meta: &Meta) {
        let Some(label) = meta.open else { return };
        let Some(next) = self.lines.get(at + 1).filter(|n| !n.gap && n.chars <= 16) else { return };
        let short = self.kinds[at + 1] == Kind::Short && Some(at + 1) != self.layout.headline;
        let word = spaceless(next.span.of(self.sheet.plain));
        let span = next.span;
        match label {
            labels::Label::Source if short && (self.sheet.page.is_site(&word) || self.sheet.page.is_body(&word)) => {
                self.article.source = self.article.source.take().or_else(|| Some(self.printed(span)));
            }
            _ => {}
        }
    }

    fn masthead(&mut self, at: usize) {
        let span = self.lines[at].span;
        let found = self.sheet.page.rule("paper-line").captures(span.of(self.sheet.plain));
        let Some(found) = found else { return };
        let group = |name| found.name(name).map(|m| Span::from(m.range()).shift(span.start));
        let marked = span.of(self.sheet.plain).contains([')', '）', '·']);
        let section = group("section").filter(|s| marked && !self.sheet.page.is("author", s.of(self.sheet.plain)));
        if self.article.section.is_none() {
            self.article.section = section.map(|s| self.printed(s));
        }
        self.take_dates(&meta::read(self.sheet, span, false), 3);
        self.take_credits(meta::read(self.sheet, span, true));
    }

    fn take_dates(&mut self, meta: &Meta, bare: u8) {
        for (kind, date) in meta.dates.iter().filter(|(_, d)| !d.other_day) {
            let rank = match kind {
                DateKind::Published => 1,
                DateKind::Bare => bare,
                DateKind::Updated => 9,
            };
            self.dates.push((rank, Printed::at(date.iso.clone(), date.span)));
        }
    }

    fn take_credits(&mut self, meta: Meta) {
        if let (None, Some(source)) = (&self.article.source, meta.source) {
            self.article.source = Some(self.printed(source));
            self.article.credit_text = meta.source_line.map(|s| self.printed(s));
        }
        if let (None, Some(section)) = (&self.article.section, meta.section) {
            self.article.section = Some(self.printed(section));
        }
        self.add_authors(meta.authors);
        for editor in meta.editors {
            add(&mut self.article.editors, editor);
        }
        for other in meta.others {
            if !self.article.other_credits.contains(&other) {
                self.article.other_credits.push(other);
            }
        }
    }

    fn add_authors(&mut self, authors: Vec<Credit>) {
        for author in authors {
            add(&mut self.article.authors, author);
        }
    }

    fn story(&mut self) {
        let bylines = Bylines::new(self.sheet);
        let mut stretches = Vec::new();
        for at in self.layout.story.clone() {
            let line = self.lines[at];
            match self.kinds[at].clone() {
                Kind::Prose | Kind::Short => {
                    let body = bylines.take_off(line.span, stretches.len() < 3);
                    if self.article.dateline.is_none() {
                        self.article.dateline = body.dateline.map(|d| self.printed(d));
                    }
                    body.credits.into_iter().for_each(|m| self.take_credits(m));
                    if !body.span.is_empty() {
                        stretches.push(body.span);
                    }
                }
                Kind::Meta(meta) => {
                    if at + 3 >= self.layout.tail.first().copied().unwrap_or(self.lines.len()) {
                        self.take_dates(&meta, 6);
                    }
                    self.take_credits(*meta);
                    self.article.furniture.push(line.span);
                }
                _ => self.article.furniture.push(line.span),
            }
        }
        self.article.paragraphs = paragraphs::make(self.sheet, &stretches);
    }

    fn tail(&mut self) {
        for at in self.layout.tail.clone() {
            if let Kind::Meta(meta) = self.kinds[at].clone()
                && meta.is_credit()
            {
                self.take_credits(Meta { source: meta.source.filter(|_| meta.dates.is_empty()), ..*meta });
            }
            self.article.furniture.push(self.lines[at].span);
        }
        self.dates.sort_by_key(|(rank, _)| *rank);
        self.article.published = self.dates.first().map(|(_, date)| date.clone());
    }

    fn publisher(&mut self) {
        let sheet = self.sheet;
        let sourced = self.article.source.is_some();
        let dateline = self.article.dateline.as_ref().and_then(|d| publisher::of_dateline(sheet, d.span?, sourced));
        let beside = self.unlabelled_sites.last().copied();
        let top = publisher::of_first_line(sheet, &self.lines, &self.kinds, &self.layout.head);
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

fn add(credits: &mut Vec<Credit>, credit: Credit) {
    if !credits.iter().any(|c| c.name == credit.name) {
        credits.push(credit);
    }
}
