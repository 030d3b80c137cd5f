//! Where a pass stands in the lists of a plan.

use std::ops::Range;

use super::plan::{Close, Plan, Run};

/// Where a pass stands in the lists of a plan.
#[derive(Default)]
pub(super) struct Cursor {
    open: usize,
    step: usize,
    touch: usize,
    close: usize,
    before: usize,
}

/// What belongs to a run: its steps, its touches, and the entries of the tables before its steps.
pub(super) struct RunRanges {
    pub(super) steps: Range<usize>,
    pub(super) touches: Range<usize>,
    pub(super) before: Range<usize>,
}

impl Cursor {
    pub(super) fn at_end(plan: &Plan) -> Self {
        Self {
            open: plan.opens.len(),
            step: plan.steps.len(),
            touch: plan.touches.len(),
            close: plan.closes.len(),
            before: plan.entries(),
        }
    }

    pub(super) fn opens<'p>(&mut self, plan: &'p Plan, count: u8) -> &'p [u8] {
        plan.opens.get(forward(&mut self.open, count.into())).unwrap_or_default()
    }

    pub(super) fn touches(&mut self, count: u8) -> Range<usize> {
        forward(&mut self.touch, count.into())
    }

    pub(super) fn closes<'p>(&mut self, plan: &'p Plan, count: u8) -> &'p [Close] {
        plan.closes.get(forward(&mut self.close, count.into())).unwrap_or_default()
    }

    /// A run on a table of so many entries.
    pub(super) fn run(&mut self, run: &Run, entries: usize) -> RunRanges {
        let steps = usize::from(run.steps);
        RunRanges {
            steps: forward(&mut self.step, steps),
            touches: forward(&mut self.touch, run.touches.into()),
            before: forward(&mut self.before, steps * entries),
        }
    }

    pub(super) fn opens_back<'p>(&mut self, plan: &'p Plan, count: u8) -> &'p [u8] {
        plan.opens.get(back(&mut self.open, count.into())).unwrap_or_default()
    }

    pub(super) fn touches_back(&mut self, count: u8) -> Range<usize> {
        back(&mut self.touch, count.into())
    }

    pub(super) fn closes_back<'p>(&mut self, plan: &'p Plan, count: u8) -> &'p [Close] {
        plan.closes.get(back(&mut self.close, count.into())).unwrap_or_default()
    }

    pub(super) fn run_back(&mut self, run: &Run, entries: usize) -> RunRanges {
        let steps = usize::from(run.steps);
        RunRanges {
            steps: back(&mut self.step, steps),
            touches: back(&mut self.touch, run.touches.into()),
            before: back(&mut self.before, steps * entries),
        }
    }
}

fn forward(at: &mut usize, count: usize) -> Range<usize> {
    let from = *at;
    *at += count;
    from..*at
}

fn back(at: &mut usize, count: usize) -> Range<usize> {
    let to = *at;
    *at -= count;
    *at..to
}
