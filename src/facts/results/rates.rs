//! The words before a quantity → the period of its rate: 每周至少两次, 年减排…吨.

use super::view::View;
use super::{Context, stretch};
use crate::model::{Period, Quantity};

/// The period at which the nth quantity of the clause is counted, if it is a rate.
pub fn of(context: &Context<'_>, view: &View<'_>, nth: usize, quantity: &Quantity) -> Option<Period> {
    if quantity.per.is_some() {
        return quantity.per;
    }
    let before = context.names_masked(stretch(view.clause.start, view.span(nth).start)).text;
    let rules = context.language.results.rules_named("per/");
    let value = rules.into_iter().find(|r| r.regex.is_match(&before))?.value.as_deref()?;
    match value {
        "日" => Some(Period::Day),
        "周" => Some(Period::Week),
        "月" => Some(Period::Month),
        "年" => Some(Period::Year),
        _ => None,
    }
}
