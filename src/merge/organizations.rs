//! Organizations of many articles → which of them are one: by full name and area, by another name an article gives, by
//! the body above, and by a short name in an article on the right area.

use super::archive::{Kind, Property};
use super::clusters::Reason;
use super::context;
use super::names::Opened;
use super::resolver::Resolver;
use crate::emit::iri::slug;
use std::collections::{BTreeMap, BTreeSet};

/// What an organization is compared by.
struct Body {
    node: u32,
    opened: Opened,
    /// The innermost area its name or an article gives it.
    area: Option<String>,
    /// Its area, or else the one its articles are about.
    around: Option<String>,
    /// Whether its name alone says which body it is.
    whole: bool,
}

/// Bodies that may be meant by a short name, by that name and then by area.
type Owners = BTreeMap<String, BTreeMap<String, BTreeSet<u32>>>;

/// Joins organizations.
pub fn join(resolver: &mut Resolver<'_>) {
    let bodies: Vec<Body> = resolver.archive.of_kind(Kind::Organization).map(|n| body(resolver, n)).collect();
    join_full_names(resolver, &bodies);
    join_other_names(resolver, &bodies);
    // A body joined may be the parent of others, so again until nothing changes.
    for _ in 0..6 {
        let before = resolver.clusters.joinings.len();
        join_below_parents(resolver, &bodies);
        join_short_names(resolver, &bodies);
        resolver.clusters.flatten();
        if resolver.clusters.joinings.len() == before {
            break;
        }
    }
}

fn body(resolver: &Resolver<'_>, node: u32) -> Body {
    let name = resolver.name(node);
    let own = context::own_area(resolver.archive, node);
    let near: Vec<&str> = own.into_iter().collect();
    let opened = resolver.names.open(name, &near);
    let area = resolver.names.leads_to(name, &near).or_else(|| own.map(String::from));
    let around = area.clone().or_else(|| resolver.area_around(node));
    let whole =
        opened.area.is_some() || resolver.archive.nodes[node as usize].iri.ends_with(&format!("/{}", slug(name)));
    Body { node, opened, area, around, whole }
}

fn full_key(opened: &Opened) -> String {
    format!("{}|{}", opened.area.as_deref().unwrap_or_default(), opened.rest)
}

/// The same full name in the same area, also when the area is only called by its rank (县公安局).
fn join_full_names(resolver: &mut Resolver<'_>, bodies: &[Body]) {
    let whole = bodies.iter().filter(|b| b.whole).map(|b| (full_key(&b.opened), b.node));
    resolver.join_equal(whole.collect(), Reason::SameName);
    let relative = bodies.iter().filter(|b| !b.whole).filter_map(|b| Some((relative_key(resolver, b)?, b.node)));
    let relative: Vec<(String, u32)> = relative.collect();
    let full: BTreeMap<String, u32> =
        bodies.iter().filter(|b| b.opened.area.is_some()).map(|b| (full_key(&b.opened), b.node)).rev().collect();
    let with_full = relative.iter().filter_map(|(key, _)| Some((key.clone(), *full.get(key)?)));
    let all = with_full.collect::<BTreeSet<_>>().into_iter().chain(relative.iter().cloned()).collect();
    resolver.join_equal(all, Reason::RelativeName);
}

fn relative_key(resolver: &Resolver<'_>, body: &Body) -> Option<String> {
    let (rank, rest) = resolver.names.relative(resolver.name(body.node))?;
    let gazetteer = resolver.names.gazetteer();
    let areas: BTreeSet<&str> = resolver
        .contexts(body.node)
        .map(|c| c.ranked(rank, |code| gazetteer.name(code).map(String::from)).unwrap_or_default())
        .collect();
    let area = areas.first().filter(|a| areas.len() == 1 && !a.is_empty())?;
    Some(format!("{area}|{}", resolver.names.key(rest)))
}

/// An article gives a body two full names: the other is the same body, unless several bodies are given that name, or
/// some article speaks of both as two.
fn join_other_names(resolver: &mut Resolver<'_>, bodies: &[Body]) {
    let full = bodies.iter().filter(|b| b.whole).map(|b| (full_key(&b.opened), b.node));
    let by_key = full.fold(BTreeMap::<String, Vec<u32>>::new(), |mut map, (key, node)| {
        map.entry(key).or_default().push(node);
        map
    });
    let mut given = BTreeMap::<String, Vec<(u32, &str)>>::new();
    for body in bodies {
        for other in resolver.archive.nodes[body.node as usize].all(Property::Alternate) {
            let near: Vec<&str> = body.area.as_deref().into_iter().collect();
            let opened = resolver.names.open(other, &near);
            // 公安局 of 公安局交警大队 is not that body's other name but that of the body above.
            let part = body.opened.rest.starts_with(&opened.rest) || opened.rest.starts_with(&body.opened.rest);
            if !part && (opened.area.is_some() || resolver.names.is_distinctive(other)) {
                given.entry(full_key(&opened)).or_default().push((body.node, other));
            }
        }
    }
    for (key, claims) in given {
        let roots: BTreeSet<u32> = claims.iter().map(|(node, _)| resolver.clusters.root(*node)).collect();
        let (node, other) = claims[0];
        for &named in by_key.get(&key).into_iter().flatten().filter(|_| roots.len() == 1) {
            if resolver.alike(named, node) {
                let evidence = format!("{} = {other}", resolver.name(node));
                resolver.join(node, named, Reason::OtherName, &evidence);
            }
        }
    }
}

/// The same name below the same body.
fn join_below_parents(resolver: &mut Resolver<'_>, bodies: &[Body]) {
    let mut below = Vec::new();
    for body in bodies {
        let owners = [Property::Parent, Property::Founder].into_iter();
        let owners = owners.flat_map(|p| resolver.archive.linked(body.node, p).collect::<Vec<_>>());
        for owner in owners.map(|o| resolver.clusters.root(o)).collect::<BTreeSet<_>>() {
            let local = body.opened.tails.last().filter(|_| body.whole).unwrap_or(&body.opened.rest);
            if !body.whole || !body.opened.tails.is_empty() {
                below.push((format!("{local} < {}", resolver.archive.nodes[owner as usize].iri), body.node));
            }
        }
    }
    resolver.join_equal(below, Reason::SameParent);
}

/// A short name means the one body of the area that bears it as the end of its full name, or as another name.
fn join_short_names(resolver: &mut Resolver<'_>, bodies: &[Body]) {
    let owners = owners(resolver, bodies);
    let mut rest = Vec::new();
    for body in bodies {
        if body.whole {
            continue;
        }
        let key = &body.opened.rest;
        let distinctive = resolver.names.is_distinctive(resolver.name(body.node));
        let Some(area) = body.around.as_deref() else { continue };
        match meant(resolver, owners.get(key), area, distinctive) {
            Meant::One(owner) => {
                let evidence = format!("{} in {area}", resolver.name(body.node));
                resolver.join(owner, body.node, Reason::ShortName, &evidence);
            }
            Meant::Nobody if distinctive && context::depth(area) >= 2 => {
                rest.push((format!("{key} in {area}"), body.node))
            }
            _ => {}
        }
    }
    resolver.join_equal(rest, Reason::SameArea);
    join_short_areas(resolver, bodies, &owners);
}

/// 溆浦桐木溪派出所 is 溆浦县公安局桐木溪派出所.
fn join_short_areas(resolver: &mut Resolver<'_>, bodies: &[Body], owners: &Owners) {
    for body in bodies.iter().filter(|b| b.opened.area.is_none()) {
        let name = resolver.name(body.node).to_string();
        for (area, rest) in resolver.names.short_areas(&name) {
            if body
                .area
                .as_deref()
                .is_some_and(|own| own != area && !context::lies_in(&area, own) && !context::lies_in(own, &area))
            {
                continue;
            }
            if let Meant::One(owner) = meant(resolver, owners.get(&rest), &area, false) {
                resolver.join(owner, body.node, Reason::ShortName, &format!("{name} in {area}"));
            }
        }
    }
}

fn owners(resolver: &Resolver<'_>, bodies: &[Body]) -> Owners {
    let mut owners = Owners::new();
    let mut own = |key: &str, area: &str, node: u32| {
        owners.entry(key.into()).or_default().entry(area.into()).or_default().insert(node);
    };
    for body in bodies {
        let Some(area) = body.area.as_deref() else { continue };
        if body.whole {
            body.opened.tails.iter().for_each(|tail| own(tail, area, body.node));
            if let Some(named) = body.opened.area.as_deref().filter(|_| body.opened.rest.chars().count() >= 3) {
                own(&body.opened.rest, named, body.node);
            }
        }
        for other in resolver.archive.nodes[body.node as usize].all(Property::Alternate) {
            let opened = resolver.names.open(other, &[]);
            if opened.area.is_none() && other.chars().count() >= 3 && resolver.names.is_distinctive(other) {
                own(&opened.rest, area, body.node);
            }
        }
    }
    owners
}

enum Meant {
    One(u32),
    Nobody,
    Several,
}

/// Who is meant in an article on `area`: the one body of that area; for a distinctive name also the one of an area
/// around it, or the only one inside it.
fn meant(
    resolver: &Resolver<'_>,
    owners: Option<&BTreeMap<String, BTreeSet<u32>>>,
    area: &str,
    distinctive: bool,
) -> Meant {
    let Some(owners) = owners else { return Meant::Nobody };
    let roots = |nodes: &BTreeSet<u32>| nodes.iter().map(|n| resolver.clusters.root(*n)).collect::<BTreeSet<u32>>();
    let exactly = owners.get(area).map(roots).unwrap_or_default();
    let mut found = exactly;
    if found.is_empty() && distinctive {
        found = context::larger(area).iter().filter_map(|a| owners.get(a)).flat_map(roots).collect();
    }
    if found.is_empty() && distinctive && context::depth(area) < 2 {
        let prefix = area.trim_end_matches("00");
        let inside = owners.range(prefix.to_string()..).take_while(|(code, _)| code.starts_with(prefix));
        for (_, nodes) in inside {
            found.extend(roots(nodes));
            if found.len() > 1 {
                break;
            }
        }
    }
    match found.len() {
        0 => Meant::Nobody,
        1 => Meant::One(found.pop_first().unwrap_or_default()),
        _ => Meant::Several,
    }
}

/// The area of a cluster of bodies, for those that work there or run something: the innermost any member gives.
pub fn area_of(resolver: &Resolver<'_>, node: u32) -> Option<String> {
    let name = resolver.name(node);
    let own = context::own_area(resolver.archive, node);
    let near: Vec<&str> = own.into_iter().collect();
    resolver.names.leads_to(name, &near).or_else(|| own.map(String::from))
}
