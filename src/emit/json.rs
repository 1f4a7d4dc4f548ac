//! A JSON value whose members keep the order they were put in, so that a reader meets the headline before the body.

use serde::{Serialize, Serializer};

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// A string.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Double(f64),
    /// An array.
    List(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The one value, or a list of them.
    pub fn one_or_list(mut values: Vec<Json>) -> Json {
        if values.len() == 1 { values.remove(0) } else { Json::List(values) }
    }

    /// On one line, without line end. `</` is written `<\/`, so that it may stand inside an HTML script element.
    pub fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default().replace("</", "<\\/")
    }

    /// Indented, for reading, without line end.
    pub fn pretty(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default().replace("</", "<\\/")
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<&serde_json::Value> for Json {
    fn from(value: &serde_json::Value) -> Self {
        match value {
            serde_json::Value::Array(list) => Self::List(list.iter().map(Self::from).collect()),
            serde_json::Value::Object(map) => {
                Self::Object(map.iter().map(|(k, v)| (k.clone(), Self::from(v))).collect())
            }
            serde_json::Value::String(text) => Self::Text(text.clone()),
            other => Self::Text(other.to_string()),
        }
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Double(number) => serializer.serialize_f64(*number),
            Self::List(list) => serializer.collect_seq(list),
            Self::Object(members) => serializer.collect_map(members.iter().map(|(k, v)| (k, v))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_and_a_script_element_cannot_end() {
        let json = Json::Object(vec![("b".into(), "</script>".into()), ("a".into(), Json::Double(1.0))]);
        assert_eq!(json.line(), r#"{"b":"<\/script>","a":1.0}"#);
    }
}
