//! `<meta>`, JSON-LD, links and the comments of browsers → what a page tells machines.

use super::moment;
use super::patterns::Patterns;
use scraper::{ElementRef, Html, Node};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a `<meta>` of some name fills.
static NAMES: LazyLock<BTreeMap<&'static str, (&'static str, u8)>> = LazyLock::new(|| {
    let rows = include_str!("../../language/lexicons/metadata.tsv").lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let (name, says, rank) = (cells.next()?, cells.next()?, cells.next()?);
        Some((name, (says, rank.parse().ok()?)))
    })
    .collect()
});

/// What was told, by field: values with their rank, surest first.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    fields: BTreeMap<&'static str, Vec<(u8, String)>>,
    /// How many links lead to each host.
    links: BTreeMap<String, usize>,
}

impl Told {
    /// Reads the page's head and scripts.
    pub fn read(html: &Html, patterns: &Patterns) -> Self {
        let mut told = Self::default();
        for node in html.tree.root().descendants() {
            match node.value() {
                Node::Element(_) => {
                    if let Some(element) = ElementRef::wrap(node) {
                        told.element(element);
                    }
                }
                Node::Comment(comment) => {
                    if let Some(found) = patterns.saved_from.captures(&format!("<!--{}-->", &**comment)) {
                        told.add("url", 3, &found["url"]);
                    }
                }
                _ => {}
            }
        }
        told.fields.values_mut().for_each(|values| values.sort_by_key(|(rank, _)| *rank));
        told
    }

    /// The surest value.
    pub fn first(&self, field: &str) -> Option<&str> {
        self.all(field).next()
    }

    /// All values, surest first.
    pub fn all(&self, field: &str) -> impl Iterator<Item = &str> {
        self.fields.get(field).into_iter().flatten().map(|(_, value)| value.as_str())
    }

    /// The surest publication date in ISO 8601; one with a time before one without.
    pub fn published(&self) -> Option<String> {
        let dates: Vec<String> = self.all("published").filter_map(moment::iso).collect();
        let timed = dates.iter().find(|d| d.len() > 10 && !d.contains("T00:00:00"));
        let day = dates.first().map(|d| if d.contains("T00:00:00") { d[..10].to_string() } else { d.clone() });
        timed.filter(|t| dates[0][..10] == t[..10]).cloned().or(day)
    }

    /// The site most of the page's links lead to, which is the page's own where nothing tells its address.
    pub fn linked_site(&self) -> Option<&'static str> {
        const FEW: usize = 5;
        let all: usize = self.links.values().sum();
        let (host, most) = self.links.iter().max_by_key(|(_, count)| **count)?;
        let site = crate::read::sites::of_address(host)?;
        (*most >= FEW && most * 3 >= all * 2).then_some(site)
    }

    fn add(&mut self, field: &'static str, rank: u8, value: &str) {
        let value = value.trim();
        const NOTHING: [&str; 6] = ["", "null", "undefined", "#", "None", "暂无"];
        if !NOTHING.contains(&value) && value.len() < 2000 {
            self.fields.entry(field).or_default().push((rank, value.to_string()));
        }
    }

    fn element(&mut self, element: ElementRef) {
        let attr = |name| element.value().attr(name);
        match element.value().name() {
            "meta" => {
                let name = ["property", "name", "itemprop", "http-equiv"].into_iter().find_map(attr);
                let (Some(name), Some(content)) = (name, attr("content")) else { return };
                if let Some((field, rank)) = NAMES.get(name.trim().to_ascii_lowercase().as_str()) {
                    self.add(field, *rank, content);
                }
            }
            "title" if !self.fields.contains_key("page title") => {
                let text = element.text().collect::<String>();
                self.add("page title", 5, &text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            "link" if attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.add("url", 1, attr("href").unwrap_or_default());
            }
            "a" => self.link(attr("href").unwrap_or_default()),
            "base" => self.add("base", 1, attr("href").unwrap_or_default()),
            "script" if attr("type").is_some_and(|t| t.contains("ld+json")) => self.linked_data(element),
            _ => {}
        }
    }

    fn link(&mut self, address: &str) {
        let rest = ["https://", "http://", "//"].into_iter().find_map(|p| address.trim_start().strip_prefix(p));
        let host = rest.and_then(|r| r.split(['/', '?', '#', ':']).next()).filter(|h| (4..=80).contains(&h.len()));
        if let Some(host) = host {
            *self.links.entry(host.to_ascii_lowercase()).or_default() += 1;
        }
    }

    fn linked_data(&mut self, script: ElementRef) {
        let text: String = script.text().collect();
        // Line breaks inside strings are common and no JSON.
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let Ok(value) = serde_json::from_str::<Value>(text.trim().trim_end_matches(';')) else { return };
        let mut queue = vec![&value];
        let mut seen = 0;
        while let Some(value) = queue.pop().filter(|_| seen < 1000) {
            seen += 1;
            match value {
                Value::Array(items) => queue.extend(items.iter().rev()),
                Value::Object(object) => {
                    queue.extend(object.get("@graph"));
                    queue.extend(object.get("mainEntity"));
                    self.article(object);
                }
                _ => {}
            }
        }
    }

    /// A node of JSON-LD that is an article, in schema.org's terms or those of Baidu's cambrian.jsonld.
    fn article(&mut self, object: &serde_json::Map<String, Value>) {
        let kind = object.get("@type").map(Value::to_string).unwrap_or_default();
        let context = object.get("@context").map(Value::to_string).unwrap_or_default();
        let cambrian = context.contains("cambrian");
        if !(cambrian || ["Article", "BlogPosting", "Report"].iter().any(|k| kind.contains(k))) {
            return;
        }
        let text = |name: &str| object.get(name).and_then(Value::as_str);
        let pairs = [
            ("title", "headline"),
            ("title", "title"),
            ("published", "datePublished"),
            ("published", "pubDate"),
            ("url", "url"),
            ("url", "@id"),
            ("section", "articleSection"),
        ];
        for (field, name) in pairs {
            if let Some(value) = text(name).filter(|v| field != "url" || v.starts_with("http")) {
                self.add(field, 2, value);
            }
        }
        for (field, name) in [
            ("author", "author"),
            ("editor", "editor"),
            ("publisher", "publisher"),
            ("source", "sourceOrganization"),
            ("image", "image"),
            ("image", "images"),
        ] {
            object.get(name).into_iter().flat_map(names).for_each(|value| self.add(field, 2, value));
        }
    }
}

/// The names or addresses in a value that is a string, a node or several of them.
fn names(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => {
            items.iter().take(20).flat_map(|v| if v.is_array() { Vec::new() } else { names(v) }).collect()
        }
        Value::Object(object) => {
            ["name", "url"].into_iter().find_map(|k| object.get(k).and_then(Value::as_str)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn told(html: &str) -> Told {
        Told::read(&Html::parse_document(html), &Patterns::new(Language::embedded()))
    }

    #[test]
    fn baidus_json_ld_gives_title_date_and_address() {
        let told = told(
            r#"<script type="application/ld+json">{"@context":"https://ziyuan.baidu.com/contexts/cambrian.jsonld","@id":"http://a.cn/1","title":"警民同心","images":["http://a.cn/1.jpg"],"pubDate":"2019-09-07T16:28:35"}</script>"#,
        );
        assert_eq!(told.first("title"), Some("警民同心"));
        assert_eq!(told.published().as_deref(), Some("2019-09-07T16:28:35+08:00"));
        assert_eq!((told.first("url"), told.first("image")), (Some("http://a.cn/1"), Some("http://a.cn/1.jpg")));
    }

    #[test]
    fn schema_orgs_nodes_are_found_in_graphs_and_lists() {
        let told = told(
            r#"<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],"headline":"警民同心","author":[{"@type":"Person","name":"李蕊"}],"publisher":{"name":"清河网"}}]}</script>"#,
        );
        assert_eq!((told.first("author"), told.first("publisher")), (Some("李蕊"), Some("清河网")));
    }

    #[test]
    fn a_timed_date_of_the_same_day_goes_before_a_bare_one() {
        let told = told(
            "<meta name=publishdate content=2024-05-09><meta property=og:release_date content='2024-05-09 10:20'>",
        );
        assert_eq!(told.published().as_deref(), Some("2024-05-09T10:20:00+08:00"));
    }
}
