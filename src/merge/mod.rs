//! Graphs of many articles → who is who across them: an alias table, and the graphs rewritten by it.
//!
//! Every node of every article is read ([`reading`]) into an [`Archive`]; nodes with the same key (full name and area,
//! name and employer, name and runner …) are joined one rule after the other ([`Resolver`]); the clusters become a
//! [`Table`] of aliases, by which each article's graph is written anew ([`mod@rewrite`]). Keys keep the work near-linear,
//! and everything is ordered by IRI, so that the order of the inputs does not matter.
//!
//! The rules are careful: a name alone never joins two people, and what an article keeps apart stays apart.

mod achievements;
pub mod archive;
pub mod clusters;
mod context;
pub mod judgements;
pub mod names;
mod organizations;
mod people;
mod places;
mod programs;
pub mod reading;
pub mod reprints;
pub mod resolver;
pub mod rewrite;
pub mod table;

pub use archive::{Archive, Builder};
pub use judgements::{Authority, Judgement};
pub use names::Names;
pub use reading::sightings;
pub use resolver::{Judgements, Resolver};
pub use rewrite::rewrite;
pub use table::{Row, Table};

/// What the user says of who is who.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Rows of `same.tsv`.
    pub same: Vec<Judgement>,
    /// Rows of `different.tsv`.
    pub different: Vec<Judgement>,
    /// Rows of authority files.
    pub authorities: Vec<Authority>,
}

/// Decides who is who in an archive. Also returns what the user said of things that no article speaks of.
pub fn resolve(archive: &Archive, names: &Names<'_>, wishes: &Wishes) -> (Table, Vec<String>) {
    let (judgements, mut unknown) = judgements::find(archive, wishes);
    let resolver = Resolver::resolve(archive, names, &judgements);
    let mut table = Table::new(archive, names, &resolver.clusters, &resolver.originals);
    unknown.extend(judgements::link_authorities(archive, &resolver.clusters, &wishes.authorities, &mut table));
    (table, unknown)
}

/// Applies a table's rows as they stand, and decides nothing else.
pub fn apply(archive: &Archive, names: &Names<'_>, rows: &[Row]) -> Table {
    let mut clusters = clusters::Clusters::new(archive, &[]);
    for row in rows {
        if let (Some(a), Some(b)) = (archive.find(&row.alias), archive.find(&row.canonical)) {
            clusters.join(archive, a, b, clusters::Reason::Table, || row.evidence.clone());
        }
    }
    let originals: Vec<u32> = (0..archive.articles.len() as u32).collect();
    Table::new(archive, names, &clusters, &originals)
}
