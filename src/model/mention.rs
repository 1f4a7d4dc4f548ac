//! Mentions: stretches of text that name or measure something.

use super::{Span, Subtype, Value};
use std::borrow::Cow;

/// What a mention names. The first six are the tag letters of the annotation guide: O P L G T A.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// O: organization, team, room, station.
    Organization,
    /// P: person by name.
    Person,
    /// L: place by name.
    Place,
    /// G: named project, campaign, method, brand, competition, event.
    Program,
    /// T: position or job title standing with a person.
    Position,
    /// A: award, honorary title, prize, medal.
    Award,
    /// A date or period.
    Date,
    /// A number with its unit.
    Quantity,
}

impl MentionKind {
    /// All kinds, in order.
    pub const ALL: [Self; 8] = [
        Self::Organization,
        Self::Person,
        Self::Place,
        Self::Program,
        Self::Position,
        Self::Award,
        Self::Date,
        Self::Quantity,
    ];

    /// The guide's letter; D and Q for dates and quantities.
    pub const fn letter(self) -> char {
        match self {
            Self::Organization => 'O',
            Self::Person => 'P',
            Self::Place => 'L',
            Self::Program => 'G',
            Self::Position => 'T',
            Self::Award => 'A',
            Self::Date => 'D',
            Self::Quantity => 'Q',
        }
    }

    /// The kind in a word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Person => "person",
            Self::Place => "place",
            Self::Program => "program",
            Self::Position => "position",
            Self::Award => "award",
            Self::Date => "date",
            Self::Quantity => "quantity",
        }
    }

    /// The kind with that letter.
    pub fn from_letter(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.letter() == letter)
    }
}

/// One mention. Chosen mentions never overlap and are in text order.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Bytes of the article's text.
    pub span: Span,
    /// What it names.
    pub kind: MentionKind,
    /// Kind of organization, place or program, where the name tells it.
    pub subtype: Option<Subtype>,
    /// Which lexicon, grammar rule or tagger made it: `tagger`, `lexicon/user`, `grammar/program-quoted` …
    pub rule: Cow<'static, str>,
    /// Probability that span and kind are right, 0 to 1.
    pub score: f32,
    /// What a date or quantity means.
    pub value: Option<Value>,
}

impl Mention {
    /// A mention without subtype and value.
    pub fn new(span: Span, kind: MentionKind, rule: impl Into<Cow<'static, str>>, score: f32) -> Self {
        Self { span, kind, subtype: None, rule: rule.into(), score, value: None }
    }
}
