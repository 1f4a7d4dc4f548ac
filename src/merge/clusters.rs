//! Decisions that two nodes are the same thing → clusters, with the reason for every joining.

use super::archive::Archive;
use std::collections::{BTreeMap, BTreeSet};

/// Why two nodes are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The user's `same.tsv`.
    User,
    /// The same entry of an authority file.
    Authority,
    /// The same name in printings of the same story.
    Reprint,
    /// The same full name in the same area.
    SameName,
    /// An article gives both names (原名, 简称).
    OtherName,
    /// The same name below the same body.
    SameParent,
    /// A short name in an article on the area of the one body that bears it.
    ShortName,
    /// 县公安局 in an article on one county.
    RelativeName,
    /// The same distinctive name in articles on the same area.
    SameArea,
    /// The same name, and the same employer or one above or below it.
    SameEmployer,
    /// The same name in an article that speaks of the employer.
    EmployerNamed,
    /// The same name and the same leading post in the same area.
    SamePost,
    /// The same name, and run by the same.
    SameRunner,
    /// The same name in an article that speaks of who runs it.
    RunnerNamed,
    /// The same honour of the same recipient.
    SameHonour,
    /// The same count of the same thing by the same actor.
    SameResult,
    /// The same deed of the same actor.
    SameDeed,
    /// A row of a table given as it is, or of an earlier merge.
    Table,
}

impl Reason {
    /// As the table writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Authority => "authority",
            Self::Reprint => "reprint",
            Self::SameName => "same-name",
            Self::OtherName => "other-name",
            Self::SameParent => "same-parent",
            Self::ShortName => "short-name",
            Self::RelativeName => "relative-name",
            Self::SameArea => "same-area",
            Self::SameEmployer => "same-employer",
            Self::EmployerNamed => "employer-named",
            Self::SamePost => "same-post",
            Self::SameRunner => "same-runner",
            Self::RunnerNamed => "runner-named",
            Self::SameHonour => "same-honour",
            Self::SameResult => "same-result",
            Self::SameDeed => "same-deed",
            Self::Table => "table",
        }
    }

    /// Whether two nodes that one article keeps apart may still be joined for this reason.
    const fn overrules_an_article(self) -> bool {
        matches!(self, Self::User | Self::Authority | Self::SameName | Self::Table)
            || matches!(self, Self::SameHonour | Self::SameResult | Self::SameDeed)
    }
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    /// The two nodes.
    pub nodes: (u32, u32),
    /// Why.
    pub reason: Reason,
    /// What the reason rests on.
    pub evidence: String,
}

/// Nodes that are the same thing.
#[derive(Debug)]
pub struct Clusters {
    up: Vec<u32>,
    /// Of each root: articles of its members, kept only once there are two members.
    articles: BTreeMap<u32, BTreeSet<u32>>,
    /// Of each root: nodes the user keeps apart from its members.
    apart: BTreeMap<u32, BTreeSet<u32>>,
    /// All decisions, in order.
    pub joinings: Vec<Joining>,
}

impl Clusters {
    /// Every node by itself; the pairs are never joined.
    pub fn new(archive: &Archive, apart: &[(u32, u32)]) -> Self {
        let mut clusters = Self {
            up: (0..archive.nodes.len() as u32).collect(),
            articles: BTreeMap::new(),
            apart: BTreeMap::new(),
            joinings: Vec::new(),
        };
        for &(a, b) in apart {
            clusters.apart.entry(a).or_default().insert(b);
            clusters.apart.entry(b).or_default().insert(a);
        }
        clusters
    }

    /// The node that stands for its cluster.
    pub fn root(&self, mut node: u32) -> u32 {
        while self.up[node as usize] != node {
            node = self.up[node as usize];
        }
        node
    }

    /// Joins two nodes, unless the user or an article that speaks of both keeps them apart. Says whether they are one.
    pub fn join(&mut self, archive: &Archive, a: u32, b: u32, reason: Reason, evidence: impl Fn() -> String) -> bool {
        let (mut into, mut from) = (self.root(a), self.root(b));
        if into == from {
            return true;
        }
        if archive.nodes[a as usize].kind != archive.nodes[b as usize].kind || self.kept_apart(into, from) {
            return false;
        }
        let of = |clusters: &mut Self, root: u32| {
            let own = || archive.nodes[root as usize].articles.iter().copied().collect();
            clusters.articles.remove(&root).unwrap_or_else(own)
        };
        let (mut large, mut small) = (of(self, into), of(self, from));
        if large.len() < small.len() {
            std::mem::swap(&mut large, &mut small);
            std::mem::swap(&mut into, &mut from);
        }
        if !reason.overrules_an_article() && small.iter().any(|article| large.contains(article)) {
            self.articles.insert(into, large);
            self.articles.insert(from, small);
            return false;
        }
        large.extend(small);
        self.articles.insert(into, large);
        let enemies = self.apart.remove(&from).unwrap_or_default();
        if !enemies.is_empty() {
            self.apart.entry(into).or_default().extend(enemies);
        }
        self.up[from as usize] = into;
        self.joinings.push(Joining { nodes: (a, b), reason, evidence: evidence() });
        true
    }

    fn kept_apart(&self, a: u32, b: u32) -> bool {
        let enemies =
            |of: u32, other: u32| self.apart.get(&of).is_some_and(|nodes| nodes.iter().any(|&n| self.root(n) == other));
        enemies(a, b) || enemies(b, a)
    }

    /// Makes every path one step long.
    pub fn flatten(&mut self) {
        for node in 0..self.up.len() as u32 {
            self.up[node as usize] = self.root(node);
        }
    }

    /// Members of every cluster of two or more, by root, ascending.
    pub fn members(&self) -> BTreeMap<u32, Vec<u32>> {
        let mut members = BTreeMap::<u32, Vec<u32>>::new();
        for node in 0..self.up.len() as u32 {
            let root = self.root(node);
            if root != node || self.articles.contains_key(&root) {
                members.entry(root).or_default().push(node);
            }
        }
        members.retain(|_, nodes| nodes.len() > 1);
        members
    }
}
