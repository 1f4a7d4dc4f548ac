//! The archive's articles → graphs, merged graphs, and questions to them.

use newsgraph::emit::{Emitter, Options};
use newsgraph::entities::names::compare_key;
use newsgraph::language::Language;
use newsgraph::merge::{self, Builder, Names, Table, Wishes};
use newsgraph::model::Stated;
use newsgraph::pipeline;
use newsgraph::store::GraphStore;
use oxigraph::model::{GraphName, NamedNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/archive")
}

/// Rows of a table beside the articles.
pub fn table(name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(folder().join(name)).unwrap();
    let lines = text.lines().filter(|l| !l.starts_with('#'));
    lines.map(|l| l.split('\t').map(String::from).collect()).collect()
}

/// All pairs below `n`.
pub fn pairs(n: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..n).flat_map(move |i| (i + 1..n).map(move |j| (i, j)))
}

/// Articles' graphs by the name of the article, in some order.
#[derive(Clone)]
pub struct Archive(Vec<(String, Vec<Quad>)>);

impl Archive {
    /// Extracts all articles; once for all tests.
    pub fn extract() -> Self {
        static EXTRACTED: OnceLock<Archive> = OnceLock::new();
        EXTRACTED.get_or_init(extract).clone()
    }

    /// The same in another order: `step` must share no factor with the number of articles.
    pub fn shuffled(&self, turn: usize, step: usize) -> Self {
        let n = self.0.len();
        Self((0..n).map(|i| self.0[(turn + i * step) % n].clone()).collect())
    }

    /// Merges it.
    pub fn merge(&self, wishes: &Wishes) -> Merged {
        let mut builder = Builder::default();
        for (_, quads) in &self.0 {
            merge::sightings(quads).into_iter().for_each(|s| builder.add(s));
        }
        let archive = builder.finish();
        let names = Names::new(Language::embedded());
        let (table, unknown) = merge::resolve(&archive, &names, wishes);
        assert!(unknown.is_empty(), "{unknown:?}");
        let graphs = self.0.iter().map(|(name, quads)| (name.clone(), merge::rewrite(quads.clone(), &table)));
        Merged { graphs: graphs.collect(), before: self.0.iter().cloned().collect(), table }
    }

    /// IRI of an article.
    pub fn article(&self, name: &str) -> String {
        iri_of(&self.0.iter().find(|(n, _)| n == name).unwrap().1)
    }
}

fn extract() -> Archive {
    let language = Language::embedded();
    let emitter = Emitter::new(language, Options::default());
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder().join("articles")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        let quads = emitter.quads(&pipeline::extract(&text, &Stated::default(), language));
        (path.file_stem().unwrap().to_string_lossy().into_owned(), quads)
    };
    Archive(files.iter().map(read).collect())
}

fn iri_of(quads: &[Quad]) -> String {
    let article = quads.iter().find(|q| q.object.to_string().contains("schema.org/NewsArticle")).unwrap();
    iri(&article.subject.to_string())
}

fn iri(term: &str) -> String {
    term.trim_matches(['<', '>']).to_string()
}

/// The archive after a merge.
pub struct Merged {
    graphs: BTreeMap<String, Vec<Quad>>,
    before: BTreeMap<String, Vec<Quad>>,
    /// The decisions.
    pub table: Table,
}

impl Merged {
    /// The IRI of the thing an article calls by that name, if it speaks of one.
    pub fn entity(&self, article: &str, name: &str) -> Option<String> {
        let key = compare_key(name);
        let named = self.before[article].iter().filter(|q| {
            let property = q.predicate.as_str();
            let names = ["http://schema.org/name", "http://schema.org/alternateName"];
            names.contains(&property) && matches!(&q.object, Term::Literal(l) if compare_key(l.value()) == key)
        });
        let nodes: BTreeSet<String> = named.map(|q| iri(&q.subject.to_string())).collect();
        let thing = |n: &&String| ["/org/", "/person/", "/program/", "/place/"].iter().any(|kind| n.contains(kind));
        nodes.iter().find(thing).map(|node| self.table.canonical(node).to_string())
    }

    /// The IRI of the achievement in whose name an article uses these words.
    pub fn achievement(&self, article: &str, words: &str) -> Option<String> {
        let said = self.before[article].iter().filter(|q| {
            let texts = ["http://schema.org/name", "https://w3id.org/newsgraph/ns#prize"];
            texts.contains(&q.predicate.as_str()) && q.subject.to_string().contains("/achievement/")
        });
        let node = said.filter(|q| q.object.to_string().contains(words)).map(|q| iri(&q.subject.to_string())).min()?;
        Some(self.table.canonical(&node).to_string())
    }

    /// The first printing of an article's story.
    pub fn original(&self, article: &str) -> String {
        let iri = iri_of(&self.before[article]);
        self.table.reprints.iter().find(|(reprint, _)| *reprint == iri).map_or(iri.clone(), |(_, first)| first.clone())
    }

    /// All quads of all articles.
    pub fn quads(&self) -> impl Iterator<Item = &Quad> {
        self.graphs.values().flatten()
    }

    /// All quads as text, sorted.
    pub fn lines(&self) -> BTreeSet<String> {
        self.quads().map(Quad::to_string).collect()
    }

    /// The merged graphs as input of another merge.
    pub fn as_archive(&self) -> Archive {
        Archive(self.graphs.clone().into_iter().collect())
    }

    /// Removing an article leaves the default graph that the others make.
    pub fn check_removal(&self, article: &str) {
        let (all, others) = (GraphStore::new().unwrap(), GraphStore::new().unwrap());
        for (name, quads) in &self.graphs {
            all.insert(quads).unwrap();
            if name != article {
                others.insert(quads).unwrap();
            }
        }
        let graph = iri_of(&self.graphs[article]).replace("/article/", "/graph/");
        all.remove(&NamedNode::new(graph).unwrap()).unwrap();
        assert_eq!(default_graph(&all), default_graph(&others));
    }
}

fn default_graph(store: &GraphStore) -> BTreeSet<String> {
    let quads = store.store().quads_for_pattern(None, None, None, Some((&GraphName::DefaultGraph).into()));
    quads.map(|q| q.unwrap().to_string()).collect()
}
