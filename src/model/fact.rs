//! Facts: what the article says of its entities, each with the words that say it.

use super::{EntityId, Period, Quantity, Span};
use std::borrow::Cow;

/// The relations of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Predicate {
    /// person → organization
    WorksFor,
    /// person → text
    JobTitle,
    /// organization → its direct parent
    ParentOrganization,
    /// organization → who founded it
    Founder,
    /// program → who runs it
    RunBy,
    /// edition → series, sub-event → event
    SuperEvent,
    /// organization or program → place
    Location,
}

impl Predicate {
    /// The guide's name, which is also the local name in the graph.
    pub const fn name(self) -> &'static str {
        match self {
            Self::WorksFor => "worksFor",
            Self::JobTitle => "jobTitle",
            Self::ParentOrganization => "parentOrganization",
            Self::Founder => "founder",
            Self::RunBy => "runBy",
            Self::SuperEvent => "superEvent",
            Self::Location => "location",
        }
    }
}

/// What a relation leads to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Object {
    /// Another entity.
    Entity(EntityId),
    /// Words as printed (a job title).
    Text(String),
}

/// A bare relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Whom it is said of.
    pub subject: EntityId,
    /// What kind of tie.
    pub predicate: Predicate,
    /// To what.
    pub object: Object,
}

/// An award, title or rank received.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Honour {
    /// Recipients (organization, person, program or place).
    pub by: Vec<EntityId>,
    /// The honour in full as printed: 第五届甘肃省青年志愿服务项目大赛金奖.
    pub name: String,
    /// Grade or title alone: 金奖.
    pub prize: Option<String>,
    /// The competition or project it was won in.
    pub in_program: Option<EntityId>,
    /// Who gave it.
    pub conferred_by: Vec<EntityId>,
    /// 国家级 省级 市级 县级, if the text tells.
    pub level: Option<String>,
    /// Four digits.
    pub year: Option<i32>,
    /// Time words as printed.
    pub time: Option<String>,
    /// How many times (集体三等功6次).
    pub count: Option<u32>,
}

/// Something counted that the subject brought about.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    /// Who.
    pub by: Vec<EntityId>,
    /// Verb and noun without the number: 化解矛盾纠纷.
    pub what: String,
    /// How many of which unit.
    pub quantity: Quantity,
    /// Number, bound words and unit as printed: 500余起.
    pub value_text: String,
    /// Rate.
    pub per: Option<Period>,
    /// Four digits, when they govern the fact.
    pub year: Option<i32>,
    /// Time words as printed.
    pub time: Option<String>,
}

/// A notable act without a number.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Deed {
    /// Who.
    pub by: Vec<EntityId>,
    /// What was done.
    pub what: String,
    /// Four digits.
    pub year: Option<i32>,
    /// Time words as printed.
    pub time: Option<String>,
}

/// What is claimed.
#[derive(Debug, Clone, PartialEq)]
pub enum Claim {
    /// A bare relation.
    Relation(Relation),
    /// An honour.
    Honour(Honour),
    /// A counted result.
    Result(Measurement),
    /// A deed.
    Deed(Deed),
}

/// Whether the text says that it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Standing {
    /// It happened: the only standing written by default.
    #[default]
    Done,
    /// 将, 拟, 计划
    Planned,
    /// 未, 否认
    Denied,
    /// somebody says so
    Quoted,
}

impl Standing {
    /// Lower-case English name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Planned => "planned",
            Self::Denied => "denied",
            Self::Quoted => "quoted",
        }
    }
}

/// The words that say a fact, and the rule that read them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The quote: shortest stretch of the article's text that says the fact, in bytes.
    pub span: Span,
    /// The word that triggered the rule (授予), in bytes.
    pub trigger: Option<Span>,
    /// Name of the rule: `honours/passive-giver` …
    pub rule: Cow<'static, str>,
}

/// One claim with its evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What is claimed.
    pub claim: Claim,
    /// Done, planned, denied or quoted.
    pub standing: Standing,
    /// At least one piece of evidence, in text order.
    pub evidence: Vec<Evidence>,
    /// Probability that the claim is right, 0 to 1.
    pub confidence: f64,
}

impl Fact {
    /// A done fact read by one rule at one place.
    pub fn new(claim: Claim, evidence: Evidence, confidence: f64) -> Self {
        Self { claim, standing: Standing::Done, evidence: vec![evidence], confidence }
    }

    /// A done relation read by one rule at one place.
    pub fn relation(
        subject: EntityId,
        predicate: Predicate,
        object: Object,
        evidence: Evidence,
        confidence: f64,
    ) -> Self {
        Self::new(Claim::Relation(Relation { subject, predicate, object }), evidence, confidence)
    }
}
