//! The article as printed: its text, and what its page says of itself.

use super::Span;

/// A piece of the page: what it says, and where (absent when the caller or the container file said it).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The words, tidied: no surrounding white space, no label.
    pub text: String,
    /// Where they stand in [`Article::text`], in bytes.
    pub span: Option<Span>,
}

impl Printed {
    /// Something the text itself says at `span`.
    pub fn at(text: impl Into<String>, span: Span) -> Self {
        Self { text: text.into(), span: Some(span) }
    }

    /// Something stated outside the text (a command-line option, a `<meta>`).
    pub fn stated(text: impl Into<String>) -> Self {
        Self { text: text.into(), span: None }
    }
}

/// Whether a credited name is a person's or a body's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditKind {
    /// 记者 李蕊
    Person,
    /// 校团委
    Organization,
}

/// One name of a credit line, without its label (记者, 编辑) and without inner spaces (李 蕊 → 李蕊).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// The name.
    pub name: String,
    /// Person or body.
    pub kind: CreditKind,
    /// Where it is printed, in bytes.
    pub span: Option<Span>,
}

/// Which script the text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Script {
    /// 简体: `zh-CN` in the graph.
    #[default]
    Simplified,
    /// 繁體: `zh-Hant` in the graph.
    Traditional,
}

/// What a body paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParagraphKind {
    /// Running text.
    Text,
    /// A heading inside the body (突出党建引领  描绘民族团结“枫警画”).
    Heading,
}

/// One paragraph of the body: no white space at either end, no byline, credit line or furniture in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    /// Bytes of [`Article::text`].
    pub span: Span,
    /// Text or heading.
    pub kind: ParagraphKind,
}

/// What is known of an article from outside its text; every field may be absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stated {
    /// Address of the page.
    pub url: Option<String>,
    /// What it is called in the collection it comes from.
    pub identifier: Option<String>,
    /// `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS+08:00`.
    pub published: Option<String>,
    /// The site or paper whose page it is.
    pub publisher: Option<String>,
    /// The title, when the container names it.
    pub headline: Option<String>,
    /// Absolute addresses of pictures.
    pub images: Vec<String>,
    /// What the page says to machines; it counts only where nothing is printed.
    pub metadata: Metadata,
}

/// What a page says of its article in `<meta>`, JSON-LD and addresses. Often set by a machine and wrong (time zones, site names
/// for authors), so the printed line goes before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS+08:00`.
    pub published: Option<String>,
    /// The site.
    pub publisher: Option<String>,
    /// 来源.
    pub source: Option<String>,
    /// 栏目.
    pub section: Option<String>,
    /// 作者, names only.
    pub authors: Vec<String>,
    /// 责任编辑, names only.
    pub editors: Vec<String>,
}

impl Stated {
    /// What `self` says, and where it says nothing, what `other` says.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            url: self.url.or(other.url),
            identifier: self.identifier.or(other.identifier),
            published: self.published.or(other.published),
            publisher: self.publisher.or(other.publisher),
            headline: self.headline.or(other.headline),
            images: if self.images.is_empty() { other.images } else { self.images },
            metadata: if self.metadata == Metadata::default() { other.metadata } else { self.metadata },
        }
    }
}

/// An article: the text as decoded (BOM dropped, CRLF to LF, nothing else) and what its page prints about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// sha256 of `text`, 64 hexadecimal digits.
    pub id: String,
    /// The input text. Never edited; all spans point into it.
    pub text: String,
    /// `text` with traditional characters replaced by simplified ones of the same length in bytes, so that every
    /// span is valid in both; equal to `text` for simplified input. Rules and lexicons read this one.
    pub plain: String,
    /// Which script `text` is in.
    pub script: Script,
    /// The title, verbatim, without site suffix.
    pub headline: Option<Printed>,
    /// 引题 and 副题, in print order.
    pub other_headlines: Vec<Printed>,
    /// `YYYY-MM-DDTHH:MM:SS+08:00` when a time is printed, else `YYYY-MM-DD`.
    pub published: Option<Printed>,
    /// The site or paper whose page it is.
    pub publisher: Option<Printed>,
    /// What follows 来源.
    pub source: Option<Printed>,
    /// 记者, 通讯员, 作者, 文/: names only.
    pub authors: Vec<Credit>,
    /// 编辑, 责任编辑, 责编.
    pub editors: Vec<Credit>,
    /// 校对, 审核, 摄影 and the like, kept apart: label and name.
    pub other_credits: Vec<(String, Credit)>,
    /// Last breadcrumb before 正文.
    pub section: Option<Printed>,
    /// The 来源 line verbatim.
    pub credit_text: Option<Printed>,
    /// Place and agency of a dateline (本报兰州电).
    pub dateline: Option<Printed>,
    /// The body in order, headline excluded.
    pub paragraphs: Vec<Paragraph>,
    /// Lines recognised as page furniture (navigation, share buttons, copyright), in bytes.
    pub furniture: Vec<Span>,
    /// What the caller said of the article.
    pub stated: Stated,
}

impl Article {
    /// First 16 hexadecimal digits of the id: the key used in IRIs (all of it when shorter).
    pub fn key(&self) -> &str {
        self.id.get(..16).unwrap_or(&self.id)
    }

    /// `YYYY` of the publication date.
    pub fn published_year(&self) -> Option<i32> {
        self.published.as_ref()?.text.get(..4)?.parse().ok()
    }

    /// The body as one string: paragraphs joined by newlines.
    pub fn body(&self) -> String {
        self.paragraphs.iter().map(|p| p.span.of(&self.text)).collect::<Vec<_>>().join("\n")
    }
}
