//! Sightings of many articles → the archive: every node once, with all that is said of it and where.

use super::reading::Sighting;
use super::reprints::Sketch;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// The kinds of node that may be merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// schema:Organization
    Organization,
    /// schema:Person
    Person,
    /// ng:Program
    Program,
    /// schema:Place without a code
    Place,
    /// ng:Achievement
    Achievement,
}

/// What is read of a node; [`super::reading`] says with which properties it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Property {
    Name,
    Alternate,
    /// The node's classes, head class left out, sorted and joined by spaces.
    Classes,
    Parent,
    Founder,
    Area,
    Within,
    WorksFor,
    /// The publisher an author or editor works for in an article.
    Newsroom,
    Title,
    RunBy,
    SameAs,
    By,
    In,
    ConferredBy,
    Prize,
    Level,
    Count,
    Year,
    Time,
    What,
    Value,
    Unit,
    Per,
    ValueText,
    Bound,
    Least,
    Most,
}

/// A node of the graph and everything the articles say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its IRI.
    pub iri: Arc<str>,
    /// What it is.
    pub kind: Kind,
    /// Articles that speak of it, ascending.
    pub articles: Vec<u32>,
    /// Property, value (an IRI or the words), and how many articles say so; sorted.
    facts: Vec<(Property, Arc<str>, u32)>,
}

impl Node {
    /// All values of a property, in string order.
    pub fn all(&self, property: Property) -> impl Iterator<Item = &Arc<str>> {
        self.counted(property).map(|(value, _)| value)
    }

    /// All values of a property with the number of articles that give them.
    pub fn counted(&self, property: Property) -> impl Iterator<Item = (&Arc<str>, u32)> {
        let from = self.facts.partition_point(|f| f.0 < property);
        self.facts[from..].iter().take_while(move |f| f.0 == property).map(|f| (&f.1, f.2))
    }

    /// The value most articles give; of several the first in string order.
    pub fn main(&self, property: Property) -> Option<&str> {
        let most = self.counted(property).max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)));
        most.map(|(value, _)| &**value)
    }
}

/// An article: what tells its nodes apart from their namesakes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its IRI.
    pub iri: Arc<str>,
    /// Publication date as written; empty when it gives none.
    pub date: String,
    /// Codes of the areas it speaks of, those that contain them included; ascending.
    pub codes: Vec<Arc<str>>,
    /// Nodes it speaks of, ascending.
    pub nodes: Vec<u32>,
    /// What its body looks like, for finding reprints.
    pub sketch: Option<Sketch>,
}

impl Article {
    /// The date to order by: articles without one come last.
    pub fn order(&self) -> (&str, &str) {
        (if self.date.is_empty() { "9999" } else { &self.date }, &self.iri)
    }
}

/// Everything the articles say, ordered by IRI: the same for any order of reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Archive {
    /// Nodes by IRI.
    pub nodes: Vec<Node>,
    /// Articles by IRI.
    pub articles: Vec<Article>,
    index: HashMap<Arc<str>, u32>,
}

impl Archive {
    /// The node with that IRI.
    pub fn find(&self, iri: &str) -> Option<u32> {
        self.index.get(iri).copied()
    }

    /// Nodes a property leads to.
    pub fn linked(&self, node: u32, property: Property) -> impl Iterator<Item = u32> {
        self.nodes[node as usize].all(property).filter_map(|iri| self.find(iri))
    }

    /// The earliest article that speaks of the node.
    pub fn first_article(&self, node: u32) -> &Article {
        let articles = self.nodes[node as usize].articles.iter().map(|&a| &self.articles[a as usize]);
        articles.min_by(|a, b| a.order().cmp(&b.order())).expect("a node is spoken of in an article")
    }

    /// Nodes of a kind, ascending.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = u32> {
        self.nodes.iter().enumerate().filter(move |(_, n)| n.kind == kind).map(|(i, _)| i as u32)
    }
}

/// What is known of a node while reading.
#[derive(Debug, Default)]
struct Draft {
    kinds: BTreeSet<Kind>,
    articles: BTreeSet<Arc<str>>,
    facts: HashMap<(Property, Arc<str>), u32>,
}

/// Collects sightings into an [`Archive`].
#[derive(Debug, Default)]
pub struct Builder {
    strings: HashSet<Arc<str>>,
    nodes: HashMap<Arc<str>, Draft>,
    articles: BTreeMap<Arc<str>, Article>,
}

impl Builder {
    /// Adds what one article's graph says.
    pub fn add(&mut self, sighting: Sighting) {
        let article = self.intern(&sighting.article);
        for (iri, seen) in sighting.nodes {
            let iri = self.intern(&iri);
            let facts: Vec<_> = seen.facts.into_iter().map(|(p, value)| (p, self.intern(&value))).collect();
            let draft = self.nodes.entry(iri).or_default();
            draft.kinds.insert(seen.kind);
            draft.articles.insert(article.clone());
            for fact in facts {
                *draft.facts.entry(fact).or_default() += 1;
            }
        }
        let codes: BTreeSet<Arc<str>> = sighting.codes.iter().map(|c| self.intern(c)).collect();
        let entry = self.articles.entry(article.clone());
        let known = entry.or_insert_with(|| Article {
            iri: article,
            date: String::new(),
            codes: Vec::new(),
            nodes: Vec::new(),
            sketch: None,
        });
        known.date = known.date.clone().max(sighting.date);
        known.codes = codes.into_iter().chain(known.codes.drain(..)).collect::<BTreeSet<_>>().into_iter().collect();
        known.sketch = known.sketch.take().max(sighting.sketch);
    }

    fn intern(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.strings.get(text) {
            return known.clone();
        }
        let new: Arc<str> = text.into();
        self.strings.insert(new.clone());
        new
    }

    /// The archive.
    pub fn finish(self) -> Archive {
        let mut articles: Vec<Article> = self.articles.into_values().collect();
        let at: HashMap<Arc<str>, u32> = articles.iter().zip(0..).map(|(a, i)| (a.iri.clone(), i)).collect();
        let mut drafts: Vec<(Arc<str>, Draft)> = self.nodes.into_iter().collect();
        drafts.sort_by(|a, b| a.0.cmp(&b.0));
        let mut nodes = Vec::with_capacity(drafts.len());
        for ((iri, draft), id) in drafts.into_iter().zip(0u32..) {
            let mut facts: Vec<_> = draft.facts.into_iter().map(|((p, value), n)| (p, value, n)).collect();
            facts.sort();
            let mut in_articles: Vec<u32> = draft.articles.iter().map(|a| at[a]).collect();
            in_articles.sort_unstable();
            in_articles.iter().for_each(|&a| articles[a as usize].nodes.push(id));
            let kind = *draft.kinds.first().expect("a node seen has a kind");
            nodes.push(Node { iri, kind, articles: in_articles, facts });
        }
        let index = nodes.iter().zip(0..).map(|(n, i)| (n.iri.clone(), i)).collect();
        Archive { nodes, articles, index }
    }
}
