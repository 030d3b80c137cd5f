//! The installed wheel, used by a Python that finds no other program: no Rust above all.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::python::Venv;
use crate::shell::{Program, program, root};
use crate::steps::Outcome;

const READMES: [&str; 2] = ["README.md", "bindings/python/README.md"];

/// The version of the workspace, which all else must have.
const VERSION: &str = env!("CARGO_PKG_VERSION");

const PRINT_VERSIONS: &str = "import heavylegs, importlib.metadata as metadata
print(heavylegs.__version__, metadata.version('heavylegs'))";

/// How many processes of each kind are timed.
const ROUNDS: usize = 21;

/// What `import heavylegs` should take at most.
const GOAL: Duration = Duration::from_millis(100);

pub(super) struct Installed<'a> {
    venv: &'a Venv,
    folder: &'a Path,
}

impl<'a> Installed<'a> {
    pub(super) fn new(venv: &'a Venv, folder: &'a Path) -> Self {
        Self { venv, folder }
    }

    fn python(&self) -> Program {
        let python = self.venv.python().args(["-I", "-W", "error"]);
        python.env("PATH", "").within(&self.folder.to_string_lossy())
    }

    /// Compares the versions of the workspace, the wheel, the module and the command.
    pub(super) fn same_version(
        &self,
        wheel: &Path,
        command: Option<&impl AsRef<Path>>,
    ) -> Result<String, Outcome> {
        let mut found = self.python().args(["-c", PRINT_VERSIONS]).finish().text()?;
        if let Some(command) = command {
            found += &program(command.as_ref()).args(["--version"]).finish().text()?;
        }
        let name = wheel.file_name().unwrap_or_default().to_string_lossy().replace('-', " ");
        let words = found.split_whitespace().chain(name.split_whitespace().take(2));
        let versions: Vec<&str> = words.filter(|word| *word != "heavylegs").collect();
        if versions.iter().all(|version| *version == VERSION) {
            return Ok(format!("version: {VERSION} everywhere"));
        }
        Err(Outcome::Failed(format!("the version is {VERSION}, but also {versions:?}")))
    }

    /// Runs the Python examples of the READMEs.
    pub(super) fn readmes(&self) -> Result<Vec<String>, Outcome> {
        READMES.into_iter().map(|name| self.readme(name)).collect()
    }

    fn readme(&self, name: &str) -> Result<String, Outcome> {
        let text = std::fs::read_to_string(root().join(name)).unwrap_or_default();
        let examples: Vec<&str> = examples(&text).collect();
        for example in &examples {
            let printed = self.python().args(["-c", example]).finish().text()?;
            if !printed.contains('%') {
                let message = format!("no probability from the example in {name}:\n{printed}");
                return Err(Outcome::Failed(message));
            }
        }
        if examples.is_empty() {
            return Err(Outcome::Failed(format!("no Python example in {name}")));
        }
        Ok(format!("{name}: {} Python example ran", examples.len()))
    }

    /// Times `import heavylegs` in fresh processes, and takes away what Python takes without it.
    pub(super) fn import_time(&self) -> Result<String, Outcome> {
        let (mut bare, mut more) = (Vec::new(), Vec::new());
        // By turns, so that what else the machine does falls on both alike.
        for _ in 0..ROUNDS {
            let (without, with) = (self.time("pass")?, self.time("import heavylegs")?);
            bare.push(without);
            more.push(with.saturating_sub(without));
        }
        let (bare, import) = (median(bare), median(more));
        // A busy machine is no fault of ours: said, not failed.
        let verdict = if import > GOAL { "OVER THE GOAL of" } else { "goal" };
        Ok(format!(
            "import heavylegs: {:.1} ms ({verdict} {} ms; median of {ROUNDS} fresh processes, less that of bare Python, {:.1} ms)",
            milliseconds(import),
            GOAL.as_millis(),
            milliseconds(bare),
        ))
    }

    fn time(&self, statement: &str) -> Result<Duration, Outcome> {
        let python = self.python().args(["-c", statement]);
        let started = Instant::now();
        python.finish().text()?;
        Ok(started.elapsed())
    }
}

fn milliseconds(duration: Duration) -> f64 {
    1000.0 * duration.as_secs_f64()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Returns the Python examples of a page in Markdown.
fn examples(text: &str) -> impl Iterator<Item = &str> {
    text.split("```python\n").skip(1).filter_map(|rest| Some(rest.split_once("```")?.0))
}

#[cfg(test)]
mod tests {
    use super::examples;

    #[test]
    fn examples_are_what_stands_between_the_fences() {
        let text = "a\n```rust\nno\n```\n```python\nb\nc\n```\n```python\nd\n```\n";
        assert_eq!(examples(text).collect::<Vec<_>>(), ["b\nc\n", "d\n"]);
    }
}
