//! Which load is used for a season: one, never a mixture.

use serde::Serialize;

use super::Session;
use crate::stats::median;

/// A formula for the load of a session. Units differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadKind {
    /// Banister's, from heart rate.
    Banister,
    /// By pace (rTSS).
    Pace,
    /// Session-RPE: exertion × minutes.
    Exertion,
    /// Edwards', from heart rate.
    Edwards,
    /// Minutes alone.
    Minutes,
}

impl LoadKind {
    /// All of them, in the order in which they are preferred.
    pub const ALL: [Self; 5] =
        [Self::Banister, Self::Pace, Self::Exertion, Self::Edwards, Self::Minutes];

    pub(crate) fn place(self) -> usize {
        match self {
            Self::Banister => 0,
            Self::Pace => 1,
            Self::Exertion => 2,
            Self::Edwards => 3,
            Self::Minutes => 4,
        }
    }
}

/// The share of the sessions a load must be known for to be chosen before minutes alone.
const ENOUGH: f64 = 0.6;
/// A kind that is known for this much more of the sessions is taken before one that is preferred.
const MUCH_MORE: f64 = 0.05;
/// The fewest sessions with both loads for a conversion.
const FEWEST_PAIRS: usize = 10;

/// The load of a season and how sessions without it were converted.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LoadChoice {
    /// The kind all loads of the season are in.
    pub kind: LoadKind,
    /// How loads of other kinds become this one, in the order in which they are tried.
    pub conversions: Vec<LoadConversion>,
}

/// A conversion by the runner's own ratio.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LoadConversion {
    /// The kind that is converted.
    pub from: LoadKind,
    /// The chosen load ÷ this one: the median over the sessions that have both.
    pub ratio: f64,
    /// Sessions that have both.
    pub pairs: u32,
}

impl LoadChoice {
    /// Returns the load of a session in the chosen kind, and the kind it was converted from, if it was.
    #[must_use]
    pub fn load(&self, session: &Session) -> Option<(f64, Option<LoadKind>)> {
        let direct = session.load(self.kind).map(|load| (load, None));
        direct.or_else(|| {
            self.conversions
                .iter()
                .find_map(|by| session.load(by.from).map(|load| (load * by.ratio, Some(by.from))))
        })
    }
}

/// Returns the load for a season.
///
/// The kind known for most sessions; among those within 5 % of the most, the first of [`LoadKind::ALL`]. Minutes alone only where nothing else is
/// known for 60 % of the sessions. Sessions without it are converted by the runner's own ratio where ten sessions have both; otherwise their
/// load stays unknown. Loads of other services are not used.
#[must_use]
pub fn choose_load(sessions: &[Session]) -> LoadChoice {
    let known = |kind: LoadKind| sessions.iter().filter(|it| it.load(kind).is_some()).count();
    let share =
        |kind| crate::stats::count(known(kind)) / crate::stats::count(sessions.len().max(1));
    let physical = || LoadKind::ALL.into_iter().filter(|kind| *kind != LoadKind::Minutes);
    let most = physical().map(share).fold(ENOUGH, f64::max);
    let first = physical().find(|kind| share(*kind) >= (most - MUCH_MORE).max(ENOUGH));
    let kind = first.unwrap_or(LoadKind::Minutes);
    let others = LoadKind::ALL.into_iter().filter(|from| *from != kind);
    let conversions = others.filter_map(|from| conversion(sessions, kind, from)).collect();
    LoadChoice { kind, conversions }
}

fn conversion(sessions: &[Session], kind: LoadKind, from: LoadKind) -> Option<LoadConversion> {
    let ratio = |it: &Session| Some(it.load(kind)? / it.load(from).filter(|load| *load > 0.0)?);
    let mut ratios: Vec<f64> = sessions.iter().filter_map(ratio).collect();
    let pairs = crate::stats::whole(ratios.len());
    let ratio = median(&mut ratios).filter(|_| ratios.len() >= FEWEST_PAIRS)?;
    Some(LoadConversion { from, ratio, pairs })
}
