//! From what a file said to one activity for each of its sessions.

use super::number::{EPOCH_S, LEAST_DATE};
use super::part::Part;
use super::session::Session;
use crate::activity::{Lap, Pause, Record, Source};
use crate::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::read::draft::Draft;

/// Makes the activities of one part. Sessions can stand before or after their records; what belongs to which is told by time.
pub(super) fn split(
    mut part: Part,
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Draft> {
    merge_extras(&mut part, diagnostics);
    let is_relative = is_relative(&part);
    if is_relative {
        let message = "times count from the start of the device; the date is not known";
        diagnostics.push(Diagnostic::new("fit.relative_time", DiagnosticLevel::Note, message));
    }
    let mut sessions = std::mem::take(&mut part.sessions);
    sessions.sort_by(|a, b| order(a).total_cmp(&order(b)));
    if sessions.is_empty() {
        sessions.push(Session { sport: part.sport, ..Session::default() });
    }
    let starts: Vec<f64> = sessions.iter().map(order).collect();
    let device = part.device_name();
    let mut drafts: Vec<Draft> = sessions
        .into_iter()
        .map(|session| begin(session, source, &part, device.as_ref()))
        .collect();
    share(part, &starts, &mut drafts);
    for draft in &mut drafts {
        draft.is_relative = is_relative;
        if !is_relative {
            shift(draft, EPOCH_S);
        }
    }
    drafts
}

fn order(session: &Session) -> f64 {
    session.start.unwrap_or(f64::NEG_INFINITY)
}

fn begin(session: Session, source: &Source, part: &Part, device: Option<&String>) -> Draft {
    Draft {
        source: Source { device: device.cloned(), ..source.clone() },
        sport: session.sport,
        start: session.start,
        summary: session.summary,
        utc_offset_s: part.utc_offset_s,
        ..Draft::default()
    }
}

/// Gives every session its records, laps, pauses and heartbeats.
fn share(part: Part, starts: &[f64], drafts: &mut [Draft]) {
    if let [draft] = drafts {
        draft.records = part.records;
        draft.laps = part.laps;
        draft.pauses = part.pauses;
        draft.beats_s = part.beats.into_iter().map(|(_, beat)| beat).collect();
        return;
    }
    let index = |time: f64| starts.partition_point(|start| *start <= time).saturating_sub(1);
    for record in part.records {
        if let Some(draft) = drafts.get_mut(index(record.time_s)) {
            draft.records.push(record);
        }
    }
    for lap in part.laps {
        if let Some(draft) = drafts.get_mut(index(lap.start_s)) {
            draft.laps.push(lap);
        }
    }
    for pause in part.pauses {
        if let Some(draft) = drafts.get_mut(index(pause.from_s)) {
            draft.pauses.push(pause);
        }
    }
    for (time, beat) in part.beats {
        if let Some(draft) = drafts.get_mut(index(time)) {
            draft.beats_s.push(beat);
        }
    }
    count_distance_anew(drafts);
}

/// Distances of a file with several sessions count on from one to the next; each shall begin at its own start.
fn count_distance_anew(drafts: &mut [Draft]) {
    let mut before = 0.0;
    for draft in drafts {
        let known = || draft.records.iter().filter_map(|record| record.distance_m);
        let (first, last) = (known().next(), known().next_back());
        let goes_on = first.is_some_and(|first| first >= before);
        let behind = if goes_on { before } else { 0.0 };
        for record in &mut draft.records {
            record.distance_m = record.distance_m.map(|distance| (distance - behind).max(0.0));
        }
        before = last.unwrap_or(before);
    }
}

/// Where the device itself recorded a quantity, it is believed; where it never did, an application's takes its place.
fn merge_extras(part: &mut Part, diagnostics: &mut Vec<Diagnostic>) {
    let extras = std::mem::take(&mut part.extras);
    let Some(application) = part.application.filter(|_| !extras.is_empty()) else { return };
    let mut taken = Vec::new();
    macro_rules! take {
        ($field:ident, $name:literal) => {
            let is_known = part.records.iter().any(|record| record.$field.is_some());
            if !is_known && extras.iter().any(|extra| extra.$field.is_some()) {
                taken.push($name);
                for (record, extra) in part.records.iter_mut().zip(&extras) {
                    record.$field = extra.$field;
                }
            }
        };
    }
    take!(power_w, "power");
    take!(cadence_spm, "cadence");
    take!(contact_time_ms, "contact time");
    take!(contact_balance_left_percent, "balance");
    take!(vertical_oscillation_mm, "vertical oscillation");
    if !taken.is_empty() {
        let message =
            format!("{} from the developer fields of {}", taken.join(", "), application.name());
        diagnostics.push(Diagnostic::new("fit.developer_fields", DiagnosticLevel::Note, message));
    }
}

fn is_relative(part: &Part) -> bool {
    let records = part.records.iter().map(|record| record.time_s);
    let sessions = part.sessions.iter().filter_map(|session| session.start);
    records.chain(sessions).next().is_some_and(|time| time < LEAST_DATE)
        && part.records.iter().all(|record| record.time_s < LEAST_DATE)
}

fn shift(draft: &mut Draft, by_s: f64) {
    draft.start = draft.start.map(|start| start + by_s);
    draft.records.iter_mut().for_each(|record: &mut Record| record.time_s += by_s);
    draft.laps.iter_mut().for_each(|lap: &mut Lap| lap.start_s += by_s);
    draft.pauses.iter_mut().for_each(|pause: &mut Pause| {
        pause.from_s += by_s;
        pause.to_s += by_s;
    });
}
