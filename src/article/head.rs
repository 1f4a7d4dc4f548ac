//! The lines over the story (breadcrumb, masthead, date line) → section, date, source, authors.

use super::Reader;
use super::credits::sureness;
use super::kinds::Kind;
use super::meta::{self, Meta, spaceless};
use super::names;
use crate::model::Span;

impl Reader<'_> {
    /// Reads all lines over the story that are not its headline.
    pub(super) fn head(&mut self) {
        for at in self.layout.head.clone() {
            match self.kinds[at].clone() {
                Kind::Meta(meta) => self.take_head(*meta),
                Kind::Crumbs(crumbs) => {
                    self.article.section = crumbs.section.map(|s| self.printed(s)).or(self.article.section.take());
                    let meta = meta::read(self.sheet, crumbs.rest, false);
                    self.take_dates(&meta, sureness::BREADCRUMB);
                }
                Kind::Masthead => self.masthead(at),
                Kind::Short if self.layout.pieces.contains(&at) => {
                    self.take_unlabelled(self.lines[at].span);
                }
                _ => {}
            }
            self.article.furniture.push(self.lines[at].span);
        }
    }

    /// A line with date and credits over the story; unlabelled words in it are the source, or whoever wrote it.
    fn take_head(&mut self, meta: Meta) {
        self.take_dates(&meta, sureness::HEAD);
        let dated = !meta.dates.is_empty();
        // Where the address told the site, a site printed beside the date is not the page's own.
        let known = self.article.stated.metadata.publisher.is_some();
        let own = |s: &&Span| dated && (known || Some(**s) != self.site);
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
        if self.names_source(piece) {
            self.article.source = self.article.source.take().or_else(|| Some(self.printed(piece)));
            return;
        }
        if known_site || (!person && !page.is_body(&word) && (PEN_NAME + 1..=12).contains(&chars)) {
            self.unlabelled_sites.push(piece);
        } else if page.is_body(&word) || chars <= PEN_NAME || person {
            let names = names::read(page, self.sheet.text, self.sheet.plain, piece, false);
            self.add_authors(names.wrote);
        }
    }

    /// Whether what follows a piece makes it the source: the place an account writes from (甲乙说 来自河北省), or in square
    /// brackets what it did (甲乙网[整理]).
    fn names_source(&self, piece: Span) -> bool {
        let after = self.sheet.plain[piece.end..].trim_start_matches([' ', '\u{3000}']);
        let did = after.strip_prefix(['[', '【']).and_then(|rest| rest.split_once([']', '】']));
        ["来自", "发布于", "发表于"].iter().any(|w| after.starts_with(w))
            || did.is_some_and(|(word, _)| self.sheet.page.is("wrote", word))
    }

    fn masthead(&mut self, at: usize) {
        let span = self.lines[at].span;
        let found = self.sheet.page.rule("paper-line").captures(span.of(self.sheet.plain));
        let Some(found) = found else { return };
        let group = |name| found.name(name).map(|m| Span::from(m.range()).shift(span.start));
        let marked = span.of(self.sheet.plain).contains([')', '）', '·', '/', '／']);
        let section = group("section").filter(|s| marked && !self.sheet.page.is("author", s.of(self.sheet.plain)));
        if self.article.section.is_none() {
            self.article.section = section.map(|s| self.printed(s));
        }
        self.take_dates(&meta::read(self.sheet, span, false), sureness::MASTHEAD);
        self.take_credits(meta::read(self.sheet, span, true));
    }
}
