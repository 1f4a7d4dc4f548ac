//! A paragraph with its dateline (本报讯（记者 …）) and closing credits (（张三 李四）) → the story in it, and who wrote it.

use super::lines::trim;
use super::meta::{self, Meta, Sheet};
use super::names;
use super::page::Page;
use crate::model::Span;
use crate::text::characters::{closes, ends_sentence};
use regex::Regex;

/// The patterns of datelines and closing brackets, looked up once.
pub(super) struct Bylines<'a> {
    sheet: Sheet<'a>,
    credited: &'a Regex,
    named: &'a Regex,
    reported: &'a Regex,
    plain: &'a Regex,
    picture: &'a Regex,
    end_mark: &'a Regex,
    end_button: &'a Regex,
}

/// A paragraph without what only says who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Body {
    /// The story's words; empty if there are none.
    pub span: Span,
    /// Agency, place and day of the dateline.
    pub dateline: Option<Span>,
    /// Credits before and after, in order.
    pub credits: Vec<Meta>,
}

impl<'a> Bylines<'a> {
    pub fn new(sheet: Sheet<'a>) -> Self {
        let rule = |name| Page::rule(sheet.page, name);
        Self {
            sheet,
            credited: rule("dateline-credited"),
            named: rule("dateline-named"),
            reported: rule("dateline-reported"),
            plain: rule("dateline-plain"),
            picture: rule("picture-line"),
            end_mark: rule("end-mark"),
            end_button: rule("end-button"),
        }
    }

    /// Takes dateline and closing credits off the paragraph `span`. A dateline without names is looked for only at the
    /// `start` of the story.
    pub fn take_off(&self, span: Span, start: bool) -> Body {
        let mut body = Body { span, dateline: None, credits: Vec::new() };
        body.span = self.without_button(body.span);
        self.take_dateline(&mut body, start);
        while let Some((rest, meta)) = self.closing(body.span) {
            body.span = rest;
            body.credits.extend(meta);
        }
        if let Some((rest, meta)) = self.damaged(body.span) {
            body.span = rest;
            body.credits.push(meta);
        }
        body
    }

    /// The paragraph without the button behind its last sentence.
    fn without_button(&self, span: Span) -> Span {
        let button = self.end_button.captures(span.of(self.sheet.plain)).and_then(|f| f.name("button"));
        button.map_or(span, |b| trim(self.sheet.plain, Span::new(span.start, span.start + b.start())))
    }

    fn take_dateline(&self, body: &mut Body, start: bool) {
        let text = body.span.of(self.sheet.plain);
        for (rule, labelled) in [(self.credited, true), (self.named, false), (self.reported, true)] {
            let Some(found) = rule.captures(text) else { continue };
            let Some(credits) = found.name("credits") else { continue };
            let credits = Span::from(credits.range()).shift(body.span.start);
            let meta = if labelled { self.labelled(credits) } else { meta::persons(self.sheet, credits) };
            let Some(meta) = meta.filter(|m| !m.authors.is_empty()) else { continue };
            let lead = found.name("lead").map(|m| Span::from(m.range()).shift(body.span.start));
            body.cut(self.sheet.plain, lead, found.get(0).map_or(0, |m| m.end()));
            body.credits.push(meta);
            return;
        }
        if let Some(found) = self.plain.captures(text).filter(|_| start) {
            let lead = found.name("lead").map(|m| Span::from(m.range()).shift(body.span.start));
            body.cut(self.sheet.plain, lead, found.get(0).map_or(0, |m| m.end()));
        }
    }

    /// Credits with labels: 记者 李蕊 通讯员 张建华.
    fn labelled(&self, span: Span) -> Option<Meta> {
        let meta = meta::read(self.sheet, span, true);
        (meta.is_credit() || meta.labelled > 0 && meta.unexplained == 0).then_some(meta)
    }

    /// The paragraph without the bracket that ends it, if that holds credits only.
    fn closing(&self, span: Span) -> Option<(Span, Option<Meta>)> {
        const LONGEST: usize = 300;
        let plain = self.sheet.plain;
        let text = span.of(plain);
        let last = text.chars().next_back().filter(|c| matches!(c, '）' | ')' | '】' | ']' | '］' | '〕'))?;
        let from = text.len().saturating_sub(LONGEST);
        let from = (from..text.len()).find(|at| text.is_char_boundary(*at))?;
        let open = from + text[from..].rfind(['（', '(', '【', '[', '［', '〔'])?;
        let inner =
            Span::new(open + text[open..].chars().next()?.len_utf8(), text.len() - last.len_utf8()).shift(span.start);
        let rest = trim(plain, Span::new(span.start, span.start + open));
        let inner = trim(plain, inner);
        if self.end_mark.is_match(inner.of(plain)) || self.picture.is_match(&text[open..]) {
            return Some((rest, None));
        }
        let labelled = self.labelled(inner).filter(|m| m.unexplained <= 3);
        let closed = rest
            .of(plain)
            .chars()
            .next_back()
            .is_none_or(|c| ends_sentence(c) || closes(c) || matches!(c, '.' | '"' | '…'));
        let round = matches!(last, '）' | ')');
        let meta = labelled.or_else(|| self.signed(inner).filter(|_| closed && round))?;
        Some((rest, Some(meta)))
    }

    /// The paragraph without a closing bracket of credits whose end is lost in damaged characters: （记者李蕊、张建华、王�
    /// The name the damage is in is left out.
    fn damaged(&self, span: Span) -> Option<(Span, Meta)> {
        const LONGEST: usize = 200;
        let plain = self.sheet.plain;
        let text = span.of(plain);
        let open = text.rfind(['（', '(']).filter(|at| text.len() - at <= LONGEST)?;
        let inside = &text[open..][text[open..].chars().next()?.len_utf8()..];
        let damage = inside.find('\u{fffd}').filter(|_| !inside.contains(['）', ')', '。']))?;
        let whole = inside[..damage].rfind(['、', ' ', '，', '\u{3000}'])?;
        let start = span.start + text.len() - inside.len();
        let meta = self.labelled(Span::new(start, start + whole)).filter(|m| !m.authors.is_empty())?;
        Some((trim(plain, Span::new(span.start, span.start + open)), meta))
    }

    /// 张三 李四, or 党委宣传部 供稿.
    fn signed(&self, span: Span) -> Option<Meta> {
        let Sheet { page, text, plain } = self.sheet;
        let words = names::pieces(page, plain, span);
        let last = words.last().map_or("", |w| w.of(plain));
        let alone = words.len() > 1 && (page.is("wrote", last) || page.is("pictured", last));
        let role = alone || page.tail("wrote", last).is_some_and(|t| t.chars().count() > 1);
        if !role {
            return meta::persons(self.sheet, span);
        }
        let read = names::read(page, text, plain, span, false);
        let others = read.pictured.into_iter().map(|c| ("摄影".to_string(), c)).collect();
        read.rest.is_none().then(|| Meta { authors: read.wrote, others, ..Meta::default() })
    }
}

impl Body {
    /// Starts the story `len` bytes further on.
    fn cut(&mut self, plain: &str, lead: Option<Span>, len: usize) {
        self.dateline = lead.map(|l| trim(plain, l)).filter(|l| !l.is_empty());
        self.span = trim(plain, Span::new(self.span.start + len, self.span.end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn taken(text: &str) -> (String, Vec<String>) {
        let page = Page::new(Language::embedded());
        let sheet = Sheet { page: &page, text, plain: text };
        let body = Bylines::new(sheet).take_off(Span::new(0, text.len()), true);
        let names = body.credits.iter().flat_map(|m| &m.authors).map(|c| c.name.clone()).collect();
        (body.span.of(text).to_string(), names)
    }

    #[test]
    fn a_dateline_is_no_part_of_the_story() {
        let expect = |text: &str, story: &str, names: &[&str]| {
            assert_eq!(taken(text), (story.to_string(), names.iter().map(ToString::to_string).collect()), "{text}");
        };
        expect("本报讯（记者韦春兰 通讯员莫 凡）记者4月19日获悉。", "记者4月19日获悉。", &["韦春兰", "莫凡"]);
        expect("新华社北京4月24日电（记者 宋晨、田中全）近日。", "近日。", &["宋晨", "田中全"]);
        expect("江西应急上饶7月11日讯(程小军、吴 旻)36个小时。", "36个小时。", &["程小军", "吴旻"]);
        expect("〔记者苏柏勋／台南报导〕全校只有43个学生。", "全校只有43个学生。", &["苏柏勋"]);
        expect("财联时讯9月26日电，为维护流动性。", "为维护流动性。", &[]);
        expect("清河县（以下简称清河）今天下雨。", "清河县（以下简称清河）今天下雨。", &[]);
    }

    #[test]
    fn closing_credits_are_no_part_of_the_story() {
        let expect = |text: &str, story: &str, names: &[&str]| {
            assert_eq!(taken(text), (story.to_string(), names.iter().map(ToString::to_string).collect()), "{text}");
        };
        expect("大家都笑了。（文：蒲小丽 图：邓洋）", "大家都笑了。", &["蒲小丽"]);
        expect("大家都笑了。（通讯员 傅晓岚 吴 敏）（完）", "大家都笑了。", &["傅晓岚", "吴敏"]);
        expect("（党委宣传部 供稿）", "", &["党委宣传部"]);
        expect("他们来自清河县（李家庄）", "他们来自清河县（李家庄）", &[]);
        expect("大家都笑了。（记者李蕊、张建华、王\u{fffd}础⒑钗睦ぃ\u{fffd}", "大家都笑了。", &["李蕊", "张建华"]);
        expect(
            "大家都笑了。（本文来源：清河日报 作者：清河大学教授李蕊）返回清河网，查看更多",
            "大家都笑了。",
            &["李蕊"],
        );
        expect("大家都笑了。（作者李蕊系清河大学研究员）", "大家都笑了。", &["李蕊"]);
        expect("结果尚待公布。（公示中）", "结果尚待公布。（公示中）", &[]);
    }
}
