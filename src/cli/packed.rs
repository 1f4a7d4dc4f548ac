//! Packed graphs → their bytes.

use crate::read::budget;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

/// Reads what a file holds, unpacked if its first bytes are those of gzip or Zstandard.
///
/// # Errors
/// If it cannot be read.
pub fn reader(file: File) -> io::Result<Box<dyn BufRead>> {
    let mut file = BufReader::new(file);
    let head = file.fill_buf()?;
    Ok(if head.starts_with(GZIP) {
        Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(file)))
    } else if head.starts_with(ZSTANDARD) {
        Box::new(BufReader::new(zstd::Decoder::with_buffer(file)?))
    } else {
        Box::new(file)
    })
}

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTANDARD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// The bytes, unpacked if they are gzip or Zstandard.
///
/// # Errors
/// If they are damaged, or unpack to far more than their size.
pub fn unpacked(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    if bytes.starts_with(GZIP) {
        bounded(flate2::read::MultiGzDecoder::new(&bytes[..]), bytes.len())
    } else if bytes.starts_with(ZSTANDARD) {
        bounded(zstd::Decoder::with_buffer(&bytes[..])?, bytes.len())
    } else {
        Ok(bytes)
    }
}

fn bounded(reader: impl Read, packed: usize) -> io::Result<Vec<u8>> {
    let limit = budget::limit(None, packed as u64);
    let mut plain = Vec::new();
    reader.take(limit + 1).read_to_end(&mut plain)?;
    if plain.len() as u64 > limit {
        return Err(io::Error::other(format!("it unpacks to more than {} MB, far more than its size", limit >> 20)));
    }
    Ok(plain)
}
