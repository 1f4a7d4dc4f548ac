//! The name of an edition (第五届甘肃省青年志愿服务项目大赛) → the name of its series (甘肃省青年志愿服务项目大赛).

use regex::Regex;
use std::sync::LazyLock;

/// The series' name, when `name` (simplified script or not) carries an ordinal or a year that numbers the edition.
pub fn series_name(name: &str) -> Option<String> {
    static EDITION: LazyLock<Regex> = LazyLock::new(|| {
        let number = r"[0-9０-９一二三四五六七八九十百零〇两]+";
        let ordinal = format!(r"第{number}(?:届|屆|季|期|回|次)|首(?:届|屆|次)");
        let year = r"(?:[12][0-9]{3}|[二一][〇零0-9一二三四五六七八九]{3}|[0-9]{2,3}學)(?:年度|年|赛季|學年度|学年度)?";
        Regex::new(&format!(r"(?:{year})(?:{ordinal})|{ordinal}|^(?:{year})|(?:{year})$")).expect("a fixed pattern")
    });
    let found = EDITION.find(name)?;
    let series = format!("{}{}", &name[..found.start()], &name[found.end()..]);
    let series = series.trim().trim_matches(['(', ')', '（', '）']).trim();
    (series.chars().count() >= 3 && series.chars().any(|c| !c.is_ascii_digit())).then(|| series.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_and_years_number_an_edition() {
        let cases = [
            ("第五届甘肃省青年志愿服务项目大赛", Some("甘肃省青年志愿服务项目大赛")),
            ("昭平县第九届“桂江杯”职工篮球赛", Some("昭平县“桂江杯”职工篮球赛")),
            ("2023天枢开发者大会", Some("天枢开发者大会")),
            ("2021赛季全国女子曲棍球挑战赛", Some("全国女子曲棍球挑战赛")),
            ("第12屆南瀛兒童文學獎", Some("南瀛兒童文學獎")),
            ("112學年度全國學生鄉土歌謠比賽", Some("全國學生鄉土歌謠比賽")),
            ("2023年第十届全国讲解大赛", Some("全国讲解大赛")),
            ("全国讲解大赛", None),
            ("“三个一”工作法", None),
        ];
        for (name, series) in cases {
            assert_eq!(series_name(name).as_deref(), series, "{name}");
        }
    }
}
