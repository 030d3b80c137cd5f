//! Work on several threads, with the results in their order.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// So many threads are meant by 0: as many as there are processors.
pub(crate) fn wanted(threads: usize) -> usize {
    let processors = || thread::available_parallelism().map_or(1, NonZero::get);
    if threads == 0 { processors() } else { threads }
}

/// Does the work for 0, 1, 2 … on so many threads, and hands over the results in that order, whichever is done first. `go_on` is asked before each with
/// how many were handed over; where it says no, it ends.
///
/// Each thread has a bench of its own, which it uses again for each piece of work.
pub(crate) fn in_order<B, T: Send>(
    count: usize,
    threads: usize,
    bench: impl Fn() -> B + Sync,
    work: impl Fn(&mut B, usize) -> T + Sync,
    go_on: &mut dyn FnMut(usize) -> bool,
    take: &mut dyn FnMut(T),
) {
    let threads = wanted(threads).min(count);
    if threads <= 1 {
        let mut bench = bench();
        for at in (0..count).take_while(|at| go_on(*at)) {
            take(work(&mut bench, at));
        }
        return;
    }
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (next, bench, work, sender) = (&next, &bench, &work, sender.clone());
            scope.spawn(move || {
                let mut bench = bench();
                let claim = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|at| *at < count);
                while let Some(at) = claim() {
                    // Nobody receives any more once it is enough.
                    if sender.send((at, work(&mut bench, at))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        hand_over(count, &receiver, go_on, take);
        drop(receiver);
    });
}

/// Keeps what comes too early until it is its turn.
fn hand_over<T>(
    count: usize,
    receiver: &mpsc::Receiver<(usize, T)>,
    go_on: &mut dyn FnMut(usize) -> bool,
    take: &mut dyn FnMut(T),
) {
    let mut early = std::collections::BTreeMap::new();
    for at in 0..count {
        if !go_on(at) {
            return;
        }
        let found = loop {
            if let Some(found) = early.remove(&at) {
                break found;
            }
            // A thread that ended before its work was done has panicked, and the scope passes that on.
            let Ok((place, found)) = receiver.recv() else { return };
            early.insert(place, found);
        };
        take(found);
    }
}

#[cfg(test)]
mod tests {
    use super::in_order;

    fn squares(threads: usize, until: usize) -> (Vec<usize>, Vec<usize>) {
        let (mut asked, mut taken) = (Vec::new(), Vec::new());
        let work = |bench: &mut usize, at: usize| {
            *bench += 1;
            // The first pieces take longest, so that they come last.
            std::thread::sleep(std::time::Duration::from_micros(if at < 4 { 2000 } else { 0 }));
            at * at
        };
        let mut go_on = |done| {
            asked.push(done);
            done < until
        };
        in_order(50, threads, || 0, work, &mut go_on, &mut |it| taken.push(it));
        (asked, taken)
    }

    #[test]
    fn results_come_in_their_order_and_end_where_they_are_told_to() {
        for until in [0, 1, 7, 50, 100] {
            let alone = squares(1, until);
            assert_eq!(alone.1.len(), until.min(50));
            for threads in [0, 2, 3, 64] {
                assert_eq!(squares(threads, until), alone, "{threads} threads until {until}");
            }
        }
    }

    #[test]
    fn nothing_to_do_asks_nothing() {
        in_order(0, 4, || (), |(), at| at, &mut |_| false, &mut |_| ());
    }
}
