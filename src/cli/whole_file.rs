//! A file that is there whole or not at all: written under another name, renamed when it is complete.

use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file being written; dropped without [`WholeFile::finish`] it leaves nothing behind.
#[derive(Debug)]
pub struct WholeFile {
    file: File,
    temporary: PathBuf,
    target: PathBuf,
    finished: bool,
}

impl WholeFile {
    /// Starts `target`, which gets its name when it is finished; until then it is called `temporary`, on the same disk.
    ///
    /// # Errors
    /// If the file system says no.
    pub fn new(temporary: PathBuf, target: &Path) -> Result<Self> {
        for path in [&temporary, target] {
            if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
                fs::create_dir_all(folder).with_context(|| format!("creating folder {}", folder.display()))?;
            }
        }
        let file = File::create(&temporary).with_context(|| format!("creating {}", target.display()))?;
        Ok(Self { file, temporary, target: target.into(), finished: false })
    }

    /// Starts `target` under a hidden name beside it that no other process uses. What a killed process left is removed.
    ///
    /// # Errors
    /// If the file system says no.
    pub fn beside(target: &Path) -> Result<Self> {
        // A link keeps pointing to the file that is replaced.
        let target = &fs::canonicalize(target).unwrap_or_else(|_| target.into());
        remove_left(target);
        let whole = Self::new(target.with_file_name(hidden(target, &format!(".{}", std::process::id()))), target)?;
        // Tells others that the file is no leftover; where locks are unknown they cannot be asked for either.
        let _ = whole.file.try_lock();
        Ok(whole)
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// If the file system says no.
    pub fn finish(mut self) -> Result<()> {
        fs::rename(&self.temporary, &self.target).with_context(|| format!("writing {}", self.target.display()))?;
        self.finished = true;
        Ok(())
    }
}

/// Writes a whole file.
///
/// # Errors
/// If the file system says no; the file is then as it was.
pub fn write(temporary: PathBuf, target: &Path, bytes: &[u8]) -> Result<()> {
    let mut whole = WholeFile::new(temporary, target)?;
    whole.write_all(bytes).with_context(|| format!("writing {}", target.display()))?;
    whole.finish()
}

/// `.NAME.part` of a file, with something between.
pub fn hidden(target: &Path, between: &str) -> String {
    format!(".{}{between}.part", target.file_name().unwrap_or_default().to_string_lossy())
}

/// Removes files that killed processes left: those nobody holds.
fn remove_left(target: &Path) {
    let begin = format!(".{}.", target.file_name().unwrap_or_default().to_string_lossy());
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let left = |name: &str| {
        let number = name.strip_prefix(&begin).and_then(|n| n.strip_suffix(".part"));
        number.is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let free = || File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if left(&entry.file_name().to_string_lossy()) && free() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if !self.finished {
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("newsgraph-whole-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_file_has_its_name_only_when_it_is_complete() {
        let folder = folder("complete");
        let target = folder.join("a.nq");
        fs::write(&target, "old").unwrap();
        let mut whole = WholeFile::beside(&target).unwrap();
        whole.write_all(b"ne").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"old");
        whole.write_all(b"w").unwrap();
        whole.finish().unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"new");
        drop(WholeFile::beside(&target).unwrap());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_a_killed_process_left_is_removed_and_what_a_living_one_writes_is_not() {
        let folder = folder("left");
        let target = folder.join("a.nq");
        fs::write(folder.join(".a.nq.1.part"), "half").unwrap();
        let living = File::create(folder.join(".a.nq.2.part")).unwrap();
        living.try_lock().unwrap();
        WholeFile::beside(&target).unwrap().finish().unwrap();
        assert!(!folder.join(".a.nq.1.part").exists() && folder.join(".a.nq.2.part").exists());
        fs::remove_dir_all(folder).unwrap();
    }
}
