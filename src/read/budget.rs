//! How much an input may hold: a limit for one article, and one for everything a packed input unpacks to.

use super::ReadError;
use super::records::Options;
use std::cell::Cell;
use std::io::{self, Read};
use std::ops::Deref;
use std::rc::Rc;

/// A packed input may unpack to this many times its size …
pub const RATIO: u64 = 300;
/// … and in any case to this many bytes.
pub const FLOOR: u64 = 1 << 30;

/// One input being read: how, and how much of it was unpacked so far.
pub(super) struct Reading<'o> {
    options: &'o Options,
    spent: Rc<Spent>,
}

/// Bytes of the input as it lies on the disk, and bytes unpacked from it in all layers.
#[derive(Debug, Default)]
struct Spent {
    packed: Cell<u64>,
    unpacked: Cell<u64>,
    exceeded: Cell<bool>,
}

impl<'o> Reading<'o> {
    pub fn new(options: &'o Options) -> Self {
        Self { options, spent: Rc::default() }
    }

    /// Counts the bytes of the input itself.
    pub fn packed<R: Read>(&self, reader: R) -> Packed<R> {
        Packed { reader, spent: Rc::clone(&self.spent) }
    }

    /// Sets the size of the input where it is known.
    pub fn packed_size(&self, bytes: u64) {
        self.spent.packed.set(bytes);
    }

    /// Counts bytes that were unpacked, and stops when they are too many.
    pub fn unpacked<R: Read>(&self, reader: R) -> Unpacked<R> {
        Unpacked { reader, limit: self.options.most_unpacked, spent: Rc::clone(&self.spent) }
    }

    /// An error if `bytes` are more than the input may unpack to.
    pub fn check(&self, name: &str, bytes: u128) -> Result<(), ReadError> {
        let limit = self.limit();
        if bytes > u128::from(limit) { Err(too_much(name, limit)) } else { Ok(()) }
    }

    /// The error that stands behind any other once there was too much.
    pub fn exceeded(&self, name: &str) -> Option<ReadError> {
        self.spent.exceeded.get().then(|| too_much(name, self.limit()))
    }

    fn limit(&self) -> u64 {
        limit(self.options.most_unpacked, self.spent.packed.get())
    }
}

impl Deref for Reading<'_> {
    type Target = Options;

    fn deref(&self) -> &Options {
        self.options
    }
}

/// How many bytes `packed` ones may unpack to; `stated` is what the caller says.
pub fn limit(stated: Option<u64>, packed: u64) -> u64 {
    stated.unwrap_or_else(|| packed.saturating_mul(RATIO).max(FLOOR))
}

fn too_much(name: &str, limit: u64) -> ReadError {
    ReadError::Limit {
        name: name.into(),
        what: "it unpacks to far more than its size".into(),
        limit: format!("{} MB", limit >> 20),
        mend: "is it meant to? Raise the limit with --max-unpacked, in MB",
    }
}

/// Counts the bytes of the input itself.
pub(super) struct Packed<R> {
    reader: R,
    spent: Rc<Spent>,
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(into)?;
        self.spent.packed.set(self.spent.packed.get() + read as u64);
        Ok(read)
    }
}

/// Counts bytes that were unpacked.
pub(super) struct Unpacked<R> {
    reader: R,
    limit: Option<u64>,
    spent: Rc<Spent>,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(into)?;
        self.spent.unpacked.set(self.spent.unpacked.get() + read as u64);
        if self.spent.unpacked.get() > limit(self.limit, self.spent.packed.get()) {
            self.spent.exceeded.set(true);
            return Err(io::Error::other("it unpacks to far more than its size"));
        }
        Ok(read)
    }
}

/// Stops when a single row grows too long; `left` is set anew for each.
pub(super) struct RowLimit<'l, R> {
    pub reader: R,
    pub left: &'l Cell<u64>,
}

impl<R: Read> Read for RowLimit<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let read = self.reader.read(into)?;
        self.left.set(self.left.get().saturating_sub(read as u64));
        Ok(read)
    }
}
