//! Inputs → articles, done on all threads → the stream or the folder, in the order of the inputs.

use super::article::{Job, Piece, Written};
use super::failures::{Failure, Report};
use super::folder::Folder;
use super::names::{Name, Names};
use super::ordered::{self, Room};
use super::progress::Progress;
use crate::cli::input::Input;
use crate::cli::output::{self, Output};
use crate::cli::{Outcome, interrupt};
use crate::read::records::{Options, Record};
use anyhow::{Context, Result};
use rayon::ThreadPool;
use std::io::{self, ErrorKind, Seek, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// A run: what it needs and what it is asked to do.
pub struct Run<'r> {
    pub pool: &'r ThreadPool,
    pub job: &'r Job<'r>,
    pub options: &'r Options,
    pub progress: &'r Progress,
    /// The folder, and whether what an earlier run did is passed over.
    pub folder: Option<(&'r Folder, bool)>,
    /// Stop at the first failure.
    pub fail_fast: bool,
    /// Say nothing of inputs that failed.
    pub quiet: bool,
}

/// Where results go.
pub enum Sink<'f> {
    /// One after the other.
    Stream(Output),
    /// One file each.
    Folder(&'f Folder),
}

/// What is done on any thread.
enum Task {
    Article(Box<Piece>),
    /// An input that could not be read waits for its turn to be reported.
    Fault(Arc<str>, anyhow::Error),
}

/// What comes of it.
struct Done {
    input: Arc<str>,
    target: Option<PathBuf>,
    result: Result<Written>,
}

impl Run<'_> {
    /// Does all inputs, and says how it went. `done` is told of every file that was written or passed over.
    ///
    /// # Errors
    /// If the output cannot be written. What was done until then is whole.
    pub fn all(
        &self,
        inputs: impl Iterator<Item = Input>,
        names: Option<Names>,
        sink: Sink,
        report: Report,
        done: impl FnMut(&PathBuf),
    ) -> Result<Outcome> {
        let threads = self.pool.current_num_threads();
        // The stages need about 130 bytes for each byte of text under way.
        let room = Room { pieces: threads * 64, bytes: threads << 20 };
        let mut reader = Reader { run: self, names, before: 0, passed: 0, done };
        let mut writer = Writer { run: self, sink, report, outcome: Outcome::Done, fatal: None };
        let read = |send: &mut dyn FnMut(Task, usize) -> bool| {
            for input in inputs {
                if !reader.input(&input, send) {
                    break;
                }
            }
        };
        let work = |task| match task {
            Task::Article(piece) => {
                let result = self.job.run(&piece);
                Done { input: piece.input, target: piece.target, result }
            }
            Task::Fault(input, error) => Done { input, target: None, result: Err(error) },
        };
        ordered::run(self.pool, room, read, work, |done| writer.take(done));
        self.progress.finish();
        tracing::info!(
            "{} articles in {:.1} s, {:.0} a second; {} done before; {} failed",
            self.progress.articles(),
            self.progress.seconds(),
            self.progress.articles() as f64 / self.progress.seconds(),
            reader.passed,
            writer.report.count
        );
        writer.finish()
    }
}

/// Inputs → tasks.
struct Reader<'r, F> {
    run: &'r Run<'r>,
    names: Option<Names>,
    /// Bytes of the inputs that are done.
    before: u64,
    /// Articles passed over.
    passed: u64,
    done: F,
}

impl<F: FnMut(&PathBuf)> Reader<'_, F> {
    /// Sends the articles of an input; says whether to go on.
    fn input(&mut self, input: &Input, send: &mut dyn FnMut(Task, usize) -> bool) -> bool {
        let (shown, metadata): (Arc<str>, _) = (input.shown().into(), input.metadata());
        tracing::debug!("reading {shown}");
        let opened = match input.open() {
            Ok(opened) => opened,
            Err(error) => return send(Task::Fault(shown, error.into()), 0),
        };
        // A second handle to the same file knows how far the first has read.
        let mut position = opened.as_ref().and_then(|file| file.try_clone().ok());
        let changed = metadata.as_ref().and_then(|m| m.modified().ok());
        let (mut number, mut go_on) = (0, true);
        input.records(opened, self.run.options, &mut |record| {
            number += 1;
            let task = match record {
                Ok(record) => self.task(input, &shown, number, record),
                Err(error) => Task::Fault(Arc::clone(&shown), error.into()),
            };
            let passed = match &task {
                Task::Article(piece) => piece.target.as_ref().is_some_and(|target| self.is_done(target, changed)),
                Task::Fault(..) => false,
            };
            self.passed += u64::from(passed);
            let bytes = if let Task::Article(piece) = &task { piece.record.bytes.len() } else { 0 };
            go_on = !interrupt::asked() && (passed || send(task, bytes));
            let within = position.as_mut().and_then(|file| file.stream_position().ok());
            self.run.progress.reached(self.before + within.unwrap_or_default());
            go_on
        });
        self.before += metadata.map_or(0, |m| m.len());
        self.run.progress.reached(self.before);
        go_on && !interrupt::asked()
    }

    /// Gives the article its name.
    fn task(&mut self, input: &Input, shown: &Arc<str>, number: usize, record: Record) -> Task {
        let one_of_many = !shown.starts_with(&record.place);
        let own = record.name.as_deref();
        let name = Name { input: &input.name, number: one_of_many.then_some(number), own };
        match self.names.as_mut().map(|names| names.claim(&name)).transpose() {
            Ok(target) => Task::Article(Box::new(Piece { input: Arc::clone(shown), one_of_many, record, target })),
            Err(error) => Task::Fault(Arc::clone(shown), error),
        }
    }

    /// Whether an earlier run did it; every file that is or will be there is told of.
    fn is_done(&mut self, target: &PathBuf, changed: Option<std::time::SystemTime>) -> bool {
        (self.done)(target);
        self.run.folder.is_some_and(|(folder, resume)| resume && folder.is_done(target, changed))
    }
}

/// Results → the stream, the folder, the report.
struct Writer<'r, 'f> {
    run: &'r Run<'r>,
    sink: Sink<'f>,
    report: Report,
    outcome: Outcome,
    /// What made it impossible to go on.
    fatal: Option<anyhow::Error>,
}

impl Writer<'_, '_> {
    /// Writes a result; says whether to go on.
    fn take(&mut self, done: Done) -> bool {
        let written = done.result.and_then(|written| self.write(done.target, &written));
        match written {
            Ok(()) => {
                self.run.progress.article();
                true
            }
            Err(error) => {
                let added = if self.fatal.is_some() { Ok(()) } else { self.fault(&done.input, &error) };
                if let Err(error) = added {
                    self.fatal = Some(error);
                }
                self.fatal.is_none() && !self.run.fail_fast
            }
        }
    }

    fn write(&mut self, target: Option<PathBuf>, written: &Written) -> Result<()> {
        let result = match (&mut self.sink, target) {
            (Sink::Stream(writer), _) => writer.write_all(&written.output).context("writing the output"),
            (Sink::Folder(folder), target) => {
                folder.write(&target.unwrap_or_default(), &written.output, written.text.as_deref())
            }
        };
        match result {
            Err(error) if matches!(self.sink, Sink::Stream(_)) || is_fatal(&error) => {
                self.fatal = Some(error);
                Err(anyhow::anyhow!("the output cannot be written"))
            }
            result => result,
        }
    }

    /// Reports an input that failed.
    fn fault(&mut self, input: &str, error: &anyhow::Error) -> Result<()> {
        self.outcome = Outcome::Partly;
        if !self.run.quiet {
            self.run.progress.say(&output::line(error));
        }
        self.report.add(&Failure::new(input.into(), error))
    }

    /// Ends the output. A stream that was broken off gets no name; the report always does.
    fn finish(self) -> Result<Outcome> {
        let reported = self.report.finish();
        if let Some(fatal) = self.fatal {
            return Err(fatal);
        }
        let stopped = interrupt::asked();
        let broken_off = stopped || self.run.fail_fast && self.outcome != Outcome::Done;
        if let Sink::Stream(writer) = self.sink {
            if broken_off { writer.abandon()? } else { writer.finish()? }
        }
        reported?;
        Ok(if stopped { Outcome::Stopped } else { self.outcome })
    }
}

/// Errors of the disk as a whole: every further article would meet them too.
fn is_fatal(error: &anyhow::Error) -> bool {
    let kinds =
        [ErrorKind::StorageFull, ErrorKind::QuotaExceeded, ErrorKind::ReadOnlyFilesystem, ErrorKind::FileTooLarge];
    let kind = error.chain().find_map(|e| e.downcast_ref::<io::Error>()).map(io::Error::kind);
    kind.is_some_and(|kind| kinds.contains(&kind))
}
