//! The words round a quantity → what was counted: verb and noun as printed, without the number.

use super::view::View;
use super::{is_quantity, stretch};
use crate::language::Grammar;
use crate::model::{Article, MentionKind, Span};

/// What was counted.
#[derive(Debug, Clone)]
pub struct Said {
    /// Verb and noun as printed.
    pub text: String,
    /// Where its words begin and end in the article.
    pub span: Span,
    /// Its words up to the end of the verb, as printed: what a list shares.
    pub verb: String,
    /// Where the verb stands, when it is printed in this clause.
    pub verb_span: Option<Span>,
    /// Length of the words before the number, in characters; 0 when a name or a mark stands among them.
    pub plain_length: usize,
    /// Whether there is a verb of doing or a noun that numbers measure.
    counted: bool,
}

impl Said {
    /// Whether something was done or measured.
    pub fn done(&self) -> bool {
        self.counted
    }
}

/// Stands for a date that was taken out.
const DATE: char = '◇';
/// Stands for a quantity that was taken out.
const NUMBER: char = '◆';

/// Words as rules read them and as printed, with the same byte offsets.
#[derive(Debug, Clone, Default)]
struct Words {
    plain: String,
    printed: String,
}

impl Words {
    fn add(&mut self, article: &Article, piece: Span) {
        self.plain.push_str(piece.of(&article.plain));
        self.printed.push_str(piece.of(&article.text));
    }

    fn sign(&mut self, sign: char) {
        self.plain.push(sign);
        self.printed.push(sign);
    }

    fn cut(&mut self, range: std::ops::Range<usize>) {
        self.plain.replace_range(range.clone(), "");
        self.printed.replace_range(range, "");
    }

    fn keep_from(&mut self, at: usize) {
        self.cut(0..at);
    }

    fn tidy(&self) -> String {
        let kept = |c: &char| !matches!(*c, DATE | NUMBER);
        self.printed.chars().filter(kept).collect::<String>().trim_matches(|c| PUNCTUATION.contains(c)).to_string()
    }
}

const PUNCTUATION: &str = "，,、。；;：:（）() 　…—-·";

/// Says what the nth quantity of the clause counts. `previous` is the result before it in the clause, `said` what was
/// counted earlier in the sentence.
pub fn phrase(view: &View<'_>, nth: usize, actor: Span, previous: Option<usize>, said: &[Said]) -> Said {
    let grammar = &view.context.language.results;
    let quantity = view.span(nth);
    let from = left_start(view, actor, quantity);
    let from = own_start(view, previous, quantity).unwrap_or(from);
    let mut left = words(view, stretch(from, quantity.start));
    let right = right_side(view, nth);
    if let Some(listed) = previous.and_then(|p| listed(view, p, nth, said.last()?, &right)) {
        return listed;
    }
    let measured = rule_matches(grammar, "part/noun-of-number", left.plain.trim_end_matches([DATE, NUMBER]));
    clean(view, &mut left);
    let own_verb = verb_end(grammar, &left.plain);
    let plain_length = if left.plain.chars().all(|c| c.is_alphanumeric() || "“”、".contains(c)) {
        left.plain.chars().count()
    } else {
        0
    };
    let mut text = left.tidy();
    let mut verb = own_verb
        .map_or(String::new(), |end| left.printed[..end].chars().filter(|c| !matches!(*c, DATE | NUMBER)).collect());
    let mut counted = own_verb.is_some() || measured || rule_matches(grammar, "part/noun-of-number", &left.plain);
    if let Some(last) = said.last() {
        let follows = rule_matches(grammar, "part/same-before", &left.plain);
        let among = view.context.plain(view.clause).starts_with("其中");
        if follows {
            text = format!("{}{text}", last.text);
            counted = true;
        } else if among && own_verb.is_none() {
            (text, verb, counted) = (format!("{}{text}", last.verb), last.verb.clone(), last.counted);
        }
    }
    let acts = verb_end(grammar, &right.plain).is_some();
    if acts && own_verb.is_none() && is_rate(view, nth) {
        text.clear();
    }
    text.push_str(&right.tidy());
    counted |= acts;
    let span = stretch(from, quantity.end);
    Said { text, span, verb, verb_span: None, plain_length, counted }
}

/// A noun that shares the verb of the result before it: 挖掘机14台、装载车22辆.
fn listed(view: &View<'_>, before: usize, nth: usize, last: &Said, right: &Words) -> Option<Said> {
    let grammar = &view.context.language.results;
    let between = stretch(view.span(before).end, view.span(nth).start);
    let mut noun = words(view, between);
    let comma = noun.plain.starts_with(['、', '和', '及', '与']) || noun.plain.starts_with("以及");
    clean(view, &mut noun);
    if verb_end(grammar, &noun.plain).is_some() || !comma && noun.plain.chars().count() > 4 {
        return None;
    }
    let text = format!("{}{}{}", last.verb, noun.tidy(), right.tidy());
    Some(Said {
        text,
        span: stretch(between.start, view.span(nth).end),
        verb: last.verb.clone(),
        verb_span: None,
        plain_length: 0,
        counted: last.counted,
    })
}

/// Where the words before the quantity begin: after the subject, when it stands in this clause.
fn left_start(view: &View<'_>, actor: Span, quantity: Span) -> usize {
    if !view.clause.contains(actor) || actor.start >= quantity.start {
        return view.clause.start;
    }
    let mut end = actor.end;
    for mention in &view.context.mentions[view.context.mentions_in(stretch(actor.end, quantity.start))] {
        let gap = view.context.plain(stretch(end, mention.span.start));
        let joined = gap.is_empty() || matches!(gap, "、" | "和" | "与" | "及");
        let name = matches!(mention.kind, MentionKind::Organization | MentionKind::Person | MentionKind::Position);
        if !joined || !name {
            break;
        }
        end = mention.span.end;
    }
    end
}

/// Whether a period stands right before the quantity: 民警每周至少两次….
fn is_rate(view: &View<'_>, nth: usize) -> bool {
    let before = view.context.plain(stretch(view.clause.start, view.span(nth).start));
    ["每天", "每日", "每周", "每星期", "每月", "每季度", "每年"].iter().any(|period| before.ends_with(period))
}

/// Where a phrase with a verb of its own begins that 、 parts from the result before it: 解决问题60余个、帮小忙1800余次.
fn own_start(view: &View<'_>, previous: Option<usize>, quantity: Span) -> Option<usize> {
    let between = stretch(view.span(previous?).end, quantity.start);
    let plain = view.context.plain(between);
    let rest = plain.strip_prefix(['、', '，', ','])?;
    let own = verb_end(&view.context.language.results, rest).is_some();
    own.then_some(between.end - rest.len())
}

/// The words of a stretch, with marks in place of dates and quantities.
fn words(view: &View<'_>, span: Span) -> Words {
    let article = view.context.article;
    let mut out = Words::default();
    let mut at = span.start;
    for index in view.context.mentions_in(span) {
        let mention = &view.context.mentions[index];
        let number = is_quantity(view.context, index);
        if number || mention.kind == MentionKind::Date {
            out.add(article, stretch(at, mention.span.start));
            out.sign(if number { NUMBER } else { DATE });
            at = mention.span.end;
        }
    }
    out.add(article, stretch(at, span.end));
    out
}

/// The words after the quantity that belong to it: up to 、, the next quantity or the clause's end.
fn right_side(view: &View<'_>, nth: usize) -> Words {
    let start = view.span(nth).end;
    let end = if nth + 1 < view.quantities.len() { view.span(nth + 1).start } else { view.clause.end };
    let mut right = words(view, stretch(start, end));
    without_helpers(&view.context.language.results, &mut right);
    if right.plain.starts_with(|c: char| PUNCTUATION.contains(c) || "和及与并".contains(c)) {
        return Words::default();
    }
    if let Some(stop) = right.plain.find(['，', ',', '、', '（', '(', '：', ':', '；', ';', '。']) {
        right.cut(stop..right.plain.len());
    }
    if right.plain.starts_with('的') {
        right.keep_from('的'.len_utf8());
    }
    right
}

/// Takes out what says nothing of the deed: 累计, 已, 由…, 了.
fn clean(view: &View<'_>, words: &mut Words) {
    let grammar = &view.context.language.results;
    let longer = |plain: &str, length: usize| view.context.language.words.longest_at_start(plain) > length;
    while let Some(found) = grammar.rules_named("part/from").find_map(|r| r.regex.find(&words.plain)) {
        words.cut(found.range());
    }
    without_helpers(grammar, words);
    let light = grammar.words("light");
    loop {
        let mark = words.plain.chars().next().filter(|c| matches!(*c, DATE | NUMBER) || PUNCTUATION.contains(*c));
        let word = light.begins(&words.plain).map(str::len);
        // 就 says nothing, but 就地 does.
        let word = word.filter(|length| !longer(&words.plain, *length));
        match mark.map(char::len_utf8).or(word) {
            Some(length) => words.keep_from(length),
            None => break,
        }
    }
    let tail = grammar.words("tail");
    loop {
        let end = words.plain.len();
        let mark = words.plain.chars().next_back().filter(|c| matches!(*c, DATE | NUMBER) || PUNCTUATION.contains(*c));
        let word = tail.ends(&words.plain).map(str::len);
        match mark.map(char::len_utf8).or(word) {
            Some(length) => words.cut(end - length..end),
            None => break,
        }
    }
}

/// Takes out who helped, before what was done together.
fn without_helpers(grammar: &Grammar, words: &mut Words) {
    let with = grammar.rules_named("part/with").find_map(|r| r.regex.find(&words.plain));
    if let Some(range) = with.map(|m| m.range()) {
        words.cut(range);
    }
}

/// Where the first run of verbs ends.
fn verb_end(grammar: &Grammar, plain: &str) -> Option<usize> {
    grammar.rules_named("part/verb").find_map(|r| r.regex.find(plain)).map(|m| m.end())
}

fn rule_matches(grammar: &Grammar, name: &str, plain: &str) -> bool {
    grammar.rules_named(name).any(|r| r.regex.is_match(plain))
}
