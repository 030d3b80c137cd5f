//! The compiled network for other programs: oracles, other engines, a look inside.

mod bif;
mod network;

use crate::engine::{CompiledEvidence, Engine};

impl Engine {
    /// Returns the compiled network for a piece of evidence as JSON, for checking the posteriors with another program.
    ///
    /// `causes` holds the odds after factors, descriptors and measurements, before any symptom; `symptoms` the leaks and
    /// the links `q` of every symptom that has one; `answers` what is known of symptoms, in the words of a request.
    /// A symptom is absent with probability (1 − leak) · Π (1 − q) over the causes that are on. Numbers are the shortest
    /// texts that read back as the same 64 bits. The network is that of the engine that compiled the evidence.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs::{Engine, Evidence};
    ///
    /// let engine = Engine::builtin();
    /// let evidence = engine.compile(&Evidence::new().present("no_spring"))?;
    /// let network: serde_json::Value = serde_json::from_str(&engine.network_json(&evidence)).unwrap();
    /// assert_eq!(network["answers"]["no_spring"], "present");
    /// assert!(network["causes"]["heat"]["odds"].as_f64().unwrap() > 0.0);
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    #[must_use]
    pub fn network_json(&self, evidence: &CompiledEvidence) -> String {
        network::json(&evidence.engine, evidence)
    }

    /// Returns the same network as a text in the Bayesian Interchange Format (BIF 0.15), for pyAgrum, pgmpy and others.
    ///
    /// Every variable has the states `no` and `yes`. A symptom of more than six causes is split into a chain of OR nodes
    /// (`OR_1_of_…`), which changes no probability. Numbers have 17 significant digits. What is known of symptoms stands
    /// in properties of the network: BIF has no evidence.
    #[must_use]
    pub fn network_bif(&self, evidence: &CompiledEvidence) -> String {
        bif::bif(&evidence.engine, evidence)
    }
}

#[cfg(test)]
mod tests;
