//! A stretch of text → its quoted and bracketed parts.

use super::characters::{closes, closing_of};
use crate::model::Span;

/// The outermost “…”, 「…」, 《…》, （…） and the like of `text`, marks included, in order and not overlapping, in bytes of
/// `text`. A mark without its partner opens nothing, so that a forgotten one costs no more than itself.
pub fn outermost(text: &str) -> Vec<Span> {
    let mut pairs = pairs(text);
    pairs.sort_unstable_by_key(|p| (p.start, std::cmp::Reverse(p.end)));
    let mut end = 0;
    pairs.retain(|p| {
        let outer = p.start >= end;
        end = end.max(p.end);
        outer
    });
    pairs
}

fn pairs(text: &str) -> Vec<Span> {
    let straight_pair_up = text.bytes().filter(|b| *b == b'"').count() % 2 == 0;
    let mut open: Vec<(usize, [char; 2])> = Vec::new();
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        let closing = if c == '"' { straight_pair_up } else { closes(c) };
        let partner = if closing { open.iter().rposition(|(_, marks)| marks.contains(&c)) } else { None };
        if let Some(partner) = partner {
            found.push(Span::new(open[partner].0, at + c.len_utf8()));
            open.truncate(partner);
        } else if c == '"' && straight_pair_up {
            open.push((at, ['"', '"']));
        } else if let Some(marks) = closing_of(c) {
            open.push((at, marks));
        }
        // A hundred openings deep is no prose; forgetting the oldest keeps the search for a partner short.
        if open.len() > 100 {
            open.remove(0);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        outermost(text).into_iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn only_outermost_pairs_are_given() {
        assert_eq!(of("他说“我读《论语》”（见图）。"), ["“我读《论语》”", "（见图）"]);
        assert_eq!(of("(半角）与\"直引号\""), ["(半角）", "\"直引号\""]);
    }

    #[test]
    fn a_mark_without_partner_opens_nothing() {
        assert_eq!(of("“没有完。他说“好”"), ["“好”"]);
        assert_eq!(of("身高5\"的”人)"), Vec::<&str>::new());
    }
}
