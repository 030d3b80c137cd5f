//! `heavylegs knowledge simulate`: how well the model recovers runners drawn from itself.

mod text;

use heavylegs::simulate::{
    Calibration, Drift, InterviewReport, Order, PlantedRedFlag, Recovery, Robustness, Simulator,
    Study,
};
use heavylegs::{Engine, KnowledgeBase, Urgency};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::args::{OrderName, SimulateArgs, TableFormat};
use crate::failure::Failure;
use crate::input;
use crate::output::Answer;

/// After how many answers the sum of the posteriors is looked at.
const STEPS: [usize; 6] = [0, 2, 5, 10, 20, 40];

/// Everything that was measured.
#[derive(Serialize)]
struct Measured {
    schema: u32,
    about: &'static str,
    knowledge: Stamp,
    engine: &'static str,
    seed: u64,
    order: Order,
    /// With which probability each question was answered.
    answered: f64,
    /// Whether every question was asked, whatever opens it.
    ungated: bool,
    calibration: Calibration,
    #[serde(skip_serializing_if = "Option::is_none")]
    correlated: Option<Correlated>,
    #[serde(skip_serializing_if = "Option::is_none")]
    drift: Option<Drift>,
    #[serde(skip_serializing_if = "Option::is_none")]
    robustness: Option<Robustness>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery: Option<Recovery>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interview: Option<InterviewReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    planted_red_flags: Option<Vec<PlantedRedFlag>>,
}

#[derive(Serialize)]
struct Stamp {
    version: String,
    hash: String,
}

/// The calibration where vague symptoms share an event.
#[derive(Serialize)]
struct Correlated {
    rho: f64,
    symptoms: Vec<String>,
    calibration: Calibration,
}

const ABOUT: &str =
    "runners drawn from the model itself: self-consistency only, nothing about real runners";

pub(crate) fn simulate(args: &SimulateArgs) -> Result<Answer, Failure> {
    let engine = input::engine(args.knowledge.folder())?;
    let causes = causes(&engine, &args.cause)?;
    let measured = measure(args, &engine, &causes);
    Ok(match args.format {
        TableFormat::Text => Answer::Coloured(text::text(&measured)),
        // These types have nothing that JSON can't hold.
        TableFormat::Json => {
            Answer::Exact(serde_json::to_string_pretty(&measured).unwrap_or_default() + "\n")
        }
    })
}

/// The scored causes that are asked for: all, where none is named.
fn causes(engine: &Engine, named: &[String]) -> Result<Vec<String>, Failure> {
    if named.is_empty() {
        return Ok(engine.scored_causes().map(str::to_owned).collect());
    }
    let problem = |id: &String| refusal(engine.knowledge(), id);
    let problems: Vec<String> = named.iter().filter_map(problem).collect();
    if problems.is_empty() { Ok(named.to_vec()) } else { Err(Failure::Input(problems)) }
}

fn refusal(knowledge: &KnowledgeBase, id: &str) -> Option<String> {
    match knowledge.cause(id) {
        Some(cause) if cause.scored => None,
        Some(_) => Some(format!(
            "`{id}` is for rules only and never ranked, so there is nothing to recover [simulate.not_scored]"
        )),
        None => {
            let help = knowledge
                .did_you_mean(id)
                .unwrap_or_else(|| "`heavylegs knowledge show causes` lists them".to_owned());
            Some(format!("`{id}` is no cause [simulate.unknown_cause]\n  help: {help}"))
        }
    }
}

fn measure(args: &SimulateArgs, engine: &Engine, causes: &[String]) -> Measured {
    let order = match args.order {
        OrderName::CausesFirst => Order::CausesFirst,
        OrderName::SharesKept => Order::SharesKept,
        OrderName::FactorsFirst => Order::FactorsFirst,
    };
    let simulator = Simulator::new(engine, args.seed).order(order);
    let simulator = if args.ungated { simulator.ungated() } else { simulator };
    let urgent = engine.knowledge().red_flags().iter();
    let urgent = urgent.filter(|flag| flag.urgency >= Urgency::SameDay).count() as u64;
    let bar = bar(args, causes.len(), urgent);
    let progress = |runners| bar.inc(runners);
    let study = Study::new(&simulator)
        .runners(args.draws)
        .answered(args.answered)
        .threads(threads(args))
        .on_progress(&progress);
    let calibration = study.calibration();
    let correlated = args.correlated.map(|rho| {
        let together = simulator.clone().correlated(rho);
        let symptoms = together.vague_symptoms().map(str::to_owned).collect();
        Correlated { rho, symptoms, calibration: study.of(&together).calibration() }
    });
    let drift = args.drift.then(|| study.drift(&STEPS));
    let robustness = args.robust.then(|| study.robustness());
    let recovery = args
        .per_cause
        .map(|runners| study.runners(runners).recovery(causes.iter().map(String::as_str)));
    let interview = args.interview.map(|_| study.runners(args.draws).interviews());
    let planted_red_flags =
        args.interview.map(|runners| study.runners(runners).planted_red_flags());
    bar.finish_and_clear();
    let knowledge = engine.knowledge();
    Measured {
        schema: 1,
        about: ABOUT,
        knowledge: Stamp {
            version: knowledge.version().to_owned(),
            hash: knowledge.hash().to_owned(),
        },
        engine: env!("CARGO_PKG_VERSION"),
        seed: args.seed,
        order,
        answered: args.answered,
        ungated: args.ungated,
        calibration,
        correlated,
        drift,
        robustness,
        recovery,
        interview,
        planted_red_flags,
    }
}

fn threads(args: &SimulateArgs) -> usize {
    match args.threads {
        Some(threads) => usize::from(threads),
        None => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
    }
}

/// A bar on stderr; none where that is no terminal.
fn bar(args: &SimulateArgs, causes: usize, urgent: u64) -> ProgressBar {
    let parts =
        1 + u64::from(args.correlated.is_some()) + u64::from(args.drift) + u64::from(args.robust);
    let played = args.interview.map_or(0, |runners| args.draws + runners * urgent);
    let total = parts * args.draws + args.per_cause.unwrap_or(0) * causes as u64 + played;
    let style = ProgressStyle::with_template("{bar:40} {percent:>3} %, {eta} left");
    ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
