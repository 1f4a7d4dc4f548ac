//! A file or stream of any kind → the articles in it, one after the other, in bounded memory.

use super::budget::Reading;
use super::{ReadError, Source, archive, csv, decode_as, encoding, html, json_lines, warc};
use crate::language::Language;
use crate::model::Stated;
use encoding_rs::Encoding;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::PathBuf;

/// What an input holds once it is unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One article as plain text.
    Text,
    /// One saved page.
    Html,
    /// One JSON object a line.
    JsonLines,
    /// A table whose first row names the columns.
    Csv,
    /// A web archive.
    Warc,
}

/// How inputs are read.
#[derive(Debug, Clone)]
pub struct Options {
    /// What they hold; by their look where nothing is said.
    pub kind: Option<Kind>,
    /// The encoding of texts.
    pub encoding: Option<&'static Encoding>,
    /// Names of the fields of JSON Lines and CSV that are not called as usual: (role, name), as in `text=nr`.
    pub fields: Vec<(String, String)>,
    /// Largest article, unpacked, in bytes.
    pub largest: u64,
    /// Most that a packed input may unpack to, in bytes; [`RATIO`](super::budget::RATIO) times its size, and at least
    /// [`FLOOR`](super::budget::FLOOR), where nothing is said.
    pub most_unpacked: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Self { kind: None, encoding: None, fields: Vec::new(), largest: 64 << 20, most_unpacked: None }
    }
}

/// An article as it lies in its container, not yet decoded.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Where: the file, and the line, member or record in it.
    pub place: String,
    /// A name of its own inside the container (a member's path, an id).
    pub name: Option<PathBuf>,
    /// The article.
    pub bytes: Vec<u8>,
    /// What the server said of its type.
    pub media_type: Option<String>,
    /// What the container says of it.
    pub stated: Stated,
    /// Whether it is a page or a text, where that is known.
    pub kind: Option<Kind>,
    /// The encoding of its text.
    pub encoding: Option<&'static Encoding>,
}

impl Record {
    /// Decodes it and finds its text.
    ///
    /// # Errors
    /// [`ReadError`] says what is wrong with it.
    pub fn source(&self, address: Option<&str>, language: &Language) -> Result<Source, ReadError> {
        let address = address.or(self.stated.url.as_deref());
        let page = match self.kind {
            Some(Kind::Html) => true,
            Some(_) => false,
            None => html::is_page(&self.bytes),
        };
        let source = if page {
            let told = self.encoding.map(Encoding::name).or(self.media_type.as_deref());
            html::read(&self.place, &self.bytes, told, address, language)?
        } else {
            Source { text: decode_as(&self.place, &self.bytes, self.encoding)?, stated: Stated::default() }
        };
        Ok(Source { text: source.text, stated: self.stated.clone().or(source.stated) })
    }
}

/// What receives the records; says whether to go on.
pub type Receiver<'r> = dyn FnMut(Result<Record, ReadError>) -> bool + 'r;

/// Hands every article of `input`, called `name`, to `receive`.
pub fn each(name: &str, mut input: Input, options: &Options, receive: &mut Receiver) {
    let reading = Reading::new(options);
    let result = input.head().map_err(|error| io_error(name, error)).and_then(|head| match input {
        Input::File(file) if head.starts_with(ZIP) => {
            reading.packed_size(file.metadata().map_or(0, |m| m.len()));
            archive::zip(name, file, &reading, receive)
        }
        input => stream(name, Box::new(BufReader::new(reading.packed(input))), &reading, 0, receive),
    });
    if let Err(error) = result {
        receive(Err(reading.exceeded(name).unwrap_or(error)));
    }
}

const ZIP: &[u8] = b"PK\x03\x04";

/// A file, or a stream that cannot go back.
pub enum Input {
    /// A file.
    File(File),
    /// Anything else; what was looked at already stands first.
    Stream(Box<dyn Read + Send>),
}

impl Input {
    fn head(&mut self) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        match self {
            Self::File(file) => {
                file.take(4).read_to_end(&mut head)?;
                file.seek(SeekFrom::Start(0))?;
            }
            Self::Stream(_) => {}
        }
        Ok(head)
    }
}

impl Read for Input {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(into),
            Self::Stream(stream) => stream.read(into),
        }
    }
}

/// Archives inside archives are followed this deep.
const DEEPEST: u8 = 3;

/// Unpacks as far as the first bytes say, then reads what is inside.
pub(super) fn stream(
    name: &str,
    mut reader: Box<dyn BufRead + '_>,
    reading: &Reading,
    depth: u8,
    receive: &mut Receiver,
) -> Result<(), ReadError> {
    const HEAD: usize = 4096;
    let mut head = Vec::new();
    (&mut reader).take(HEAD as u64).read_to_end(&mut head).map_err(|e| io_error(name, e))?;
    let whole: Box<dyn BufRead + '_> = Box::new(io::Cursor::new(head.clone()).chain(reader));
    let inner = |unpacked: Box<dyn Read + '_>, receive: &mut Receiver| {
        stream(stem(name), Box::new(BufReader::new(reading.unpacked(unpacked))), reading, depth + 1, receive)
    };
    if depth < DEEPEST && head.starts_with(&[0x1f, 0x8b]) {
        return inner(Box::new(flate2::bufread::MultiGzDecoder::new(whole)), receive);
    }
    if depth < DEEPEST && head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let unpacked = zstd::stream::read::Decoder::with_buffer(whole).map_err(|e| io_error(name, e))?;
        return inner(Box::new(unpacked), receive);
    }
    if depth < DEEPEST && head.get(257..262) == Some(b"ustar") {
        return archive::tar(name, whole, reading, depth, receive);
    }
    if depth < DEEPEST && head.starts_with(ZIP) {
        let bytes = limited(name, whole, reading)?;
        return archive::zip(name, io::Cursor::new(bytes), reading, receive);
    }
    let kind = reading.kind.unwrap_or_else(|| kind(name, &head));
    if kind != Kind::Warc && !html::is_page(&head) {
        encoding::refuse_binary(name, &head, reading.encoding)?;
    }
    match kind {
        Kind::JsonLines => json_lines::each(name, whole, reading, receive),
        Kind::Csv => csv::each(name, whole, reading, receive),
        Kind::Warc => warc::each(name, whole, reading, receive),
        kind => {
            let bytes = limited(name, whole, reading)?;
            let kind = reading.kind.map(|_| kind);
            receive(Ok(Record { place: name.into(), bytes, kind, encoding: reading.encoding, ..Record::default() }));
            Ok(())
        }
    }
}

/// The name without the ending of its packing.
fn stem(name: &str) -> &str {
    [".gz", ".zst"].into_iter().find_map(|e| name.strip_suffix(e)).unwrap_or(name)
}

/// What an input holds, by its first bytes and its name.
fn kind(name: &str, head: &[u8]) -> Kind {
    let named = |endings: &[&str]| endings.iter().any(|e| name.to_ascii_lowercase().ends_with(e));
    let first = head.iter().find(|b| !b.is_ascii_whitespace());
    if head.starts_with(b"WARC/") {
        Kind::Warc
    } else if named(&[".jsonl", ".ndjson"]) || first == Some(&b'{') && (named(&[".json"]) || head[1..].contains(&b'"'))
    {
        Kind::JsonLines
    } else if named(&[".csv"]) {
        Kind::Csv
    } else {
        Kind::Text
    }
}

/// All bytes, if they are no more than an article may have.
pub(super) fn limited(name: &str, reader: impl Read, options: &Options) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    reader.take(options.largest + 1).read_to_end(&mut bytes).map_err(|e| io_error(name, e))?;
    if bytes.len() as u64 > options.largest { Err(too_large(name, options)) } else { Ok(bytes) }
}

pub(super) fn too_large(name: &str, options: &Options) -> ReadError {
    ReadError::Limit {
        name: name.into(),
        what: "the article is too large once unpacked".into(),
        limit: format!("{} MB", options.largest >> 20),
        mend: "raise the limit with --max-size, in MB",
    }
}

pub(super) fn io_error(name: &str, error: io::Error) -> ReadError {
    ReadError::Io { name: name.into(), error }
}
