//! The fields of a row or object → an article with what they say of it.

use super::ReadError;
use super::html::iso;
use super::records::{Kind, Record};
use crate::model::{Metadata, Stated};
use std::path::PathBuf;

/// For each role, the names its field may have, the caller's first.
pub(super) struct Fields(Vec<(&'static str, Vec<String>)>);

const USUAL: [(&str, &[&str]); 9] = [
    ("text", &["text", "content", "body", "article", "articleBody", "正文", "内容"]),
    ("html", &["html", "raw_html", "page"]),
    ("title", &["title", "headline", "标题"]),
    (
        "date",
        &[
            "date",
            "published",
            "datePublished",
            "publish_time",
            "pubtime",
            "pub_date",
            "time",
            "日期",
            "时间",
            "发布时间",
        ],
    ),
    ("url", &["url", "link", "href", "链接"]),
    ("id", &["id", "_id", "uid", "doc_id"]),
    ("source", &["source", "来源"]),
    ("publisher", &["publisher", "site", "website", "media", "网站"]),
    ("author", &["author", "byline", "作者", "记者"]),
];

impl Fields {
    /// The usual names, with the caller's before them.
    pub fn new(own: &[(String, String)]) -> Self {
        let names = |(role, usual): &(&'static str, &[&str])| {
            let own = own.iter().filter(|(r, _)| r == role).map(|(_, name)| name.clone());
            (*role, own.chain(usual.iter().map(ToString::to_string)).collect())
        };
        Self(USUAL.iter().map(names).collect())
    }

    fn of(&self, role: &str) -> &[String] {
        self.0.iter().find(|(r, _)| *r == role).map_or(&[], |(_, names)| names)
    }
}

/// Makes a record of the values: the title, and below it the text; or the page.
pub(super) fn record(
    place: &str,
    fields: &Fields,
    value: impl Fn(&str) -> Option<String>,
) -> Result<Record, ReadError> {
    let get = |role: &str| fields.of(role).iter().find_map(|n| value(n)).filter(|v| !v.trim().is_empty());
    let (title, text, page) = (get("title"), get("text"), get("html"));
    let metadata = Metadata {
        publisher: get("publisher"),
        source: get("source"),
        authors: get("author").into_iter().flat_map(names).collect(),
        ..Metadata::default()
    };
    let published = get("date").and_then(|date| iso(&date));
    let (url, identifier) = (get("url"), get("id"));
    let headline = title.clone();
    let stated = Stated { url, identifier, published, headline, metadata, ..Stated::default() };
    let (body, kind) = match (page, text) {
        (Some(page), _) => (page, Some(Kind::Html)),
        (None, Some(text)) => (titled(title.as_deref(), text), None),
        (None, None) => {
            let fault = format!("no text: none of the fields {} is there", fields.of("text").join(", "));
            let mend = "name it with --field text=NAME".into();
            return Err(ReadError::Format { name: place.into(), fault, mend });
        }
    };
    let name = get("id").map(|id| PathBuf::from(id.replace(|c: char| !c.is_alphanumeric() && !"-_.".contains(c), "_")));
    Ok(Record { place: place.into(), name, bytes: body.into_bytes(), stated, kind, ..Record::default() })
}

/// The text with its title over it, unless it starts with it.
fn titled(title: Option<&str>, text: String) -> String {
    match title.map(str::trim) {
        Some(title) if !text.contains('<') && !text.trim_start().starts_with(title) => format!("{title}\n\n{text}"),
        _ => text,
    }
}

fn names(value: String) -> Vec<String> {
    value
        .split([',', '，', '、', ';', '；', ' '])
        .map(str::trim)
        .filter(|n| !n.is_empty())
        .map(str::to_string)
        .collect()
}
