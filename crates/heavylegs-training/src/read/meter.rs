//! A reader that counts, that stops at a limit, and that turns a failure into an early end.

use std::io::{self, Read};

/// Why the bytes ended before the file did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// There is more than [`limits::BYTES`](super::limits::BYTES).
    Limit,
    /// The system or the decompressor failed.
    Failed(String),
}

/// Reads on behalf of a parser, which then only has to know "no more bytes"; the cause is asked for afterwards.
#[derive(Debug)]
pub(super) struct Meter<R> {
    inner: R,
    limit: u64,
    read: u64,
    stop: Option<Stop>,
}

impl<R: Read> Meter<R> {
    pub(super) fn new(inner: R, limit: u64) -> Self {
        Self { inner, limit, read: 0, stop: None }
    }

    /// Returns how many bytes were handed on.
    pub(super) fn count(&self) -> u64 {
        self.read
    }

    /// Returns why it stopped, if not because the file ended.
    pub(super) fn stop(&self) -> Option<&Stop> {
        self.stop.as_ref()
    }

    fn end(&mut self, stop: Stop) -> usize {
        self.stop = Some(stop);
        0
    }
}

impl<R: Read> Read for Meter<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.stop.is_some() || buffer.is_empty() {
            return Ok(0);
        }
        if self.read >= self.limit {
            return Ok(self.end(Stop::Limit));
        }
        let room = usize::try_from(self.limit - self.read).unwrap_or(usize::MAX).min(buffer.len());
        let Some(buffer) = buffer.get_mut(..room) else { return Ok(0) };
        loop {
            match self.inner.read(buffer) {
                Ok(count) => {
                    self.read += count as u64;
                    return Ok(count);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Ok(self.end(Stop::Failed(error.to_string()))),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Meter, Stop};
    use std::io::{self, Read};

    struct Broken;

    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }

    #[test]
    fn keeps_what_came_before_and_says_why_it_ended() {
        let mut text = String::new();
        let mut meter = Meter::new(&b"abcdef"[..], 4);
        meter.read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), meter.count(), meter.stop()), ("abcd", 4, Some(&Stop::Limit)));

        let mut meter = Meter::new((&b"ab"[..]).chain(Broken), 4);
        text.clear();
        meter.read_to_string(&mut text).unwrap();
        assert_eq!(text, "ab");
        assert_eq!(meter.stop(), Some(&Stop::Failed("the disk is gone".to_owned())));
    }
}
