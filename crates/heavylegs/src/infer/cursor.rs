//! Where a pass stands in the lists of a plan.

use std::ops::Range;

use super::plan::{Close, Plan, Run};

/// Where a pass stands in the lists of a plan, on its way from the start or back from the end.
pub(super) struct Cursor {
    is_back: bool,
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
    pub(super) fn at_start() -> Self {
        Self { is_back: false, open: 0, step: 0, touch: 0, close: 0, before: 0 }
    }

    pub(super) fn at_end(plan: &Plan) -> Self {
        Self {
            is_back: true,
            open: plan.opens.len(),
            step: plan.steps.len(),
            touch: plan.touches.len(),
            close: plan.closes.len(),
            before: plan.entries(),
        }
    }

    /// The next so many symptoms that open.
    pub(super) fn opens<'p>(&mut self, plan: &'p Plan, count: u8) -> &'p [u8] {
        let at = pass(&mut self.open, count.into(), self.is_back);
        plan.opens.get(at).unwrap_or_default()
    }

    /// The places of the next so many touches.
    pub(super) fn touches(&mut self, count: u8) -> Range<usize> {
        pass(&mut self.touch, count.into(), self.is_back)
    }

    /// The next so many symptoms that close.
    pub(super) fn closes<'p>(&mut self, plan: &'p Plan, count: u8) -> &'p [Close] {
        let at = pass(&mut self.close, count.into(), self.is_back);
        plan.closes.get(at).unwrap_or_default()
    }

    /// The next run, on a table of so many entries.
    pub(super) fn run(&mut self, run: &Run, entries: usize) -> RunRanges {
        let steps = usize::from(run.steps);
        RunRanges {
            steps: pass(&mut self.step, steps, self.is_back),
            touches: pass(&mut self.touch, run.touches.into(), self.is_back),
            before: pass(&mut self.before, steps * entries, self.is_back),
        }
    }
}

/// Moves on by `count` places, and returns them.
fn pass(at: &mut usize, count: usize, is_back: bool) -> Range<usize> {
    let from = *at;
    if is_back {
        *at -= count;
        *at..from
    } else {
        *at += count;
        from..*at
    }
}
