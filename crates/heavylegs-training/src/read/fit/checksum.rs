//! The checksum of FIT: CRC-16/ARC. Over a sound file with its checksum it is zero.

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Checksum(u16);

const TABLE: [u16; 256] = table();

#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "the index is below 256"
)]
const fn table() -> [u16; 256] {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let mut value = at as u16;
        let mut bit = 0;
        while bit < 8 {
            value = (value >> 1) ^ (if value & 1 == 1 { 0xA001 } else { 0 });
            bit += 1;
        }
        table[at] = value;
        at += 1;
    }
    table
}

impl Checksum {
    pub(super) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let at = usize::from(self.0.to_le_bytes()[0] ^ byte);
            self.0 = (self.0 >> 8) ^ TABLE.get(at).copied().unwrap_or_default();
        }
    }

    /// Returns the sum so far and begins again.
    pub(super) fn take(&mut self) -> u16 {
        std::mem::take(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Checksum;

    #[test]
    fn agrees_with_the_check_value_of_the_algorithm() {
        let mut sum = Checksum::default();
        sum.add(b"123456789");
        assert_eq!(sum.take(), 0xBB3D);
        sum.add(b"123456789\x3D\xBB");
        assert_eq!(sum.take(), 0);
    }
}
