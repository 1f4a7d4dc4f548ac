//! What a command says on standard error, and where its output goes.

use super::whole_file::WholeFile;
use crate::read::{ReadError, advice};
use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::Path;

/// Prints an error with its causes and what to do about it, on one line.
pub fn report(error: &anyhow::Error) {
    let _ = writeln!(io::stderr(), "newsgraph: {}", line(error));
}

/// The error with its causes, and how to mend it where that is known.
pub fn line(error: &anyhow::Error) -> String {
    match mend(error).filter(|_| error.downcast_ref::<ReadError>().is_none()) {
        Some(mend) => format!("{error:#}; {mend}"),
        None => format!("{error:#}"),
    }
}

/// How to mend it, where that is known.
pub fn mend(error: &anyhow::Error) -> Option<String> {
    if let Some(error) = error.downcast_ref::<ReadError>() {
        return Some(error.mend());
    }
    error.chain().find_map(|e| e.downcast_ref::<io::Error>()).map(|e| advice(e).to_string())
}

/// Where a command's output goes: standard output, or a file that is there only when it is whole. What is called `.zst`
/// or `.gz` is packed.
pub enum Output {
    /// As it is.
    Plain(Target),
    /// gzip.
    Gzip(Box<GzEncoder<Target>>),
    /// Zstandard.
    Zstandard(Box<zstd::Encoder<'static, Target>>),
}

/// Where the bytes go.
pub enum Target {
    /// Standard output.
    Standard(BufWriter<Stdout>),
    /// A device or pipe.
    Device(BufWriter<File>),
    /// A file.
    File(Box<BufWriter<WholeFile>>),
}

impl Output {
    /// Writes to the file, or to standard output when there is none.
    ///
    /// # Errors
    /// If the file cannot be created.
    pub fn new(path: Option<&Path>) -> Result<Self> {
        let target = Target::new(path)?;
        Ok(match path.and_then(Path::extension).and_then(|e| e.to_str()) {
            Some("gz") => Self::Gzip(Box::new(GzEncoder::new(target, Compression::default()))),
            Some("zst") => Self::Zstandard(Box::new(zstd::Encoder::new(target, 0).context("packing")?)),
            _ => Self::Plain(target),
        })
    }

    /// Writes what is still held back, and gives a file its name.
    ///
    /// # Errors
    /// If the file system says no.
    pub fn finish(self) -> Result<()> {
        let target = match self {
            Self::Plain(target) => target,
            Self::Gzip(packer) => packer.finish().context("writing the output")?,
            Self::Zstandard(packer) => packer.finish().context("writing the output")?,
        };
        target.finish()
    }
}

impl Output {
    /// Ends an output that was broken off: what is written on standard output is let go, a file is not left behind.
    ///
    /// # Errors
    /// If standard output cannot be written.
    pub fn abandon(self) -> Result<()> {
        match self {
            Self::Plain(mut target) if !matches!(target, Target::File(_)) => {
                target.flush().context("writing the output")
            }
            _ => Ok(()),
        }
    }
}

impl Target {
    fn new(path: Option<&Path>) -> Result<Self> {
        const BUFFER: usize = 1 << 16;
        let Some(path) = path else { return Ok(Self::Standard(BufWriter::with_capacity(BUFFER, io::stdout()))) };
        if path.metadata().is_ok_and(|m| !m.is_file() && !m.is_dir()) {
            let file = OpenOptions::new().write(true).open(path);
            let file = file.with_context(|| format!("opening {}", path.display()))?;
            return Ok(Self::Device(BufWriter::with_capacity(BUFFER, file)));
        }
        Ok(Self::File(Box::new(BufWriter::with_capacity(BUFFER, WholeFile::beside(path)?))))
    }

    fn finish(mut self) -> Result<()> {
        self.flush().context("writing the output")?;
        match self {
            Self::File(file) => file.into_inner().map_err(io::IntoInnerError::into_error)?.finish(),
            _ => Ok(()),
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::Device(file) => file.write(bytes),
            Self::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::Device(file) => file.flush(),
            Self::File(file) => file.flush(),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(bytes),
            Self::Gzip(out) => out.write(bytes),
            Self::Zstandard(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.flush(),
            Self::Gzip(out) => out.flush(),
            Self::Zstandard(out) => out.flush(),
        }
    }
}

/// Creates the file and the folders above it.
///
/// # Errors
/// If the file system says no.
pub fn create(path: &Path) -> Result<File> {
    if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("creating folder {}", folder.display()))?;
    }
    File::create(path).with_context(|| format!("creating {}", path.display()))
}
