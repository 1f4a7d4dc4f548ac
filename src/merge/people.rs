//! People of many articles → which of them are one: a name is never enough, an employer or a post must agree.

use super::archive::{Kind, Property};
use super::clusters::Reason;
use super::resolver::Resolver;
use std::collections::{BTreeMap, BTreeSet};

/// How many steps up from an employer its parents count as the same employer.
const STEPS: usize = 2;

/// Joins people.
pub fn join(resolver: &mut Resolver<'_>) {
    let people: Vec<u32> = resolver.archive.of_kind(Kind::Person).collect();
    join_employed(resolver, &people);
    resolver.clusters.flatten();
    join_above(resolver, &people);
    join_posts(resolver, &people);
    resolver.clusters.flatten();
    join_named_employers(resolver, &people);
}

/// Clusters a person works for. Writing for a paper and working for it are one.
fn employers(resolver: &Resolver<'_>, person: u32) -> BTreeSet<u32> {
    let both = [Property::WorksFor, Property::Newsroom].into_iter();
    both.flat_map(|p| resolver.archive.linked(person, p)).map(|e| resolver.clusters.root(e)).collect()
}

/// All people of a cluster share its employers.
fn employers_of_clusters(resolver: &Resolver<'_>, people: &[u32]) -> BTreeMap<u32, BTreeSet<u32>> {
    let mut all = BTreeMap::<u32, BTreeSet<u32>>::new();
    for &person in people {
        all.entry(resolver.clusters.root(person)).or_default().extend(employers(resolver, person));
    }
    all
}

fn key(resolver: &Resolver<'_>, person: u32) -> String {
    resolver.names.key(resolver.name(person))
}

/// The same name and the same employer.
fn join_employed(resolver: &mut Resolver<'_>, people: &[u32]) {
    let mut keyed = Vec::new();
    for &person in people {
        let name = key(resolver, person);
        let of = |e: u32| format!("{name} @ {}", resolver.archive.nodes[e as usize].iri);
        keyed.extend(employers(resolver, person).into_iter().map(|e| (of(e), person)));
    }
    resolver.join_equal(keyed, Reason::SameEmployer);
}

/// Bodies above `body`, nearest first, not more than [`STEPS`] up.
fn above(parents: &BTreeMap<u32, BTreeSet<u32>>, body: u32) -> BTreeSet<u32> {
    let (mut all, mut level) = (BTreeSet::new(), BTreeSet::from([body]));
    for _ in 0..STEPS {
        level = level.iter().filter_map(|b| parents.get(b)).flatten().copied().collect();
        all.extend(&level);
    }
    all
}

/// One works for a body, the other for a part of it, and nobody else of that name does.
fn join_above(resolver: &mut Resolver<'_>, people: &[u32]) {
    let parents = resolver.parents();
    let mut direct = BTreeMap::<(u32, String), BTreeSet<u32>>::new();
    let mut below = BTreeMap::<(u32, String), BTreeSet<u32>>::new();
    for &person in people {
        let name = key(resolver, person);
        for employer in employers(resolver, person) {
            direct.entry((employer, name.clone())).or_default().insert(person);
            for upper in above(&parents, employer) {
                below.entry((upper, name.clone())).or_default().insert(person);
            }
        }
    }
    for ((body, name), persons) in direct {
        let Some(lower) = below.get(&(body, name.clone())) else { continue };
        let roots: BTreeSet<u32> = lower.iter().map(|p| resolver.clusters.root(*p)).collect();
        if let (Some(person), Some(other)) = (persons.first(), lower.first())
            && roots.len() == 1
            && may_be(resolver, *person, *other)
        {
            let evidence = format!("{name} @ {} and a part of it", resolver.name(body));
            resolver.join(*person, *other, Reason::SameEmployer, &evidence);
        }
    }
}

/// The same name and the same leading post in articles on the same county, and no two employers.
fn join_posts(resolver: &mut Resolver<'_>, people: &[u32]) {
    let mut by_post = BTreeMap::<String, Vec<u32>>::new();
    for &person in people {
        let Some(area) = resolver.area_around(person) else { continue };
        for title in resolver.archive.nodes[person as usize].all(Property::Title) {
            if resolver.names.is_leading_post(title) {
                let post = format!("{} {} in {area}", key(resolver, person), resolver.names.key(title));
                by_post.entry(post).or_default().push(person);
            }
        }
    }
    let employers = employers_of_clusters(resolver, people);
    for (post, persons) in by_post {
        for other in &persons[1..] {
            let (a, b) = (resolver.clusters.root(persons[0]), resolver.clusters.root(*other));
            if employers.get(&a).is_none_or(BTreeSet::is_empty) || employers.get(&b).is_none_or(BTreeSet::is_empty) {
                resolver.join(persons[0], *other, Reason::SamePost, &post);
            }
        }
    }
}

/// A person without an employer, in an article that speaks of the employer of the one namesake it can be.
fn join_named_employers(resolver: &mut Resolver<'_>, people: &[u32]) {
    let parents = resolver.parents();
    let employers = employers_of_clusters(resolver, people);
    let mut employed = BTreeMap::<(u32, String), BTreeSet<u32>>::new();
    for &person in people {
        let name = key(resolver, person);
        for &employer in &employers[&resolver.clusters.root(person)] {
            for body in above(&parents, employer).into_iter().chain([employer]) {
                employed.entry((body, name.clone())).or_default().insert(person);
            }
        }
    }
    for &person in people {
        if !employers[&resolver.clusters.root(person)].is_empty() {
            continue;
        }
        let name = key(resolver, person);
        let articles = &resolver.archive.nodes[person as usize].articles;
        let bodies: BTreeSet<u32> = articles.iter().flat_map(|a| resolver.bodies_of(*a)).collect();
        let namesakes = bodies.iter().filter_map(|b| employed.get(&(*b, name.clone()))).flatten();
        let roots: BTreeSet<u32> = namesakes.map(|n| resolver.clusters.root(*n)).collect();
        if let Some(&other) = roots.first().filter(|_| roots.len() == 1)
            && may_be(resolver, person, other)
        {
            resolver.join(other, person, Reason::EmployerNamed, &name);
        }
    }
}

/// Names of two characters are borne by too many: there a title must agree as well.
fn may_be(resolver: &Resolver<'_>, person: u32, other: u32) -> bool {
    let titles = |n: u32| resolver.archive.nodes[n as usize].all(Property::Title).collect::<BTreeSet<_>>();
    resolver.name(person).chars().count() >= 3 || titles(person).intersection(&titles(other)).next().is_some()
}
