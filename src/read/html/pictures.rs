//! Addresses of pictures as the page writes them → absolute ones.

use oxiri::Iri;

/// Absolute addresses, each once, in page order; `other` (og:image) only where the story has none.
pub(super) fn absolute(pictures: &[String], other: Option<&str>, base: Option<&str>) -> Vec<String> {
    let base = base.and_then(|b| Iri::parse(b.to_string()).ok());
    let mut out: Vec<String> = Vec::new();
    for address in pictures.iter().filter_map(|p| resolve(p, base.as_ref())) {
        if !out.contains(&address) {
            out.push(address);
        }
    }
    if out.is_empty() {
        out.extend(other.and_then(|o| resolve(o, base.as_ref())));
    }
    out
}

fn resolve(address: &str, base: Option<&Iri<String>>) -> Option<String> {
    let address = address.trim().replace(' ', "%20");
    let whole = match base {
        Some(base) => base.resolve(&address).ok()?.into_inner(),
        None if address.starts_with("//") => format!("https:{address}"),
        None => Iri::parse(address).ok()?.into_inner(),
    };
    whole.starts_with("http").then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_made_absolute_or_left_out() {
        let pictures = ["../i/1.jpg".to_string(), "//img.cn/2.jpg".into(), "../i/1.jpg".into()];
        assert_eq!(
            absolute(&pictures, None, Some("http://a.cn/n/1.html")),
            ["http://a.cn/i/1.jpg", "http://img.cn/2.jpg"]
        );
        assert_eq!(absolute(&pictures, None, None), ["https://img.cn/2.jpg"]);
        assert_eq!(absolute(&[], Some("http://a.cn/og.jpg"), None), ["http://a.cn/og.jpg"]);
    }
}
