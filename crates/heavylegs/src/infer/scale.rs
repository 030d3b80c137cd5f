//! Powers of two: scaling by them is exact, so it changes no bit of an answer.

/// A positive number with an exponent of its own, for products that leave the range of f64.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scaled {
    pub(crate) mantissa: f64,
    pub(crate) exponent: i64,
}

/// A table whose largest entry falls below this is scaled up.
pub(crate) const SMALL: f64 = 1.0 / BIG;
/// 2^256.
pub(crate) const BIG: f64 = {
    let two_to_64 = 18_446_744_073_709_551_616.0;
    two_to_64 * two_to_64 * two_to_64 * two_to_64
};

impl Scaled {
    pub(crate) const ONE: Self = Self { mantissa: 1.0, exponent: 0 };

    pub(crate) fn new(mantissa: f64, exponent: i64) -> Self {
        let mut scaled = Self { mantissa, exponent };
        while scaled.mantissa >= BIG {
            scaled.mantissa *= SMALL;
            scaled.exponent += 256;
        }
        while scaled.mantissa > 0.0 && scaled.mantissa < SMALL {
            scaled.mantissa *= BIG;
            scaled.exponent -= 256;
        }
        scaled
    }

    pub(crate) fn times(self, factor: f64) -> Self {
        let mantissa = self.mantissa * factor;
        // As nearly always.
        if (SMALL..BIG).contains(&mantissa) {
            return Self { mantissa, ..self };
        }
        Self::new(mantissa, self.exponent)
    }

    /// Returns self/other as a plain number; 0 where it is too small for one.
    pub(crate) fn over(self, other: Self) -> f64 {
        let mut quotient = self.mantissa / other.mantissa;
        let mut exponent = self.exponent - other.exponent;
        while exponent > 0 {
            let step = exponent.min(256);
            quotient *= power_of_two(step);
            exponent -= step;
        }
        while exponent < 0 {
            let step = (-exponent).min(256);
            quotient *= 1.0 / power_of_two(step);
            exponent += step;
        }
        quotient
    }
}

/// Returns 2^n for n from −1000 to 1000.
pub(crate) fn power_of_two(n: i64) -> f64 {
    let biased = (1023 + n.clamp(-1000, 1000)).unsigned_abs();
    f64::from_bits(biased << 52)
}

/// Returns n with 2^n ≤ value < 2^(n+1), for a positive normal number.
pub(crate) fn exponent_of(value: f64) -> i64 {
    i64::try_from((value.to_bits() >> 52) & 0x7FF).unwrap_or(0) - 1023
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_and_exponents_fit_together() {
        for n in [-300, -1, 0, 1, 7, 300] {
            assert_eq!(exponent_of(power_of_two(n)), n);
            assert_eq!(exponent_of(power_of_two(n) * 1.99), n);
        }
    }

    #[test]
    fn quotients_survive_far_exponents() {
        let tiny = (0..10).fold(Scaled::ONE, |product, _| product.times(1e-100));
        assert!((tiny.over(tiny.times(4.0)) - 0.25).abs() < 1e-15);
    }
}
