//! Several runners at once, for whoever looks after them: whom to see first, and what is new.

use std::path::Path;

use anstyle::Style;
use heavylegs::{Assessment, Engine, NamedFamily, Urgency};
use heavylegs_training::{DayReview, Diagnostic, Review};

use super::gather::{self, Files, Runner, Trouble};
use super::table::{self, Table};
use super::words::{Words, words};
use super::{
    can_be_asked, language, load, notes, options, outside, reviewed, season, sheet, squad_document,
    squad_page,
};
use crate::args::{ReviewArgs, ReviewFormat};
use crate::date::iso;
use crate::failure::{self, Failure};
use crate::layout::{self, Lines};
use crate::output::Answer;

pub(super) const WEEK: i32 = 7;

/// A runner of the squad.
pub(super) struct Member {
    pub(super) name: String,
    /// Up to eight days, the last one the day of the table or the last day there are data of; nothing where there are none.
    review: Option<Review>,
}

/// Everybody on one day.
pub(super) struct Squad {
    pub(super) day: i32,
    /// Whom to see first comes first.
    pub(super) members: Vec<Member>,
}

/// What is new of a runner.
pub(super) struct Change {
    /// The families that were not named, or by another word.
    pub(super) new: Vec<NamedFamily>,
    /// The families that are named no longer.
    pub(super) gone: Vec<NamedFamily>,
    /// The largest rise of the probability of a family.
    pub(super) rise: f64,
}

pub(super) fn squad(args: &ReviewArgs, engine: &Engine) -> Result<Answer, Failure> {
    let mut problems = Vec::new();
    let mut runners = Vec::new();
    for path in &args.paths {
        match runner(path, args, engine) {
            Ok(found) => runners.push(found),
            Err(more) => problems.extend(more),
        }
    }
    if !problems.is_empty() {
        return Err(Failure::Input(problems));
    }
    let squad = together(args, engine, &runners)?;
    let words = words(language(args));
    Ok(match args.format {
        ReviewFormat::Text => Answer::Coloured(squad.text(words, layout::columns_of_stdout())),
        ReviewFormat::Json => Answer::Exact(squad_document::json(&squad, engine, language(args))),
        ReviewFormat::Csv => Answer::Exact(squad.csv()),
        ReviewFormat::Html => Answer::Exact(squad_page::page(&squad, words)),
    })
}

/// The name of a folder and what was read of its runner; a folder with nothing to review is said and stays in the table.
fn runner(
    folder: &Path,
    args: &ReviewArgs,
    engine: &Engine,
) -> Result<(String, Option<Runner>), Vec<String>> {
    let shown = folder.display();
    if folder.is_file() {
        return Err(vec![format!(
            "{shown}: a file, not a folder [review.no_folder]\n  help: with --squad each PATH is the folder of one athlete"
        )]);
    }
    let inside = |name: &str| Some(folder.join(name)).filter(|path| path.is_file());
    let files = Files {
        paths: vec![folder],
        athlete: inside("athlete.toml"),
        answers: inside("answers.json"),
    };
    // The folder's own name, also where it was given as `.`.
    let full = folder.canonicalize().ok();
    let name = full.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy());
    let name = name.map_or_else(|| shown.to_string(), std::borrow::Cow::into_owned);
    match gather::read(&files, args, engine) {
        Ok(runner) => Ok((name, Some(runner))),
        Err(Trouble::Wrong(problems)) => Err(problems),
        Err(Trouble::Nothing(problems)) => {
            for problem in &problems {
                failure::warn(problem);
            }
            Ok((name, None))
        }
    }
}

fn together(
    args: &ReviewArgs,
    engine: &Engine,
    runners: &[(String, Option<Runner>)],
) -> Result<Squad, Failure> {
    let spans = || runners.iter().filter_map(|(_, runner)| Some(runner.as_ref()?.span));
    let (Some(first), Some(last)) = (spans().map(|it| it.0).min(), spans().map(|it| it.1).max())
    else {
        return Err(Failure::one(
            "none of the folders holds anything to review [review.no_data]".to_owned(),
        ));
    };
    let day = args.on.unwrap_or(last);
    if !can_be_asked(day, (first, last)) {
        return Err(Failure::one(outside("--on", day, (first, last))));
    }
    if args.on.is_none() {
        failure::note(&format!("the last day of the data, {}; another one with --on", iso(day)));
    }
    let mut members = Vec::new();
    for (name, runner) in runners {
        let known = runner.as_ref().filter(|runner| runner.span.0 <= day);
        let review = known.map(|runner| seen(engine, runner, day, args)).transpose()?;
        members.push(Member { name: name.clone(), review });
    }
    let said = members.iter().filter_map(|member| member.review.as_ref());
    let said: Vec<Diagnostic> = said.flat_map(|review| review.diagnostics.clone()).collect();
    notes::say(&said, args.verbose);
    members.sort_by(|a, b| a.place().cmp(&b.place()).then_with(|| a.name.cmp(&b.name)));
    Ok(Squad { day, members })
}

/// The day and the week before it; of a runner whose data end earlier, the last there is.
fn seen(engine: &Engine, runner: &Runner, day: i32, args: &ReviewArgs) -> Result<Review, Failure> {
    let (first, last) = runner.span;
    let day = day.min(last);
    let options = options(args, first.max(day.saturating_sub(WEEK)), day);
    reviewed(engine, runner, &options.redact_sensitive(true))
}

impl Member {
    /// The day that is shown.
    pub(super) fn day(&self) -> Option<&DayReview> {
        self.review.as_ref()?.days.last()
    }

    /// What is new against so many days before; nothing where that day is not known.
    pub(super) fn change(&self, days: i32) -> Option<Change> {
        let now = self.day()?;
        let wanted = now.day.saturating_sub(days);
        let before = self.review.as_ref()?.days.iter().find(|it| it.day == wanted)?;
        Some(change(now, before))
    }

    /// Where a member stands: the most urgent first, then who changed most since the day before, then since a week before.
    fn place(&self) -> impl Ord + use<> {
        let urgency = self.day().map(|day| day.assessment.urgency());
        let rise = |days| self.change(days).map_or(0.0, |change| change.rise);
        std::cmp::Reverse((urgency, Ordered(rise(1)), Ordered(rise(WEEK))))
    }
}

/// A number in the order of numbers.
struct Ordered(f64);

impl PartialEq for Ordered {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

fn change(now: &DayReview, before: &DayReview) -> Change {
    let (mut new, mut gone) = (season::leading(now), season::leading(before));
    let named = new.clone();
    new.retain(|it| !gone.contains(it));
    gone.retain(|it| named.iter().all(|known| known.id != it.id));
    let (now, before) = (&now.assessment, &before.assessment);
    let earlier = |id: &str| before.families().iter().find(|it| it.id == id);
    let rises = now.families().iter().map(|family| {
        family.probability - earlier(&family.id).map_or(0.0, |before| before.probability)
    });
    Change { new, gone, rise: rises.fold(0.0, f64::max) }
}

/// What is new, in words.
pub(super) fn in_words(change: &Change, words: &Words) -> String {
    let new = change
        .new
        .iter()
        .map(|it| format!("{} ({})", it.name, it.word.as_deref().unwrap_or(words.worth_a_check)));
    let gone = change.gone.iter().map(|it| words.fill(words.gone, &[("family", &it.name)]));
    let all: Vec<String> = new.chain(gone).collect();
    if all.is_empty() { words.unchanged.to_owned() } else { all.join(", ") }
}

impl Squad {
    fn text(&self, words: &Words, columns: usize) -> String {
        let mut lines = Lines::new(columns);
        let title = words.fill(words.squad_title, &[("date", &iso(self.day))]);
        lines.add(Style::new().bold(), "", &title).gap();
        let heads = [words.name, words.urgency, words.form, words.heavy];
        let rows: Vec<_> = self.members.iter().map(|member| cells(member, words)).collect();
        let table = Table::of(heads, &rows, columns);
        table.head(&mut lines, words.families);
        for (member, cells) in self.members.iter().zip(&rows) {
            let urgency = member.day().map(|day| day.assessment.urgency());
            let is_urgent = urgency.is_some_and(|it| it > Urgency::SelfCare);
            let style = if is_urgent { table::ALARM } else { Style::new() };
            let families = member.day().map(|day| season::families(day, words));
            table.row(&mut lines, style, cells, &families.unwrap_or_default());
            for text in self.remarks(member, words) {
                lines.add(Style::new(), "    ", &text);
            }
        }
        if let Some(review) = self.members.iter().find_map(|member| member.review.as_ref()) {
            lines.gap().add(Style::new(), "", words.legend_table);
            season::footer(&mut lines, review);
        }
        lines.text
    }

    /// What is to be done first, how old the data are, and what is new.
    pub(super) fn remarks(&self, member: &Member, words: &Words) -> Vec<String> {
        let Some(day) = member.day() else { return vec![words.no_data.to_owned()] };
        let urgency = day.assessment.urgency();
        let first = day.assessment.urgency_reasons().first().map(|reason| reason.now.clone());
        let first = first.filter(|_| urgency > Urgency::SelfCare);
        let behind = (day.day < self.day)
            .then(|| words.fill(words.data_until, &[("date", &words.date_of(day.day))]));
        let since = |days, text| {
            let change = member.change(days)?;
            Some(words.fill(text, &[("changes", &in_words(&change, words))]))
        };
        // Beside what is to be done today nothing is said of what is new.
        let is_calm = urgency < Urgency::SameDay;
        let changes = [since(1, words.since_yesterday), since(WEEK, words.since_last_week)];
        let changes = changes.into_iter().flatten().filter(|_| is_calm);
        first.into_iter().chain(behind).chain(changes).collect()
    }

    /// A review to take the frame of a page from.
    pub(super) fn any(&self) -> Option<&Assessment> {
        let days = self.members.iter().filter_map(Member::day);
        let mut assessments = days.map(|day| &day.assessment);
        let first = assessments.next();
        first
            .filter(|it| it.footer().is_some())
            .or_else(|| assessments.find(|it| it.footer().is_some()))
            .or(first)
    }

    fn csv(&self) -> String {
        let rows = self.members.iter().map(row);
        std::iter::once(HEAD.to_owned()).chain(rows).map(|line| line + "\n").collect()
    }
}

const HEAD: &str = "athlete,date,urgency,activity,state,load,form,heavy,coverage,families,rise_since_day_before,rise_since_week_before";

fn row(member: &Member) -> String {
    let name = quoted(&member.name);
    let Some(day) = member.day() else { return format!("{name},,,,,,,,,,,") };
    let number = |number: Option<f64>, decimals: usize| {
        number.map(|it| format!("{it:.decimals$}")).unwrap_or_default()
    };
    let rise = |days| number(member.change(days).map(|change| change.rise), 3);
    let cells = [
        name,
        iso(day.day),
        sheet::name(day.assessment.urgency()),
        sheet::name(day.assessment.activity()),
        sheet::state(day.state).to_owned(),
        number(load(day), 1),
        number(day.balance.map(|it| it.form), 1),
        number(day.heavy, 3),
        sheet::coverage(&day.assessment).to_owned(),
        sheet::families(&day.assessment),
        rise(1),
        rise(WEEK),
    ];
    cells.join(",")
}

/// A name in a cell of its own, whatever letters it has.
fn quoted(name: &str) -> String {
    if name.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", name.replace('"', "\"\""))
    } else {
        name.to_owned()
    }
}

fn cells(member: &Member, words: &Words) -> [String; 4] {
    let name = member.name.clone();
    let Some(day) = member.day() else {
        return [name, String::new(), String::new(), "–".to_owned()];
    };
    [
        name,
        words.urgency_of(day.assessment.urgency()).to_owned(),
        day.balance.map(|it| words.number(it.form, 0)).unwrap_or_default(),
        day.heavy.map_or("–", |heavy| words.chance(heavy)).to_owned(),
    ]
}
