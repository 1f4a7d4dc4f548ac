//! [`Document`] → quads: the article's own named graph, and the graph that says which program wrote it.

use super::draft::Draft;
use super::iri::Minter;
use super::places::Gazetteer;
use super::{EvidenceLevel, Options, achievements, article, entities, evidence, relations};
use crate::language::Language;
use crate::model::Document;
use crate::vocabulary::{prov, rdf, schema};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term, Triple};

/// Writes documents as quads. Built once, shared by all threads.
#[derive(Debug)]
pub struct Emitter<'l> {
    pub(super) language: &'l Language,
    pub(super) options: Options,
    pub(super) gazetteer: Gazetteer<'l>,
    pub(super) minter: Minter,
}

impl<'l> Emitter<'l> {
    /// Prepares to write with these options.
    pub fn new(language: &'l Language, options: Options) -> Self {
        let (gazetteer, minter) = (Gazetteer::new(&language.lexicon), Minter::new(&options.base));
        Self { language, options, gazetteer, minter }
    }

    /// What is being written.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The article's graph and its lines of the graph of runs, sorted, without duplicates.
    pub fn quads(&self, document: &Document) -> Vec<Quad> {
        let graph = self.graph(document);
        let mut quads: Vec<Quad> =
            self.triples(document, self.options.evidence).into_iter().map(|t| t.in_graph(graph.clone())).collect();
        let runs = self.minter.node("graph", "runs");
        quads.extend(self.run(document).into_iter().map(|t| t.in_graph(runs.clone())));
        sort(&mut quads);
        quads
    }

    /// Facts and evidence of the article, unsorted, duplicates possible.
    pub(super) fn triples(&self, document: &Document, level: EvidenceLevel) -> Vec<Triple> {
        let mut draft = Draft::new(self, document, level);
        entities::write(&mut draft);
        relations::write(&mut draft);
        achievements::write(&mut draft);
        article::write(&mut draft);
        evidence::write(&mut draft);
        draft.triples
    }

    /// Name of the article's graph.
    pub fn graph(&self, document: &Document) -> NamedNode {
        self.minter.node("graph", document.article.key())
    }

    /// This program in this version.
    pub(super) fn agent(&self) -> NamedNode {
        self.minter.node("agent", concat!("newsgraph-", env!("CARGO_PKG_VERSION")))
    }

    /// Which program wrote the graph. No time of writing: the same input gives the same bytes.
    fn run(&self, document: &Document) -> Vec<Triple> {
        let key = document.article.key();
        let [graph, article, run] = ["graph", "article", "run"].map(|kind| self.minter.node(kind, key));
        let agent = self.agent();
        let text = |value: &str| Literal::new_simple_literal(value);
        vec![
            Triple::new(graph.clone(), rdf::TYPE, prov::ENTITY),
            Triple::new(graph.clone(), prov::WAS_DERIVED_FROM, article.clone()),
            Triple::new(graph, prov::WAS_GENERATED_BY, run.clone()),
            Triple::new(run.clone(), rdf::TYPE, prov::ACTIVITY),
            Triple::new(run.clone(), prov::USED, article),
            Triple::new(run, prov::WAS_ASSOCIATED_WITH, agent.clone()),
            Triple::new(agent.clone(), rdf::TYPE, prov::SOFTWARE_AGENT),
            Triple::new(agent.clone(), rdf::TYPE, schema::SOFTWARE_APPLICATION),
            Triple::new(agent.clone(), schema::NAME, text("newsgraph")),
            Triple::new(agent, schema::SOFTWARE_VERSION, text(env!("CARGO_PKG_VERSION"))),
        ]
    }
}

/// Sorts by graph, subject, predicate (type first) and object; drops duplicates.
///
/// Runs of quads of one subject are sorted first: most of the work of a plain sort would be comparing equal long subjects.
pub fn sort(quads: &mut Vec<Quad>) {
    let order = order(quads);
    let mut slots: Vec<Option<Quad>> = quads.drain(..).map(Some).collect();
    quads.extend(order.into_iter().filter_map(|at| slots[at].take()));
    quads.dedup();
}

fn order(quads: &[Quad]) -> Vec<usize> {
    let subject = |at: usize| (subject_key(&quads[at].subject), graph_key(&quads[at].graph_name));
    let run_of = |run: &Vec<usize>| (subject(run[0]).1, subject(run[0]).0);
    let mut runs: Vec<Vec<usize>> = (0..quads.len())
        .collect::<Vec<_>>()
        .chunk_by(|a, b| subject(*a) == subject(*b))
        .map(<[usize]>::to_vec)
        .collect();
    runs.sort_by(|a, b| run_of(a).cmp(&run_of(b)));
    let key = |at: &usize| (predicate_key(&quads[*at].predicate), object_key(&quads[*at].object));
    let groups = runs.chunk_by(|a, b| run_of(a) == run_of(b)).map(<[Vec<usize>]>::concat);
    groups
        .flat_map(|mut group| {
            group.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
            group
        })
        .collect()
}

fn graph_key(graph: &GraphName) -> &str {
    match graph {
        GraphName::NamedNode(node) => node.as_str(),
        GraphName::BlankNode(node) => node.as_str(),
        GraphName::DefaultGraph => "",
    }
}

fn subject_key(subject: &NamedOrBlankNode) -> &str {
    match subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(node) => node.as_str(),
    }
}

fn predicate_key(predicate: &NamedNode) -> &str {
    if *predicate == rdf::TYPE { "" } else { predicate.as_str() }
}

fn object_key(object: &Term) -> (u8, &str, &str) {
    match object {
        Term::NamedNode(node) => (0, node.as_str(), ""),
        Term::Literal(literal) => (1, literal.value(), literal.datatype().as_str()),
        Term::BlankNode(node) => (2, node.as_str(), ""),
        // We write no triple terms.
        Term::Triple(_) => (3, "", ""),
    }
}
