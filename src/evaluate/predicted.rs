//! An article's quads → what they say in the words of the gold files, read back as a user would query them.

use crate::model::EntityKind;
use crate::vocabulary::{ng, oa, rdf, schema};
use oxigraph::model::{NamedNodeRef, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// Head fields and how the graph says them.
pub const FIELDS: [(&str, &[NamedNodeRef<'static>]); 7] = [
    ("headline", &[schema::HEADLINE]),
    ("published", &[schema::DATE_PUBLISHED]),
    ("publisher", &[schema::PUBLISHER, schema::NAME]),
    ("source", &[schema::SOURCE_ORGANIZATION, schema::NAME]),
    ("section", &[schema::ARTICLE_SECTION]),
    ("author", &[schema::AUTHOR, schema::NAME]),
    ("editor", &[schema::EDITOR, schema::NAME]),
];

/// Relations that are scored.
pub const RELATIONS: [(&str, NamedNodeRef<'static>); 6] = [
    ("worksFor", schema::WORKS_FOR),
    ("jobTitle", schema::JOB_TITLE),
    ("parentOrganization", schema::PARENT_ORGANIZATION),
    ("founder", schema::FOUNDER),
    ("runBy", ng::RUN_BY),
    ("superEvent", schema::SUPER_EVENT),
];

const HEADS: [(EntityKind, NamedNodeRef<'static>); 4] = [
    (EntityKind::Organization, schema::ORGANIZATION),
    (EntityKind::Person, schema::PERSON),
    (EntityKind::Program, ng::PROGRAM),
    (EntityKind::Place, schema::PLACE),
];

/// A named node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its head class.
    pub kind: EntityKind,
    /// Its `schema:name`, the first when there are several.
    pub name: String,
    /// All names.
    pub names: BTreeSet<String>,
}

/// One achievement and one actor; an achievement of several actors gives several rows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// IRI of the achievement.
    pub node: String,
    /// `honour`, `result` or `deed`.
    pub kind: &'static str,
    /// IRI of the actor.
    pub by: String,
    /// name, prize, year, level, value, unit, per, bound, what; empty when absent.
    pub slots: [String; 9],
}

const SLOTS: [NamedNodeRef<'static>; 9] = [
    schema::NAME,
    ng::PRIZE,
    ng::YEAR,
    ng::LEVEL,
    schema::VALUE,
    schema::UNIT_TEXT,
    ng::PER,
    ng::BOUND,
    schema::VARIABLE_MEASURED,
];

macro_rules! slots {
    ($($name:ident $at:literal),+) => {
        impl Row { $(#[doc = concat!("The ", stringify!($name), "; empty when absent.")] pub fn $name(&self) -> &str { &self.slots[$at] })+ }
    };
}

slots!(name 0, prize 1, year 2, level 3, value 4, unit 5, per 6, bound 7, what 8);

/// What one article's graph says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Predicted {
    /// Values of each head field.
    pub fields: BTreeMap<&'static str, BTreeSet<String>>,
    /// Nodes of the credit lines.
    pub credit: BTreeSet<String>,
    /// Named nodes by IRI.
    pub nodes: BTreeMap<String, Node>,
    /// Subject, predicate, object.
    pub relations: BTreeSet<(String, &'static str, String)>,
    /// In order.
    pub achievements: Vec<Row>,
    /// Quotes of each achievement.
    pub quotes: BTreeMap<String, BTreeSet<String>>,
    /// Confidence of each achievement, by its IRI, and of each relation, by its statement's subject, predicate and object.
    pub confidence: BTreeMap<String, f64>,
    /// `inProgram` and `conferredBy` of each achievement.
    pub links: BTreeMap<(String, &'static str), BTreeSet<String>>,
}

/// Objects by subject and predicate, over all graphs together.
struct Index(BTreeMap<(String, String), BTreeSet<String>>);

impl Index {
    fn new(quads: &[Quad]) -> Self {
        let mut index = BTreeMap::<_, BTreeSet<_>>::new();
        for quad in quads {
            let key = (subject(quad), quad.predicate.as_str().to_string());
            index.entry(key).or_default().insert(value(&quad.object));
        }
        Self(index)
    }

    fn objects(&self, subject: &str, predicate: NamedNodeRef<'_>) -> impl Iterator<Item = &String> {
        self.0.get(&(subject.into(), predicate.as_str().into())).into_iter().flatten()
    }

    fn of_class(&self, class: NamedNodeRef<'_>) -> Vec<&String> {
        let typed = self.0.iter().filter(|((_, p), _)| p == rdf::TYPE.as_str());
        typed.filter(|(_, o)| o.contains(class.as_str())).map(|((s, _), _)| s).collect()
    }

    fn path(&self, from: &str, path: &[NamedNodeRef<'_>]) -> BTreeSet<String> {
        let mut at = BTreeSet::from([from.to_string()]);
        for step in path {
            at = at.iter().flat_map(|s| self.objects(s, *step).cloned()).collect();
        }
        at
    }

    fn pairs(&self, predicate: NamedNodeRef<'_>) -> impl Iterator<Item = (&String, &String)> {
        let with = self.0.iter().filter(move |((_, p), _)| p == predicate.as_str());
        with.flat_map(|((s, _), objects)| objects.iter().map(move |o| (s, o)))
    }
}

fn subject(quad: &Quad) -> String {
    match &quad.subject {
        oxigraph::model::NamedOrBlankNode::NamedNode(node) => node.as_str().into(),
        other => other.to_string(),
    }
}

fn value(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().into(),
        Term::Literal(literal) => literal.value().into(),
        other => other.to_string(),
    }
}

/// Key of a relation in [`Predicted::confidence`].
fn statement_key([subject, predicate, object]: [&str; 3]) -> String {
    format!("{subject}|{predicate}|{object}")
}

impl Predicted {
    /// Confidence of a relation, 0 where the graph gives none.
    pub fn sureness(&self, (subject, name, object): &(String, &'static str, String)) -> f64 {
        let predicate = RELATIONS.iter().find(|(n, _)| n == name).map_or("", |(_, p)| p.as_str());
        self.confidence.get(&statement_key([subject, predicate, object])).copied().unwrap_or_default()
    }

    /// Reads the quads of one article.
    pub fn read(quads: &[Quad]) -> Self {
        let index = Index::new(quads);
        let mut predicted = Self { nodes: nodes(&index), ..Self::default() };
        for article in index.of_class(schema::NEWS_ARTICLE) {
            for (field, path) in FIELDS {
                predicted.fields.entry(field).or_default().extend(index.path(article, path));
            }
            for property in [schema::PUBLISHER, schema::SOURCE_ORGANIZATION, schema::AUTHOR, schema::EDITOR] {
                predicted.credit.extend(index.objects(article, property).cloned());
            }
        }
        for (name, property) in RELATIONS {
            predicted.relations.extend(index.pairs(property).map(|(s, o)| (s.clone(), name, o.clone())));
        }
        for (kind, class) in [("honour", ng::HONOUR), ("result", ng::RESULT), ("deed", ng::DEED)] {
            predicted.achievements.extend(index.of_class(class).into_iter().flat_map(|x| rows(&index, x, kind)));
        }
        predicted.achievements.sort();
        for (annotation, body) in index.pairs(oa::HAS_BODY) {
            let quotes = index.path(annotation, &[oa::HAS_TARGET, oa::HAS_SELECTOR, oa::EXACT]);
            predicted.quotes.entry(body.clone()).or_default().extend(quotes);
            let sure = index.objects(annotation, ng::CONFIDENCE).filter_map(|c| c.parse::<f64>().ok());
            let part = |property| index.objects(body, property).next().map_or("", String::as_str);
            let statement = [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT].map(part);
            let key = if statement[0].is_empty() { body.clone() } else { statement_key(statement) };
            let known = predicted.confidence.entry(key).or_default();
            *known = sure.fold(*known, f64::max);
        }
        for (name, property) in [("in", ng::IN_PROGRAM), ("conferredBy", ng::CONFERRED_BY)] {
            for (node, to) in index.pairs(property) {
                predicted.links.entry((node.clone(), name)).or_default().insert(to.clone());
            }
        }
        predicted
    }
}

fn nodes(index: &Index) -> BTreeMap<String, Node> {
    let mut nodes = BTreeMap::new();
    for (kind, class) in HEADS {
        for iri in index.of_class(class) {
            let names: BTreeSet<String> = index.objects(iri, schema::NAME).cloned().collect();
            let Some(name) = names.first().cloned() else { continue };
            let names = names.into_iter().chain(index.objects(iri, schema::ALTERNATE_NAME).cloned()).collect();
            nodes.entry(iri.clone()).or_insert(Node { kind, name, names });
        }
    }
    nodes
}

/// One row for each actor and combination of slot values, as a query would give them.
fn rows(index: &Index, node: &str, kind: &'static str) -> Vec<Row> {
    let actors = index.objects(node, ng::ACHIEVED_BY);
    let empty = || std::array::from_fn(|_| String::new());
    let mut rows: Vec<Row> = actors.map(|by| Row { node: node.into(), kind, by: by.clone(), slots: empty() }).collect();
    for (at, property) in SLOTS.into_iter().enumerate() {
        let values: Vec<&String> = index.objects(node, property).collect();
        if let [value] = values[..] {
            rows.iter_mut().for_each(|row| row.slots[at].clone_from(value));
        } else if !values.is_empty() {
            let one = |row: &Row, value: &String| {
                let mut row = row.clone();
                row.slots[at].clone_from(value);
                row
            };
            rows = rows.iter().flat_map(|row| values.iter().map(move |v| one(row, v))).collect();
        }
    }
    rows
}
