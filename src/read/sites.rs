//! An address → whose page it is, by the table of domains.

use std::collections::BTreeMap;
use std::sync::LazyLock;

static SITES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = include_str!("../language/lexicons/sites.tsv").lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t')).collect()
});

/// The site of an address, by its host or the longest domain above it that has a row. Bodies below `gov.cn` have none.
pub fn of_address(address: &str) -> Option<&'static str> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?.to_ascii_lowercase();
    let mut domain = host.strip_prefix("www.").unwrap_or(&host);
    let whole = domain.to_string();
    loop {
        if let Some(site) = SITES.get(domain) {
            return (domain != "gov.cn" || whole == "gov.cn").then_some(*site);
        }
        domain = domain.split_once('.')?.1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_domain_names_the_site() {
        assert_eq!(of_address("http://politics.people.com.cn/n1/2024/1.html"), Some("人民网"));
        assert_eq!(of_address("http://paper.people.com.cn/rmrb/"), Some("人民日报"));
        assert_eq!(of_address("https://www.gov.cn/a"), Some("中国政府网"));
        assert_eq!(of_address("https://www.example.gov.cn/a"), None);
        assert_eq!(of_address("qinghe.example"), None);
    }
}
