//! One input: a file or standard input → the articles in it.

use super::packed;
use crate::language::Language;
use crate::model::{Document, Stated};
use crate::pipeline;
use crate::read::ReadError;
use crate::read::records::{self, Options, Receiver, Record};
use anyhow::{Context, Result};
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::PathBuf;

/// One input: where its bytes come from, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The file, or `None` for standard input.
    pub path: Option<PathBuf>,
    /// The path below the folder that was named on the command line; the file's own name otherwise.
    pub name: PathBuf,
    /// Why it is not opened: what is wrong, and how to mend it.
    pub refused: Option<(&'static str, &'static str)>,
}

impl Input {
    /// Standard input.
    pub fn standard() -> Self {
        Self { path: None, name: "stdin".into(), refused: None }
    }

    /// A file, and what it is called.
    pub fn file(path: PathBuf, name: PathBuf) -> Self {
        Self { path: Some(path), name, refused: None }
    }

    /// The name as messages give it.
    pub fn shown(&self) -> String {
        self.path.as_ref().map_or_else(|| "standard input".into(), |p| p.display().to_string())
    }

    /// What the file system knows of the file.
    pub fn metadata(&self) -> Option<Metadata> {
        self.path.as_ref()?.metadata().ok()
    }

    /// Opens the file; `None` for standard input.
    ///
    /// # Errors
    /// If the file system says no.
    pub fn open(&self) -> Result<Option<File>, ReadError> {
        let Some(path) = &self.path else { return Ok(None) };
        if let Some((fault, mend)) = self.refused {
            return Err(ReadError::Format { name: self.shown(), fault: fault.into(), mend: mend.into() });
        }
        let io = |error| ReadError::Io { name: self.shown(), error };
        let metadata = path.metadata().map_err(io)?;
        if metadata.is_dir() {
            // Folders become inputs only when they cannot be listed; this says why.
            return Err(io(std::fs::read_dir(path).err().unwrap_or(std::io::ErrorKind::IsADirectory.into())));
        }
        File::open(path).map(Some).map_err(io)
    }

    /// Reads all bytes, unpacked.
    ///
    /// # Errors
    /// If the file system or an unpacker says no.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match self.open()? {
            Some(mut file) => file.read_to_end(&mut bytes),
            None => std::io::stdin().lock().read_to_end(&mut bytes),
        }
        .with_context(|| format!("reading {}", self.shown()))?;
        packed::unpacked(bytes).with_context(|| format!("unpacking {}", self.shown()))
    }

    /// Extracts every article of the input. An article at fault is handed to `fault`, and the others are done.
    pub fn documents(
        &self,
        options: &Options,
        stated: &Stated,
        language: &Language,
        mut fault: impl FnMut(anyhow::Error),
    ) -> Vec<Document> {
        let mut documents = Vec::new();
        let opened = match self.open() {
            Ok(opened) => opened,
            Err(error) => {
                fault(error.into());
                return documents;
            }
        };
        self.records(opened, options, &mut |record| {
            match record.and_then(|r| document(&r, stated, language)) {
                Ok(document) => documents.push(document),
                Err(error) => fault(error.into()),
            }
            true
        });
        documents
    }

    /// Hands every article of the input on, as it lies in its container. `opened` is what [`Input::open`] gave.
    pub fn records(&self, opened: Option<File>, options: &Options, receive: &mut Receiver) {
        let input = match opened {
            Some(file) => records::Input::File(file),
            None => records::Input::Stream(Box::new(std::io::stdin())),
        };
        records::each(&self.shown(), input, options, receive);
    }
}

/// The article that `record` holds, with what the caller and its container say of it.
///
/// # Errors
/// If it is not text, or a page without an article.
pub fn document(record: &Record, stated: &Stated, language: &Language) -> Result<Document, ReadError> {
    let source = record.source(stated.url.as_deref(), language)?;
    Ok(pipeline::extract(&source.text, &stated.clone().or(source.stated), language))
}
