//! Mentions found with certainty → the same names elsewhere in the document, where the tagger was in doubt.

use super::Tagged;
use super::lattice::{Lattice, Transitions};
use crate::model::{Mention, MentionKind, Span};
use std::collections::BTreeMap;

/// How sure the tagger must be of a name once.
const CERTAIN: f32 = 0.8;
/// How many times likelier a span becomes when the document has the same name with certainty.
const BOOST: f32 = 12.0;
/// The same for persons, whose names rarely mean anything else.
const BOOST_PERSON: f32 = 100.0;
/// Most names looked for.
const MOST: usize = 400;

/// A name to look for.
struct Name<'t> {
    text: &'t str,
    kind: MentionKind,
}

/// Adds mentions of names found with certainty elsewhere, and replaces less likely mentions they overlap. `sentences` are
/// those of the document, with their label scores.
pub(super) fn agree(
    plain: &str,
    sentences: &[Tagged],
    transitions: &Transitions,
    temperature: f32,
    found: &mut Vec<Mention>,
) {
    let names = certain_names(plain, found);
    if names.is_empty() {
        return;
    }
    let index = Index::new(&names);
    let mut lattice = Lattice::default();
    let mut more = Vec::new();
    for sentence in sentences {
        let mut filled = false;
        for (start, end, name) in index.occurrences(plain, &sentence.bytes) {
            let span = Span::new(sentence.bytes[start], sentence.bytes[end]);
            if found.iter().any(|m| m.span == span && m.kind == name.kind) {
                continue;
            }
            if !filled {
                lattice.fill(&sentence.scores, transitions, temperature, None);
                filled = true;
            }
            let kind = MentionKind::ALL.iter().position(|k| *k == name.kind).unwrap_or(0);
            let alone = lattice.span(start, end, kind, transitions).clamp(0.0, 1.0);
            let boost = if name.kind == MentionKind::Person { BOOST_PERSON } else { BOOST };
            let score = alone * boost / (alone * boost + 1.0 - alone);
            more.push(Mention::new(span, name.kind, "tagger/document", score));
        }
    }
    settle(found, more);
}

/// Names of at least two characters, each with its likeliest kind, the longest first.
fn certain_names<'t>(plain: &'t str, found: &[Mention]) -> Vec<Name<'t>> {
    let wanted = [MentionKind::Organization, MentionKind::Person, MentionKind::Place, MentionKind::Program];
    let mut best: BTreeMap<&str, (f32, MentionKind)> = BTreeMap::new();
    for mention in found.iter().filter(|m| wanted.contains(&m.kind) && m.score >= CERTAIN) {
        let text = mention.span.of(plain);
        if text.chars().nth(1).is_some() {
            let entry = best.entry(text).or_insert((mention.score, mention.kind));
            if mention.score > entry.0 {
                *entry = (mention.score, mention.kind);
            }
        }
    }
    let mut names: Vec<Name> = best.into_iter().map(|(text, (_, kind))| Name { text, kind }).collect();
    names.sort_by_key(|n| std::cmp::Reverse(n.text.len()));
    names.truncate(MOST);
    names
}

/// Names by their first character.
struct Index<'n, 't> {
    names: BTreeMap<char, Vec<&'n Name<'t>>>,
    /// One bit for each first character, by its lowest bits.
    firsts: [u64; 64],
}

impl<'n, 't> Index<'n, 't> {
    fn new(names: &'n [Name<'t>]) -> Self {
        let mut index = Self { names: BTreeMap::new(), firsts: [0; 64] };
        for name in names {
            let Some(first) = name.text.chars().next() else { continue };
            index.names.entry(first).or_default().push(name);
            index.firsts[first as usize >> 6 & 63] |= 1 << (first as usize & 63);
        }
        index
    }

    /// Occurrences in the sentence whose characters begin at `bytes`: first character, one past the last, name.
    fn occurrences(&self, plain: &str, bytes: &[usize]) -> Vec<(usize, usize, &'n Name<'t>)> {
        let mut out = Vec::new();
        let Some((&end, starts)) = bytes.split_last() else { return out };
        for (i, &at) in starts.iter().enumerate() {
            let Some(first) = plain[at..].chars().next() else { continue };
            if self.firsts[first as usize >> 6 & 63] >> (first as usize & 63) & 1 == 0 {
                continue;
            }
            for name in self.names.get(&first).into_iter().flatten() {
                if plain[at..end].starts_with(name.text) {
                    out.push((i, i + name.text.chars().count(), *name));
                }
            }
        }
        out
    }
}

/// Takes the new mentions that are likelier than not and than all they overlap.
fn settle(found: &mut Vec<Mention>, mut more: Vec<Mention>) {
    more.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.span.len().cmp(&a.span.len())).then(a.span.cmp(&b.span)));
    for mention in more.into_iter().filter(|m| m.score > 0.5) {
        if found.iter().all(|m| !m.span.overlaps(mention.span) || m.score < mention.score) {
            found.retain(|m| !m.span.overlaps(mention.span));
            found.push(mention);
        }
    }
    found.sort_by_key(|m| m.span);
}
