//! JSON Lines → articles: one object a line, its fields by their usual names or those the caller gives.

use super::ReadError;
use super::encoding::decode_row;
use super::fields::{Fields, record};
use super::records::{Options, Receiver, io_error, too_large};
use serde_json::{Map, Value};
use std::io::{BufRead, Read};

/// Hands every line's article on; a line at fault is reported and the others are read.
pub(super) fn each(
    name: &str,
    mut reader: impl BufRead,
    options: &Options,
    receive: &mut Receiver,
) -> Result<(), ReadError> {
    let fields = Fields::new(&options.fields);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read =
            (&mut reader).take(options.largest + 1).read_until(b'\n', &mut line).map_err(|e| io_error(name, e))?;
        if read == 0 {
            break;
        }
        let place = format!("{name}, line {number}");
        if line.len() as u64 > options.largest {
            return Err(too_large(&place, options));
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let object = decode_row(&place, &line, options.encoding).and_then(|text| object(&place, &text));
        let values = object.map(|object| move |field: &str| object.get(field).and_then(text));
        if !receive(values.and_then(|values| record(&place, &fields, values))) {
            break;
        }
    }
    Ok(())
}

fn object(place: &str, line: &str) -> Result<Map<String, Value>, ReadError> {
    serde_json::from_str(line).map_err(|error| ReadError::Format {
        name: place.into(),
        fault: format!("no JSON object: {error}"),
        mend: "write one object on each line, or say what the file holds with --input-format".into(),
    })
}

/// A value as text: strings, numbers, and lists of them (paragraphs).
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => Some(items.iter().filter_map(text).collect::<Vec<_>>().join("\n")),
        _ => None,
    }
}
