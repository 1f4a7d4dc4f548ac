//! The archive → clusters of nodes that are the same thing: what all the rules share, and the order they run in.

use super::archive::{Archive, Kind, Property};
use super::clusters::{Clusters, Reason};
use super::context::Context;
use super::names::Names;
use super::{achievements, organizations, people, places, programs, reprints};
use std::collections::{BTreeMap, BTreeSet};

/// What the user says, as nodes of the archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgements {
    /// Pairs that are the same.
    pub same: Vec<(u32, u32)>,
    /// Pairs that are not.
    pub different: Vec<(u32, u32)>,
}

/// What the rules work on.
pub struct Resolver<'r> {
    /// What the articles say.
    pub archive: &'r Archive,
    /// Reader of names.
    pub names: &'r Names<'r>,
    /// Decisions so far.
    pub clusters: Clusters,
    /// For each article the first printing of its story.
    pub originals: Vec<u32>,
    contexts: Vec<Context>,
}

impl<'r> Resolver<'r> {
    /// Decides everything.
    pub fn resolve(archive: &'r Archive, names: &'r Names<'r>, judgements: &Judgements) -> Self {
        let mut resolver = Self {
            archive,
            names,
            clusters: Clusters::new(archive, &judgements.different),
            originals: reprints::originals(archive),
            contexts: archive.articles.iter().map(Context::of).collect(),
        };
        for &(a, b) in &judgements.same {
            resolver.join(a, b, Reason::User, "same.tsv");
        }
        resolver.join_authorities();
        resolver.join_reprints();
        organizations::join(&mut resolver);
        people::join(&mut resolver);
        programs::join(&mut resolver);
        places::join(&mut resolver);
        achievements::join(&mut resolver);
        resolver.clusters.flatten();
        resolver
    }

    /// The name most articles give a node.
    pub fn name(&self, node: u32) -> &'r str {
        let archive: &'r Archive = self.archive;
        archive.nodes[node as usize].main(Property::Name).unwrap_or_default()
    }

    /// Joins two nodes, if nothing keeps them apart.
    pub fn join(&mut self, a: u32, b: u32, reason: Reason, evidence: &str) -> bool {
        let archive = self.archive;
        let first = |n: u32| archive.first_article(n).iri.rsplit('/').next().unwrap_or_default().to_string();
        self.clusters.join(archive, a, b, reason, || format!("{evidence}; articles {}, {}", first(a), first(b)))
    }

    /// Joins all nodes with the same key to the first of them, in order of key and node.
    pub fn join_equal(&mut self, mut keyed: Vec<(String, u32)>, reason: Reason) {
        keyed.sort();
        for group in keyed.chunk_by(|a, b| a.0 == b.0) {
            for (key, node) in &group[1..] {
                self.join(group[0].1, *node, reason, key);
            }
        }
    }

    /// The contexts of a node's articles.
    pub fn contexts(&self, node: u32) -> impl Iterator<Item = &Context> {
        self.archive.nodes[node as usize].articles.iter().map(|a| &self.contexts[*a as usize])
    }

    /// The area that all articles of a node are about.
    pub fn area_around(&self, node: u32) -> Option<String> {
        let mut areas = self.contexts(node).map(Context::area);
        let first = areas.next()??;
        areas.all(|a| a == Some(first)).then(|| first.to_string())
    }

    /// Whether two nodes may be of one kind: the same classes, or one of them of no particular class.
    pub fn alike(&self, a: u32, b: u32) -> bool {
        let classes = |n: u32| self.archive.nodes[n as usize].all(Property::Classes).filter(|c| !c.is_empty());
        let (few, many): (BTreeSet<_>, BTreeSet<_>) = (classes(a).collect(), classes(b).collect());
        few.is_empty() || many.is_empty() || few.intersection(&many).next().is_some()
    }

    /// Organizations (their clusters) that an article speaks of.
    pub fn bodies_of(&self, article: u32) -> BTreeSet<u32> {
        let nodes = self.archive.articles[article as usize].nodes.iter();
        let bodies = nodes.filter(|n| self.archive.nodes[**n as usize].kind == Kind::Organization);
        bodies.map(|n| self.clusters.root(*n)).collect()
    }

    /// For each cluster of organizations the clusters directly above it.
    pub fn parents(&self) -> BTreeMap<u32, BTreeSet<u32>> {
        let mut parents = BTreeMap::<u32, BTreeSet<u32>>::new();
        for node in self.archive.of_kind(Kind::Organization) {
            let root = self.clusters.root(node);
            for parent in self.archive.linked(node, Property::Parent).map(|p| self.clusters.root(p)) {
                if parent != root {
                    parents.entry(root).or_default().insert(parent);
                }
            }
        }
        parents
    }

    /// Nodes that lead to the same entry of an authority.
    fn join_authorities(&mut self) {
        let mut keyed = Vec::new();
        for (node, id) in self.archive.nodes.iter().zip(0u32..) {
            keyed.extend(node.all(Property::SameAs).map(|same| (format!("{same}"), id)));
        }
        self.join_equal(keyed, Reason::Authority);
    }

    /// The same name in two printings of the same story is the same thing.
    fn join_reprints(&mut self) {
        let mut printed = BTreeMap::<(u32, Kind, String), BTreeMap<u32, Vec<u32>>>::new();
        let mut copies = BTreeMap::<u32, usize>::new();
        self.originals.iter().for_each(|o| *copies.entry(*o).or_default() += 1);
        for (article, original) in (0u32..).zip(self.originals.clone()).filter(|(_, o)| copies[o] > 1) {
            for &node in &self.archive.articles[article as usize].nodes {
                let kind = self.archive.nodes[node as usize].kind;
                if kind != Kind::Achievement {
                    let key = (original, kind, self.names.key(self.name(node)));
                    printed.entry(key).or_default().entry(article).or_default().push(node);
                }
            }
        }
        for ((_, _, key), by_article) in printed {
            let mut nodes: Vec<u32> = by_article.values().flatten().copied().collect();
            nodes.sort_unstable();
            nodes.dedup();
            // Two namesakes inside the story stay two.
            if by_article.values().all(|nodes| nodes.len() == 1) {
                nodes[1..].iter().for_each(|n| {
                    self.join(nodes[0], *n, Reason::Reprint, &key);
                });
            }
        }
    }
}
