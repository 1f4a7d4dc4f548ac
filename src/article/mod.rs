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
use crate::model::{Article, Credit, Printed, Script, Span, Stated};
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
    /// A site named beside the date without a label.
    unlabelled_site: Option<Span>,
}

impl<'a> Reader<'a> {
    fn new(sheet: Sheet<'a>, article: Article) -> Self {
        let lines = labels::with_values(sheet.page, sheet.plain, lines::split(sheet.plain));
        let of = Kinds::new(sheet);
        let kinds: Vec<Kind> = lines.iter().map(|line| of.of(line)).collect();
        let layout = layout::divide(sheet, &lines, &kinds, article.stated.headline.as_deref());
        Self { sheet, lines, kinds, layout, article, dates: Vec::new(), unlabelled_site: None }
    }

    fn read(mut self) -> Article {
        self.headline();
        self.head();
        self.story();
        self.tail();
        self.publisher();
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
        let last_site = meta.before.iter().rposition(|s| !self.is_person(*s));
        let before = meta.before.iter().enumerate().filter(|(i, _)| Some(*i) != last_site).map(|(_, s)| (*s, false));
        let after = meta.after.iter().enumerate().map(|(i, s)| (*s, i == 0));
        for (piece, next_to_date) in before.chain(after).filter(|_| dated) {
            self.take_unlabelled(piece, next_to_date && meta.dates[0].1.timed());
        }
        self.take_credits(meta);
    }

    fn is_person(&self, piece: Span) -> bool {
        let word = spaceless(piece.of(self.sheet.plain));
        self.sheet.page.is_person(&word) && !self.sheet.page.is_site(&word)
    }

    /// A piece of a date line without label: a person or department wrote, a site published, other words beside the time
    /// are the source.
    fn take_unlabelled(&mut self, piece: Span, next_to_date: bool) {
        let word = spaceless(piece.of(self.sheet.plain));
        let page = self.sheet.page;
        let unknown = next_to_date && (3..=12).contains(&word.chars().count()) && !word.contains(char::is_numeric);
        if page.is_site(&word) {
            self.unlabelled_site = self.unlabelled_site.or(Some(piece));
        } else if page.is_person(&word) || page.is_body(&word) {
            let names = names::read(page, self.sheet.text, self.sheet.plain, piece, false);
            self.add_authors(names.wrote);
        } else if unknown && self.article.source.is_none() {
            self.article.source = Some(self.printed(piece));
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
        let found = publisher::find(sheet, &self.lines, &self.kinds, &self.layout.head, self.layout.headline);
        let dateline = self.article.dateline.as_ref().and_then(|d| publisher::of_dateline(sheet, d.span?));
        let beside = self.unlabelled_site;
        let found =
            found.or_else(|| beside.or(dateline).or_else(|| publisher::of_copyright(sheet, &self.lines, &self.kinds)));
        self.article.publisher = found.map(|s| self.printed(s));
        // A site beside the date that is not the page's own is where the story comes from.
        let other = beside
            .map(|s| self.printed(s))
            .filter(|s| self.article.publisher.as_ref().is_none_or(|p| p.text != s.text));
        self.article.source = self.article.source.take().or(other);
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
