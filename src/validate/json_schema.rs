//! JSON-LD of an article → what in it does not follow `schemas/news-article.schema.json`.

use super::Problem;
use jsonschema::Validator;
use serde_json::Value;
use std::sync::LazyLock;

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(include_str!("../../schemas/news-article.schema.json"))
        .expect("the embedded schema is JSON");
    jsonschema::validator_for(&schema).expect("the embedded schema is a JSON Schema")
});

/// Checks JSON-LD whose root is the article. Anything else (a `@graph`, another type) is left to the check of the graph.
pub fn check_article(json: &Value) -> Vec<Problem> {
    if !is_article(json) {
        return Vec::new();
    }
    SCHEMA.iter_errors(json).map(|error| problem(json, &error)).collect()
}

fn is_article(json: &Value) -> bool {
    match json.get("@type") {
        Some(Value::String(name)) => name == "NewsArticle",
        Some(Value::Array(names)) => names.iter().any(|n| n == "NewsArticle"),
        _ => json.get("headline").is_some(),
    }
}

fn problem(json: &Value, error: &jsonschema::ValidationError<'_>) -> Problem {
    let place = error.instance_path().to_string();
    let property = place.split('/').nth(1).unwrap_or_default().to_string();
    let node = json.get("@id").and_then(Value::as_str).map_or_else(|| "article".into(), String::from);
    let value = json.pointer(&place).map_or(String::new(), |v| format!(" (it is {})", shortened(&v.to_string())));
    let reason = match expected(&property) {
        Some(expected) => format!("at {place} must be {expected}{value}"),
        None => shortened(&error.to_string()),
    };
    Problem { node, property, reason }
}

/// What stands behind the schema's names, in words.
fn expected(property: &str) -> Option<&'static str> {
    Some(match property {
        "datePublished" | "dateModified" => "a date, or a date and time with an offset such as +08:00",
        "headline" | "articleBody" | "articleSection" | "creditText" | "dateline" => "text that is not empty",
        "author" | "contributor" | "publisher" | "sourceOrganization" => {
            "a Person or an organization with a name: the name alone, without 记者, and one node for each"
        }
        "editor" => "a Person with a name: the name alone, without 编辑, and one node for each",
        "about" | "mentions" | "contentLocation" | "isPartOf" => "a node with @type and name, or the @id of one",
        "url" | "image" => "an absolute address",
        "wordCount" => "a whole number above 0",
        "identifier" => "text, or a PropertyValue with propertyID and value",
        "inLanguage" => "a language tag such as zh-CN",
        _ => return None,
    })
}

fn shortened(text: &str) -> String {
    const MOST: usize = 120;
    if text.chars().count() <= MOST { text.into() } else { text.chars().take(MOST).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn good() -> Value {
        json!({"@context": "https://schema.org", "@type": "NewsArticle", "@id": "https://example.org/a",
            "headline": "甲所获奖", "inLanguage": "zh-CN", "datePublished": "2024-03-05T09:12:00+08:00",
            "author": {"@type": "Person", "name": "李蕊"}, "publisher": {"@type": "NewsMediaOrganization", "name": "清河新闻网"}})
    }

    #[test]
    fn a_good_article_has_no_problems() {
        assert_eq!(check_article(&good()), []);
    }

    #[test]
    fn each_corruption_is_told_with_its_property() {
        for (property, value) in [
            ("headline", json!("")),
            ("datePublished", json!("2024-03-05T09:12:00")),
            ("author", json!({"@type": "Person", "name": "记者 李蕊"})),
            ("author", json!({"@type": "Thing", "name": "李蕊"})),
            ("editor", json!({"@type": "Organization", "name": "编辑部"})),
            ("mentions", json!([{"name": "无类"}])),
            ("image", json!("/a.jpg")),
            ("wordCount", json!("12")),
        ] {
            let mut article = good();
            article[property] = value;
            let problems = check_article(&article);
            assert!(problems.iter().any(|p| p.property == property), "{property}: {problems:?}");
        }
    }
}
