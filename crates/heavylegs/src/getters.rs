//! Fields of the answer that only programs ask for.

use crate::assess::{Assessment, CauseResult};
use crate::knowledge::Urgency;

impl Assessment {
    /// Returns the version of the JSON contract.
    #[must_use]
    pub fn schema(&self) -> u32 {
        self.schema
    }

    /// Returns the version of the library that made it.
    #[must_use]
    pub fn engine_version(&self) -> &str {
        &self.engine
    }
}

impl CauseResult {
    /// Returns as far as it may raise the urgency by itself.
    #[must_use]
    pub fn care(&self) -> Urgency {
        self.care
    }
}
