//! CSV → articles: one a row, its fields by the names in the first row.

use super::ReadError;
use super::fields::{Fields, record};
use super::records::{Options, Receiver};
use std::io::BufRead;

/// Hands every row's article on; a row at fault is reported and the others are read.
pub(super) fn each(
    name: &str,
    reader: impl BufRead,
    options: &Options,
    receive: &mut Receiver,
) -> Result<(), ReadError> {
    let fields = Fields::new(&options.fields);
    let fault =
        |place: &str, error: csv::Error| ReadError::Format { name: place.into(), fault: format!("no CSV: {error}") };
    let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(reader);
    let names = table.headers().map_err(|e| fault(name, e))?.clone();
    let column = |field: &str| names.iter().position(|n| n.trim_start_matches('\u{feff}').trim() == field);
    for (at, row) in table.records().enumerate() {
        let place = format!("{name}, row {}", at + 2);
        let made = row.map_err(|e| fault(&place, e)).and_then(|row| {
            record(&place, &fields, |field: &str| column(field).and_then(|at| row.get(at)).map(str::to_string))
        });
        if !receive(made) {
            break;
        }
    }
    Ok(())
}
