//! HTML elements → what they are to a reader of the page.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

/// What an element does to the line it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Starts and ends a line.
    Block,
    /// A row of a table.
    Row,
    /// A cell of a table.
    Cell,
    /// Ends a line.
    Break,
    Picture,
    Link,
    Inline,
}

/// The role by name; elements HTML does not know are inline.
pub(super) fn role(name: &str) -> Role {
    match name {
        "br" | "hr" => Role::Break,
        "img" => Role::Picture,
        "a" => Role::Link,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        "html" | "body" | "div" | "p" | "section" | "article" | "main" | "header" | "footer" | "nav" | "aside"
        | "ul" | "ol" | "li" | "dl" | "dt" | "dd" | "table" | "thead" | "tbody" | "tfoot" | "caption" | "form"
        | "fieldset" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre" | "figure" | "figcaption"
        | "center" | "address" | "details" | "summary" | "legend" | "menu" | "hgroup" | "dir" | "frameset" => {
            Role::Block
        }
        _ => Role::Inline,
    }
}

/// Elements whose text no reader sees, and the glosses over characters.
pub(super) fn is_skipped(element: &Element) -> bool {
    matches!(
        element.name(),
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "select"
            | "textarea"
            | "button"
            | "input"
            | "svg"
            | "math"
            | "object"
            | "embed"
            | "audio"
            | "video"
            | "canvas"
            | "map"
            | "datalist"
            | "rt"
            | "rp"
            | "noframes"
            | "title"
    )
}

/// Elements that are not displayed.
pub(super) fn is_hidden(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or_default();
    let undisplayed = style.contains("display") && {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        style.contains("display:none")
    };
    element.attr("hidden").is_some() || undisplayed
}

/// The address of a picture that is loaded when it comes into view, or its plain address.
pub(super) fn picture(element: &Element) -> Option<&str> {
    const LATER: [&str; 7] =
        ["data-original", "data-src", "data-actualsrc", "data-lazy-src", "data-echo", "original", "src"];
    let small =
        |side| element.attr(side).and_then(|v| v.trim_end_matches("px").parse::<u32>().ok()).is_some_and(|v| v < 80);
    let usable = |a: &&str| !a.trim().is_empty() && !a.starts_with("data:");
    if small("width") || small("height") {
        return None;
    }
    LATER.into_iter().filter_map(|name| element.attr(name)).find(usable).map(str::trim)
}

/// Whether a row holds several short cells and nothing but text in them.
pub(super) fn is_data_row(row: NodeRef<Node>) -> bool {
    const LONGEST: usize = 600;
    let name = |n: &NodeRef<Node>| n.value().as_element().map(|e| e.name().to_string());
    let cells = row.children().filter(|n| matches!(name(n).as_deref(), Some("td" | "th"))).count();
    let mut size = 0;
    let plain = row.descendants().skip(1).take(200).all(|n| {
        size += n.value().as_text().map_or(0, |t| t.len());
        match name(&n).as_deref() {
            Some("td" | "th") | None => true,
            Some(other) => matches!(role(other), Role::Inline | Role::Link) && other != "script",
        }
    });
    cells >= 2 && plain && size <= LONGEST
}
