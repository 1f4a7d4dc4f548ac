//! Facts and the words that say them → Web Annotations whose selectors quote those words, offsets in code points.

use super::draft::Draft;
use super::iri::{fragment, hash};
use crate::model::{CodePoints, Span};
use crate::vocabulary::{ng, oa, prov, xsd};
use oxigraph::model::{Literal, NamedNode};
use std::collections::{BTreeMap, BTreeSet};

/// How much evidence goes into the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum EvidenceLevel {
    /// Facts alone.
    None,
    /// The words behind every fact, and where each entity is first named.
    #[default]
    Spans,
    /// Also every other place that names an entity.
    Full,
}

/// Characters of context quoted before and after.
const CONTEXT: usize = 12;

/// What is said where, how surely: one annotation for each pair of a node and a span.
#[derive(Debug, Default)]
pub struct Annotations(BTreeMap<(String, Span), f64>);

impl Annotations {
    /// Notes that the words at `span` say `body`; the surer of two notes counts.
    pub fn note(&mut self, body: &NamedNode, span: Span, confidence: f64) {
        let known = self.0.entry((body.as_str().into(), span)).or_insert(0.0);
        *known = known.max(confidence.clamp(0.0, 1.0));
    }
}

/// Writes all annotations, and the position and quote of every span they use.
pub fn write(draft: &mut Draft<'_>) {
    if draft.level == EvidenceLevel::None {
        return;
    }
    let annotations = std::mem::take(&mut draft.annotations).0;
    let text = &draft.document.article.text;
    let points = CodePoints::new(text);
    let spans: BTreeSet<Span> = annotations.keys().map(|(_, span)| *span).collect();
    for span in spans {
        write_span(draft, text, &points, span);
    }
    for ((body, span), confidence) in annotations {
        let (start, end) = points.range(span);
        let node = fragment(&draft.article, &format!("ev-{}", hash(&format!("{body}|{start}|{end}"), 8)));
        let target = fragment(&draft.article, &format!("char={start},{end}"));
        draft.class(&node, oa::ANNOTATION);
        draft.add(&node, oa::HAS_BODY, NamedNode::new_unchecked(body));
        draft.add(&node, oa::HAS_TARGET, target);
        draft.add(&node, ng::CONFIDENCE, double((confidence * 1e4).round() / 1e4));
        let agent = draft.emitter.agent();
        draft.add(&node, prov::WAS_ATTRIBUTED_TO, agent);
    }
}

fn write_span(draft: &mut Draft<'_>, text: &str, points: &CodePoints<'_>, span: Span) {
    let (start, end) = points.range(span);
    let [target, position, quote] =
        ["char", "position", "quote"].map(|what| fragment(&draft.article, &format!("{what}={start},{end}")));
    draft.class(&target, oa::SPECIFIC_RESOURCE);
    draft.add(&target, oa::HAS_SOURCE, draft.article.clone());
    draft.add(&target, oa::HAS_SELECTOR, position.clone());
    draft.add(&target, oa::HAS_SELECTOR, quote.clone());
    draft.class(&position, oa::TEXT_POSITION_SELECTOR);
    draft.add(&position, oa::START, offset(start));
    draft.add(&position, oa::END, offset(end));
    draft.class(&quote, oa::TEXT_QUOTE_SELECTOR);
    draft.text(&quote, oa::EXACT, span.of(text));
    draft.text(&quote, oa::PREFIX, before(&text[..span.start]));
    draft.text(&quote, oa::SUFFIX, after(&text[span.end..]));
}

fn before(text: &str) -> &str {
    let start = text.char_indices().rev().take(CONTEXT).last().map_or(text.len(), |(i, _)| i);
    &text[start..]
}

fn after(text: &str) -> &str {
    let end = text.char_indices().nth(CONTEXT).map_or(text.len(), |(i, _)| i);
    &text[..end]
}

fn offset(at: usize) -> Literal {
    Literal::new_typed_literal(at.to_string(), xsd::NON_NEGATIVE_INTEGER)
}

/// A double in XSD's canonical form (9.5E-1), the form every JSON-LD processor gives a JSON number.
pub fn double(value: f64) -> Literal {
    let text = format!("{value:E}");
    let (digits, exponent) = text.split_once('E').unwrap_or((&text, "0"));
    let point = if digits.contains('.') { "" } else { ".0" };
    Literal::new_typed_literal(format!("{digits}{point}E{exponent}"), xsd::DOUBLE)
}

/// A number as `xsd:integer` when it is whole, as a canonical double otherwise.
pub fn number(value: f64) -> Literal {
    let whole = value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0;
    if whole { Literal::new_typed_literal((value as i64).to_string(), xsd::INTEGER) } else { double(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_are_canonical_and_whole_numbers_are_integers() {
        assert_eq!(double(0.95).value(), "9.5E-1");
        assert_eq!(double(1.0).value(), "1.0E0");
        assert_eq!(number(120_000_000.0).value(), "120000000");
        assert_eq!(number(98.6).value(), "9.86E1");
    }

    #[test]
    fn context_is_twelve_characters_or_what_there_is() {
        assert_eq!(before("一二三四五六七八九十一二三"), "二三四五六七八九十一二三");
        assert_eq!(before("一"), "一");
        assert_eq!(after("一二三四五六七八九十一二三"), "一二三四五六七八九十一二");
        assert_eq!(after(""), "");
    }
}
