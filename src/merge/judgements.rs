//! The user's files (same, different, authorities) → pairs of nodes, and links to authorities.

use super::Wishes;
use super::archive::{Archive, Kind, Property};
use super::clusters::Clusters;
use super::resolver::Judgements;
use super::table::Table;
use crate::model::{EntityKind, Subtype};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A row that says two things are the same, or are not. Each is an IRI, its end (`person/张伟-1a2b3c4d`) or a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// One.
    pub a: String,
    /// The other.
    pub b: String,
    /// `file:line` of the row.
    pub row: String,
}

/// A row of an authority file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Name of the thing.
    pub name: String,
    /// What it is; `None` when the row leaves it open.
    pub kind: Option<EntityKind>,
    /// Its IRI elsewhere.
    pub iri: String,
    /// `file:line` of the row.
    pub row: String,
}

/// Reads rows of two cells.
///
/// # Errors
/// File, line, and what a row needs.
pub fn read_pairs(file: &str, text: &str) -> Result<Vec<Judgement>, String> {
    let rows = rows(file, text).map(|(row, cells)| match cells[..] {
        [a, b, ..] if !a.is_empty() && !b.is_empty() => Ok(Judgement { a: a.into(), b: b.into(), row }),
        _ => Err(format!("{row}: a row needs two IRIs or names, separated by a tab")),
    });
    rows.collect()
}

/// Reads an authority file: name, type (a kind of the guide, or empty), IRI.
///
/// # Errors
/// File, line, and what a row needs.
pub fn read_authorities(file: &str, text: &str) -> Result<Vec<Authority>, String> {
    let rows = rows(file, text).map(|(row, cells)| {
        let [name, kind, iri, ..] = cells[..] else {
            return Err(format!("{row}: a row needs name, type and IRI, separated by tabs"));
        };
        let kind = if kind.is_empty() { None } else { Some(kind_named(kind).ok_or_else(|| unknown_kind(&row, kind))?) };
        oxigraph::model::NamedNode::new(iri).map_err(|e| format!("{row}: {iri:?} is no IRI ({e})"))?;
        Ok(Authority { name: name.into(), kind, iri: iri.into(), row })
    });
    rows.collect()
}

fn unknown_kind(row: &str, kind: &str) -> String {
    format!("{row}: {kind:?} is no type; write Organization, Person, Program, Place or a finer kind like Government")
}

fn rows<'t>(file: &'t str, text: &'t str) -> impl Iterator<Item = (String, Vec<&'t str>)> {
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let lines = lines.filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
    lines.map(move |(number, line)| (format!("{file}:{}", number + 1), line.split('\t').map(str::trim).collect()))
}

fn kind_named(name: &str) -> Option<EntityKind> {
    Some(match name {
        "Organization" => EntityKind::Organization,
        "Program" => EntityKind::Program,
        other => Subtype::from_name(other)?.kind(),
    })
}

/// Nodes by whatever a user may call them.
struct Index<'a> {
    archive: &'a Archive,
    named: HashMap<&'a str, Vec<u32>>,
}

impl<'a> Index<'a> {
    fn new(archive: &'a Archive) -> Self {
        let mut named = HashMap::<&str, Vec<u32>>::new();
        for (id, node) in (0u32..).zip(&archive.nodes) {
            node.all(Property::Name).for_each(|name| named.entry(name).or_default().push(id));
            let tail = node.iri.find("/id/").map(|at| &node.iri[at + 4..]);
            tail.into_iter().for_each(|tail| named.entry(tail).or_default().push(id));
        }
        Self { archive, named }
    }

    fn find(&self, text: &str) -> Vec<u32> {
        let iri = text.trim_start_matches('<').trim_end_matches('>');
        self.archive.find(iri).map_or_else(|| self.named.get(iri).cloned().unwrap_or_default(), |node| vec![node])
    }
}

/// The pairs of nodes the user's rows mean, and messages on rows that mean nothing here.
pub fn find(archive: &Archive, wishes: &Wishes) -> (Judgements, Vec<String>) {
    if wishes.same.is_empty() && wishes.different.is_empty() {
        return Default::default();
    }
    let index = Index::new(archive);
    let (mut found, mut unknown) = (Judgements::default(), Vec::new());
    for row in &wishes.same {
        let nodes: Vec<u32> = [index.find(&row.a), index.find(&row.b)].concat();
        unknown.extend(missing(&index, row));
        found.same.extend(nodes.iter().skip(1).map(|n| (nodes[0], *n)));
    }
    for row in &wishes.different {
        let (a, b) = (index.find(&row.a), index.find(&row.b));
        unknown.extend(missing(&index, row));
        if a.iter().any(|n| b.contains(n)) {
            unknown.push(format!(
                "{}: {} and {} are one IRI already, made when the articles were read",
                row.row, row.a, row.b
            ));
        }
        found.different.extend(a.iter().flat_map(|n| b.iter().map(move |m| (*n, *m))).filter(|(n, m)| n != m));
    }
    (found, unknown)
}

fn missing(index: &Index<'_>, row: &Judgement) -> Option<String> {
    let none = [&row.a, &row.b].into_iter().find(|text| index.find(text).is_empty())?;
    Some(format!("{}: no article speaks of {none}", row.row))
}

/// Links clusters to authorities by name and kind. Several namesakes are told apart by nobody, so none is linked.
pub fn link_authorities(archive: &Archive, clusters: &Clusters, rows: &[Authority], table: &mut Table) -> Vec<String> {
    let mut wanted = BTreeMap::<&str, BTreeSet<u32>>::new();
    rows.iter().for_each(|row| {
        wanted.entry(&row.name).or_default();
    });
    for (id, node) in (0u32..).zip(&archive.nodes).filter(|_| !rows.is_empty()) {
        for name in node.all(Property::Name) {
            if let Some(nodes) = wanted.get_mut(&**name) {
                nodes.insert(id);
            }
        }
    }
    let mut notes = Vec::new();
    for row in rows {
        let fits = |n: &&u32| row.kind.is_none_or(|kind| is(archive.nodes[**n as usize].kind, kind));
        let roots: BTreeSet<u32> = wanted[row.name.as_str()].iter().filter(fits).map(|n| clusters.root(*n)).collect();
        match (roots.len(), roots.first()) {
            (1, Some(&node)) => {
                let canonical = table.canonical(&archive.nodes[node as usize].iri).to_string();
                table.authorities.insert((canonical, row.iri.clone()));
            }
            (0, _) => {}
            (n, _) => notes.push(format!("{}: {n} things are called {}, none was linked", row.row, row.name)),
        }
    }
    notes
}

const fn is(kind: Kind, wanted: EntityKind) -> bool {
    matches!(
        (kind, wanted),
        (Kind::Organization, EntityKind::Organization)
            | (Kind::Person, EntityKind::Person)
            | (Kind::Program, EntityKind::Program)
            | (Kind::Place, EntityKind::Place)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_row_is_reported_with_file_and_line() {
        assert_eq!(read_pairs("same.tsv", "# who\n甲\t乙\n").unwrap()[0].row, "same.tsv:2");
        assert!(read_pairs("same.tsv", "甲 乙\n").unwrap_err().starts_with("same.tsv:1"));
        assert!(read_authorities("a.tsv", "甲\tGovernment\tno iri\n").unwrap_err().contains("no IRI"));
        assert!(read_authorities("a.tsv", "甲\tGovernmnt\thttp://x/y\n").unwrap_err().contains("Governmnt"));
    }
}
