//! In which order the causes are swept, and what that costs, before any table exists.

use std::ops::Range;

use super::query::symptom_node;
use crate::network::{CauseIndex, Network, Number, ObservationIndex};

/// The order of a sweep for one pattern of open symptoms.
#[derive(Debug, Default, Clone)]
pub(crate) struct Plan {
    /// The pattern: the open symptoms that are swept, sorted.
    pub(crate) pattern: Vec<ObservationIndex>,
    pub(crate) steps: Vec<Step>,
    /// The steps again, those together that can be done in one go.
    pub(crate) runs: Vec<Run>,
    /// Positions in `pattern` of the symptoms that open, step by step.
    pub(crate) opens: Vec<u8>,
    /// Which bit of the table a cause's link acts on, step by step.
    pub(crate) touches: Vec<Touch>,
    /// Which bit a symptom leaves when it closes, step by step.
    pub(crate) closes: Vec<Close>,
    /// The leaks of the pattern and the links of the touches, as the knowledge base says them.
    pub(crate) leaks: Vec<f64>,
    pub(crate) q: Vec<f64>,
    /// The causes that no open symptom touches, sorted.
    pub(crate) untouched: Vec<CauseIndex>,
    pub(crate) multiply_adds: u64,
    pub(crate) table_entries: u64,
}

/// One cause of the sweep; the counts say how many opens, touches and closes are its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) cause: CauseIndex,
    pub(crate) opens: u8,
    pub(crate) touches: u8,
    pub(crate) closes: u8,
}

/// Steps in a row that do the same to the table: each has one link, all to the same bit. Only the first opens symptoms, and only the
/// last closes some. A step with several links is a run of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) steps: u16,
    pub(crate) opens: u8,
    pub(crate) touches: u16,
    pub(crate) closes: u8,
    /// How many symptoms are open.
    pub(crate) bits: u8,
    /// The bit of all links, where each step has one.
    pub(crate) bit: Option<u8>,
}

/// A link of the step's cause to an open symptom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Touch {
    pub(crate) bit: u8,
    pub(crate) symptom: ObservationIndex,
    /// The index of the link within the symptom.
    pub(crate) link: u16,
}

/// A symptom whose causes are all done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Close {
    pub(crate) bit: u8,
    /// The position in `pattern`.
    pub(crate) position: u8,
}

/// At most this many symptoms are open in one plan; more are set aside before planning.
pub(crate) const MOST_OPEN: usize = 128;

impl Plan {
    /// The entries of the tables before all steps.
    pub(super) fn entries(&self) -> usize {
        usize::try_from(self.table_entries).unwrap_or(usize::MAX)
    }

    pub(crate) fn table_bytes(&self) -> u64 {
        self.table_entries.saturating_mul(8)
    }

    /// Plans a sweep over a sorted pattern of at most [`MOST_OPEN`] symptoms.
    pub(crate) fn rebuild(
        &mut self,
        network: &Network,
        pattern: &[ObservationIndex],
        buffers: &mut PlanBuffers,
    ) {
        self.pattern.clear();
        self.pattern.extend_from_slice(pattern);
        self.steps.clear();
        self.runs.clear();
        self.opens.clear();
        self.touches.clear();
        self.closes.clear();
        self.multiply_adds = 0;
        self.table_entries = 0;
        buffers.load(network, pattern);
        let unlinked = buffers.masks.iter().zip(0..).filter(|(mask, _)| **mask == 0);
        self.untouched.clear();
        self.untouched.extend(unlinked.map(|(_, cause)| cause));
        while let Some(cause) = buffers.next_cause() {
            self.push(cause, buffers);
        }
        let Self { pattern, touches, leaks, q, .. } = self;
        leaks.clear();
        leaks.extend(pattern.iter().map(|at| leak(network, *at).map_or(0.0, |leak| leak.value)));
        q.clear();
        q.extend(touches.iter().map(|touch| link(network, *touch).map_or(0.0, |q| q.value)));
    }

    fn push(&mut self, cause: CauseIndex, buffers: &mut PlanBuffers) {
        let links = buffers.masks.get(usize::from(cause)).copied().unwrap_or(0);
        let opening = links & !buffers.opened;
        self.opens.extend(bits_of(opening));
        buffers.open(opening);
        let bits = u8::try_from(buffers.slots.len()).unwrap_or(u8::MAX);
        let touches_before = self.touches.len();
        let own = (0_u8..).zip(&buffers.slots).filter(|(_, at)| links & (1 << **at) != 0);
        for (bit, position) in own {
            let link = buffers.link(*position, cause);
            if let (Some(link), Some(symptom)) = (link, self.pattern.get(usize::from(*position))) {
                self.touches.push(Touch { bit, symptom: *symptom, link });
            }
        }
        let closing = buffers.finish(links);
        for position in bits_of(closing) {
            let slot = buffers.slots.iter().position(|slot| *slot == position).unwrap_or(0);
            buffers.slots.remove(slot);
            self.closes.push(Close { bit: u8::try_from(slot).unwrap_or(0), position });
        }
        let touches = self.touches.len() - touches_before;
        let count = |n: u32| u8::try_from(n).unwrap_or(u8::MAX);
        let step = Step {
            cause,
            opens: count(opening.count_ones()),
            touches: u8::try_from(touches).unwrap_or(u8::MAX),
            closes: count(closing.count_ones()),
        };
        self.steps.push(step);
        self.run(step, bits);
        let entries = 1_u64.checked_shl(u32::from(bits)).unwrap_or(u64::MAX);
        // Forward and backward: one multiply-add per entry and mix, one per pair and link.
        let work = entries.saturating_mul(4 + 2 * touches as u64);
        self.multiply_adds = self.multiply_adds.saturating_add(work);
        self.table_entries = self.table_entries.saturating_add(entries);
    }

    /// Puts a step, whose links are the last touches, into the last run, or begins another.
    fn run(&mut self, step: Step, bits: u8) {
        let bit = self.touches.last().filter(|_| step.touches == 1).map(|touch| touch.bit);
        let last = self.runs.last_mut();
        let joins = |last: &&mut Run| {
            step.opens == 0
                && last.closes == 0
                && bit.is_some()
                && (last.bits, last.bit) == (bits, bit)
        };
        if let Some(last) = last.filter(joins) {
            last.steps += 1;
            last.touches += 1;
            last.closes = step.closes;
        } else {
            let Step { opens, closes, .. } = step;
            let touches = u16::from(step.touches);
            self.runs.push(Run { steps: 1, opens, touches, closes, bits, bit });
        }
    }
}

/// The leak of a symptom.
pub(super) fn leak(network: &Network, symptom: ObservationIndex) -> Option<&Number> {
    symptom_node(network, symptom).map(|node| &node.leak)
}

/// The link that a touch is.
pub(super) fn link(network: &Network, touch: Touch) -> Option<&Number> {
    let links = &symptom_node(network, touch.symptom)?.links;
    links.get(usize::from(touch.link)).map(|link| &link.q)
}

/// The rank of a cause that is done, or that no open symptom touches.
const DONE: i32 = i32::MAX;

/// What a symptom that a cause would open adds to its rank, and what one that it would close takes off: the table that is left
/// behind counts first, then what is opened, of which there are at most [`MOST_OPEN`]: fewer than `CLOSES`.
const OPENS: i32 = CLOSES + 1;
const CLOSES: i32 = 256;

/// Buffers of planning, kept from call to call.
#[derive(Debug, Default, Clone)]
pub(crate) struct PlanBuffers {
    /// For each cause the open symptoms it links to, as bits of positions in the pattern.
    masks: Vec<u128>,
    /// For each cause how dear it is to take it next. Kept up to date link by link: to count bits for every cause at every step
    /// takes longer than the sweep.
    ranks: Vec<i32>,
    /// The rank of the last cause and its index, while no rank has changed since: causes of that rank come after it.
    last: Option<(i32, usize)>,
    /// The causes of all links, symptom by symptom, and where those of a symptom begin; one more at the end.
    links: Vec<CauseIndex>,
    starts: Vec<usize>,
    /// How many causes of each open symptom are left.
    left: Vec<u16>,
    opened: u128,
    slots: Vec<u8>,
    /// The pattern being planned.
    pub(super) pattern: Vec<ObservationIndex>,
}

impl PlanBuffers {
    fn load(&mut self, network: &Network, pattern: &[ObservationIndex]) {
        self.masks.clear();
        self.masks.resize(network.causes.len(), 0);
        self.ranks.clear();
        self.ranks.resize(network.causes.len(), 0);
        self.links.clear();
        self.starts.clear();
        self.left.clear();
        self.slots.clear();
        (self.last, self.opened) = (None, 0);
        for (position, symptom) in (0_u8..).zip(pattern) {
            let links = symptom_node(network, *symptom).map_or(&[][..], |node| &node.links);
            self.starts.push(self.links.len());
            self.left.push(u16::try_from(links.len()).unwrap_or(u16::MAX));
            let rank = if links.len() == 1 { OPENS - CLOSES } else { OPENS };
            for link in links {
                self.links.push(link.cause);
                let cause = usize::from(link.cause);
                if let (Some(mask), Some(sum)) =
                    (self.masks.get_mut(cause), self.ranks.get_mut(cause))
                {
                    *mask |= 1 << position;
                    *sum += rank;
                }
            }
        }
        self.starts.push(self.links.len());
        let unlinked = self.ranks.iter_mut().zip(&self.masks).filter(|(_, mask)| **mask == 0);
        unlinked.for_each(|(rank, _)| *rank = DONE);
    }

    /// The cause that leaves the smallest table behind, then the one that opens least, then the first.
    fn next_cause(&mut self) -> Option<CauseIndex> {
        let of_the_last = self.last.and_then(|(rank, at)| {
            let after = self.ranks.get(at + 1..)?.iter().position(|other| *other == rank)?;
            Some((rank, at + 1 + after))
        });
        let least = || {
            // A fold of copies is done in lanes, which `min` is not.
            let rank = self.ranks.iter().copied().fold(DONE, i32::min);
            let at = self.ranks.iter().position(|other| *other == rank);
            Some((rank, at.filter(|_| rank != DONE)?))
        };
        let (rank, at) = of_the_last.or_else(least)?;
        *self.ranks.get_mut(at)? = DONE;
        self.last = Some((rank, at));
        CauseIndex::try_from(at).ok()
    }

    /// Opens symptoms.
    fn open(&mut self, opening: u128) {
        self.opened |= opening;
        for position in bits_of(opening) {
            self.slots.push(position);
            self.cheapen(position, OPENS);
        }
    }

    /// Counts a cause as done for the symptoms it links to; returns those that close.
    fn finish(&mut self, links: u128) -> u128 {
        let mut closing = 0;
        for position in bits_of(links) {
            let Some(left) = self.left.get_mut(usize::from(position)) else { continue };
            *left -= 1;
            match *left {
                0 => closing |= 1 << position,
                1 => self.cheapen(position, CLOSES),
                _ => {}
            }
        }
        closing
    }

    /// Takes something off the ranks of the waiting causes of a symptom.
    fn cheapen(&mut self, position: u8, by: i32) {
        self.last = None;
        let causes = self.links.get(self.links_of(position)).unwrap_or_default();
        for cause in causes {
            if let Some(rank) = self.ranks.get_mut(usize::from(*cause))
                && *rank != DONE
            {
                *rank -= by;
            }
        }
    }

    /// The index within a symptom of its link to a cause.
    fn link(&self, position: u8, cause: CauseIndex) -> Option<u16> {
        let causes = self.links.get(self.links_of(position))?;
        u16::try_from(causes.iter().position(|other| *other == cause)?).ok()
    }

    fn links_of(&self, position: u8) -> Range<usize> {
        let starts = self.starts.get(usize::from(position)..).unwrap_or_default();
        if let [start, end, ..] = starts { *start..*end } else { 0..0 }
    }
}

/// The positions of the set bits, rising.
fn bits_of(mut mask: u128) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        if mask == 0 {
            return None;
        }
        let bit = mask.trailing_zeros();
        mask &= mask - 1;
        u8::try_from(bit).ok()
    })
}
