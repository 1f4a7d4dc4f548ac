//! CSV → articles: one a row, its fields by the names in the first row.

use super::ReadError;
use super::budget::RowLimit;
use super::encoding::decode_row;
use super::fields::{Fields, record};
use super::records::{Options, Receiver, too_large};
use csv::{ByteRecord, ErrorKind};
use std::cell::Cell;
use std::io::{self, BufRead};

/// Hands every row's article on; a row at fault is reported and the others are read.
pub(super) fn each(
    name: &str,
    reader: impl BufRead,
    options: &Options,
    receive: &mut Receiver,
) -> Result<(), ReadError> {
    let fields = Fields::new(&options.fields);
    let left = Cell::new(options.largest);
    let reader = RowLimit { reader, left: &left };
    let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(reader);
    let names = table.byte_headers().map_err(|e| fault(name, e, options))?.clone();
    let names = cells(name, &names, options)?;
    let column = |field: &str| names.iter().position(|n| n.trim_start_matches('\u{feff}').trim() == field);
    let mut row = ByteRecord::new();
    for number in 2.. {
        left.set(options.largest);
        let place = format!("{name}, row {number}");
        // Separators are never a part of a character in the encodings of Chinese.
        let made = match table.read_byte_record(&mut row) {
            Ok(false) => break,
            Ok(true) => cells(&place, &row, options),
            // What the reader says it will say again.
            Err(error) => return Err(fault(&place, error, options)),
        };
        let made =
            made.and_then(|row| record(&place, &fields, |field| column(field).and_then(|at| row.get(at)).cloned()));
        if !receive(made) {
            break;
        }
    }
    Ok(())
}

/// The values of a row as text.
fn cells(place: &str, row: &ByteRecord, options: &Options) -> Result<Vec<String>, ReadError> {
    let whole: Vec<u8> = row.iter().collect::<Vec<_>>().join(&b'\x1f');
    if whole.iter().all(|b| *b == 0x1f || b.is_ascii_whitespace()) {
        return Ok(vec![String::new(); row.len()]);
    }
    let cells: Vec<String> = decode_row(place, &whole, options.encoding)?.split('\x1f').map(str::to_string).collect();
    if cells.len() == row.len() {
        return Ok(cells);
    }
    row.iter().map(|cell| decode_row(place, cell, options.encoding)).collect()
}

fn fault(place: &str, error: csv::Error, options: &Options) -> ReadError {
    match error.kind() {
        ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => too_large(place, options),
        _ => ReadError::Format {
            name: place.into(),
            fault: format!("no CSV: {error}"),
            mend: "write a first row of names and one article a row, values with commas or line breaks in \"\"".into(),
        },
    }
}
