//! One quantity over the records of an activity.

/// One quantity over the records of an activity: a number or unknown for each. A quantity that no record holds takes no memory.
///
/// Sixteen quantities of a day's run at 1 Hz are a few hundred kilobytes: single precision, unknown as NaN inside, never outside.
#[derive(Debug, Clone, Default)]
pub struct Channel {
    /// Shorter than the records where nothing was known after; NaN is unknown.
    values: Vec<f32>,
    known: usize,
}

impl Channel {
    /// Returns the value of a record, where it is known.
    #[must_use]
    pub fn get(&self, record: usize) -> Option<f32> {
        self.values.get(record).copied().filter(|value| !value.is_nan())
    }

    /// Returns in how many records it is known.
    #[must_use]
    pub fn known(&self) -> usize {
        self.known
    }

    /// Returns whether no record holds it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known == 0
    }

    /// Returns the mean of the known values, each counted once.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        let known = self.values.iter().filter(|value| !value.is_nan());
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^52 records")]
        (self.known > 0).then(|| known.map(|v| f64::from(*v)).sum::<f64>() / self.known as f64)
    }

    /// Returns the values in the order of the records; there can be fewer than records, the rest is unknown.
    pub fn iter(&self) -> impl Iterator<Item = Option<f32>> + '_ {
        self.values.iter().map(|value| (!value.is_nan()).then_some(*value))
    }

    /// Sets the value of a record; what lies between is unknown. Not finite is unknown.
    pub(crate) fn set(&mut self, record: usize, value: Option<f32>) {
        let value = value.filter(|value| value.is_finite());
        if value.is_none() && record >= self.values.len() {
            return;
        }
        if record >= self.values.len() {
            self.values.resize(record + 1, f32::NAN);
        }
        if let Some(slot) = self.values.get_mut(record) {
            self.known -= usize::from(!slot.is_nan());
            self.known += usize::from(value.is_some());
            *slot = value.unwrap_or(f32::NAN);
        }
    }
}

impl PartialEq for Channel {
    /// Unknown equals unknown.
    fn eq(&self, other: &Self) -> bool {
        let longer = self.values.len().max(other.values.len());
        (0..longer).all(|at| self.get(at).map(f32::to_bits) == other.get(at).map(f32::to_bits))
    }
}

#[cfg(test)]
mod tests {
    use super::Channel;

    #[test]
    fn unknown_is_neither_zero_nor_known() {
        let mut channel = Channel::default();
        channel.set(0, Some(0.0));
        channel.set(2, Some(4.0));
        channel.set(3, Some(f32::NAN));
        assert_eq!((channel.get(0), channel.get(1), channel.get(9)), (Some(0.0), None, None));
        assert_eq!((channel.known(), channel.mean()), (2, Some(2.0)));
        channel.set(2, None);
        assert_eq!((channel.known(), channel.mean()), (1, Some(0.0)));
    }
}
