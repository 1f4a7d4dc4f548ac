//! A page's source → whether a parser gets through it in reasonable time.
//!
//! Parsers need time with the square of the depth of elements and of the attributes of one element. Elements of formatting that
//! are never closed are opened again in every block that follows: a small page becomes a tree of millions.

use crate::read::ReadError;
use std::collections::BTreeSet;

/// Deepest nesting of elements that is read; browsers stop at 512.
pub const DEEPEST: usize = 2000;

/// Most attributes of one element that are read.
pub const MOST_ATTRIBUTES: usize = 4000;

/// Most elements of formatting that are opened again, in the whole page.
pub const MOST_REOPENED: usize = 500_000;

/// Elements that stay open behind the end of the block they are in: the list of active formatting elements of the HTML standard.
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// How many of the same kind, attributes and all, stay open: the standard closes the others.
const ALIKE: usize = 3;

/// Elements whose content is text: what looks like tags there is none. Comments beside them.
const TEXTS: [(&str, &str); 5] =
    [("!--", "-->"), ("script", "</script"), ("style", "</style"), ("title", "</title"), ("textarea", "</textarea")];

/// # Errors
/// If elements are nested deeper than [`DEEPEST`], one has more attributes than [`MOST_ATTRIBUTES`], or more than
/// [`MOST_REOPENED`] would be opened again.
pub fn check(name: &str, page: &str) -> Result<(), ReadError> {
    let exceeded = |what: String, limit: usize| ReadError::Limit {
        name: name.into(),
        what,
        limit: limit.to_string(),
        mend: "is it a page? Save it again from a browser",
    };
    let depth = depth(page);
    if depth > DEEPEST {
        return Err(exceeded(format!("elements are nested {depth} deep"), DEEPEST));
    }
    let (attributes, reopened) = burdens(page);
    if attributes > MOST_ATTRIBUTES {
        return Err(exceeded(format!("an element has {attributes} attributes"), MOST_ATTRIBUTES));
    }
    if reopened > MOST_REOPENED {
        return Err(exceeded("elements of formatting are never closed".into(), MOST_REOPENED));
    }
    Ok(())
}

/// How deep elements are nested, roughly: opening tags less closing ones.
fn depth(page: &str) -> usize {
    const VOID: [&str; 12] = ["br", "img", "meta", "link", "input", "hr", "p", "li", "col", "area", "option", "td"];
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for piece in page.split('<').skip(1) {
        if piece.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if piece.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let end = piece.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(piece.len());
            let void = VOID.iter().any(|v| piece[..end].eq_ignore_ascii_case(v));
            depth += usize::from(!void);
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// The most attributes that one element has, and how many elements of formatting are opened again, roughly and no further than
/// just beyond the limit.
fn burdens(page: &str) -> (usize, usize) {
    let (mut most, mut reopened) = (0, 0);
    let mut open = Formatting::default();
    tags(page.as_bytes(), |tag, attributes| {
        most = most.max(attributes);
        if reopened <= MOST_REOPENED && !open.takes(tag) {
            reopened += open.0.len();
        }
    });
    (most, reopened)
}

/// Elements of formatting that are open, each by its tag without brackets.
#[derive(Default)]
struct Formatting<'p>(Vec<&'p [u8]>);

impl<'p> Formatting<'p> {
    /// Opens or closes what the tag says; false if that is nothing of formatting.
    fn takes(&mut self, tag: &'p [u8]) -> bool {
        let (name, closes) = match tag.strip_prefix(b"/") {
            Some(name) => (name, true),
            None => (tag, false),
        };
        let Some(kind) = FORMATTING.iter().find(|f| starts(name, f)) else { return false };
        if closes {
            let Some(last) = self.0.iter().rposition(|open| starts(open, kind)) else { return false };
            self.0.remove(last);
        } else {
            let mut alike = self.0.iter().enumerate().filter(|(_, open)| **open == tag).map(|(i, _)| i);
            if let (Some(first), Some(_)) = (alike.next(), alike.nth(ALIKE - 2)) {
                self.0.remove(first);
            }
            self.0.push(tag);
        }
        true
    }
}

/// Calls for each tag, in order, with what is between its brackets and how many attributes that has.
fn tags<'p>(bytes: &'p [u8], mut each: impl FnMut(&'p [u8], usize)) {
    let mut at = 0;
    // Ends that do not come any more: looked for once.
    let mut missing: BTreeSet<&str> = BTreeSet::new();
    while let Some(open) = bytes[at..].iter().position(|b| *b == b'<') {
        at += open + 1;
        let start = at;
        let text = TEXTS.iter().find(|(start, _)| starts(&bytes[at..], start));
        let name = at + usize::from(bytes.get(at) == Some(&b'/'));
        if bytes.get(name).is_some_and(u8::is_ascii_alphabetic) {
            let (count, end) = tag(&bytes[name..]);
            at = name + end;
            each(&bytes[start..at], count);
        }
        if let Some((_, end)) = text.filter(|(_, end)| !missing.contains(end)) {
            match bytes[at..].windows(end.len()).position(|w| w.eq_ignore_ascii_case(end.as_bytes())) {
                Some(found) => at += found,
                None => {
                    missing.insert(end);
                }
            }
        }
    }
}

fn starts(bytes: &[u8], word: &str) -> bool {
    bytes.get(..word.len()).is_some_and(|b| b.eq_ignore_ascii_case(word.as_bytes()))
        && !bytes.get(word.len()).is_some_and(u8::is_ascii_alphanumeric)
}

/// Where in a tag a byte stands.
#[derive(Clone, Copy)]
enum Within {
    Gap,
    Name,
    Equals,
    Value,
    Quoted(u8),
}

/// How many attributes the tag has whose name begins here, and how long it is.
fn tag(bytes: &[u8]) -> (usize, usize) {
    use Within::{Equals, Gap, Name, Quoted, Value};
    let (mut count, mut state) = (0, Name);
    for (i, byte) in bytes.iter().enumerate() {
        let blank = byte.is_ascii_whitespace();
        state = match (state, *byte) {
            (Quoted(mark), byte) => {
                if byte == mark {
                    Gap
                } else {
                    state
                }
            }
            (_, b'>') => return (count, i),
            (Equals, mark @ (b'"' | b'\'')) => Quoted(mark),
            (Equals, _) => {
                if blank {
                    Equals
                } else {
                    Value
                }
            }
            (Value, _) if !blank => Value,
            (_, b'=') => Equals,
            (_, byte) if blank || byte == b'/' => Gap,
            (Gap, _) => {
                count += 1;
                Name
            }
            _ => Name,
        };
    }
    (count, bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(page: &str) -> usize {
        burdens(page).0
    }

    fn reopened(page: &str) -> usize {
        burdens(page).1
    }

    #[test]
    fn formatting_that_is_never_closed_is_opened_again() {
        assert_eq!(reopened("<p><b>清河</b></p><p><i>新闻</i></p>"), 0);
        assert_eq!(reopened("<b id=1><I id=2><p>清河</p></I><p>"), 2 + 2 + 1);
        assert_eq!(reopened(&("<font size=2>".repeat(9) + "<p>")), ALIKE, "those alike do not add up");
        let page: String = (0..1000).map(|i| format!("<b id={i}>")).collect::<String>() + &"<p>".repeat(1000);
        assert!(matches!(check("a.html", &page), Err(ReadError::Limit { .. })));
    }

    #[test]
    fn attributes_are_counted_outside_of_quotes_and_scripts() {
        assert_eq!(attributes("<p>清河</p>"), 0);
        assert_eq!(attributes("<a href=/1 title = \"a b > c\"id='x y'  hidden/><b class=c>"), 4);
        assert_eq!(attributes("<script type=a>if (i<n a b c d) {}</SCRIPT><!-- <p a b c> --><p a=1 b>"), 2);
        assert_eq!(attributes("<script a b c><p a b c d"), 4, "a script that never ends hides nothing");
        let unfinished = "<!--<script <p ".repeat(1000);
        assert!(attributes(&unfinished) > 0);
    }

    #[test]
    fn an_element_of_many_attributes_is_an_error() {
        let many: String = (0..=MOST_ATTRIBUTES).map(|i| format!(" a{i}=1")).collect();
        assert!(matches!(check("a.html", &format!("<p{many}>清河")), Err(ReadError::Limit { .. })));
        assert!(check("a.html", "<p class=a>清河").is_ok());
    }
}
