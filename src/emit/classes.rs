//! Subtypes of the annotation guide → classes of the graph, head class last.

use crate::model::{EntityKind, Subtype};
use crate::vocabulary::{ng, schema};
use oxigraph::model::NamedNodeRef;

type Class = NamedNodeRef<'static>;

/// The class every entity of the kind carries, beside its specific ones.
pub const fn head(kind: EntityKind) -> Class {
    match kind {
        EntityKind::Organization => schema::ORGANIZATION,
        EntityKind::Person => schema::PERSON,
        EntityKind::Program => ng::PROGRAM,
        EntityKind::Place => schema::PLACE,
    }
}

/// The specific classes of a subtype, without the head class; none when the head class is all there is.
pub const fn specific(subtype: Subtype) -> &'static [Class] {
    match subtype {
        Subtype::PoliceStation => &[schema::POLICE_STATION, schema::GOVERNMENT_ORGANIZATION],
        Subtype::Fire => &[schema::FIRE_STATION, schema::GOVERNMENT_ORGANIZATION],
        Subtype::Government | Subtype::Court | Subtype::Procuratorate | Subtype::Military => {
            &[schema::GOVERNMENT_ORGANIZATION]
        }
        Subtype::Party => &[ng::PARTY_ORGAN],
        Subtype::MassOrganization => &[ng::MASS_ORGANIZATION],
        Subtype::PublicInstitution => &[ng::PUBLIC_INSTITUTION],
        Subtype::Committee => &[ng::RESIDENTS_COMMITTEE],
        Subtype::School => &[schema::SCHOOL],
        Subtype::University => &[schema::COLLEGE_OR_UNIVERSITY],
        Subtype::Hospital => &[schema::HOSPITAL],
        Subtype::Media => &[schema::NEWS_MEDIA_ORGANIZATION],
        Subtype::Company => &[schema::CORPORATION],
        Subtype::Cooperative => &[schema::COOPERATIVE],
        Subtype::Association => &[schema::NGO],
        Subtype::VolunteerTeam => &[ng::VOLUNTEER_TEAM],
        Subtype::WorkRoom => &[ng::WORK_ROOM],
        Subtype::SportsTeam => &[schema::SPORTS_TEAM],
        Subtype::Department | Subtype::Other | Subtype::Person | Subtype::Place => &[],
        Subtype::Admin => &[schema::ADMINISTRATIVE_AREA],
        Subtype::Project => &[schema::PROJECT],
        Subtype::Campaign => &[ng::CAMPAIGN, schema::PROJECT],
        Subtype::Method => &[ng::WORKING_METHOD, schema::DEFINED_TERM],
        Subtype::Brand => &[schema::BRAND_CLASS],
        Subtype::Competition => &[ng::COMPETITION, schema::EVENT],
        Subtype::Event => &[schema::EVENT],
        Subtype::Service => &[schema::SERVICE],
    }
}

/// Whether schema.org counts the subtype among its organizations and people: what `agent` may lead to.
/// Projects are organizations there.
pub const fn can_act(subtype: Subtype) -> bool {
    match subtype.kind() {
        EntityKind::Organization | EntityKind::Person => true,
        EntityKind::Program => matches!(subtype, Subtype::Project | Subtype::Campaign),
        EntityKind::Place => false,
    }
}

/// Whether `schema:award` may stand on it.
pub const fn takes_award(subtype: Subtype) -> bool {
    can_act(subtype) || matches!(subtype, Subtype::Service)
}

/// Whether the program is an event, which has an organizer, a location and editions.
pub const fn is_event(subtype: Subtype) -> bool {
    matches!(subtype, Subtype::Competition | Subtype::Event)
}

/// Whether the body governs an area rather than standing in it.
pub const fn serves_area(subtype: Subtype) -> bool {
    matches!(
        subtype,
        Subtype::Government
            | Subtype::Party
            | Subtype::MassOrganization
            | Subtype::Court
            | Subtype::Procuratorate
            | Subtype::Committee
    )
}

/// Whether a name of this kind is given only once in the country, so that it needs no scope in its IRI.
pub const fn names_itself(subtype: Subtype) -> bool {
    matches!(subtype, Subtype::Media | Subtype::Company | Subtype::University)
}
