//! Packed graphs → their bytes.

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
/// If they are damaged.
pub fn unpacked(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    if bytes.starts_with(GZIP) {
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut plain)?;
    } else if bytes.starts_with(ZSTANDARD) {
        zstd::Decoder::with_buffer(&bytes[..])?.read_to_end(&mut plain)?;
    } else {
        return Ok(bytes);
    }
    Ok(plain)
}
