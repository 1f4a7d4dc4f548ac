//! [`Document`] → what a reader needs to judge it: the text cut at its mentions, and every entity and fact with the words,
//! rule and probability behind it.

use super::Emitter;
use super::draft::Draft;
use crate::model::{
    Claim, Document, EntityId, EntityKind, Evidence, Fact, Mention, MentionKind, Object, Span, Standing,
};

/// A stretch of the text: plain, or a mention.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// What they name, if they name something.
    pub kind: Option<MentionKind>,
    /// Rule and probability of the mention.
    pub note: String,
}

/// One entity.
#[derive(Debug, Clone, PartialEq)]
pub struct EntityLine {
    /// Its kind.
    pub kind: EntityKind,
    /// Finer kind, by the guide's name.
    pub subtype: &'static str,
    /// Fullest name.
    pub name: String,
    /// All other names.
    pub other_names: Vec<String>,
    /// Its node in the graph.
    pub iri: String,
    /// How often it is named; 0 when it only follows from another name.
    pub mentions: usize,
}

/// The words behind a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceLine {
    /// The sentence, in three parts: before the quote, the quote, after it.
    pub sentence: [String; 3],
    /// The word that triggered the rule, if there is one.
    pub trigger: Option<String>,
    /// The rule.
    pub rule: String,
}

/// One fact.
#[derive(Debug, Clone, PartialEq)]
pub struct FactLine {
    /// `worksFor`, `honour`, `result`, `deed` …
    pub kind: &'static str,
    /// What is claimed, in words.
    pub claim: String,
    /// Further details: prize, year, bound …
    pub details: Vec<(&'static str, String)>,
    /// Whether it happened; only facts that did are in the graph.
    pub standing: Standing,
    /// Probability, 0 to 1.
    pub confidence: f64,
    /// The words, in text order.
    pub evidence: Vec<EvidenceLine>,
}

/// Everything there is to say about a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What the page says of itself: label and value.
    pub fields: Vec<(&'static str, String)>,
    /// The text in pieces; together they are the whole text.
    pub pieces: Vec<Piece>,
    /// In the document's order.
    pub entities: Vec<EntityLine>,
    /// In the document's order.
    pub facts: Vec<FactLine>,
    /// What could not be read and why.
    pub notes: Vec<String>,
}

impl Emitter<'_> {
    /// Explains a document.
    pub fn explain(&self, document: &Document) -> Explanation {
        let draft = Draft::new(self, document, super::EvidenceLevel::None);
        Explanation {
            fields: fields(document),
            pieces: pieces(document),
            entities: (0..document.entities.len()).map(|id| entity(&draft, EntityId(id))).collect(),
            facts: document.facts.iter().map(|f| fact(document, f)).collect(),
            notes: document.notes.iter().map(|n| n.text.clone()).collect(),
        }
    }
}

fn fields(document: &Document) -> Vec<(&'static str, String)> {
    let article = &document.article;
    let names =
        |credits: &[crate::model::Credit]| credits.iter().map(|c| c.name.as_str()).collect::<Vec<_>>().join("; ");
    let printed = |p: &Option<crate::model::Printed>| p.as_ref().map_or(String::new(), |p| p.text.clone());
    let all = [
        ("headline", printed(&article.headline)),
        ("published", printed(&article.published)),
        ("publisher", printed(&article.publisher)),
        ("source", printed(&article.source)),
        ("section", printed(&article.section)),
        ("author", names(&article.authors)),
        ("editor", names(&article.editors)),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

fn pieces(document: &Document) -> Vec<Piece> {
    let (text, mut at, mut pieces) = (&document.article.text, 0, Vec::new());
    let plain = |text: &str| Piece { text: text.into(), kind: None, note: String::new() };
    let shown = document.mentions.iter().filter(|m| !matches!(m.kind, MentionKind::Date | MentionKind::Quantity));
    for Mention { span, kind, rule, score, .. } in shown {
        pieces.push(plain(&text[at..span.start]));
        pieces.push(Piece { text: span.of(text).into(), kind: Some(*kind), note: format!("{rule} {score:.2}") });
        at = span.end;
    }
    pieces.push(plain(&text[at..]));
    pieces.retain(|p| !p.text.is_empty());
    pieces
}

fn entity(draft: &Draft<'_>, id: EntityId) -> EntityLine {
    let entity = draft.document.entity(id);
    EntityLine {
        kind: entity.kind,
        subtype: entity.subtype.name(),
        name: entity.name.clone(),
        other_names: entity.other_names.clone(),
        iri: draft.node(id).as_str().into(),
        mentions: entity.mentions.len(),
    }
}

fn fact(document: &Document, fact: &Fact) -> FactLine {
    let (kind, claim, details) = claim(document, &fact.claim);
    FactLine {
        kind,
        claim,
        details: details.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        standing: fact.standing,
        confidence: fact.confidence,
        evidence: fact.evidence.iter().map(|e| evidence(document, e)).collect(),
    }
}

type Details = Vec<(&'static str, String)>;

fn claim(document: &Document, claim: &Claim) -> (&'static str, String, Details) {
    let names =
        |ids: &[EntityId]| ids.iter().map(|id| document.entity(*id).name.clone()).collect::<Vec<_>>().join("、");
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let year = |year: &Option<i32>| year.map_or(String::new(), |y| y.to_string());
    match claim {
        Claim::Relation(r) => {
            let object = match &r.object {
                Object::Entity(id) => document.entity(*id).name.clone(),
                Object::Text(text) => text.clone(),
            };
            (r.predicate.name(), format!("{} → {object}", document.entity(r.subject).name), Vec::new())
        }
        Claim::Honour(h) => {
            let details = vec![
                ("prize", text(&h.prize)),
                ("in", names(h.in_program.as_slice())),
                ("conferred by", names(&h.conferred_by)),
                ("level", text(&h.level)),
                ("year", year(&h.year)),
                ("time", text(&h.time)),
                ("count", h.count.map_or(String::new(), |c| c.to_string())),
            ];
            ("honour", format!("{}: {}", names(&h.by), h.name), details)
        }
        Claim::Result(m) => {
            let q = &m.quantity;
            let details = vec![
                ("value", format!("{} {} {}", q.bound.name(), q.value, q.unit)),
                ("up to", q.max.map_or(String::new(), |n| n.to_string())),
                ("per", m.per.or(q.per).map_or("", |p| p.duration()).into()),
                ("year", year(&m.year)),
                ("time", text(&m.time)),
            ];
            ("result", format!("{}: {}{}", names(&m.by), m.what, m.value_text), details)
        }
        Claim::Deed(d) => {
            let details = vec![("year", year(&d.year)), ("time", text(&d.time))];
            ("deed", format!("{}: {}", names(&d.by), d.what), details)
        }
    }
}

fn evidence(document: &Document, evidence: &Evidence) -> EvidenceLine {
    let text = &document.article.text;
    let first = document.sentences.partition_point(|s| s.span.end <= evidence.span.start);
    let sentence = document.sentences.get(first).map(|s| s.span).filter(|s| s.overlaps(evidence.span));
    let whole = sentence.unwrap_or(evidence.span).join(evidence.span);
    let (before, after) = (Span::new(whole.start, evidence.span.start), Span::new(evidence.span.end, whole.end));
    EvidenceLine {
        sentence: [before, evidence.span, after].map(|s| s.of(text).replace('\n', " ")),
        trigger: evidence.trigger.map(|t| t.of(text).to_string()),
        rule: evidence.rule.to_string(),
    }
}
