//! A last word of a name (派出所, 大赛, 称号) and the words before it → a proposed stretch of the whole name, for the tagger
//! to judge.

use super::{MARGIN, Mark, Observed, name_hash};
use crate::language::{Class, Words};

/// Longest name proposed, in characters.
const LONGEST: usize = 40;

/// Adds marks for proposed names: from the last word back to the first place or body on the way (the value's lowest bit
/// is 1), and back to where a name cannot go on (it is 0).
pub(super) fn propose(observed: &mut Observed) {
    for class in [Class::BodySuffix, Class::ProgramHead, Class::AwardHead] {
        let mut before = usize::MAX;
        for last in (0..observed.marks.len()).rev() {
            let head = observed.marks[last];
            if head.class != Some(class) || head.end > before {
                continue;
            }
            let reach = reach(observed, head.start, class);
            before = reach.0;
            add(observed, Mark { start: reach.0, ..head }, 0);
            if let Some(start) = reach.1.filter(|&s| s > reach.0) {
                add(observed, Mark { start, ..head }, 1);
            } else if reach.1.is_some() {
                add(observed, Mark { start: reach.0, ..head }, 2);
            }
        }
    }
}

fn add(observed: &mut Observed, mark: Mark, variant: u32) {
    let value = name_hash("proposal") ^ mark.value << 2 ^ variant;
    observed.marks.push(Mark { value: value & super::VALUE_BITS, class: None, ..mark });
}

/// Going left from `from`: where a name cannot go on, and the leftmost place or body's beginning on the way.
fn reach(observed: &Observed, from: usize, class: Class) -> (usize, Option<usize>) {
    let mut start = from;
    while start > 0 && from - start < LONGEST && may_go_on(observed, start - 1, class) {
        start -= 1;
    }
    let opens = |m: &&Mark| {
        matches!(m.class, Some(Class::Admin | Class::AdminShort | Class::Foreign | Class::Body | Class::User))
    };
    let first = observed.marks.iter().filter(opens).find(|m| m.start >= start && m.end <= from);
    (start, first.map(|m| m.start))
}

fn may_go_on(observed: &Observed, at: usize, class: Class) -> bool {
    const STOPS: [&str; 8] = ["p", "u", "c", "r", "y", "d", "e", "f"];
    let sign = observed.signs[MARGIN + at];
    let word = observed.words[sign.word as usize];
    let pos = usize::from(word.pos.saturating_sub(1));
    if pos == usize::from(Words::POS_MARK) {
        return sign.quote != 0 && class != Class::BodySuffix
            || matches!(char::from_u32(sign.code), Some('·' | '“' | '”'));
    }
    let stops = STOPS.contains(&Words::POS[pos]) || word.len == 1 && Words::POS[pos] == "v";
    let boundary =
        observed.marks.iter().take_while(|m| m.start <= at).any(|m| m.class == Some(Class::Boundary) && m.end > at);
    !stops && !boundary
}
