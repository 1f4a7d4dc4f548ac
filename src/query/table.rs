//! Rows of cells → a table for the terminal, aligned although Chinese characters are two columns wide, or Markdown.

/// Columns a character takes on a terminal: 2 for East Asian wide ones, 0 for combining marks and control characters.
pub const fn width_of(c: char) -> usize {
    match c as u32 {
        0..0x20 | 0x7f..0xa0 | 0x300..0x370 | 0x200b..0x2010 | 0xfe00..0xfe10 => 0,
        0x1100..0x1160
        | 0x2e80..0x303f
        | 0x3041..0xa4d0
        | 0xac00..0xd7a4
        | 0xf900..0xfb00
        | 0xfe30..0xfe70
        | 0xff01..0xff61
        | 0xffe0..0xffe7
        | 0x1f300..0x1f650
        | 0x1f900..0x1fa00
        | 0x20000..0x3fffe => 2,
        _ => 1,
    }
}

fn width(text: &str) -> usize {
    text.chars().map(width_of).sum()
}

fn padded(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

/// A table with a line under its head, and the number of rows below.
pub fn aligned(head: &[String], rows: &[Vec<String>]) -> String {
    let clean = |cell: &String| cell.replace(['\n', '\r', '\t'], " ");
    let rows: Vec<Vec<String>> = rows.iter().map(|r| r.iter().map(clean).collect()).collect();
    let widths: Vec<usize> = (0..head.len())
        .map(|c| rows.iter().map(|r| width(&r[c])).chain([width(&head[c])]).max().unwrap_or(0))
        .collect();
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().zip(&widths).map(|(cell, w)| padded(cell, *w)).collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    let rule: Vec<String> = widths.iter().map(|w| "─".repeat(*w)).collect();
    let body: String = rows.iter().map(|r| line(r)).collect();
    let count = if rows.len() == 1 { "1 row".into() } else { format!("{} rows", rows.len()) };
    format!("{}{}\n{body}{count}\n", line(head), rule.join("  "))
}

/// A Markdown table.
pub fn markdown(head: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|c| c.replace('|', "\\|").replace(['\n', '\r'], " ")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule: Vec<String> = head.iter().map(|_| "---".to_string()).collect();
    let body: String = rows.iter().map(|r| line(r)).collect();
    format!("{}{}{body}", line(head), line(&rule))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_count_twice() {
        let table =
            aligned(&["名".into(), "n".into()], &[vec!["派出所".into(), "1".into()], vec!["ab".into(), "2".into()]]);
        assert_eq!(table, "名      n\n──────  ─\n派出所  1\nab      2\n2 rows\n");
    }

    #[test]
    fn a_bar_inside_a_cell_does_not_end_it() {
        assert_eq!(markdown(&["a".into()], &[vec!["x|y".into()]]), "| a |\n| --- |\n| x\\|y |\n");
    }
}
