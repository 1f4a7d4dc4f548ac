//! `.zip` and `.tar` → their members, each read like a file of its own.

use super::ReadError;
use super::budget::Reading;
use super::records::{self, Receiver, Record, io_error};
use std::io::{BufReader, Read, Seek};
use std::path::{Component, Path, PathBuf};

/// Members of a zip file.
pub(super) fn zip(
    name: &str,
    reader: impl Read + Seek,
    reading: &Reading,
    receive: &mut Receiver,
) -> Result<(), ReadError> {
    let broken = |error: zip::result::ZipError| io_error(name, std::io::Error::other(error));
    let mut archive = zip::ZipArchive::new(reader).map_err(broken)?;
    // Its own list says what it unpacks to; a bomb is refused before anything is unpacked.
    reading.check(name, archive.decompressed_size().unwrap_or_default())?;
    for at in 0..archive.len() {
        let place = format!("{name}, member {}", at + 1);
        let member = match archive.by_index(at).map_err(|e| io_error(&place, std::io::Error::other(e))) {
            Ok(member) => member,
            Err(error) => {
                if receive(Err(error)) {
                    continue;
                }
                break;
            }
        };
        if !member.is_file() {
            continue;
        }
        let path = String::from_utf8_lossy(member.name_raw()).into_owned();
        if !member_of(name, &path, reading.unpacked(member), reading, 0, receive)? {
            break;
        }
    }
    Ok(())
}

/// Members of a tar file.
pub(super) fn tar(
    name: &str,
    reader: impl Read,
    reading: &Reading,
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
        if !member_of(name, &path, entry, reading, depth, receive)? {
            break;
        }
    }
    Ok(())
}

/// Reads one member; its fault is reported and the others are read. Says whether to go on.
fn member_of(
    name: &str,
    path: &str,
    member: impl Read,
    reading: &Reading,
    depth: u8,
    receive: &mut Receiver,
) -> Result<bool, ReadError> {
    let place = format!("{name}/{path}");
    let own = inside(Path::new(path));
    let mut go_on = true;
    let mut named = |result: Result<Record, ReadError>| {
        let record = result.map(|r| Record { name: Some(r.name.map_or(own.clone(), |n| own.join(n))), ..r });
        go_on = receive(record);
        go_on
    };
    let read = records::stream(&place, Box::new(BufReader::new(member)), reading, depth + 1, &mut named);
    match (read, reading.exceeded(name)) {
        (_, Some(error)) => Err(error),
        (Ok(()), None) => Ok(go_on),
        (Err(error), None) => Ok(receive(Err(error))),
    }
}

/// A member's path without anything that leads out of the folder it is unpacked to.
fn inside(path: &Path) -> PathBuf {
    path.components().filter(|c| matches!(c, Component::Normal(_))).collect()
}
