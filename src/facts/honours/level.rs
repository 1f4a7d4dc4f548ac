//! Giver, contest or name → 国家级 省级 市级 县级.

use crate::facts::Context;
use crate::language::Class;
use crate::model::EntityId;

/// The level of the first giver that tells it, else of the honour's name, else of its contest.
pub fn of(context: &Context<'_>, givers: &[EntityId], name: &str, contest: Option<EntityId>) -> Option<String> {
    let entity = |id: &EntityId| context.entities[id.0].name.as_str();
    let texts = givers.iter().map(entity).chain([name]).chain(contest.iter().map(entity));
    texts.filter_map(|t| of_name(context, t)).next().map(String::from)
}

/// What a name says by the place or word it begins with.
fn of_name<'d>(context: &Context<'d>, name: &str) -> Option<&'d str> {
    let name = name.trim_start_matches(|c: char| "“\"‘「《第届年度批一二三四五六七八九十0123456789".contains(c));
    let places = context.language.lexicon.find_all(name).filter(|f| f.span.start == 0);
    let place =
        places.filter(|f| matches!(f.entry.class, Class::Admin | Class::AdminShort)).max_by_key(|f| f.span.len());
    if let Some(place) = place {
        let code = place.entry.detail.as_str();
        return Some(if code.ends_with("0000") {
            "省级"
        } else if code.ends_with("00") {
            "市级"
        } else {
            "县级"
        });
    }
    let rules = context.language.honours.rules_named("level/");
    rules.filter(|r| r.regex.is_match(name)).find_map(|r| r.value.as_deref())
}
