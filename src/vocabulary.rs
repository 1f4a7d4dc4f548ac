//! Every IRI of the vocabularies the graph is written in: ours, schema.org, Web Annotation, PROV-O, RDF.

use oxigraph::model::NamedNodeRef;

macro_rules! terms {
    ($(#[$doc:meta])* $module:ident $namespace:literal: $($name:ident $local:literal),+ $(,)?) => {
        $(#[$doc])*
        pub mod $module {
            use super::NamedNodeRef;
            /// The namespace all terms start with.
            pub const NAMESPACE: &str = $namespace;
            $(
                #[doc = concat!("`", $namespace, $local, "`")]
                pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));
            )+
        }
    };
}

terms! {
    /// Our own terms, described in `schemas/vocabulary.ttl`.
    ng "https://w3id.org/newsgraph/ns#":
    PROGRAM "Program", CAMPAIGN "Campaign", WORKING_METHOD "WorkingMethod", COMPETITION "Competition",
    ACHIEVEMENT "Achievement", HONOUR "Honour", RESULT "Result", DEED "Deed",
    PARTY_ORGAN "PartyOrgan", MASS_ORGANIZATION "MassOrganization", PUBLIC_INSTITUTION "PublicInstitution",
    RESIDENTS_COMMITTEE "ResidentsCommittee", VOLUNTEER_TEAM "VolunteerTeam", WORK_ROOM "WorkRoom",
    RUN_BY "runBy", ACHIEVED_BY "achievedBy", IN_PROGRAM "inProgram", CONFERRED_BY "conferredBy",
    PRIZE "prize", LEVEL "level", COUNT "count", YEAR "year", TIME_TEXT "timeText", STANDING "standing",
    BOUND "bound", VALUE_TEXT "valueText", PER "per", CONFIDENCE "confidence",
}

terms! {
    /// schema.org, in the `http` form that its JSON-LD context expands to.
    schema "http://schema.org/":
    ACHIEVE_ACTION "AchieveAction", ADMINISTRATIVE_AREA "AdministrativeArea", BRAND_CLASS "Brand", CITY "City",
    COLLEGE_OR_UNIVERSITY "CollegeOrUniversity", COOPERATIVE "Cooperative", CORPORATION "Corporation",
    DEFINED_TERM "DefinedTerm", EVENT "Event", EVENT_SERIES "EventSeries", FIRE_STATION "FireStation",
    GOVERNMENT_ORGANIZATION "GovernmentOrganization", HOSPITAL "Hospital", NEWS_ARTICLE "NewsArticle",
    NEWS_MEDIA_ORGANIZATION "NewsMediaOrganization", NGO "NGO", OBSERVATION "Observation",
    ORGANIZATION "Organization", PERSON "Person", PLACE "Place", POLICE_STATION "PoliceStation", PROJECT "Project",
    PROPERTY_VALUE "PropertyValue", SCHOOL "School", SERVICE "Service",
    SOFTWARE_APPLICATION "SoftwareApplication", SPORTS_TEAM "SportsTeam", WEB_SITE "WebSite",
    ABOUT "about", AGENT "agent", ALTERNATE_NAME "alternateName", ALTERNATIVE_HEADLINE "alternativeHeadline",
    AREA_SERVED "areaServed", ARTICLE_BODY "articleBody", ARTICLE_SECTION "articleSection", AUTHOR "author",
    AWARD "award", BRAND "brand", CONTAINED_IN_PLACE "containedInPlace", CONTENT_LOCATION "contentLocation",
    CONTRIBUTOR "contributor", CREDIT_TEXT "creditText", DATELINE "dateline", DATE_PUBLISHED "datePublished",
    EDITOR "editor", FOUNDER "founder", HEADLINE "headline", IDENTIFIER "identifier", IMAGE "image",
    IN_LANGUAGE "inLanguage", IS_BASED_ON "isBasedOn", IS_PART_OF "isPartOf", JOB_TITLE "jobTitle", LOCATION "location",
    MAX_VALUE "maxValue", MENTIONS "mentions", MIN_VALUE "minValue", NAME "name", OBJECT "object",
    OBSERVATION_ABOUT "observationAbout", ORGANIZER "organizer", PARENT_ORGANIZATION "parentOrganization",
    PROPERTY_ID "propertyID", PROVIDER "provider", PUBLISHER "publisher", SAME_AS "sameAs",
    SOFTWARE_VERSION "softwareVersion", SOURCE_ORGANIZATION "sourceOrganization", SUPER_EVENT "superEvent",
    UNIT_TEXT "unitText", URL "url", VALUE "value", VARIABLE_MEASURED "variableMeasured", WORD_COUNT "wordCount",
    WORKS_FOR "worksFor",
}

terms! {
    /// Web Annotation: which words say a fact.
    oa "http://www.w3.org/ns/oa#":
    ANNOTATION "Annotation", SPECIFIC_RESOURCE "SpecificResource", TEXT_POSITION_SELECTOR "TextPositionSelector",
    TEXT_QUOTE_SELECTOR "TextQuoteSelector", HAS_BODY "hasBody", HAS_TARGET "hasTarget", HAS_SOURCE "hasSource",
    HAS_SELECTOR "hasSelector", START "start", END "end", EXACT "exact", PREFIX "prefix", SUFFIX "suffix",
}

terms! {
    /// PROV-O: which program wrote which graph.
    prov "http://www.w3.org/ns/prov#":
    ENTITY "Entity", ACTIVITY "Activity", SOFTWARE_AGENT "SoftwareAgent", WAS_DERIVED_FROM "wasDerivedFrom",
    WAS_GENERATED_BY "wasGeneratedBy", USED "used", WAS_ASSOCIATED_WITH "wasAssociatedWith",
    WAS_ATTRIBUTED_TO "wasAttributedTo",
}

terms! {
    /// RDF itself.
    rdf "http://www.w3.org/1999/02/22-rdf-syntax-ns#":
    TYPE "type", STATEMENT "Statement", SUBJECT "subject", PREDICATE "predicate", OBJECT "object",
}

terms! {
    /// OWL: old and new IRI of one thing.
    owl "http://www.w3.org/2002/07/owl#": SAME_AS "sameAs",
}

terms! {
    /// Dublin Core: which IRI took the place of another.
    dcterms "http://purl.org/dc/terms/": IS_REPLACED_BY "isReplacedBy",
}

terms! {
    /// XML Schema datatypes.
    xsd "http://www.w3.org/2001/XMLSchema#":
    STRING "string", INTEGER "integer", NON_NEGATIVE_INTEGER "nonNegativeInteger", DOUBLE "double", DECIMAL "decimal", DATE "date",
    DATE_TIME "dateTime", DURATION "duration",
}
