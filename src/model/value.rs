//! What dates and quantities mean.

use super::Span;

/// How a printed number bounds the true one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Bound {
    /// 60人, 零
    #[default]
    Exactly,
    /// 余 多 逾 超 突破
    MoreThan,
    /// 以上 不少于 至少
    AtLeast,
    /// 近 不足
    LessThan,
    /// 约 左右
    About,
    /// 以内 不超过
    AtMost,
}

impl Bound {
    /// Local name in our vocabulary: `moreThan` …
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exactly => "exactly",
            Self::MoreThan => "moreThan",
            Self::AtLeast => "atLeast",
            Self::LessThan => "lessThan",
            Self::About => "about",
            Self::AtMost => "atMost",
        }
    }
}

/// The period of a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// 每天
    Day,
    /// 每周
    Week,
    /// 每月
    Month,
    /// 每年
    Year,
}

impl Period {
    /// ISO 8601 duration: P1D, P7D (there are no weeks in xsd:duration), P1M, P1Y.
    pub const fn duration(self) -> &'static str {
        match self {
            Self::Day => "P1D",
            Self::Week => "P7D",
            Self::Month => "P1M",
            Self::Year => "P1Y",
        }
    }
}

/// A number with its unit: 500余起 is 500, more than, 起.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The number printed, 万 and 亿 multiplied out; the lower end of a range.
    pub value: f64,
    /// Upper end of a range (3至5次).
    pub max: Option<f64>,
    /// How to read the number.
    pub bound: Bound,
    /// Measure word as printed: 起 人次 % 元. Empty when there is none.
    pub unit: String,
    /// Bytes of the number and its bound words, without the unit.
    pub number: Span,
    /// Rate, when it stands with the number (每周至少两次).
    pub per: Option<Period>,
}

/// A date, resolved against the publication date where it is relative.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DateValue {
    /// Four-digit year, where known.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: Option<u32>,
    /// 1 to 31.
    pub day: Option<u32>,
    /// Whether the year was printed as a year (2019年), not resolved from 今年 or the publication date.
    pub printed_year: bool,
    /// Extended Date/Time Format (EDTF), where the words allow one: `2019`, `2019-05`, `2021/2025`, `2019~`.
    pub edtf: Option<String>,
}

/// What a mention means, for the kinds that have a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A date or period.
    Date(DateValue),
    /// A number with its unit.
    Quantity(Quantity),
}
