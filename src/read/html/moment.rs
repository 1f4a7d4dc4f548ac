//! Dates as machines write them → ISO 8601 in China's time.

use regex::Regex;
use std::sync::LazyLock;

static MOMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^\D{0,12}(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?",
    )
    .expect("the pattern is fixed")
});

/// `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM:SS+08:00`; a time without offset is China's, another offset is converted.
pub(in crate::read) fn iso(text: &str) -> Option<String> {
    let text = text.trim();
    if (text.len() == 10 || text.len() == 13)
        && let Some(seconds) = text.parse::<i64>().ok().map(|n| if text.len() == 13 { n / 1000 } else { n })
    {
        return (seconds > 600_000_000).then(|| of_seconds(seconds + CHINA));
    }
    let found = MOMENT.captures(text)?;
    let number = |at: usize| found.get(at).and_then(|m| m.as_str().parse::<i64>().ok());
    let (year, month, day) = (number(1)?, number(2)?, number(3)?);
    if !(1990..=2100).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let Some(hour) = number(4) else { return Some(format!("{year:04}-{month:02}-{day:02}")) };
    let clock = hour * 3600 + number(5)? * 60 + number(6).unwrap_or(0);
    let offset = found.get(7).map_or(CHINA, |m| offset(m.as_str()));
    Some(of_seconds(days(year, month, day) * DAY + clock - offset + CHINA))
}

const DAY: i64 = 86_400;
const CHINA: i64 = 8 * 3600;

fn offset(text: &str) -> i64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let number = digits.parse::<i64>().unwrap_or(0);
    let seconds = (number / 100) * 3600 + (number % 100) * 60;
    if text.starts_with('-') { -seconds } else { seconds }
}

/// Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms").
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn of_seconds(seconds: i64) -> String {
    let (days, clock) = (seconds.div_euclid(DAY) + 719_468, seconds.rem_euclid(DAY));
    let (era, of_era_day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let of_era = (of_era_day - of_era_day / 1460 + of_era_day / 36_524 - of_era_day / 146_096) / 365;
    let of_year = of_era_day - (365 * of_era + of_era / 4 - of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + of_era + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}+08:00", clock / 3600, clock / 60 % 60, clock % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_ways_of_writing_a_moment_are_chinas_time() {
        for text in [
            "2024-05-09T10:20:00+08:00",
            "2024-05-09 10:20",
            "2024/5/9 10:20:00",
            "2024-05-09T02:20:00.000Z",
            "1715221200",
            "2024年05月09日 10:20",
        ] {
            assert_eq!(iso(text).as_deref(), Some("2024-05-09T10:20:00+08:00"), "{text}");
        }
        assert_eq!(iso("2024-05-09").as_deref(), Some("2024-05-09"));
        assert_eq!(iso("2024-12-31T20:00:00Z").as_deref(), Some("2025-01-01T04:00:00+08:00"));
        assert_eq!(iso("0000-00-00"), None);
    }
}
