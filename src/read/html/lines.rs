//! A page's tree → the lines a reader sees, in order, and the blocks they stand in.

use super::elements::{self, Role};
use crate::language::script;
use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::{Html, Node};
use std::ops::Range;

/// One visible line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its words, white space at the ends off and inside collapsed.
    pub text: String,
    /// The same with a space where one inline element ends and another begins (dates and sources stand in spans side by side).
    pub spaced: String,
    /// `spaced` in simplified script, which patterns read.
    pub plain: String,
    /// Length in code points without blanks.
    pub chars: usize,
    /// How many of them are inside links.
    pub linked: usize,
    /// Index of the innermost block.
    pub block: usize,
    /// 1 to 6 inside `<h1>` to `<h6>`, else 0.
    pub heading: u8,
}

/// A block element: its lines follow one another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub parent: usize,
    pub tag: String,
    /// class and id.
    pub names: String,
    /// Indices of its lines.
    pub lines: Range<usize>,
}

/// A picture and the number of lines before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    pub before: usize,
    pub address: String,
}

/// A page as seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct View {
    pub lines: Vec<Line>,
    /// The first is the whole page.
    pub blocks: Vec<Block>,
    pub pictures: Vec<Picture>,
}

/// Reads the visible lines; `hidden` also those of elements that are not displayed.
pub(super) fn view(html: &Html, hidden: bool) -> View {
    let mut walk = Walk { hidden, ..Walk::default() };
    walk.view.blocks.push(Block::default());
    walk.open.push(0);
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => walk.open(node),
            Edge::Close(node) => walk.close(node),
        }
    }
    walk.flush();
    walk.view.blocks[0].lines = 0..walk.view.lines.len();
    walk.view
}

/// Marks the border of an inline element in the buffer.
const BORDER: char = '\u{1}';

#[derive(Default)]
struct Walk {
    view: View,
    hidden: bool,
    /// Blocks entered.
    open: Vec<usize>,
    buffer: String,
    /// Code points of the buffer inside links.
    linked: usize,
    links: usize,
    /// Depth inside an element whose text is not shown.
    skipped: usize,
    heading: u8,
    preformatted: usize,
    /// Rows of tables of data: their cells stay on one line.
    rows: usize,
}

impl Walk {
    fn open(&mut self, node: NodeRef<Node>) {
        match node.value() {
            Node::Text(text) if self.skipped == 0 => self.text(text),
            Node::Element(element) => {
                if self.skipped > 0 || elements::is_skipped(element) || (!self.hidden && elements::is_hidden(element)) {
                    self.skipped += 1;
                    return;
                }
                match elements::role(element.name()) {
                    Role::Break => self.flush(),
                    Role::Picture => self.picture(element),
                    Role::Link => self.links += 1,
                    Role::Cell if self.rows > 0 => self.buffer.push('\t'),
                    Role::Row if elements::is_data_row(node) => {
                        self.rows += 1;
                        self.block(element);
                    }
                    Role::Block | Role::Row | Role::Cell => self.block(element),
                    Role::Inline => self.buffer.push(BORDER),
                }
                match element.name() {
                    "pre" => self.preformatted += 1,
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = element.name().as_bytes()[1] - b'0',
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, node: NodeRef<Node>) {
        let Node::Element(element) = node.value() else { return };
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match elements::role(element.name()) {
            Role::Break | Role::Picture => {}
            Role::Link => {
                self.links -= 1;
                self.buffer.push(BORDER);
            }
            Role::Cell if self.rows > 0 => {}
            Role::Row if elements::is_data_row(node) => {
                self.end_block();
                self.rows -= 1;
            }
            Role::Block | Role::Row | Role::Cell => self.end_block(),
            Role::Inline => self.buffer.push(BORDER),
        }
        match element.name() {
            "pre" => self.preformatted -= 1,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = 0,
            _ => {}
        }
    }

    fn block(&mut self, element: &scraper::node::Element) {
        self.flush();
        let names = [element.attr("class"), element.attr("id")].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let parent = self.open.last().copied().unwrap_or_default();
        let at = self.view.lines.len();
        self.open.push(self.view.blocks.len());
        self.view.blocks.push(Block { parent, tag: element.name().into(), names, lines: at..at });
    }

    fn end_block(&mut self) {
        self.flush();
        if self.open.len() > 1
            && let Some(block) = self.open.pop()
        {
            self.view.blocks[block].lines.end = self.view.lines.len();
        }
    }

    fn text(&mut self, text: &str) {
        if self.links > 0 {
            self.linked += text.chars().filter(|c| !is_blank(*c)).count();
        }
        if self.preformatted > 0 {
            for (at, piece) in text.split('\n').enumerate() {
                if at > 0 {
                    self.flush();
                }
                self.buffer.push_str(piece);
            }
        } else {
            self.buffer.push_str(text);
        }
    }

    fn picture(&mut self, element: &scraper::node::Element) {
        if let Some(address) = elements::picture(element) {
            self.view.pictures.push(Picture { before: self.view.lines.len(), address: address.into() });
        }
    }

    /// Ends the line in hand.
    fn flush(&mut self) {
        let linked = std::mem::take(&mut self.linked);
        let (text, spaced) = (collapse(&self.buffer, false), collapse(&self.buffer, true));
        self.buffer.clear();
        let chars = text.chars().filter(|c| !is_blank(*c)).count();
        if chars > 0 {
            let block = self.open.last().copied().unwrap_or_default();
            let linked = linked.min(chars);
            self.view.lines.push(Line {
                plain: script::simplified(&spaced),
                text,
                spaced,
                chars,
                linked,
                block,
                heading: self.heading,
            });
        }
    }
}

/// White space and the invisible marks web pages leave in their text.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}') || c.is_control()
}

/// Collapses white space as a browser does; a line break between two ideographs is nothing.
fn collapse(raw: &str, spaced: bool) -> String {
    let mut out = String::with_capacity(raw.len());
    // What separates the last character written from the next one.
    let (mut space, mut broken, mut tab, mut wide) = (false, false, false, false);
    for c in raw.chars() {
        match c {
            BORDER => space |= spaced,
            '\n' | '\r' => broken = true,
            '\t' => tab = true,
            ' ' => space = true,
            '\u{3000}' | '\u{a0}' | '\u{2003}' | '\u{2002}' => wide = true,
            c if is_blank(c) => {}
            c => {
                if let Some(last) = out.chars().next_back() {
                    let joined = is_wide(last) && is_wide(c);
                    if wide {
                        out.push('\u{3000}');
                    } else if space || (broken && !joined) || (tab && !joined) {
                        out.push(' ');
                    } else if tab {
                        out.push('\t');
                    }
                }
                (space, broken, tab, wide) = (false, false, false, false);
                out.push(c);
            }
        }
    }
    out
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(html: &str) -> Vec<String> {
        view(&Html::parse_document(html), false).lines.into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn blocks_and_breaks_end_lines_and_inline_elements_do_not() {
        assert_eq!(lines("<p>清<b>河</b>\n县</p>讯<br>近日<div>完</div>"), ["清河县", "讯", "近日", "完"]);
    }

    #[test]
    fn scripts_and_hidden_elements_are_not_seen() {
        assert_eq!(
            lines("<script>a()</script><p style='display: none'>x</p><p hidden>y</p><ruby>國<rt>guó</rt></ruby>"),
            ["國"]
        );
    }

    #[test]
    fn cells_of_a_row_of_data_share_a_line() {
        assert_eq!(lines("<table><tr><td>张三</td><td>一等奖</td></tr></table>"), ["张三\t一等奖"]);
        assert_eq!(lines("<table><tr><td><p>甲</p><p>乙</p></td><td>丙</td></tr></table>"), ["甲", "乙", "丙"]);
    }

    #[test]
    fn the_lines_of_a_block_follow_one_another() {
        let view = view(&Html::parse_document("<div id=a><p>一</p><p>二</p></div><p>三</p>"), false);
        let block = view.blocks.iter().find(|b| b.names == "a").unwrap();
        assert_eq!(block.lines, 0..2);
    }
}
