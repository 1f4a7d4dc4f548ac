//! 老马, 小李, 王所长, 葛大队, 艾力警官 → the person of that name who is named in full.

use super::grouping::Name;
use crate::language::{Class, Language};
use crate::model::EntityKind;

/// Pairs (nickname, full name) of indices into `names`: the nearest earlier person of that name, else the first later one.
pub fn resolve(names: &[Name], language: &Language) -> Vec<(usize, usize)> {
    let people: Vec<usize> = (0..names.len()).filter(|&n| names[n].kind == EntityKind::Person).collect();
    let full: Vec<usize> =
        people.iter().copied().filter(|&p| name_in(&names[p].form.plain, language).is_none()).collect();
    let mut pairs = Vec::new();
    for &nick in &people {
        let Some(part) = name_in(&names[nick].form.plain, language) else { continue };
        let bearers = full.iter().copied().filter(|&p| bears(&names[p].form.plain, part));
        let distance = |&p: &usize| {
            let (named, spoken) = (names[p].first(), names[nick].first());
            (named > spoken, named.abs_diff(spoken))
        };
        pairs.extend(bearers.min_by_key(distance).map(|bearer| (nick, bearer)));
    }
    pairs
}

/// A family name begins the full name; anything longer is a part of it.
fn bears(full: &str, part: &str) -> bool {
    full.starts_with(part) || part.chars().count() >= 2 && full.contains(part)
}

/// The part of a name inside a nickname; `None` when it is no nickname.
pub fn name_in<'n>(name: &'n str, language: &Language) -> Option<&'n str> {
    let titled = without_title(name, language);
    let rest = titled.unwrap_or(name);
    let familiar = rest.strip_prefix(['老', '小', '大', '阿']).filter(|r| language.lexicon.is(r, Class::Surname));
    let known = |part: &&str| part.chars().count() >= 2 || language.lexicon.is(part, Class::Surname);
    familiar.or(titled.filter(known))
}

/// 王所长 → 王, when the title is a position or one of the familiar ones. The longest title counts.
fn without_title<'n>(name: &'n str, language: &Language) -> Option<&'n str> {
    let starts = name.char_indices().skip(1).map(|(at, _)| at);
    let is_title = |title: &str| {
        let familiar = language.names.words("nickname_titles").has(title);
        familiar || title.chars().count() >= 2 && language.lexicon.is(title, Class::Position)
    };
    starts.map(|at| name.split_at(at)).find(|(_, title)| is_title(title)).map(|(part, _)| part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nicknames_hold_a_part_of_the_name() {
        let part = |name| name_in(name, Language::embedded());
        assert_eq!(part("老马"), Some("马"));
        assert_eq!(part("王所长"), Some("王"));
        assert_eq!(part("大李老师"), Some("李"));
        assert_eq!(part("艾力警官"), Some("艾力"));
        assert_eq!(part("马建国"), None);
    }
}
