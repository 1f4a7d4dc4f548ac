//! [`Document`] → JSON-LD: one tree that starts at the article.
//!
//! The tree is the article's triples written another way: a node is described where it is first reached and referred to
//! by its `@id` afterwards. The page profile keeps schema.org's terms alone; the graph profile keeps everything.

use super::evidence::EvidenceLevel;
use super::json::Json;
use super::rdf::Emitter;
use crate::model::Document;
use crate::vocabulary::{ng, oa, prov, rdf, schema, xsd};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term, Triple};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

/// Which terms are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// schema.org's terms alone, context `https://schema.org`: what a web page carries.
    Page,
    /// Own terms too, with a context that needs no network: what a graph is loaded from.
    Graph,
}

/// How deep descriptions nest before a node is only referred to; it is then described at the top level.
const DEEPEST: usize = 24;

/// Properties in the order in which a reader wants to meet them; all others follow by name.
const ORDER: &[&str] = &[
    "name",
    "headline",
    "alternativeHeadline",
    "alternateName",
    "description",
    "datePublished",
    "inLanguage",
    "url",
    "image",
    "articleSection",
    "author",
    "publisher",
    "isPartOf",
    "editor",
    "contributor",
    "sourceOrganization",
    "creditText",
    "dateline",
    "contentLocation",
    "about",
    "mentions",
    "wordCount",
    "jobTitle",
    "worksFor",
    "parentOrganization",
    "founder",
    "achievedBy",
    "agent",
    "object",
    "observationAbout",
    "variableMeasured",
    "propertyID",
    "value",
];
const LAST: &[&str] = &["identifier", "articleBody"];

static CONTEXT: LazyLock<Json> = LazyLock::new(|| {
    let file: serde_json::Value =
        serde_json::from_str(include_str!("../../schemas/context.jsonld")).expect("the embedded context is JSON");
    let mut context = Json::from(&file["@context"]);
    if let Json::Object(members) = &mut context {
        // Keywords and prefixes first: terms are defined by them.
        members.sort_by_key(|(key, value)| (!key.starts_with('@'), matches!(value, Json::Object(_))));
    }
    context
});

impl Emitter<'_> {
    /// The article as JSON-LD. The page profile never carries evidence; the graph profile does if `evidence` says so.
    pub fn json_ld(&self, document: &Document, profile: Profile, evidence: EvidenceLevel) -> Json {
        let level = if profile == Profile::Page { EvidenceLevel::None } else { evidence };
        let triples = self.triples(document, level);
        let mut tree = Tree::new(&triples, profile);
        let article = self.minter.node("article", document.article.key());
        let root = tree.describe(article.as_str(), 0);
        let mut roots = vec![root];
        if profile == Profile::Graph {
            roots.extend(tree.rest(&triples));
        }
        with_context(profile, roots)
    }
}

fn with_context(profile: Profile, mut roots: Vec<Json>) -> Json {
    let context = match profile {
        Profile::Page => "https://schema.org".into(),
        Profile::Graph => CONTEXT.clone(),
    };
    let mut members = vec![("@context".to_string(), context)];
    match (roots.len(), roots.pop()) {
        (1, Some(Json::Object(root))) => members.extend(root),
        (_, last) => members.push(("@graph".into(), Json::List(roots.into_iter().chain(last).collect()))),
    }
    Json::Object(members)
}

/// Properties of a node with their values, in the order they were written.
type Properties<'t> = Vec<(&'t NamedNode, Vec<&'t Term>)>;

struct Tree<'t> {
    profile: Profile,
    nodes: HashMap<&'t str, Properties<'t>>,
    described: BTreeSet<String>,
}

impl<'t> Tree<'t> {
    fn new(triples: &'t [Triple], profile: Profile) -> Self {
        let (mut nodes, mut seen) = (HashMap::<&str, Properties<'_>>::new(), std::collections::HashSet::new());
        for triple in triples.iter().filter(|t| seen.insert(*t)) {
            let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { continue };
            let properties = nodes.entry(subject.as_str()).or_default();
            match properties.iter_mut().find(|(p, _)| *p == &triple.predicate) {
                Some((_, values)) => values.push(&triple.object),
                None => properties.push((&triple.predicate, vec![&triple.object])),
            }
        }
        Self { profile, nodes, described: BTreeSet::new() }
    }

    /// Trees of the nodes that no tree has described yet.
    fn rest(&mut self, triples: &'t [Triple]) -> Vec<Json> {
        let mut trees = Vec::new();
        for triple in triples {
            if let NamedOrBlankNode::NamedNode(subject) = &triple.subject
                && !self.described.contains(subject.as_str())
            {
                trees.push(self.describe(subject.as_str(), 0));
            }
        }
        trees
    }

    fn describe(&mut self, iri: &str, depth: usize) -> Json {
        self.described.insert(iri.into());
        let mut members = vec![("@id".to_string(), iri.into())];
        let properties = self.nodes.get(iri).cloned().unwrap_or_default();
        let mut by_key = BTreeMap::new();
        for (property, values) in properties {
            if *property == rdf::TYPE {
                members.push(("@type".into(), self.types(&values)));
            } else if let Some(key) = self.key(property) {
                by_key.insert(rank(&key), (key, values));
            }
        }
        for (key, values) in by_key.into_values() {
            let values = values.into_iter().map(|v| self.value(&key, v, depth)).collect();
            members.push((key, Json::one_or_list(values)));
        }
        Json::Object(members)
    }

    /// The name of a property; none when the profile leaves it out.
    fn key(&self, property: &NamedNode) -> Option<String> {
        let iri = property.as_str();
        if let Some(local) = iri.strip_prefix(schema::NAMESPACE) {
            return Some(local.into());
        }
        (self.profile == Profile::Graph)
            .then(|| iri.strip_prefix(ng::NAMESPACE).map_or_else(|| compact(iri), String::from))
    }

    /// Classes; in the page profile schema.org's only, and the head class only where there is no finer one.
    fn types(&self, classes: &[&Term]) -> Json {
        let names =
            classes.iter().filter_map(|c| if let Term::NamedNode(node) = c { Some(node.as_str()) } else { None });
        if self.profile == Profile::Graph {
            let name = |iri: &str| iri.strip_prefix(schema::NAMESPACE).map_or_else(|| compact(iri), String::from);
            return Json::one_or_list(names.map(|c| Json::Text(name(c))).collect());
        }
        let mut known: Vec<&str> = names.filter_map(|c| c.strip_prefix(schema::NAMESPACE)).collect();
        if known.len() > 1 {
            known.retain(|c| !matches!(*c, "Organization" | "Place"));
        }
        Json::one_or_list(known.into_iter().map(Json::from).collect())
    }

    fn value(&mut self, key: &str, value: &Term, depth: usize) -> Json {
        match value {
            Term::NamedNode(node) if key == "bound" => Json::Text(compact(node.as_str())),
            Term::NamedNode(node) => {
                let known = self.nodes.contains_key(node.as_str());
                if known && depth < DEEPEST && !self.described.contains(node.as_str()) {
                    return self.describe(node.as_str(), depth + 1);
                }
                let address = self.profile == Profile::Page && matches!(key, "url" | "image" | "sameAs");
                let iri = Json::from(node.as_str());
                if address { iri } else { Json::Object(vec![("@id".into(), iri)]) }
            }
            Term::Literal(literal) => self.literal(key, literal),
            other => Json::Text(other.to_string()),
        }
    }

    fn literal(&self, key: &str, literal: &Literal) -> Json {
        let (text, datatype) = (literal.value(), literal.datatype());
        if (datatype == xsd::INTEGER || datatype == xsd::NON_NEGATIVE_INTEGER)
            && let Ok(number) = text.parse()
        {
            return Json::Integer(number);
        }
        if datatype == xsd::DOUBLE
            && let Some(number) = text.parse::<f64>().ok().filter(|n| n.fract() != 0.0 || key == "confidence")
        {
            return Json::Double(number);
        }
        let coerced = matches!(key, "per") || (key == "datePublished" && datatype == xsd::DATE_TIME);
        if self.profile == Profile::Page || coerced || datatype == xsd::STRING {
            return text.into();
        }
        Json::Object(vec![("@type".into(), Json::Text(compact(datatype.as_str()))), ("@value".into(), text.into())])
    }
}

fn rank(key: &str) -> (usize, String) {
    let first = ORDER.iter().position(|o| *o == key);
    let last = LAST.iter().position(|o| *o == key).map(|at| ORDER.len() + 1 + at);
    (first.or(last).unwrap_or(ORDER.len()), key.into())
}

fn compact(iri: &str) -> String {
    let prefixes = [
        ("ng", ng::NAMESPACE),
        ("oa", oa::NAMESPACE),
        ("prov", prov::NAMESPACE),
        ("rdf", rdf::NAMESPACE),
        ("xsd", xsd::NAMESPACE),
    ];
    let found = prefixes.into_iter().find_map(|(prefix, start)| Some(format!("{prefix}:{}", iri.strip_prefix(start)?)));
    found.unwrap_or_else(|| iri.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::Options;
    use crate::evaluate::samples;
    use crate::language::Language;
    use crate::model::Stated;
    use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};

    fn parsed(json: &str) -> BTreeSet<String> {
        let format = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
        let quads = RdfParser::from_format(format).for_slice(json.as_bytes()).map(|q| q.expect("valid JSON-LD"));
        quads.map(|q| Triple::new(q.subject, q.predicate, q.object).to_string()).collect()
    }

    fn each_gold_document(mut check: impl FnMut(&Emitter<'_>, &Document)) {
        let emitter = Emitter::new(Language::embedded(), Options::default());
        for text in samples::texts() {
            check(&emitter, &crate::pipeline::extract(&text, &Stated::default(), Language::embedded()));
        }
        for gold in samples::articles() {
            let mut document = crate::pipeline::extract(&gold.text, &Stated::default(), Language::embedded());
            check(&emitter, &document);
            gold.perfect_document(&mut document);
            check(&emitter, &document);
        }
    }

    #[test]
    fn the_graph_profile_says_the_same_triples_as_the_quads() {
        each_gold_document(|emitter, document| {
            for level in [EvidenceLevel::None, EvidenceLevel::Full] {
                let json = emitter.json_ld(document, Profile::Graph, level).line();
                let triples = emitter.triples(document, level);
                let direct: BTreeSet<String> = triples.iter().map(ToString::to_string).collect();
                let parsed = parsed(&json);
                let difference: Vec<&String> = direct.symmetric_difference(&parsed).take(5).collect();
                assert!(difference.is_empty(), "{difference:#?}");
            }
        });
    }

    #[test]
    fn the_page_profile_knows_no_terms_but_schema_orgs() {
        each_gold_document(|emitter, document| {
            let json = emitter.json_ld(document, Profile::Page, EvidenceLevel::Full).line();
            assert!(json.starts_with(r#"{"@context":"https://schema.org","@id":"#));
            assert!(!json.contains(r#""ng:"#) && !json.contains(r#""@type":[]"#) && !json.contains(r#""runBy""#));
        });
    }
}
