//! What holds of every article, whatever the text.

use super::recognise;
use crate::language::Language;
use crate::model::{Article, Span, Stated};
use crate::text::sentences;
use proptest::prelude::*;

/// Pieces that real pages are made of, in any order, among arbitrary characters.
fn page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(vec![
            "首页 > 新闻 > 正文", "来源：", "作者:", "记者", "编辑", "责任编辑：", "2024-05-09 10:26", "２０２４年", "民國113年5月9日", "（", "）", "(", ")", "【",
            "】", "“", "”", "《", "》", "。", "，", "：", ":", "/", "|", "——", "\n", "\r\n", "\u{3000}", "\u{a0}", "上一篇：", "相关阅读", "本报讯", "新华社北京4月24日电",
            "李蕊", "张 建 华", "摄", "文/图", "今天是", "版权所有", "ICP备", "3.5%", "……", "記者蘇柏勳／台南報導", "_网易新闻", "第02版", "\u{feff}", "\u{200b}", "□",
        ]).prop_map(String::from),
        1 => "\\PC{0,12}",
        1 => any::<String>(),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn spans(article: &Article) -> Vec<Span> {
    let printed = [&article.headline, &article.published, &article.publisher, &article.source, &article.section];
    let credits = article.authors.iter().chain(&article.editors).chain(article.other_credits.iter().map(|(_, c)| c));
    let mut spans: Vec<Span> = printed.into_iter().flatten().filter_map(|p| p.span).collect();
    spans.extend(
        article.other_headlines.iter().chain(&article.dateline).chain(&article.credit_text).filter_map(|p| p.span),
    );
    spans.extend(credits.filter_map(|c| c.span));
    spans.extend(article.paragraphs.iter().map(|p| p.span).chain(article.furniture.iter().copied()));
    spans
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_span_lies_on_characters_of_both_texts(text in page()) {
        let article = recognise(&text, &Stated::default(), Language::embedded());
        prop_assert_eq!(&article.text, &text);
        prop_assert_eq!(article.plain.len(), text.len());
        for span in spans(&article) {
            prop_assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?}");
            prop_assert!(article.plain.get(span.start..span.end).is_some(), "{span:?}");
        }
    }

    #[test]
    fn paragraphs_are_in_order_and_sentences_lie_in_them(text in page()) {
        let article = recognise(&text, &Stated::default(), Language::embedded());
        for pair in article.paragraphs.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        let mut last = 0;
        for sentence in sentences::split(&article) {
            prop_assert!(last <= sentence.span.start && text.get(sentence.span.start..sentence.span.end).is_some());
            last = sentence.span.end;
            prop_assert!(sentence.paragraph.is_none_or(|p| article.paragraphs[p].span.contains(sentence.span)));
            let mut from = sentence.span.start;
            for clause in sentence.clauses {
                prop_assert!(from <= clause.start && clause.end <= sentence.span.end);
                from = clause.end;
            }
        }
    }
}
