//! The records of an activity, one quantity after the other.

use super::Channel;

/// What a device recorded at one moment. Everything but the time is optional.
///
/// Readers fill it in and push it to [`Records`].
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// Seconds since the start of the activity.
    pub time_s: f64,
    /// Distance since the start.
    pub distance_m: Option<f64>,
    /// Speed over ground.
    pub speed_m_per_s: Option<f32>,
    /// Height above the sea.
    pub altitude_m: Option<f32>,
    /// Heart rate.
    pub heart_rate_bpm: Option<f32>,
    /// Steps of both feet a minute. Readers double what their format counts for one foot.
    pub cadence_spm: Option<f32>,
    /// Running power.
    pub power_w: Option<f32>,
    /// Ground contact time.
    pub contact_time_ms: Option<f32>,
    /// Share of the contact time on the left foot, in per cent.
    pub contact_balance_left_percent: Option<f32>,
    /// Vertical oscillation.
    pub vertical_oscillation_mm: Option<f32>,
    /// Vertical oscillation ÷ step length, in per cent.
    pub vertical_ratio_percent: Option<f32>,
    /// Length of a step.
    pub step_length_mm: Option<f32>,
    /// Temperature at the device.
    pub temperature_c: Option<f32>,
    /// Breaths a minute.
    pub breaths_per_min: Option<f32>,
}

impl Record {
    /// Takes from another record of the same moment what this one does not know.
    pub(crate) fn fill_from(&mut self, other: &Self) {
        self.distance_m = self.distance_m.or(other.distance_m);
        self.speed_m_per_s = self.speed_m_per_s.or(other.speed_m_per_s);
        self.altitude_m = self.altitude_m.or(other.altitude_m);
        self.heart_rate_bpm = self.heart_rate_bpm.or(other.heart_rate_bpm);
        self.cadence_spm = self.cadence_spm.or(other.cadence_spm);
        self.power_w = self.power_w.or(other.power_w);
        self.contact_time_ms = self.contact_time_ms.or(other.contact_time_ms);
        self.contact_balance_left_percent =
            self.contact_balance_left_percent.or(other.contact_balance_left_percent);
        self.vertical_oscillation_mm =
            self.vertical_oscillation_mm.or(other.vertical_oscillation_mm);
        self.vertical_ratio_percent = self.vertical_ratio_percent.or(other.vertical_ratio_percent);
        self.step_length_mm = self.step_length_mm.or(other.step_length_mm);
        self.temperature_c = self.temperature_c.or(other.temperature_c);
        self.breaths_per_min = self.breaths_per_min.or(other.breaths_per_min);
    }
}

/// The records of an activity: one [`Channel`] for each quantity, all in the order of time.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Records {
    /// Seconds since the start of the activity; never falls.
    pub time_s: Vec<f64>,
    /// Distance since the start.
    pub distance_m: Channel,
    /// Speed over ground.
    pub speed_m_per_s: Channel,
    /// Height above the sea.
    pub altitude_m: Channel,
    /// Heart rate.
    pub heart_rate_bpm: Channel,
    /// Steps of both feet a minute.
    pub cadence_spm: Channel,
    /// Running power.
    pub power_w: Channel,
    /// Ground contact time.
    pub contact_time_ms: Channel,
    /// Share of the contact time on the left foot, in per cent.
    pub contact_balance_left_percent: Channel,
    /// Vertical oscillation.
    pub vertical_oscillation_mm: Channel,
    /// Vertical oscillation ÷ step length, in per cent.
    pub vertical_ratio_percent: Channel,
    /// Length of a step.
    pub step_length_mm: Channel,
    /// Temperature at the device.
    pub temperature_c: Channel,
    /// Breaths a minute.
    pub breaths_per_min: Channel,
}

impl Records {
    /// Returns how many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.time_s.len()
    }

    /// Returns whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.time_s.is_empty()
    }

    /// Adds a record. Its time must not lie before the last one's: readers sort first, or drop it and say so.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a centimetre in a hundred kilometres is close enough"
    )]
    pub(crate) fn push(&mut self, record: &Record) {
        let at = self.time_s.len();
        self.time_s.push(record.time_s);
        self.distance_m.set(at, record.distance_m.map(|m| m as f32));
        self.speed_m_per_s.set(at, record.speed_m_per_s);
        self.altitude_m.set(at, record.altitude_m);
        self.heart_rate_bpm.set(at, record.heart_rate_bpm);
        self.cadence_spm.set(at, record.cadence_spm);
        self.power_w.set(at, record.power_w);
        self.contact_time_ms.set(at, record.contact_time_ms);
        self.contact_balance_left_percent.set(at, record.contact_balance_left_percent);
        self.vertical_oscillation_mm.set(at, record.vertical_oscillation_mm);
        self.vertical_ratio_percent.set(at, record.vertical_ratio_percent);
        self.step_length_mm.set(at, record.step_length_mm);
        self.temperature_c.set(at, record.temperature_c);
        self.breaths_per_min.set(at, record.breaths_per_min);
    }
}
