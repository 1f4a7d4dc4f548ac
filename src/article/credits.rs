//! What single lines say of date, source and names → the article's fields, the surest first.

use super::Reader;
use super::meta::{DateKind, Meta};
use crate::model::{Credit, Printed};

/// How sure a date is that of publication, by its place: smaller is surer.
pub(super) mod sureness {
    /// 发布时间:
    pub const LABELLED: u8 = 1;
    /// Over the story.
    pub const HEAD: u8 = 2;
    /// In a paper's masthead.
    pub const MASTHEAD: u8 = 3;
    /// On the line of the breadcrumb.
    pub const BREADCRUMB: u8 = 4;
    /// Under the story, as in a signature.
    pub const SIGNATURE: u8 = 6;
    /// 更新时间:
    pub const UPDATED: u8 = 9;
}

impl Reader<'_> {
    /// Notes the dates of a line, one without label being as sure as `bare`.
    pub(super) fn take_dates(&mut self, meta: &Meta, bare: u8) {
        for (kind, date) in meta.dates.iter().filter(|(_, d)| !d.other_day) {
            let rank = match kind {
                DateKind::Published => sureness::LABELLED,
                DateKind::Bare => bare,
                DateKind::Updated => sureness::UPDATED,
            };
            self.dates.push((rank, Printed::at(date.iso.clone(), date.span)));
        }
    }

    /// Notes source, section and names of a line.
    pub(super) fn take_credits(&mut self, meta: Meta) {
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

    /// Adds authors not yet named.
    pub(super) fn add_authors(&mut self, authors: Vec<Credit>) {
        for author in authors {
            add(&mut self.article.authors, author);
        }
    }
}

/// Adds a name once; 发自清河 says from where.
fn add(credits: &mut Vec<Credit>, credit: Credit) {
    let place = credit.name.starts_with("发自") || credit.name.starts_with("發自");
    if !place && !credits.iter().any(|c| c.name == credit.name) {
        credits.push(credit);
    }
}
