//! The value of a credit → the names in it: 向 晖 舒丽萍 → 向晖, 舒丽萍.

use super::lines::is_blank;
use super::page::Page;
use crate::model::{Credit, CreditKind, Span};
use crate::text::characters::is_ideograph;

/// The names of one credit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// Those who wrote, or hold whatever role the label says.
    pub wrote: Vec<Credit>,
    /// Those whose pictures are printed (张三 摄).
    pub pictured: Vec<Credit>,
    /// Those named as editors behind their name (张三 编辑).
    pub edited: Vec<Credit>,
    /// What could not be read as a name.
    pub rest: Option<Span>,
}

impl Names {
    /// Whether nobody is named.
    pub fn is_empty(&self) -> bool {
        self.wrote.is_empty() && self.pictured.is_empty() && self.edited.is_empty()
    }
}

/// The words of a stretch, characters printed apart put together.
pub(super) fn pieces(page: &Page, plain: &str, span: Span) -> Vec<Span> {
    joined(page, tokens(plain, span)).into_iter().map(|t| t.span).collect()
}

/// A name or word: its place, its letters without inner blanks, and what parts it from the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    span: Span,
    word: String,
    before: Gap,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    /// One space.
    Narrow,
    /// Several, or an ideographic one.
    Wide,
    /// A comma or slash.
    Mark,
}

/// Reads the names in the stretch `span`. With `persons_only` a body counts only as the first name (记者 李蕊 江西台).
pub(super) fn read(page: &Page, text: &str, plain: &str, span: Span, persons_only: bool) -> Names {
    let tokens = joined(page, tokens(plain, span));
    let mut out = Names::default();
    let mut pending: Vec<Credit> = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let word = token.word.as_str();
        if page.is("wrote", word) || reports_from(word, token.before) {
            out.wrote.append(&mut pending);
        } else if page.is("pictured", word) {
            out.pictured.append(&mut pending);
        } else if page.is("edited", word) {
            out.edited.append(&mut pending);
        } else if let Some(name) = with_role(page, plain, token, "pictured") {
            pending.push(credit(page, text, name));
            out.pictured.append(&mut pending);
        } else if let Some(name) = with_role(page, plain, token, "wrote") {
            pending.push(credit(page, text, name));
            out.wrote.append(&mut pending);
        } else if is_name(page, token, i == 0, persons_only) {
            pending.push(credit(page, text, token.span));
        } else {
            out.rest = Some(Span::new(token.span.start, span.end));
            break;
        }
    }
    out.wrote.append(&mut pending);
    out
}

/// The names of a credit that says who the writers are: 清河大学校长、教授李蕊; 李蕊系清河大学教授.
pub(super) fn described(page: &Page, text: &str, plain: &str, span: Span) -> Option<Names> {
    const LONGEST: usize = 80;
    let stretch = span.of(plain);
    if stretch.chars().count() > LONGEST {
        return None;
    }
    let named = |s: Span| Names { wrote: vec![credit(page, text, s.shift(span.start))], ..Names::default() };
    if let Some(name) = explained(page, stretch) {
        return Some(named(name));
    }
    let (mut out, mut at, mut last) = (Names::default(), 0, false);
    for piece in stretch.split_inclusive(['、', '，', ',']) {
        let words = piece.trim_end_matches(['、', '，', ',']);
        let person = behind_position(page, words);
        last = person.is_some();
        match person {
            Some(name) => out.wrote.append(&mut named(name.shift(at)).wrote),
            None if !names_position(page, words.trim()) => return None,
            None => {}
        }
        at += piece.len();
    }
    last.then_some(out)
}

/// The person in 李蕊系清河大学教授.
fn explained(page: &Page, stretch: &str) -> Option<Span> {
    let at = stretch.find(['系', '是', '为']).filter(|at| page.is_person(&stretch[..*at]))?;
    let is = &stretch[at + '系'.len_utf8()..];
    (names_position(page, is) || page.is_body(is)).then_some(Span::new(0, at))
}

/// The person in 清河大学教授李蕊, 研究员 李蕊.
fn behind_position(page: &Page, words: &str) -> Option<Span> {
    let person = |chars: usize| {
        let at = words.char_indices().rev().nth(chars - 1)?.0;
        let before = words[..at].trim_end_matches(is_blank);
        let instructs = before.trim_start().starts_with("指导");
        let fits = !instructs && page.is_person(&words[at..]) && names_position(page, before);
        fits.then_some(Span::new(at, words.len()))
    };
    person(3).or_else(|| person(2))
}

/// 台南报导, 北京报道: where from, not who.
fn reports_from(word: &str, before: Gap) -> bool {
    let tail =
        ["报道", "报导", "摄影报道", "专电", "电"].into_iter().any(|t| word.ends_with(t) && word.len() > t.len());
    tail && word.chars().count() <= 8 && before != Gap::Wide || word == "讯"
}

/// The writers in one word with their role: 清河县人民检察院办公室供稿.
pub(super) fn writer(page: &Page, text: &str, plain: &str, piece: Span) -> Option<Credit> {
    let word = piece.of(plain).chars().filter(|c| !is_blank(*c)).collect();
    let token = Token { span: piece, word, before: Gap::Mark };
    with_role(page, plain, &token, "wrote").map(|name| credit(page, text, name))
}

/// The name in 张三摄, 清河县人民检察院办公室供稿.
fn with_role(page: &Page, plain: &str, token: &Token, list: &str) -> Option<Span> {
    let role = page.tail(list, &token.word)?;
    let name = Span::new(token.span.start, token.span.end.checked_sub(role.len())?);
    let stands = plain.is_char_boundary(name.end) && plain[name.end..].starts_with(role);
    let word = stands.then(|| name.of(plain).trim())?;
    let single = role.chars().count() == 1;
    (page.is_person(word) && (list == "pictured" || !single) || !single && page.is_body(word)).then_some(name)
}

/// Syllables joined by a dot, none longer than names have: 马蒂亚斯·霍恩贝格.
fn is_dotted(word: &str) -> bool {
    word.contains(['·', '•']) && word.split(['·', '•']).all(|part| (1..=7).contains(&part.chars().count()))
}

fn is_name(page: &Page, token: &Token, first: bool, persons_only: bool) -> bool {
    let word = token.word.as_str();
    let count = word.chars().count();
    let lettered = word.chars().any(char::is_alphabetic) && !page.is("furniture", word) && !page.is("nobody", word);
    if !lettered || names_position(page, word) || count > 24 {
        return false;
    }
    if first {
        let known = is_dotted(word) || page.is_body(word) || page.is_site(word);
        let longest = if persons_only { 4 } else { 12 };
        return count >= 2 && (known || count <= longest || (word.is_ascii() && !persons_only));
    }
    if persons_only && page.is_local_station(word) {
        return false;
    }
    let dotted = page.is_person(word) || is_dotted(word);
    let short = (2..=4).contains(&count) && word.chars().all(is_ideograph);
    let pen_name = token.before == Gap::Mark && count <= 6 && !persons_only;
    dotted
        || short
        || pen_name
        || (!persons_only && page.is_body(word))
        || word.chars().all(|c| c.is_ascii_alphabetic())
}

/// Whether a word says what somebody is, not who: 指导教师, 研究员.
fn names_position(page: &Page, word: &str) -> bool {
    let tail = |chars: usize| word.char_indices().rev().nth(chars - 1).map_or("", |(at, _)| &word[at..]);
    [2, 3].into_iter().any(|chars| page.language.lexicon.is(tail(chars), crate::language::Class::Position))
}

fn credit(page: &Page, text: &str, span: Span) -> Credit {
    let name: String = span.of(text).chars().filter(|c| !is_blank(*c)).collect();
    // A Latin name keeps its space: Demi Xia.
    let latin = name.chars().any(|c| c.is_ascii_alphabetic()) && !name.chars().any(is_ideograph);
    let name = if latin { span.of(text).split_whitespace().collect::<Vec<_>>().join(" ") } else { name };
    let kind = if page.is_body(&name) || page.is_site(&name) { CreditKind::Organization } else { CreditKind::Person };
    let kind = if page.is_person(&name) && name.chars().count() < 4 { CreditKind::Person } else { kind };
    Credit { name, kind, span: Some(span) }
}

/// Splits at blanks and marks; what stands in brackets is left out (李措(土族)).
fn tokens(plain: &str, span: Span) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let (mut start, mut gap, mut depth) = (None, Gap::Mark, 0_usize);
    let stretch = span.of(plain);
    let mut chars = stretch.char_indices().peekable();
    let mut previous = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, c)| *c);
        let opens = matches!(c, '（' | '(');
        let closes = matches!(c, '）' | ')');
        let lone_dot = matches!(c, '·' | '•') && (is_blank(previous) || is_blank(next));
        let mark = matches!(
            c,
            '、' | '，'
                | ','
                | '；'
                | ';'
                | '|'
                | '｜'
                | '/'
                | '／'
                | '∕'
                | ':'
                | '：'
                | '&'
                | '＆'
                | '□'
                | '■'
                | '“'
                | '”'
                | '《'
                | '》'
                | '['
                | ']'
                | '［'
                | '］'
                | '〔'
                | '〕'
        ) || lone_dot;
        previous = c;
        if is_blank(c) || mark || opens || closes || depth > 0 {
            if let Some(from) = start.take() {
                push(&mut out, plain, Span::new(span.start + from, span.start + at), gap);
                gap = Gap::Narrow;
            }
            depth = (depth + usize::from(opens)).saturating_sub(usize::from(closes));
            let wide = c == '\u{3000}' || (is_blank(c) && is_blank(next));
            gap = gap.max(if mark {
                Gap::Mark
            } else if wide {
                Gap::Wide
            } else {
                Gap::Narrow
            });
        } else if ends_list(c) {
            break;
        } else if start.is_none() {
            start = Some(at);
        }
        if chars.peek().is_none() && start.is_some() {
            break;
        }
    }
    if let Some(from) = start {
        let end = stretch[from..].find(ends_list).map_or(stretch.len(), |at| from + at);
        push(&mut out, plain, Span::new(span.start + from, span.start + end), gap);
    }
    out
}

/// Characters no name goes past.
fn ends_list(c: char) -> bool {
    matches!(
        c,
        '。' | '！' | '？' | '!' | '?' | '】' | '【' | '>' | '<' | '_' | '…' | '=' | '〗' | '*' | '＊' | '▲' | '©'
    )
}

fn push(out: &mut Vec<Token>, plain: &str, span: Span, before: Gap) {
    let word: String = span.of(plain).chars().filter(|c| !is_blank(*c)).collect();
    if !word.is_empty() {
        out.push(Token { span, word, before });
    }
}

/// Puts characters printed apart together (李 蕊, 吴 家 豪, 欧阳 雪) and Latin names too (Demi Xia).
fn joined(page: &Page, tokens: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let take = take(page, &tokens[at..]);
        let group = &tokens[at..at + take];
        let span = group[0].span.join(group[take - 1].span);
        let latin = group.iter().all(|t| t.word.is_ascii());
        let word = group.iter().map(|t| t.word.as_str()).collect::<Vec<_>>().join(if latin { " " } else { "" });
        out.push(Token { span, word, before: group[0].before });
        at += take;
    }
    out
}

/// How many of the next tokens make one name.
fn take(page: &Page, tokens: &[Token]) -> usize {
    let single = |t: &Token| t.word.chars().count() == 1 && t.word.chars().all(is_ideograph);
    let role = |t: &Token| page.is("pictured", &t.word) || page.is("wrote", &t.word);
    let latin = |t: &Token| t.word.chars().all(|c| c.is_ascii_alphabetic() || c == '.');
    let surname = |t: &Token| page.language.lexicon.is(&t.word, crate::language::Class::Surname);
    let tied = |t: &Token| t.before != Gap::Mark;
    let Some(second) = tokens.get(1).filter(|t| tied(t)) else { return 1 };
    let first = &tokens[0];
    if latin(first) && latin(second) && second.before == Gap::Narrow {
        return 1 + tokens[1..].iter().take(2).take_while(|t| latin(t) && t.before == Gap::Narrow).count();
    }
    if single(first) && single(second) && (surname(first) || !role(second)) {
        let third = tokens.get(2).filter(|t| tied(t) && single(t) && t.before == second.before && !role(t));
        let run = tokens[1..].iter().take_while(|t| tied(t) && single(t) && !role(t)).count() + 1;
        let two = run == 4 || (run > 4 && third.is_some_and(surname));
        return if third.is_some() && !two { 3 } else { 2 };
    }
    let pair = second.word.chars().count() == 2 && second.word.chars().all(is_ideograph) && !role(second);
    let compound =
        first.word.chars().count() == 2 && surname(first) && second.word.chars().count() <= 2 && single(second);
    if (single(first) && surname(first) && pair && !page.is_person(&second.word)) || (compound && !role(second)) {
        return 2;
    }
    1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn names(value: &str, persons_only: bool) -> (Vec<String>, Vec<String>) {
        let page = Page::new(Language::embedded());
        let read = read(&page, value, value, Span::new(0, value.len()), persons_only);
        let list = |credits: Vec<Credit>| credits.into_iter().map(|c| c.name).collect();
        (list(read.wrote), list(read.pictured))
    }

    #[test]
    fn characters_printed_apart_make_one_name() {
        assert_eq!(names("向 晖 舒丽萍", false).0, ["向晖", "舒丽萍"]);
        assert_eq!(names("吴 家 豪、李 静", false).0, ["吴家豪", "李静"]);
        assert_eq!(names("乐　敏　江西台", true).0, ["乐敏"]);
        assert_eq!(names("热依汗·买买提 田 野", true).0, ["热依汗·买买提", "田野"]);
        assert_eq!(names("Demi Xia", false).0, ["Demi Xia"]);
    }

    #[test]
    fn bodies_and_persons_are_told_apart() {
        let page = Page::new(Language::embedded());
        let value = "护理部 刘 芳";
        let kinds: Vec<_> =
            read(&page, value, value, Span::new(0, value.len()), false).wrote.iter().map(|c| c.kind).collect();
        assert_eq!(kinds, [CreditKind::Organization, CreditKind::Person]);
    }

    #[test]
    fn pictures_are_credited_apart() {
        assert_eq!(names("撒 倩 文 / 尹 默 图", true), (vec!["撒倩".into()], vec!["尹默".into()]));
        assert_eq!(names("张三摄", true), (vec![], vec!["张三".into()]));
        assert_eq!(names("苏柏勋／台南报导", true).0, ["苏柏勋"]);
    }

    #[test]
    fn what_is_no_name_ends_the_list() {
        assert_eq!(names("于梁　东方财富APP　方便，快捷", true).0, ["于梁"]);
        assert_eq!(names("国永强_HJ0317】 纠错", false).0, ["国永强"]);
        assert!(names("指导教师：蒋一帆", false).0.is_empty());
        assert_eq!(names("李措(土族) 马有福（回族）", false).0, ["李措", "马有福"]);
    }
}
