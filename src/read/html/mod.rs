//! A saved page → one plain text (path, title, date line, story, credits) and what the page says of itself.
//!
//! The text has the lines a reader sees, so that [`crate::article`] reads it like any other; comments, other stories
//! and their dates are left out.

mod body;
mod charset;
mod compose;
mod elements;
mod limits;
mod lines;
mod metadata;
mod moment;
mod patterns;
mod pictures;
mod title;

use super::{ReadError, Source, sites};
use crate::language::Language;
use crate::model::{Metadata, Stated};
pub use limits::{DEEPEST, MOST_ATTRIBUTES, MOST_REOPENED};
use metadata::Told;
pub(super) use moment::iso;
use patterns::Patterns;
use scraper::Html;

/// Reads a page. `told` is what the server says of its type (`text/html; charset=gbk`), `address` where it was fetched.
///
/// # Errors
/// If there is no text on it, or elements are nested deeper than [`DEEPEST`], hold more than [`MOST_ATTRIBUTES`] or
/// would open more than [`MOST_REOPENED`] again.
pub fn read(
    name: &str,
    bytes: &[u8],
    told: Option<&str>,
    address: Option<&str>,
    language: &Language,
) -> Result<Source, ReadError> {
    read_text(name, &charset::decode(bytes, told), address, language)
}

/// Reads a page that is decoded already.
///
/// # Errors
/// As [`read`].
pub fn read_text(name: &str, page: &str, address: Option<&str>, language: &Language) -> Result<Source, ReadError> {
    limits::check(name, page)?;
    let html = Html::parse_document(page);
    let patterns = Patterns::new(language);
    let told = Told::read(&html, &patterns);
    // Some pages hide the story until a script shows it.
    let composed = [false, true].into_iter().find_map(|hidden| {
        let view = lines::view(&html, hidden);
        compose::compose(&view, &told, &patterns)
    });
    let composed = composed.ok_or_else(|| ReadError::NoArticle { name: name.into() })?;
    let url = address.or_else(|| told.first("url")).map(str::to_string);
    let base = told.first("base").filter(|b| b.contains("://")).map(str::to_string).or_else(|| url.clone());
    let images = pictures::absolute(&composed.pictures, told.first("image"), base.as_deref());
    let metadata = metadata(&told, url.as_deref(), &patterns);
    let stated = Stated { url, headline: composed.title, images, metadata, ..Stated::default() };
    Ok(Source { text: composed.text, stated })
}

/// Whether the bytes look like a page rather than plain text.
pub fn is_page(bytes: &[u8]) -> bool {
    const HEAD: usize = 2048;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let starts = ["<!doctype html", "<html", "<head", "<body", "<?xml"];
    const TAGS: [&str; 12] =
        ["<meta", "<title", "<script", "<div", "<p>", "<p ", "<table", "<article", "<a href", "<br", "</p>", "</div>"];
    starts.iter().any(|s| head.starts_with(s))
        || head.contains("<html") && head.contains("<head")
        || TAGS.iter().filter(|t| head.contains(**t)).count() >= 2
}

fn metadata(told: &Told, url: Option<&str>, patterns: &Patterns) -> Metadata {
    let named = |field: &str| -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let pieces = told.first(field).into_iter().flat_map(|v| v.split(['、', ',', '，', ';', '；', ' ']));
        for name in pieces.map(str::trim).filter(|n| (2..=12).contains(&n.chars().count()) && !n.contains(['/', '@'])) {
            if !names.iter().any(|n| n == name) {
                names.push(name.into());
            }
        }
        names
    };
    let site = url.map_or_else(|| told.linked_site(), sites::of_address).map(str::to_string);
    let address_date = url
        .and_then(|u| patterns.address_date.captures(u))
        .and_then(|found| moment::iso(&format!("{}-{}-{}", &found["year"], &found["month"], &found["day"])));
    let short =
        |field: &str| told.first(field).filter(|v| v.chars().count() <= 24 && !v.contains("://")).map(str::to_string);
    Metadata {
        published: told.published().or(address_date),
        publisher: site.or_else(|| short("publisher")),
        source: short("source"),
        section: short("section"),
        authors: named("author"),
        editors: named("editor"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Source {
        read("a.html", html.as_bytes(), None, None, Language::embedded()).unwrap()
    }

    #[test]
    fn a_page_becomes_title_date_line_and_story() {
        let source = page(
            "<title>清河派出所获表彰_清河网</title><div class=nav><a href=/>首页</a><a href=/x>新闻</a></div><h1>清河派出所获表彰</h1>
             <div><span>2024-05-09 10:20</span><span>来源：清河日报</span></div>
             <div id=content><p>近日，清河派出所在全县平安建设会议上受到表彰，民警们倍受鼓舞。</p><p>会议要求，各所继续努力，做好基层工作。</p></div>
             <div class=editor>责任编辑：李蕊</div><div class=related><h3>相关阅读</h3><a href=/1>2023-01-01 另一条新闻</a></div>",
        );
        let lines: Vec<&str> = source.text.lines().filter(|l| !l.is_empty()).collect();
        assert_eq!(lines[..2], ["清河派出所获表彰", "2024-05-09 10:20 来源：清河日报"]);
        assert_eq!(lines.last(), Some(&"责任编辑：李蕊"));
        assert_eq!(source.stated.headline.as_deref(), Some("清河派出所获表彰"));
    }

    #[test]
    fn deep_nesting_is_an_error_and_not_a_crash() {
        let deep = "<div>".repeat(100_000);
        assert!(matches!(
            read("a.html", deep.as_bytes(), None, None, Language::embedded()),
            Err(ReadError::Limit { .. })
        ));
    }

    #[test]
    fn pages_are_told_from_plain_text() {
        assert!(is_page(b"\n<!DOCTYPE HTML PUBLIC") && is_page(b"<html>"));
        assert!(!is_page("清河网 首页 > 正文".as_bytes()));
    }
}
