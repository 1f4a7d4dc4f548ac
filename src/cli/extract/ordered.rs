//! Many pieces of work at the same time, their results one by one in the order of the pieces, in bounded memory.

use rayon::ThreadPool;
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How much may be under way: begun, or done and waiting for those before it.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Pieces.
    pub pieces: usize,
    /// Bytes of them; one piece may be larger.
    pub bytes: usize,
}

/// Runs `work` on every piece that `produce` sends, on the threads of the pool, and hands each result to `receive` in the
/// order of the pieces. Sending waits while there is no room; it says no once `receive` did.
pub fn run<T: Send, R: Send>(
    pool: &ThreadPool,
    room: Room,
    produce: impl FnOnce(&mut dyn FnMut(T, usize) -> bool),
    work: impl Fn(T) -> R + Sync,
    receive: impl FnMut(R) -> bool + Send,
) {
    let line = Line { state: Mutex::default(), changed: Condvar::new(), receive: Mutex::new(receive), room };
    let (line, work) = (&line, &work);
    pool.in_place_scope_fifo(|scope| {
        produce(&mut |piece, bytes| {
            let Some(number) = line.enter(bytes) else { return false };
            scope.spawn_fifo(move |_| line.leave(number, bytes, work(piece)));
            true
        });
    });
}

/// The pieces under way.
struct Line<R, F> {
    state: Mutex<State<R>>,
    changed: Condvar,
    receive: Mutex<F>,
    room: Room,
}

struct State<R> {
    /// Number of the next piece.
    entered: u64,
    /// Number of the next result.
    left: u64,
    bytes: usize,
    waiting: BTreeMap<u64, (usize, R)>,
    /// Whether a thread is handing results on.
    handing: bool,
    stopped: bool,
}

impl<R> Default for State<R> {
    fn default() -> Self {
        Self { entered: 0, left: 0, bytes: 0, waiting: BTreeMap::new(), handing: false, stopped: false }
    }
}

impl<R, F: FnMut(R) -> bool> Line<R, F> {
    fn lock(&self) -> MutexGuard<'_, State<R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for room; `None` once no more is wanted.
    fn enter(&self, bytes: usize) -> Option<u64> {
        let full = |state: &mut State<R>| {
            let under_way = state.entered - state.left;
            let many = under_way >= self.room.pieces as u64 || state.bytes + bytes > self.room.bytes;
            !state.stopped && under_way > 0 && many
        };
        let mut state = self.changed.wait_while(self.lock(), full).unwrap_or_else(PoisonError::into_inner);
        state.entered += 1;
        state.bytes += bytes;
        (!state.stopped).then_some(state.entered - 1)
    }

    /// Hands on all results whose turn has come, unless another thread is at it.
    fn leave(&self, number: u64, bytes: usize, result: R) {
        let mut state = self.lock();
        state.waiting.insert(number, (bytes, result));
        if std::mem::replace(&mut state.handing, true) {
            return;
        }
        loop {
            let turn = state.left;
            let Some((bytes, result)) = state.waiting.remove(&turn) else { break };
            let wanted = !state.stopped;
            drop(state);
            let go_on = wanted && self.receive.lock().unwrap_or_else(PoisonError::into_inner)(result);
            state = self.lock();
            state.left += 1;
            state.bytes -= bytes;
            state.stopped |= !go_on;
            self.changed.notify_all();
        }
        state.handing = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    const ROOM: Room = Room { pieces: 8, bytes: 100 };

    fn pool() -> ThreadPool {
        rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap()
    }

    #[test]
    fn results_come_in_order_and_never_more_than_there_is_room_for_are_under_way() {
        let (sent, got) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        let produce = |send: &mut dyn FnMut(usize, usize) -> bool| {
            for number in 0..200 {
                assert!(send(number, 10));
                let ahead = sent.fetch_add(1, Ordering::SeqCst) + 1 - got.lock().unwrap().len();
                assert!(ahead <= ROOM.pieces + 1, "{ahead}");
            }
        };
        let work = |number: usize| {
            std::thread::sleep(Duration::from_micros(if number.is_multiple_of(7) { 900 } else { 20 }));
            number
        };
        run(&pool(), ROOM, produce, work, |number| {
            got.lock().unwrap().push(number);
            true
        });
        assert_eq!(got.into_inner().unwrap(), (0..200).collect::<Vec<_>>());
    }

    #[test]
    fn a_piece_larger_than_all_room_is_done_and_a_no_stops_the_rest() {
        let (mut got, mut refused) = (Vec::new(), false);
        let produce = |send: &mut dyn FnMut(usize, usize) -> bool| {
            refused = (0..10_000).any(|number| !send(number, 1000));
        };
        run(
            &pool(),
            ROOM,
            produce,
            |number| number,
            |number| {
                got.push(number);
                number < 5
            },
        );
        assert_eq!((got, refused), (vec![0, 1, 2, 3, 4, 5], true));
    }
}
