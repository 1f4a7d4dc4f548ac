//! Clusters → the alias table: which IRI stands for which, why, and how a merged thing is written.

use super::achievements;
use super::archive::{Archive, Kind, Property};
use super::clusters::{Clusters, Joining, Reason};
use super::names::Names;

use crate::vocabulary::{dcterms, owl, schema};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// The IRI that is replaced.
    pub alias: String,
    /// The IRI that stands for it.
    pub canonical: String,
    /// Why: a [`Reason`]'s name.
    pub reason: String,
    /// What the reason rests on.
    pub evidence: String,
}

/// How one thing that several articles describe is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manner {
    /// Its name; other names become `alternateName`.
    pub name: Option<String>,
    /// Its classes beside the head class.
    pub classes: Option<Vec<String>>,
    /// Its only parent.
    pub parent: Option<String>,
    /// Everything an achievement says once.
    pub slots: HashMap<Property, Vec<String>>,
}

/// The alias table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Rows by alias.
    pub rows: Vec<Row>,
    canonical: HashMap<Arc<str>, Arc<str>>,
    /// By canonical IRI.
    manners: HashMap<Arc<str>, Manner>,
    /// Reprints, with the first printing.
    pub reprints: Vec<(String, String)>,
    /// Canonical IRIs with the IRIs an authority file gives them.
    pub authorities: BTreeSet<(String, String)>,
}

impl Table {
    /// The table of the clusters; an article that is no reprint is its own original.
    pub fn new(archive: &Archive, names: &Names<'_>, clusters: &Clusters, originals: &[u32]) -> Self {
        let mut table = Self::default();
        let members = clusters.members();
        let mut edges = HashMap::<u32, Vec<&Joining>>::new();
        for joining in &clusters.joinings {
            edges.entry(joining.nodes.0).or_default().push(joining);
            edges.entry(joining.nodes.1).or_default().push(joining);
        }
        for nodes in members.values() {
            let canonical = canonical(archive, nodes);
            table.add_rows(archive, canonical, &edges);
        }
        table.rows.sort();
        table.index();
        table.describe(archive, names, clusters, &members);
        let printed = (0u32..).zip(originals).filter(|(article, first)| article != *first);
        let iri = |article: u32| archive.articles[article as usize].iri.to_string();
        table.reprints = printed.map(|(article, first)| (iri(article), iri(*first))).collect();
        table
    }

    /// Rows for all nodes that the joinings tie to the canonical one, each with the joining nearest to it.
    fn add_rows(&mut self, archive: &Archive, canonical: u32, edges: &HashMap<u32, Vec<&Joining>>) {
        let iri = |node: u32| archive.nodes[node as usize].iri.to_string();
        let (mut seen, mut next) = (BTreeSet::from([canonical]), vec![canonical]);
        while !next.is_empty() {
            let mut level = Vec::new();
            for node in next {
                for joining in edges.get(&node).into_iter().flatten() {
                    let other = if joining.nodes.0 == node { joining.nodes.1 } else { joining.nodes.0 };
                    if seen.insert(other) {
                        let by_way = if node == canonical { String::new() } else { format!(", as {}", iri(node)) };
                        self.rows.push(Row {
                            alias: iri(other),
                            canonical: iri(canonical),
                            reason: joining.reason.name().into(),
                            evidence: format!("{}{by_way}", joining.evidence).replace(['\t', '\n'], " "),
                        });
                        level.push(other);
                    }
                }
            }
            level.sort_unstable();
            next = level;
        }
    }

    fn index(&mut self) {
        let pairs = self.rows.iter().map(|row| (Arc::from(row.alias.as_str()), Arc::from(row.canonical.as_str())));
        self.canonical = pairs.collect();
    }

    /// The IRI to write for an IRI.
    pub fn canonical<'t>(&'t self, iri: &'t str) -> &'t str {
        self.canonical.get(iri).map_or(iri, |c| c)
    }

    /// How the thing with this canonical IRI is written, if not simply as each article has it.
    pub fn manner(&self, canonical: &str) -> Option<&Manner> {
        self.manners.get(canonical)
    }

    /// Whether the table changes nothing.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.manners.is_empty()
    }

    fn describe(
        &mut self,
        archive: &Archive,
        names: &Names<'_>,
        clusters: &Clusters,
        members: &BTreeMap<u32, Vec<u32>>,
    ) {
        for node in 0..archive.nodes.len() as u32 {
            let root = clusters.root(node);
            let nodes = members.get(&root).map_or(std::slice::from_ref(&node), Vec::as_slice);
            if nodes[0] != node {
                continue;
            }
            let canonical = canonical(archive, nodes);
            let manner = self.manner_of(archive, names, nodes, canonical);
            if manner != Manner::default() {
                self.manners.insert(archive.nodes[canonical as usize].iri.clone(), manner);
            }
        }
    }

    fn manner_of(&self, archive: &Archive, names: &Names<'_>, nodes: &[u32], canonical: u32) -> Manner {
        if archive.nodes[canonical as usize].kind == Kind::Achievement {
            let mut order = nodes.to_vec();
            order.sort_by_key(|n| (*n != canonical, archive.first_article(*n).order()));
            let slots = achievements::slots(&order, archive);
            let several = |p: &Property| order.iter().flat_map(|n| archive.nodes[*n as usize].all(*p)).nth(1).is_some();
            let said_twice = nodes.len() > 1 || achievements::SLOTS.iter().any(several);
            return if said_twice { Manner { slots, ..Manner::default() } } else { Manner::default() };
        }
        let parents = tally(archive, nodes, Property::Parent, |p| self.canonical(p).to_string());
        let told_names = tally(archive, nodes, Property::Name, |name| name.to_string());
        let classes = tally(archive, nodes, Property::Classes, |classes| classes.to_string());
        Manner {
            name: (told_names.len() > 1).then(|| fullest(&told_names, names)),
            classes: (classes.len() > 1)
                .then(|| most(&classes, |c| !c.is_empty()).split_whitespace().map(String::from).collect()),
            parent: (parents.len() > 1).then(|| self.nearest(archive, &parents)),
            slots: HashMap::new(),
        }
    }

    /// The parent that lies below another of the parents; else the one most articles name.
    fn nearest(&self, archive: &Archive, parents: &BTreeMap<String, u32>) -> String {
        let above = |parent: &str| -> BTreeSet<String> {
            let nodes = archive.find(parent).into_iter().flat_map(|n| archive.nodes[n as usize].all(Property::Parent));
            nodes.map(|p| self.canonical(p).to_string()).collect()
        };
        let lower = |parent: &str| above(parent).iter().any(|p| parents.contains_key(p));
        most(parents, lower).to_string()
    }

    /// The table for readers: alias, canonical, reason, evidence.
    pub fn to_tsv(&self) -> String {
        let mut text = String::from(HEADER);
        for row in &self.rows {
            text += &format!("{}\t{}\t{}\t{}\n", row.alias, row.canonical, row.reason, row.evidence);
        }
        text
    }

    /// Reads a table: its rows are applied as they stand.
    ///
    /// # Errors
    /// The line that is no row, and what a row needs.
    pub fn from_tsv(text: &str) -> Result<Vec<Row>, String> {
        let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
        let rows = lines.filter(|(_, line)| *line != HEADER.trim_end());
        let read = |(number, line): (usize, &str)| {
            let mut cells = line.split('\t').map(str::trim);
            match (cells.next(), cells.next()) {
                (Some(alias), Some(canonical)) if !alias.is_empty() && !canonical.is_empty() => Ok(Row {
                    alias: alias.into(),
                    canonical: canonical.into(),
                    reason: cells.next().filter(|r| !r.is_empty()).unwrap_or(Reason::Table.name()).into(),
                    evidence: cells.next().unwrap_or_default().into(),
                }),
                _ => Err(format!("line {}: {line:?} is no row: alias, tab, canonical IRI are needed", number + 1)),
            }
        };
        rows.map(read).collect()
    }

    /// Keeps aliases of an earlier merge whose graphs no longer name them, so that old links resolve.
    pub fn keep(&mut self, archive: &Archive, earlier: Vec<(String, String)>) {
        let earlier: BTreeSet<(String, String)> = earlier.into_iter().collect();
        for (alias, canonical) in earlier.into_iter().filter(|(alias, _)| archive.find(alias).is_none()) {
            let canonical = self.canonical(&canonical).to_string();
            let (reason, evidence) = (Reason::Table.name().into(), "an earlier merge".into());
            self.rows.push(Row { alias, canonical, reason, evidence });
        }
        self.rows.sort();
        self.rows.dedup_by(|a, b| a.alias == b.alias);
    }

    /// The graphs that keep old links working, tell reprints and lead to authorities.
    pub fn quads(&self, graphs: &str) -> Vec<Quad> {
        let graph = |name: &str| NamedNode::new_unchecked(format!("{graphs}{name}"));
        let node = |iri: &str| NamedNode::new_unchecked(iri);
        let mut quads = Vec::new();
        for row in &self.rows {
            for property in [owl::SAME_AS, dcterms::IS_REPLACED_BY] {
                quads.push(Quad::new(node(&row.alias), property, node(&row.canonical), graph("aliases")));
            }
        }
        for (article, first) in &self.reprints {
            quads.push(Quad::new(node(article), schema::IS_BASED_ON, node(first), graph("reprints")));
        }
        for (canonical, same) in &self.authorities {
            quads.push(Quad::new(node(canonical), schema::SAME_AS, node(same), graph("authorities")));
        }
        crate::emit::rdf::sort(&mut quads);
        quads
    }
}

const HEADER: &str = "alias\tcanonical\treason\tevidence\n";

/// The IRI that stands for the cluster: that of the earliest article, then the first in string order.
fn canonical(archive: &Archive, nodes: &[u32]) -> u32 {
    let date =
        |n: u32| archive.nodes[n as usize].articles.iter().map(|a| archive.articles[*a as usize].order().0).min();
    let order = |n: &&u32| (date(**n).map(String::from), archive.nodes[**n as usize].iri.clone());
    *nodes.iter().min_by_key(order).expect("a cluster has members")
}

/// How many articles give each value.
fn tally(
    archive: &Archive,
    nodes: &[u32],
    property: Property,
    as_written: impl Fn(&str) -> String,
) -> BTreeMap<String, u32> {
    let mut tally = BTreeMap::new();
    for node in nodes {
        for (value, count) in archive.nodes[*node as usize].counted(property) {
            *tally.entry(as_written(value)).or_default() += count;
        }
    }
    tally
}

/// The value most articles give among those that are `better`, or among all when none is; the first of several.
fn most(tally: &BTreeMap<String, u32>, better: impl Fn(&str) -> bool) -> &str {
    let best = tally.iter().max_by_key(|(value, count)| (better(value), **count, std::cmp::Reverse((*value).clone())));
    best.map_or("", |(value, _)| value)
}

/// The fullest name: one that begins with its area, then the longest, then the commonest.
fn fullest(tally: &BTreeMap<String, u32>, names: &Names<'_>) -> String {
    let rank = |(name, count): &(&String, &u32)| {
        (names.open(name, &[]).area.is_some(), name.chars().count(), **count, std::cmp::Reverse((*name).clone()))
    };
    tally.iter().max_by_key(rank).map(|(name, _)| name.clone()).unwrap_or_default()
}

/// Where graphs' IRIs start: what comes before the key in the first graph of an article.
pub fn graphs_base(quads: &[Quad]) -> Option<String> {
    let name = quads.iter().find_map(|q| match &q.graph_name {
        oxigraph::model::GraphName::NamedNode(name) => Some(name.as_str()),
        _ => None,
    })?;
    Some(name[..name.rfind('/')? + 1].to_string())
}

/// Aliases of an earlier merge: alias and canonical IRI.
pub fn earlier(quads: &[Quad]) -> Vec<(String, String)> {
    let old = quads.iter().filter(|q| q.predicate == dcterms::IS_REPLACED_BY);
    let pair = |q: &Quad| match (&q.subject, &q.object) {
        (NamedOrBlankNode::NamedNode(alias), Term::NamedNode(canonical)) => {
            Some((alias.as_str().to_string(), canonical.as_str().to_string()))
        }
        _ => None,
    };
    old.filter_map(pair).collect()
}

/// Whether a graph is one of those a merge writes itself.
pub fn is_own_graph(name: &str) -> bool {
    let own = ["/graph/aliases", "/graph/reprints", "/graph/authorities"];
    own.iter().any(|end| name.ends_with(end))
}
