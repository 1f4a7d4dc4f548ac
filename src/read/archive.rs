//! `.zip` and `.tar` → their members, each read like a file of its own.

use super::ReadError;
use super::records::{self, Input, Options, Receiver, Record, io_error, limited};
use std::io::{BufReader, Cursor, Read};
use std::path::{Component, Path, PathBuf};

/// Members of a zip file; a stream is read into memory first.
pub(super) fn zip(name: &str, input: Input, options: &Options, receive: &mut Receiver) -> Result<(), ReadError> {
    match input {
        Input::File(file) => members(name, file, options, receive),
        Input::Stream(stream) => members(name, Cursor::new(limited(name, stream, options)?), options, receive),
    }
}

fn members<R: Read + std::io::Seek>(
    name: &str,
    reader: R,
    options: &Options,
    receive: &mut Receiver,
) -> Result<(), ReadError> {
    let broken = |error: zip::result::ZipError| io_error(name, std::io::Error::other(error));
    let mut archive = zip::ZipArchive::new(reader).map_err(broken)?;
    for at in 0..archive.len() {
        let member = archive.by_index(at).map_err(broken)?;
        if !member.is_file() {
            continue;
        }
        let path = member.name().map_err(broken)?.to_string();
        if !member_of(name, &path, member, options, 0, receive) {
            break;
        }
    }
    Ok(())
}

/// Members of a tar file.
pub(super) fn tar(
    name: &str,
    reader: impl Read,
    options: &Options,
    depth: u8,
    receive: &mut Receiver,
) -> Result<(), ReadError> {
    let mut archive = tar::Archive::new(reader);
    for entry in archive.entries().map_err(|e| io_error(name, e))? {
        let entry = entry.map_err(|e| io_error(name, e))?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if !member_of(name, &path, entry, options, depth, receive) {
            break;
        }
    }
    Ok(())
}

/// Reads one member; its fault is reported and the others are read. Says whether to go on.
fn member_of(name: &str, path: &str, member: impl Read, options: &Options, depth: u8, receive: &mut Receiver) -> bool {
    let place = format!("{name}/{path}");
    let own = inside(Path::new(path));
    let mut go_on = true;
    let mut named = |result: Result<Record, ReadError>| {
        let record = result.map(|r| Record { name: Some(r.name.map_or(own.clone(), |n| own.join(n))), ..r });
        go_on = receive(record);
        go_on
    };
    let read = records::stream(&place, Box::new(BufReader::new(member)), options, depth + 1, &mut named);
    match read {
        Ok(()) => go_on,
        Err(error) => receive(Err(error)),
    }
}

/// A member's path without anything that leads out of the folder it is unpacked to.
fn inside(path: &Path) -> PathBuf {
    path.components().filter(|c| matches!(c, Component::Normal(_))).collect()
}
