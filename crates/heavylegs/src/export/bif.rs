//! The compiled network in the Bayesian Interchange Format.

use std::fmt::{self, Write};

use super::network::{AnswerView, NetworkView, SymptomView, view};
use crate::engine::{CompiledEvidence, Engine};

/// The most parents of a node: 2^6 columns. Symptoms of more causes become chains.
pub(super) const MOST_PARENTS: usize = 6;

pub(super) fn bif(engine: &Engine, evidence: &CompiledEvidence) -> String {
    let mut text = String::new();
    // Writing to a String can't fail.
    let _ = network(&mut text, engine, &view(engine, &evidence.query));
    text
}

fn network(out: &mut String, engine: &Engine, view: &NetworkView<'_>) -> fmt::Result {
    writeln!(
        out,
        "// The compiled network of heavylegs {}, knowledge {} ({}), for one piece of evidence before symptoms.\n\
         // Symptoms of more than {MOST_PARENTS} causes are split into chains of OR nodes (OR_1_of_...).\n\
         network heavylegs {{",
        env!("CARGO_PKG_VERSION"),
        engine.knowledge().version(),
        engine.knowledge().hash(),
    )?;
    writeln!(
        out,
        "  property \"or_chains = symptoms of more than {MOST_PARENTS} causes are chains of OR nodes\" ;"
    )?;
    for (id, answer) in &view.answers {
        match answer {
            AnswerView::Present => writeln!(out, "  property \"answer {id} = yes\" ;")?,
            AnswerView::Absent => writeln!(out, "  property \"answer {id} = no\" ;")?,
            AnswerView::Likelihood([a, b]) => {
                writeln!(out, "  property \"answer {id} = likelihood {a:.16e} {b:.16e}\" ;")?;
            }
        }
    }
    out.push_str("}\n");
    let mut nodes: Vec<Node<'_>> = Vec::new();
    nodes.extend(view.causes.iter().map(|(id, cause)| Node::root(id, cause.probability)));
    view.symptoms.iter().for_each(|(id, symptom)| chain(id, symptom, &mut nodes));
    nodes.iter().try_for_each(|node| node.variable(out))?;
    nodes.iter().try_for_each(|node| node.table(out))
}

/// A noisy-OR node; one without parents is a cause.
struct Node<'a> {
    name: String,
    leak: f64,
    parents: Vec<(std::borrow::Cow<'a, str>, f64)>,
}

/// Splits a symptom so that no node has too many parents; the last node bears its name and its leak.
fn chain<'a>(id: &'a str, symptom: &SymptomView<'a>, nodes: &mut Vec<Node<'a>>) {
    let mut rest: Vec<_> = symptom.links.iter().map(|(cause, q)| ((*cause).into(), *q)).collect();
    let mut at = 1;
    while rest.len() > MOST_PARENTS {
        let parents = rest.drain(..MOST_PARENTS).collect();
        let name = format!("OR_{at}_of_{id}");
        nodes.push(Node { name: name.clone(), leak: 0.0, parents });
        rest.insert(0, (name.into(), 1.0));
        at += 1;
    }
    nodes.push(Node { name: id.to_owned(), leak: symptom.leak, parents: rest });
}

impl Node<'_> {
    fn root(id: &str, probability: f64) -> Self {
        Self { name: id.to_owned(), leak: probability, parents: Vec::new() }
    }

    fn variable(&self, out: &mut String) -> fmt::Result {
        writeln!(out, "variable {} {{\n  type discrete [ 2 ] {{ no, yes }};\n}}", self.name)
    }

    fn table(&self, out: &mut String) -> fmt::Result {
        if self.parents.is_empty() {
            let (no, yes) = (1.0 - self.leak, self.leak);
            return writeln!(
                out,
                "probability ( {} ) {{\n  table {no:.16e}, {yes:.16e};\n}}",
                self.name
            );
        }
        let names: Vec<&str> = self.parents.iter().map(|(name, _)| name.as_ref()).collect();
        writeln!(out, "probability ( {} | {} ) {{", self.name, names.join(", "))?;
        for column in 0..1_usize << self.parents.len() {
            self.column(column, out)?;
        }
        out.push_str("}\n");
        Ok(())
    }

    /// One column; the last parent changes fastest.
    fn column(&self, column: usize, out: &mut String) -> fmt::Result {
        let last = self.parents.len() - 1;
        let on = |at: usize| column & (1 << (last - at)) != 0;
        let mut no = 1.0 - self.leak;
        let mut states = Vec::new();
        for (at, (_, q)) in self.parents.iter().enumerate() {
            states.push(if on(at) { "yes" } else { "no" });
            if on(at) {
                no *= 1.0 - q;
            }
        }
        writeln!(out, "  ({}) {no:.16e}, {:.16e};", states.join(", "), 1.0 - no)
    }
}
