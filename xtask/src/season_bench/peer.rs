//! What the script measured, and whether it computes the same: a script that computes something else proves nothing.

use serde_json::Value;

/// Decoupling and pace fade are shares that count from 0.05; this is far below.
const SHARE_TOLERANCE: f64 = 0.002;
/// Of the loads, as a share.
const LOAD_TOLERANCE: f64 = 0.002;
/// The least part of the files for which a share is known to both.
const KNOWN: f64 = 0.5;

/// What the script printed.
#[derive(Debug)]
pub(super) struct Peer {
    printed: Value,
    pub(super) count: f64,
    pub(super) read_s: f64,
    pub(super) compute_s: f64,
    /// Processor time of all of it.
    pub(super) cpu_s: f64,
    pub(super) peak_mib: f64,
}

/// The largest differences between the script and ours.
#[derive(Debug)]
pub(super) struct Agreement {
    pub(super) decoupling: f64,
    pub(super) pace_fade: f64,
    /// As a share of the load.
    pub(super) load: f64,
    /// Of fitness and fatigue on the last day, as a share; nothing where the script read a part.
    pub(super) balance: Option<f64>,
}

impl Peer {
    /// Returns what it measured.
    pub(super) fn of(printed: &Value) -> Result<Self, String> {
        let number = |name: &str| printed[name].as_f64().ok_or(format!("the script has no {name}"));
        Ok(Self {
            count: number("count")?,
            read_s: number("read_s")?,
            compute_s: number("compute_s")?,
            cpu_s: number("cpu_s")?,
            peak_mib: number("peak_mib")?,
            printed: printed.clone(),
        })
    }

    /// Returns the version of something it used.
    pub(super) fn version(&self, of: &str) -> &str {
        self.printed["versions"][of].as_str().unwrap_or("?")
    }

    /// Compares it with what we compute; an error if it is not the same.
    pub(super) fn compare(&self, ours: &Value, is_whole: bool) -> Result<Agreement, String> {
        let agreement = Agreement {
            decoupling: self.most_apart(ours, "decoupling", false)?,
            pace_fade: self.most_apart(ours, "pace_fade", false)?,
            load: self.most_apart(ours, "load", true)?,
            balance: if is_whole { Some(self.balance(ours)?) } else { None },
        };
        let is_same = agreement.decoupling <= SHARE_TOLERANCE
            && agreement.pace_fade <= SHARE_TOLERANCE
            && agreement.load <= LOAD_TOLERANCE
            && agreement.balance.is_none_or(|it| it <= LOAD_TOLERANCE);
        if is_same {
            Ok(agreement)
        } else {
            Err(format!("the script computes something else: {agreement:?}"))
        }
    }

    /// The largest difference over the files of the script.
    fn most_apart(&self, ours: &Value, name: &str, is_relative: bool) -> Result<f64, String> {
        let files = self.printed["files"].as_object().ok_or("the script has no files")?;
        let (mut most, mut known) = (0.0, 0.0);
        for (file, theirs) in files {
            let pair = (theirs[name].as_f64(), ours["files"][file][name].as_f64());
            match pair {
                (Some(theirs), Some(ours)) => {
                    let by = if is_relative { ours.abs() } else { 1.0 };
                    most = f64::max(most, (theirs - ours).abs() / by);
                    known += 1.0;
                }
                (None, None) => {}
                (theirs, ours) => {
                    return Err(format!("{name} of {file}: the script {theirs:?}, ours {ours:?}"));
                }
            }
        }
        if known >= KNOWN * self.count {
            Ok(most)
        } else {
            Err(format!("{name} is known of {known} files only"))
        }
    }

    fn balance(&self, ours: &Value) -> Result<f64, String> {
        let apart = ["fitness", "fatigue"].map(|name| {
            let ours = ours["balance"][name].as_f64()?;
            Some((self.printed["balance"][name].as_f64()? - ours).abs() / ours)
        });
        let [fitness, fatigue] = apart;
        fitness.zip(fatigue).map(|(a, b)| a.max(b)).ok_or("no balance to compare".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Peer;
    use serde_json::{Value, json};

    fn peer(files: &Value) -> Peer {
        let printed = json!({"count": 2, "read_s": 1.0, "compute_s": 1.0, "cpu_s": 2.0, "peak_mib": 1.0, "files": files});
        Peer::of(&printed).unwrap()
    }

    #[test]
    fn what_differs_is_no_peer() {
        let one = |load: f64| json!({"decoupling": 0.03, "pace_fade": 0.01, "load": load});
        let none = json!({"decoupling": null, "pace_fade": null, "load": 80.0});
        let script = peer(&json!({"a": one(100.0), "b": none}));
        let ours = |load: f64| json!({"files": {"a": one(load), "b": none}});
        assert!(script.compare(&ours(100.1), false).unwrap().load < 0.002);
        assert!(script.compare(&ours(101.0), false).is_err());
        // Known to one, unknown to the other.
        assert!(
            script.compare(&json!({"files": {"a": one(100.0), "b": one(80.0)}}), false).is_err()
        );
        // Hardly anything to compare.
        let script = peer(&json!({"a": none, "b": none}));
        assert!(script.compare(&json!({"files": {"a": none, "b": none}}), false).is_err());
    }
}
