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
    /// Where the words behind every fact stand, and where each entity is first named: positions only.
    Spans,
    /// The same with the words quoted.
    #[default]
    Full,
    /// Also every other place that names an entity.
    Mentions,
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
    let agent = draft.emitter.agent();
    let spans: BTreeSet<Span> = annotations.keys().map(|(_, span)| *span).collect();
    // Eleven triples say where a span is, six what it says of whom.
    draft.triples.reserve(11 * spans.len() + 6 * annotations.len());
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
        draft.add(&node, prov::WAS_ATTRIBUTED_TO, agent.clone());
    }
}

fn write_span(draft: &mut Draft<'_>, text: &str, points: &CodePoints<'_>, span: Span) {
    let (start, end) = points.range(span);
    let [target, position, quote] =
        ["char", "position", "quote"].map(|what| fragment(&draft.article, &format!("{what}={start},{end}")));
    draft.class(&target, oa::SPECIFIC_RESOURCE);
    draft.add(&target, oa::HAS_SOURCE, draft.article.clone());
    draft.add(&target, oa::HAS_SELECTOR, position.clone());
    draft.class(&position, oa::TEXT_POSITION_SELECTOR);
    draft.add(&position, oa::START, offset(start));
    draft.add(&position, oa::END, offset(end));
    if draft.level == EvidenceLevel::Spans {
        return;
    }
    draft.add(&target, oa::HAS_SELECTOR, quote.clone());
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
    use crate::emit::{Emitter, EvidenceLevel, Options};
    use crate::evaluate::samples;
    use crate::language::Language;
    use crate::model::{Document, Stated};
    use oxigraph::model::{NamedNodeRef, Quad, Term};
    use proptest::prelude::*;
    use std::collections::HashMap;

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

    /// Checks that every span of the graph quotes the text, counted in code points; returns how many there are.
    fn check_quotes(text: &str, quads: &[Quad]) -> usize {
        let characters: Vec<char> = text.chars().collect();
        let value = |subject: &str, property: NamedNodeRef<'_>| {
            let found =
                quads.iter().find(|q| q.subject == NamedNode::new_unchecked(subject).into() && q.predicate == property);
            match found.map(|q| &q.object) {
                Some(Term::Literal(literal)) => literal.value().to_string(),
                _ => String::new(),
            }
        };
        let mut selectors = HashMap::<String, Vec<String>>::new();
        for quad in quads.iter().filter(|q| q.predicate == oa::HAS_SELECTOR) {
            let Term::NamedNode(selector) = &quad.object else { panic!("{quad}") };
            selectors.entry(quad.subject.to_string()).or_default().push(selector.as_str().into());
        }
        for pair in selectors.values() {
            let (position, quote) =
                if pair[0].contains("#position=") { (&pair[0], &pair[1]) } else { (&pair[1], &pair[0]) };
            let [start, end] = [oa::START, oa::END].map(|p| value(position, p).parse::<usize>().unwrap());
            let words: String = characters[start..end].iter().collect();
            assert_eq!(words, value(quote, oa::EXACT));
            assert!(start < end);
        }
        selectors.len()
    }

    fn quads(text: &str, change: impl FnOnce(&mut Document)) -> Vec<Quad> {
        let options = Options { evidence: EvidenceLevel::Mentions, ..Options::default() };
        let mut document = crate::pipeline::extract(text, &Stated::default(), Language::embedded());
        change(&mut document);
        Emitter::new(Language::embedded(), options).quads(&document)
    }

    #[test]
    fn every_span_quotes_the_text_of_every_gold_article() {
        let mut spans = 0;
        for gold in samples::articles() {
            spans += check_quotes(&gold.text, &quads(&gold.text, |_| {}));
            spans += check_quotes(&gold.text, &quads(&gold.text, |document| gold.perfect_document(document)));
        }
        assert!(spans > 1000);
    }

    /// News-like words, quote marks of all sorts, wide and rare characters, white space.
    fn words() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            4 => proptest::sample::select(vec![
                "清河县公安局", "派出所", "该所", "王建国", "民警", "记者", "李蕊", "2024年3月5日", "荣获", "被授予", "“全省示范”", "称号",
                "化解矛盾纠纷", "500余起", "，", "。", "；", "、", "\n", "\n\n", "　", " ", "(", ")", "“", "”", "《", "》", "来源:", "编辑:", "⟦", "3至5次",
                "每周", "\u{20000}", "𠮷", "é", "e\u{301}", "清河縣", "第五届", "大赛", "一等奖", "组建", "等", "和", "了", "100%", "1.2万",
            ]).prop_map(String::from),
            1 => "\\PC{0,3}",
            1 => any::<char>().prop_map(String::from),
        ];
        proptest::collection::vec(word, 0..60).prop_map(|words| words.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn every_span_quotes_any_text(text in words()) {
            check_quotes(&text, &quads(&text, |_| {}));
        }
    }
}
