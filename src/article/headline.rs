//! Printed titles → the headline without the site's name, and its second line joined to it.

use super::meta::{Sheet, spaceless};
use crate::model::Span;

/// The title without what the site appends to it (…_网易新闻, …--时政--人民网), and the site, if one was appended.
pub(super) fn without_site(sheet: Sheet, title: Span) -> (Span, Option<Span>) {
    let (mut rest, mut site) = (title, None);
    for _ in 0..4 {
        let Some((head, tail)) = split_last(sheet, rest) else { break };
        let name = spaceless(tail.of(sheet.plain));
        let fits =
            sheet.page.is_site(&name) || sheet.page.is("channel", &name) || site.is_some() || name.ends_with("频道");
        if !fits || name.chars().count() > 16 || head.of(sheet.plain).chars().count() < 5 {
            break;
        }
        site = site.or_else(|| sheet.page.is_site(&name).then_some(tail));
        rest = head;
    }
    (rest, site)
}

/// The title without the wire's dateline in brackets before it (【新华社北京5月16日电】…).
pub(super) fn without_dateline(sheet: Sheet, title: Span) -> Span {
    let text = title.of(sheet.plain);
    let dateline = text.strip_prefix('【').and_then(|rest| rest.split_once('】'));
    match dateline {
        Some((lead, rest)) if lead.ends_with("日电") && !rest.trim().is_empty() => {
            Span::new(title.end - rest.trim_start().len(), title.end)
        }
        _ => title,
    }
}

/// Splits at the last `_`, `|`, `--` or ` - `.
fn split_last(sheet: Sheet, title: Span) -> Option<(Span, Span)> {
    let text = title.of(sheet.plain);
    let marks = ["_", "|", "｜", "--", " - ", "- ", " – ", " — "];
    let (at, mark) =
        marks.iter().filter_map(|m| text.rfind(m).map(|at| (at, *m))).max_by_key(|(at, m)| (*at, m.len()))?;
    let head = text[..at].trim_end_matches(['-', ' ', '_']);
    let tail = text[at + mark.len()..].trim();
    let start = title.start + text.len() - text[at + mark.len()..].trim_start().len();
    (!head.is_empty() && !tail.is_empty())
        .then(|| (Span::new(title.start, title.start + head.len()), Span::new(start, start + tail.len())))
}

/// Whether a line continues the title above it: ——追记…
pub(super) fn is_dashed(plain: &str) -> bool {
    plain.starts_with("——")
        || plain.starts_with("--")
        || plain.starts_with("— —")
        || plain.starts_with("――")
        || plain.starts_with("──")
        || plain.starts_with('—')
}

/// Whether a dashed second line is part of the title: not after a title that has two parts already, nor when it is long.
pub(super) fn takes_second(first: &str, second: &str) -> bool {
    const LONG: usize = 35;
    let parted = |c: char| c.is_whitespace() || matches!(c, '，' | ',' | '：' | ':' | '！' | '!' | '；' | '—');
    !first.trim().contains(parted) && second.chars().count() <= LONG
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::page::Page;
    use crate::language::Language;

    fn stripped(title: &str) -> String {
        let page = Page::new(Language::embedded());
        let sheet = Sheet { page: &page, text: title, plain: title };
        without_site(sheet, Span::new(0, title.len())).0.of(title).to_string()
    }

    #[test]
    fn a_dateline_in_brackets_is_no_part_of_the_headline() {
        let page = Page::new(Language::embedded());
        let without = |title: &str| {
            let sheet = Sheet { page: &page, text: title, plain: title };
            without_dateline(sheet, Span::new(0, title.len())).of(title).to_string()
        };
        assert_eq!(without("【海东社西宁6月2日电】首班旅游列车开行"), "首班旅游列车开行");
        assert_eq!(without("【特稿】首班旅游列车开行"), "【特稿】首班旅游列车开行");
    }

    #[test]
    fn the_sites_name_is_no_part_of_the_headline() {
        assert_eq!(stripped("女警打百个电话遭停机 评:诈骗智商感人_网易新闻"), "女警打百个电话遭停机 评:诈骗智商感人");
        assert_eq!(stripped("郑板桥画了几笔兰花当嫁妆--文化--人民网"), "郑板桥画了几笔兰花当嫁妆");
        assert_eq!(stripped("展讯｜“一刀春”佛山剪纸三人展开年亮相"), "展讯｜“一刀春”佛山剪纸三人展开年亮相");
        assert_eq!(stripped("独行侠加时险胜 118-115"), "独行侠加时险胜 118-115");
    }
}
