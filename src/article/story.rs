//! The story and what follows it → paragraphs, dateline, closing credits, furniture.

use super::Reader;
use super::bylines::Bylines;
use super::credits::sureness;
use super::kinds::Kind;
use super::paragraphs;
use crate::text::characters::is_ideograph;

/// Longest line, in code points, of a text without a page round it.
const LONE: usize = 2000;

/// Whether a line is more Chinese than anything else.
fn is_written(line: &str) -> bool {
    let ideographs = line.chars().filter(|c| is_ideograph(*c)).count();
    2 * ideographs > line.chars().count()
}

impl Reader<'_> {
    /// Reads the paragraphs, and the credits before, among and after them.
    pub(super) fn story(&mut self) {
        let bylines = Bylines::new(self.sheet);
        let mut stretches = Vec::new();
        for at in self.layout.story.clone() {
            let line = self.lines[at];
            match self.kinds[at].clone() {
                Kind::Prose | Kind::Short => {
                    let body = bylines.take_off(line.span, stretches.len() < 3);
                    if self.article.dateline.is_none() {
                        self.article.dateline = body.dateline.map(|d| self.printed(d));
                    }
                    body.credits.into_iter().for_each(|m| self.take_credits(m));
                    if !body.span.is_empty() {
                        stretches.push(body.span);
                    }
                }
                Kind::Meta(meta) => {
                    if at + 3 >= self.layout.tail.first().copied().unwrap_or(self.lines.len()) {
                        self.take_dates(&meta, sureness::SIGNATURE);
                    }
                    self.take_credits(*meta);
                    self.article.furniture.push(line.span);
                }
                _ => self.article.furniture.push(line.span),
            }
        }
        self.article.paragraphs = paragraphs::make(self.sheet, &stretches);
    }

    /// A text that shows nothing of a page (a lone sentence, a list of names) is story as a whole.
    pub(super) fn bare(&mut self) {
        let article = &self.article;
        let printed = [&article.headline, &article.published, &article.publisher, &article.source, &article.section];
        let credited = article.authors.len() + article.editors.len() + article.other_credits.len() > 0;
        let written = self.lines.iter().all(|line| line.chars <= LONE && is_written(line.span.of(self.sheet.plain)));
        if written && article.paragraphs.is_empty() && !credited && printed.iter().all(|p| p.is_none()) {
            let stretches: Vec<_> = self.lines.iter().map(|line| line.span).collect();
            self.article.paragraphs = paragraphs::make(self.sheet, &stretches);
            self.article.furniture.clear();
        }
    }

    /// Reads what is printed after the story: credits, and a date where it is labelled.
    pub(super) fn tail(&mut self) {
        for at in self.layout.tail.clone() {
            if let Kind::Meta(meta) = self.kinds[at].clone()
                && meta.is_credit()
            {
                self.take_credits(*meta);
            }
            self.article.furniture.push(self.lines[at].span);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::recognise;
    use crate::language::Language;
    use crate::model::Stated;

    #[test]
    fn a_lone_list_and_a_brief_are_story_and_a_lone_byline_is_not() {
        let story = |text: &str| recognise(text, &Stated::default(), Language::embedded()).paragraphs.len();
        assert_eq!(
            story(
                "北京,上海,天津,重庆,石家庄,太原,沈阳,长春,哈尔滨,南京,杭州,合肥,福州,南昌,济南,郑州,武汉,长沙,广州,南宁\n"
            ),
            1
        );
        assert_eq!(story("清河县表彰先进\n\n新华社北京3月5日电（记者 李蕊）5日，县长王建国来到现场。"), 1);
        assert_eq!(story("本报记者 李蕊"), 0);
        assert_eq!(story(&"a".repeat(100_000)), 0);
    }
}
