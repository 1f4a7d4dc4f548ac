//! Places without a code (squares, roads, villages) → which of them are one: the same name in the same county.

use super::archive::Kind;
use super::clusters::Reason;
use super::context;
use super::resolver::Resolver;

/// Joins places.
pub fn join(resolver: &mut Resolver<'_>) {
    let mut keyed = Vec::new();
    for place in resolver.archive.of_kind(Kind::Place) {
        let around = resolver.area_around(place);
        let near: Vec<&str> = around.as_deref().into_iter().collect();
        let opened = resolver.names.open(resolver.name(place), &near);
        // An area that the name itself begins with need not be the whole of where it lies.
        let named = opened.area.clone().filter(|a| around.as_deref().is_none_or(|c| !context::lies_in(c, a)));
        if let Some(area) = named.or(around).filter(|a| context::depth(a) >= 2)
            && opened.rest.chars().count() >= 2
        {
            keyed.push((format!("{} in {area}", opened.rest), place));
        }
    }
    resolver.join_equal(keyed, Reason::SameArea);
}
