//! Zero results without a number: 人员零伤亡, 未发生较大以上事故.

use super::view::View;
use super::{Context, times};
use crate::facts::subjects::{self, Purpose};
use crate::model::{Bound, Claim, Evidence, Fact, Measurement, Quantity};

/// Reads those of a clause.
pub fn read(context: &Context<'_>, view: &View<'_>) -> Vec<Fact> {
    let rules = context.language.results.rules_named("none/");
    rules
        .filter_map(|rule| {
            let found = rule.regex.captures(&view.masked.text)?.name("what")?;
            let span = view.masked.span(found.range());
            let told = subjects::told(context, span.start);
            let actor = subjects::likeliest(context, span.start, Purpose::Result, told)?;
            let (year, time) = times::governing(context, span.start);
            let quantity = Quantity {
                value: 0.0,
                max: None,
                bound: Bound::Exactly,
                unit: rule.value.clone().unwrap_or_default(),
                number: span,
                per: None,
            };
            let words = span.of(&context.article.text).to_string();
            let measurement = Measurement {
                by: vec![actor.entity],
                what: words.clone(),
                quantity,
                value_text: words,
                per: None,
                year,
                time,
            };
            let evidence = Evidence { span, trigger: Some(span), rule: rule.name.clone().into() };
            Some(Fact::new(Claim::Result(measurement), evidence, rule.weight.unwrap_or(0.8) * actor.confidence))
        })
        .collect()
}
