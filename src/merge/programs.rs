//! Programs of many articles → which of them are one: by area and name, by name and who runs it, and those of the
//! calendar and numbered ones by name and area alone.

use super::archive::{Kind, Property};
use super::clusters::Reason;
use super::resolver::Resolver;
use super::{context, organizations};
use std::collections::{BTreeMap, BTreeSet};

/// Joins programs.
pub fn join(resolver: &mut Resolver<'_>) {
    let programs: Vec<u32> = resolver.archive.of_kind(Kind::Program).collect();
    join_named(resolver, &programs);
    join_run(resolver, &programs);
    resolver.clusters.flatten();
    join_named_runners(resolver, &programs);
    join_once_in_an_area(resolver, &programs);
}

fn runners(resolver: &Resolver<'_>, program: u32) -> BTreeSet<u32> {
    resolver.archive.linked(program, Property::RunBy).map(|r| resolver.clusters.root(r)).collect()
}

/// Keys of all names of a program.
fn keys(resolver: &Resolver<'_>, program: u32) -> BTreeSet<String> {
    resolver.names.program_keys(resolver.name(program))
}

/// The same name in the same area: 第五届甘肃省…大赛 and 甘肃省第五届…大赛.
fn join_named(resolver: &mut Resolver<'_>, programs: &[u32]) {
    let mut keyed = Vec::new();
    for &program in programs {
        let opened = resolver.names.open_program(resolver.name(program));
        if let Some(area) = opened.area {
            keyed.push((format!("{} of {area}", opened.rest), program));
        }
    }
    join_if_alike(resolver, keyed, Reason::SameName);
}

/// The same name, or quoted core of it, and the same runner.
fn join_run(resolver: &mut Resolver<'_>, programs: &[u32]) {
    let mut keyed = Vec::new();
    for &program in programs {
        for runner in runners(resolver, program) {
            let by = &resolver.archive.nodes[runner as usize].iri;
            keyed.extend(keys(resolver, program).into_iter().map(|key| (format!("{key} by {by}"), program)));
        }
    }
    join_if_alike(resolver, keyed, Reason::SameRunner);
}

/// A program nobody is said to run, in an article that speaks of the runner of the one namesake it can be.
fn join_named_runners(resolver: &mut Resolver<'_>, programs: &[u32]) {
    let parents = resolver.parents();
    let mut run = BTreeMap::<(u32, String), BTreeSet<u32>>::new();
    for &program in programs {
        for runner in runners(resolver, program) {
            let upper = parents.get(&runner).into_iter().flatten().copied();
            for body in upper.chain([runner]) {
                for key in keys(resolver, program) {
                    run.entry((body, key)).or_default().insert(program);
                }
            }
        }
    }
    for &program in
        programs.iter().filter(|p| resolver.archive.nodes[**p as usize].all(Property::RunBy).next().is_none())
    {
        let articles = &resolver.archive.nodes[program as usize].articles;
        let bodies: BTreeSet<u32> = articles.iter().flat_map(|a| resolver.bodies_of(*a)).collect();
        let keys = keys(resolver, program);
        let namesakes = bodies.iter().flat_map(|b| keys.iter().filter_map(|k| run.get(&(*b, k.clone())))).flatten();
        let roots: BTreeSet<u32> = namesakes.map(|n| resolver.clusters.root(*n)).collect();
        if let Some(&other) = roots.first().filter(|_| roots.len() == 1)
            && alike(resolver, program, other)
        {
            let name = resolver.name(program).to_string();
            resolver.join(other, program, Reason::RunnerNamed, &name);
        }
    }
}

/// 民族团结宣传月 and 第十届职工运动会 exist in every county, and in each once.
fn join_once_in_an_area(resolver: &mut Resolver<'_>, programs: &[u32]) {
    let mut keyed = Vec::new();
    for &program in programs {
        let Some(name) = resolver.names.once_in_an_area(resolver.name(program)) else { continue };
        let areas: BTreeSet<String> =
            runners(resolver, program).into_iter().filter_map(|r| organizations::area_of(resolver, r)).collect();
        let area = areas.first().filter(|_| areas.len() == 1).cloned().or_else(|| resolver.area_around(program));
        if let Some(area) = area.filter(|a| context::depth(a) >= 2) {
            keyed.push((format!("{name} in {area}"), program));
        }
    }
    join_if_alike(resolver, keyed, Reason::SameArea);
}

fn join_if_alike(resolver: &mut Resolver<'_>, mut keyed: Vec<(String, u32)>, reason: Reason) {
    keyed.sort();
    for group in keyed.chunk_by(|a, b| a.0 == b.0) {
        for (key, node) in &group[1..] {
            if alike(resolver, group[0].1, *node) {
                resolver.join(group[0].1, *node, reason, key);
            }
        }
    }
}

/// Events, brands and services are written with properties of their own, so a program is only ever one of them.
fn alike(resolver: &Resolver<'_>, a: u32, b: u32) -> bool {
    let manner = |n: u32| {
        let classes = resolver.archive.nodes[n as usize].main(Property::Classes).unwrap_or_default();
        ["schema.org/Event", "schema.org/Brand", "schema.org/Service"].into_iter().find(|c| classes.contains(c))
    };
    manner(a) == manner(b)
}
