//! An activity while it is read: times are still those of the file, and nothing is sorted.

use super::limits;
use crate::activity::{Activity, Lap, Pause, Record, Records, Source, Sport, Summary};
use crate::diagnostic::{Diagnostic, DiagnosticLevel};

/// What a reader collected. All times are seconds since 1970-01-01 UTC, or of the device's own clock.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) source: Source,
    pub(super) sport: Option<Sport>,
    /// When the file says it began.
    pub(super) start: Option<f64>,
    /// Whether the times count from the start of the device, not from 1970.
    pub(super) is_relative: bool,
    pub(super) utc_offset_s: Option<i32>,
    /// Cadence still as the format counts it: strides of one leg.
    pub(super) summary: Summary,
    pub(super) laps: Vec<Lap>,
    pub(super) pauses: Vec<Pause>,
    /// In the order of the file; cadence as the format counts it.
    pub(super) records: Vec<Record>,
    pub(super) beats_s: Vec<f32>,
}

/// Strides of one leg a minute above which the numbers are steps of both feet: 115 would be 230 steps a minute.
const MOST_STRIDES_PER_MIN: f32 = 115.0;

/// Seconds between two tracks from which on the clock was stopped; a watch that records when something changes leaves shorter gaps.
const LEAST_PAUSE_S: f64 = 3.0;

impl Draft {
    /// Adds the time between two pieces of a recording as a pause, where it is long enough to be one.
    pub(super) fn pause(&mut self, from_s: Option<f64>, to_s: f64) {
        let pause = from_s.map(|from_s| Pause { from_s, to_s });
        let is_pause = |pause: &Pause| pause.to_s - pause.from_s >= LEAST_PAUSE_S;
        if self.pauses.len() < limits::LAPS {
            self.pauses.extend(pause.filter(is_pause));
        }
    }

    /// Adds a record unless there are too many; returns whether there was room.
    pub(super) fn record(&mut self, record: Record) -> bool {
        let has_room = self.records.len() < limits::RECORDS;
        if has_room {
            self.records.push(record);
        }
        has_room
    }

    /// Sorts, drops what can't be, and counts time from the start.
    pub(super) fn finish(mut self, diagnostics: &mut Vec<Diagnostic>) -> Activity {
        sort(&mut self.records, diagnostics);
        drop_strays(&mut self.records, diagnostics);
        merge_repeats(&mut self.records, diagnostics);
        distrust_elapsed(&mut self.summary, diagnostics);
        let factor = self.steps_per_count(diagnostics);
        let start_s = self.begin();
        self.count_from(start_s);
        Activity {
            records: columns(&self.records, factor),
            #[expect(clippy::cast_possible_truncation, reason = "begin rounds down and bounds it")]
            start_s: (!self.is_relative).then_some(start_s as i64),
            summary: Summary {
                cadence_mean_spm: self
                    .summary
                    .cadence_mean_spm
                    .zip(factor)
                    .map(|(c, f)| c * f64::from(f)),
                ..self.summary
            },
            source: self.source,
            sport: self.sport,
            utc_offset_s: self.utc_offset_s,
            laps: self.laps,
            pauses: self.pauses,
            beats_s: self.beats_s,
        }
    }

    /// Returns the whole second it began at: what the file says, unless the records say otherwise.
    fn begin(&self) -> f64 {
        let first = self.records.first().map(|record| record.time_s);
        let said = self.start.filter(|start| {
            first.is_none_or(|first| *start <= first && first - *start <= limits::GAP_S)
        });
        said.or(first).or(self.start).unwrap_or(0.0).clamp(-1e12, 1e12).floor()
    }

    fn count_from(&mut self, start_s: f64) {
        for record in &mut self.records {
            record.time_s -= start_s;
        }
        for lap in &mut self.laps {
            lap.start_s = (lap.start_s - start_s).max(0.0);
        }
        for pause in &mut self.pauses {
            pause.from_s = (pause.from_s - start_s).max(0.0);
            pause.to_s = (pause.to_s - start_s).max(pause.from_s);
        }
        self.pauses.retain(|pause| pause.to_s > pause.from_s);
    }

    /// Returns by what to multiply cadence for steps of both feet; `None` where it does not count steps.
    fn steps_per_count(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<f32> {
        if matches!(self.sport, Some(Sport::Ride | Sport::Swim | Sport::Strength | Sport::Other)) {
            return None;
        }
        let mut known: Vec<f32> = self
            .records
            .iter()
            .filter_map(|record| record.cadence_spm)
            .filter(|c| *c > 0.0)
            .collect();
        known.sort_by(f32::total_cmp);
        let median = known.get(known.len() / 2).copied();
        let is_steps = median.is_some_and(|median| median > MOST_STRIDES_PER_MIN);
        if let Some(median) = median.filter(|_| is_steps) {
            let message = format!(
                "cadence has a median of {median:.0} a minute and is taken for steps of both feet, not of one"
            );
            diagnostics.push(Diagnostic::new(
                "read.cadence_in_steps",
                DiagnosticLevel::Note,
                message,
            ));
        }
        if self.sport.is_none() && median.is_some() && !is_steps {
            let message =
                "the sport is not known; cadence is taken for that of running and doubled";
            diagnostics.push(Diagnostic::new(
                "read.cadence_assumed",
                DiagnosticLevel::Note,
                message,
            ));
        }
        Some(if is_steps { 1.0 } else { 2.0 })
    }
}

fn columns(records: &[Record], steps_per_count: Option<f32>) -> Records {
    let mut columns = Records::default();
    for record in records {
        let cadence_spm =
            record.cadence_spm.zip(steps_per_count).map(|(count, factor)| count * factor);
        columns.push(&Record { cadence_spm, ..*record });
    }
    columns
}

/// Leaves out a time from start to end that is shorter than the time with the clock running.
fn distrust_elapsed(summary: &mut Summary, diagnostics: &mut Vec<Diagnostic>) {
    let Some((elapsed, moving)) = summary.elapsed_s.zip(summary.moving_s) else { return };
    if moving > elapsed + 1.0 {
        let message =
            format!("{moving:.0} s of running in {elapsed:.0} s can't be; the latter is left out");
        diagnostics.push(Diagnostic::new("read.times_contradict", DiagnosticLevel::Note, message));
        summary.elapsed_s = None;
    }
}

/// Puts the records in the order of time, with a note where they were not.
fn sort(records: &mut [Record], diagnostics: &mut Vec<Diagnostic>) {
    let mut latest = f64::NEG_INFINITY;
    let (mut count, mut first) = (0_usize, 0_usize);
    for (at, record) in records.iter().enumerate() {
        if record.time_s < latest {
            first = if count == 0 { at } else { first };
            count += 1;
        }
        latest = latest.max(record.time_s);
    }
    if count > 0 {
        records.sort_by(|a, b| a.time_s.total_cmp(&b.time_s));
        let message = format!("{count} records lie before the ones they follow; they were sorted");
        let note = Diagnostic::new("read.times_unsorted", DiagnosticLevel::Note, message);
        diagnostics.push(note.at(format!("record {first}")));
    }
}

/// Keeps the longest stretch without a gap of days: a watch without a fix can begin years before the run.
fn drop_strays(records: &mut Vec<Record>, diagnostics: &mut Vec<Diagnostic>) {
    let (mut best, mut begin) = (0..0, 0);
    for at in 1..=records.len() {
        let is_end = match (records.get(at - 1), records.get(at)) {
            (Some(before), Some(after)) => after.time_s - before.time_s > limits::GAP_S,
            _ => true,
        };
        if is_end {
            best = if at - begin > best.len() { begin..at } else { best };
            begin = at;
        }
    }
    let dropped = records.len() - best.len();
    if dropped > 0 {
        let message = format!("{dropped} records lie days away from the others and were left out");
        let note = Diagnostic::new("read.times_stray", DiagnosticLevel::Note, message);
        let first = if best.start == 0 { best.end } else { 0 };
        diagnostics.push(note.at(format!("record {first}")));
        records.truncate(best.end);
        records.drain(..best.start);
    }
}

/// Joins records of the same moment; the first of them that knows a quantity is believed.
fn merge_repeats(records: &mut Vec<Record>, diagnostics: &mut Vec<Diagnostic>) {
    let before = records.len();
    let mut first = None;
    let mut at = 0;
    records.dedup_by(|later, earlier| {
        at += 1;
        let is_same = later.time_s.to_bits() == earlier.time_s.to_bits();
        if is_same {
            first.get_or_insert(at);
            earlier.fill_from(later);
        }
        is_same
    });
    if let Some(first) = first {
        let message = format!(
            "{} records repeat the time of another and were joined with it",
            before - records.len()
        );
        let note = Diagnostic::new("read.times_repeated", DiagnosticLevel::Note, message);
        diagnostics.push(note.at(format!("record {first}")));
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, Record};
    use crate::activity::Sport;

    fn draft(records: &[(f64, Option<f32>, Option<f32>)]) -> Draft {
        let records = records.iter().map(|(time_s, cadence_spm, heart_rate_bpm)| Record {
            time_s: *time_s,
            cadence_spm: *cadence_spm,
            heart_rate_bpm: *heart_rate_bpm,
            ..Record::default()
        });
        Draft { records: records.collect(), sport: Some(Sport::Run), ..Draft::default() }
    }

    #[test]
    fn sorts_and_joins_with_a_note_each() {
        let mut notes = Vec::new();
        let activity = draft(&[
            (103.0, None, Some(130.0)),
            (101.5, None, Some(120.0)),
            (103.0, Some(80.0), Some(131.0)),
        ])
        .finish(&mut notes);
        assert_eq!(activity.start_s, Some(101));
        assert_eq!(activity.records.time_s, [0.5, 2.0]);
        assert_eq!(activity.records.heart_rate_bpm.get(1), Some(130.0));
        assert_eq!(activity.records.cadence_spm.get(1), Some(160.0));
        let codes: Vec<_> = notes.iter().map(|note| (note.code, note.place.as_str())).collect();
        assert_eq!(
            codes,
            [("read.times_unsorted", "record 1"), ("read.times_repeated", "record 2")]
        );
    }

    #[test]
    fn leaves_out_what_lies_days_away() {
        let mut notes = Vec::new();
        let activity = draft(&[(5.0, None, None), (1e9, None, None), (1e9 + 1.0, None, None)])
            .finish(&mut notes);
        assert_eq!((activity.start_s, activity.records.len()), (Some(1_000_000_000), 2));
        assert_eq!(notes[0].code, "read.times_stray");
    }

    #[test]
    fn doubles_strides_but_not_steps_nor_revolutions() {
        let cases = [
            (Some(Sport::Run), 80.0, Some(160.0)),
            (None, 80.0, Some(160.0)),
            (Some(Sport::Treadmill), 160.0, Some(160.0)),
            (Some(Sport::Ride), 80.0, None),
        ];
        for (sport, count, expected) in cases {
            let mut notes = Vec::new();
            let draft = Draft { sport, ..draft(&[(0.0, Some(count), None)]) };
            assert_eq!(draft.finish(&mut notes).records.cadence_spm.get(0), expected, "{sport:?}");
            assert_eq!(notes.len(), usize::from(expected == Some(count) || sport.is_none()));
        }
    }
}
