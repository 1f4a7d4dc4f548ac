//! A page's source → whether a parser gets through it in reasonable time.
//!
//! Parsers need time with the square of the depth of elements and of the attributes of one element.

use crate::read::ReadError;
use std::collections::BTreeSet;

/// Deepest nesting of elements that is read; browsers stop at 512.
pub const DEEPEST: usize = 2000;

/// Most attributes of one element that are read.
pub const MOST_ATTRIBUTES: usize = 4000;

/// Elements whose content is text: what looks like tags there is none. Comments beside them.
const TEXTS: [(&str, &str); 5] =
    [("!--", "-->"), ("script", "</script"), ("style", "</style"), ("title", "</title"), ("textarea", "</textarea")];

/// # Errors
/// If elements are nested deeper than [`DEEPEST`] or one has more attributes than [`MOST_ATTRIBUTES`].
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
    let attributes = attributes(page);
    if attributes > MOST_ATTRIBUTES {
        return Err(exceeded(format!("an element has {attributes} attributes"), MOST_ATTRIBUTES));
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

/// The most attributes that one element has.
fn attributes(page: &str) -> usize {
    let bytes = page.as_bytes();
    let (mut most, mut at) = (0, 0);
    // Ends that do not come any more: looked for once.
    let mut missing: BTreeSet<&str> = BTreeSet::new();
    while let Some(open) = bytes[at..].iter().position(|b| *b == b'<') {
        at += open + 1;
        let text = TEXTS.iter().find(|(start, _)| starts(&bytes[at..], start));
        if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            let (count, end) = tag(&bytes[at..]);
            most = most.max(count);
            at += end;
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
    most
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
