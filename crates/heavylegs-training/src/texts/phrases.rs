//! The names of the texts: so that none is missing, and none is asked for that is not there.

/// A text that is always the same, but for what is filled in.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) group: &'static str,
    pub(super) key: &'static str,
    /// What is filled in: `{percent}` stands in the text as it does here.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test holds the files against it"))]
    pub(super) slots: &'static [&'static str],
}

/// Declares the texts: for each a name in the code, and in each group a key of the files with what is filled in.
macro_rules! phrases {
    ($($group:literal { $($name:ident = $key:literal $([$($slot:literal),+])?,)+ })+) => {
        /// The name of a text.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Text {
            $($($name,)+)+
        }

        /// All texts, in the order of their names.
        pub(super) const PHRASES: &[Phrase] = &[
            $($(Phrase { group: $group, key: $key, slots: &[$($($slot),+)?] },)+)+
        ];
    };
}

phrases! {
    "write" {
        WriteDecimal = "decimal",
        WriteMonths = "months",
        WriteDay = "day" ["day", "month", "year"],
        WritePercent = "percent" ["number"],
    }
    "unit" {
        UnitMin = "min",
        UnitSpm = "spm",
        UnitBpm = "bpm",
        UnitSd = "sd",
    }
    "pattern" {
        PatternMeasured = "measured" ["what", "value"],
        PatternCountsFrom = "counts_from" ["what", "value", "threshold"],
        PatternOnDay = "on_day" ["text", "day"],
        PatternInRun = "in_run" ["text", "day", "from", "to"],
    }
    "run" {
        RunNoneRecent = "none_recent" ["days"],
        RunNoneInLastDays = "none_in_last_days",
        RunNoneToday = "none_today",
        RunDrift = "drift",
        RunFade = "fade",
        RunFadeToldAlready = "fade_told_already",
        RunCadenceFall = "cadence_fall",
        RunHeartRate = "heart_rate" ["bpm", "above", "doubt", "percent"],
        RunHeartRateShort = "heart_rate_short" ["bpm", "expected", "doubt", "runs"],
        RunStart = "start",
        RunMinutes = "minutes",
        RunAscent = "ascent",
        RunHeight = "height",
        RunCadence = "cadence",
        RunWrist = "wrist",
        RunAir = "air" ["celsius"],
        RunWarmer = "warmer",
        RunLongest = "longest" ["km", "ratio"],
    }
    "load" {
        LoadWeek = "week",
        LoadHabit = "habit",
        LoadBalance = "balance",
        LoadMonotony = "monotony",
        LoadHours = "hours",
        LoadDistance = "distance",
        LoadEasy = "easy",
        LoadRestDays = "rest_days",
        LoadDaysInARow = "days_in_a_row",
        LoadGap = "gap",
        LoadDescent = "descent",
    }
    "since" {
        SinceHard = "hard",
        SinceRace = "race",
        SinceDayAgo = "day_ago" ["what"],
        SinceDaysAgo = "days_ago" ["what", "days"],
        SinceAtLeastAgo = "at_least_ago" ["what", "days"],
        SinceDayBefore = "day_before" ["what", "day"],
        SinceDaysBefore = "days_before" ["what", "days", "day"],
        SinceAtLeastBefore = "at_least_before" ["what", "days", "day"],
    }
    "load_kind" {
        LoadKindKnownFor = "known_for" ["load", "known", "all"],
        LoadKindBanister = "banister",
        LoadKindPace = "pace",
        LoadKindExertion = "exertion",
        LoadKindEdwards = "edwards",
        LoadKindMinutes = "minutes",
    }
    "morning" {
        MorningResting = "resting",
        MorningVariability = "variability",
        MorningNight = "night" ["hours"],
        MorningNights = "nights" ["hours"],
        MorningScore = "score" ["what", "value", "least", "most"],
        MorningFatigue = "fatigue",
        MorningSoreness = "soreness",
        MorningSleepQuality = "sleep_quality",
        MorningStress = "stress",
    }
    "runner" {
        RunnerFemale = "female",
        RunnerMale = "male",
        RunnerAge = "age" ["years"],
        RunnerRaceToday = "race_today",
        RunnerRaceTomorrow = "race_tomorrow",
        RunnerRaceInDays = "race_in_days" ["days"],
        RunnerShoeMass = "shoe_mass" ["shoes", "grams"],
        RunnerShoeDistance = "shoe_distance" ["shoes", "km"],
        RunnerShoeDistanceOlder = "shoe_distance_older" ["shoes", "km"],
        RunnerEstimated = "estimated" ["what", "bpm", "how"],
        RunnerHighest = "highest",
        RunnerAtRest = "at_rest",
        RunnerHowHeld = "how_held",
        RunnerHowByAge = "how_by_age" ["age"],
        RunnerHowMedian = "how_median" ["days"],
    }
    "reason" {
        ReasonNoRecords = "no_records",
        ReasonNotRecorded = "not_recorded" ["what"],
        ReasonDroppedOut = "dropped_out" ["what"],
        ReasonOutOfRange = "out_of_range" ["what"],
        ReasonFrozen = "frozen" ["what"],
        ReasonSensorStart = "sensor_start",
        ReasonCadenceLock = "cadence_lock",
        ReasonSpeedSpike = "speed_spike",
        ReasonDistanceUnit = "distance_unit",
        ReasonSpeedUnit = "speed_unit",
        ReasonTreadmill = "treadmill",
        ReasonHalfCadence = "half_cadence",
        ReasonTimeGap = "time_gap",
        ReasonSportUnknown = "sport_unknown",
        ReasonNotARun = "not_a_run",
        ReasonTooShort = "too_short" ["has", "needs"],
        ReasonNotSteady = "not_steady",
        ReasonEffortFell = "effort_fell",
        ReasonNothingEasy = "nothing_easy",
        ReasonAtTheBorder = "at_the_border",
        ReasonRunnerUnknown = "runner_unknown" ["what"],
        ReasonTooFewRuns = "too_few_runs" ["has", "needs"],
        ReasonTooFewDays = "too_few_days" ["has", "what", "needs"],
        ReasonDaysUnknown = "days_unknown" ["days"],
        ReasonNothingTrained = "nothing_trained",
        ReasonStartUnknown = "start_unknown",
        ReasonRaceUnknown = "race_unknown",
    }
    "quantity" {
        QuantityTime = "time",
        QuantitySpeed = "speed",
        QuantityAltitude = "altitude",
        QuantityHeartRate = "heart_rate",
        QuantityCadence = "cadence",
        QuantityContactTime = "contact_time",
        QuantityVerticalRatio = "vertical_ratio",
        QuantityTemperature = "temperature",
        QuantityExertion = "exertion",
        QuantityLoad = "load",
        QuantityRestingHeartRate = "resting_heart_rate",
        QuantityVariability = "variability",
        QuantitySleep = "sleep",
        QuantityShoes = "shoes",
        QuantityMaximalHeartRate = "maximal_heart_rate",
        QuantityThresholdSpeed = "threshold_speed",
        QuantitySex = "sex",
    }
}
