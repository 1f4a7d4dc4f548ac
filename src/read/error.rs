//! What can be wrong with an input: what was being done, with which file and byte, what is wrong, how to mend it.

use std::fmt;
use std::io::{self, ErrorKind};
use thiserror::Error;

/// Input that cannot be read as an article.
#[derive(Debug, Error)]
pub enum ReadError {
    /// Bytes that are not UTF-8 where UTF-8 was expected.
    NotUtf8 {
        /// Input name.
        name: String,
        /// Offset of the first wrong byte.
        at: usize,
        /// Label of the encoding it most resembles.
        guess: String,
    },
    /// Bytes that are not what the caller says they are.
    Malformed {
        /// Input name.
        name: String,
        /// Offset of the first wrong byte.
        at: usize,
        /// Label of the encoding named.
        encoding: String,
        /// Label of the encoding it most resembles.
        guess: String,
    },
    /// A picture, an archive, a word processor's file.
    Binary {
        /// Input name.
        name: String,
        /// Offset of the first byte no text has.
        at: usize,
        /// The byte.
        byte: u8,
    },
    /// Nothing but white space.
    Empty {
        /// Input name.
        name: String,
    },
    /// A record that is not what its format promises.
    Format {
        /// Input name, with the line or record.
        name: String,
        /// What is wrong.
        fault: String,
        /// What to do about it.
        mend: String,
    },
    /// The file system or a decompressor says no.
    Io {
        /// Input name.
        name: String,
        /// What it says.
        error: io::Error,
    },
    /// A page without an article.
    NoArticle {
        /// Input name.
        name: String,
    },
    /// Something larger or deeper than allowed.
    Limit {
        /// Input name.
        name: String,
        /// What there is too much of, with its amount.
        what: String,
        /// How much is allowed, with its unit.
        limit: String,
        /// What to do about it.
        mend: &'static str,
    },
    /// An encoding this program does not know.
    UnknownEncoding {
        /// What was asked for.
        label: String,
    },
}

impl ReadError {
    /// What was being done: `reading a.txt`.
    pub fn doing(&self) -> String {
        match self {
            Self::NotUtf8 { name, .. } | Self::Malformed { name, .. } | Self::Binary { name, .. } => {
                format!("decoding {name}")
            }
            Self::Empty { name }
            | Self::Format { name, .. }
            | Self::Io { name, .. }
            | Self::NoArticle { name }
            | Self::Limit { name, .. } => format!("reading {name}"),
            Self::UnknownEncoding { .. } => "choosing an encoding".into(),
        }
    }

    /// What is wrong.
    pub fn fault(&self) -> String {
        match self {
            Self::NotUtf8 { at, guess, .. } => format!("byte {at} is not valid UTF-8; it looks like {guess}"),
            Self::Malformed { at, encoding, .. } => format!("byte {at} is not valid {encoding}"),
            Self::Binary { at, byte, .. } => format!("it is no text (byte {at} is {byte:#04x})"),
            Self::Empty { .. } => "it is empty".into(),
            Self::Format { fault, .. } => fault.clone(),
            Self::Io { error, .. } => error.to_string(),
            Self::NoArticle { .. } => "no article on this page, neither running text nor a title".into(),
            Self::Limit { what, limit, .. } => format!("{what}, more than {limit}"),
            Self::UnknownEncoding { label } => format!("{label:?} is unknown"),
        }
    }

    /// How to mend it.
    pub fn mend(&self) -> String {
        match self {
            Self::NotUtf8 { guess, .. } if guess == "utf-8" => {
                "it is damaged: save it again, or pass --encoding with what it is in".into()
            }
            Self::NotUtf8 { guess, .. } => format!("pass --encoding {guess}, or save it as UTF-8"),
            Self::Malformed { guess, .. } => format!("is it another encoding? It looks like {guess}"),
            Self::Binary { .. } => "save the article as plain text in UTF-8 first".into(),
            Self::Empty { .. } => "give it an article's text".into(),
            Self::Format { mend, .. } => mend.clone(),
            Self::Io { error, .. } => advice(error).into(),
            Self::NoArticle { .. } => "save the page of one article, after it has loaded".into(),
            Self::Limit { mend, .. } => (*mend).into(),
            Self::UnknownEncoding { .. } => "known are utf-8, gb18030 (also for gb2312 and gbk), big5, utf-16le, \
                 utf-16be and the other labels of the WHATWG encoding standard"
                .into(),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}: {}; {}", self.doing(), self.fault(), self.mend())
    }
}

/// What to do when the file system or a decompressor says no.
pub fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotFound => "check the path",
        ErrorKind::PermissionDenied => "you may not: change its permissions, or run as its owner",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "make room and run again (extract --resume goes on where it stopped)"
        }
        ErrorKind::ReadOnlyFilesystem => "write to another folder with -o",
        ErrorKind::UnexpectedEof => "it is cut off: fetch or pack it again",
        ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::Other => {
            "it is damaged, or not what its first bytes promise: fetch or pack it again"
        }
        ErrorKind::InvalidFilename => "rename it",
        _ => "see whether it can be opened by other programs, or leave it out",
    }
}
