//! Which advice must not reach whom: one table, and a reader of texts that finds advice by what it says.

use heavylegs::{Activity, KnowledgeBase, Recommendation, RecommendationText};

/// Advice that must not appear while something is so.
#[derive(Debug)]
pub(crate) struct Conflict {
    pub(crate) name: &'static str,
    /// Recommendations that are this advice, by id.
    pub(crate) advice: &'static [&'static str],
    /// What a recommendation says that is this advice too; after `^` at the beginning of a clause.
    pub(crate) says: &'static [&'static str],
    pub(crate) while_so: &'static [So],
    /// A remark that says no, with one of these words, is enough; without words nothing is.
    pub(crate) remark: &'static [&'static str],
}

/// What is so.
#[derive(Debug)]
pub(crate) enum So {
    /// These answers were given.
    Known(&'static [(&'static str, &'static str)]),
    /// This answer was not given.
    Unless(&'static str, &'static str),
    /// A cause is more likely than this.
    Likely(&'static str, f64),
    /// No more running than this is all right.
    AtMost(Activity),
}

use So::{AtMost, Known, Likely, Unless};

/// What need not be in the knowledge yet: what tests it comes into force with it.
pub(crate) const AWAITED: [&str; 0] = [];

pub(crate) const CONFLICTS: [Conflict; 13] = [
    Conflict {
        name: "drinking, after too much water",
        advice: &["drink_to_thirst"],
        says: &[
            "drink more",
            "drink plenty",
            "drink a lot",
            "drink as much",
            "drink at least",
            "drink before you",
            "drink beyond",
            "drink every",
            "keep drinking",
            "plenty of water",
            "more water",
            "more fluid",
            "extra water",
            "extra fluid",
            "glasses of water",
            "litres a day",
        ],
        while_so: &[
            Known(&[("body_mass_lost_in_run", "gained")]),
            Known(&[("body_mass_lost_in_run", "-1")]),
            Known(&[("vomiting_or_puffy_after_long_event", "present")]),
        ],
        remark: &[],
    },
    Conflict {
        name: "drinking, where too much is near",
        advice: &["drink_to_thirst"],
        says: &[
            "drink more",
            "drink plenty",
            "drink a lot",
            "drink as much",
            "drink at least",
            "drink every",
        ],
        while_so: &[
            Known(&[("drank_in_run", "a_great_deal")]),
            Known(&[("run_minutes", "240")]),
            Known(&[("heart_or_vessel_disease_known", "present")]),
            Known(&[("known_condition", "present")]),
        ],
        remark: &["drink"],
    },
    Conflict {
        name: "scales and diets, where eating is a worry",
        advice: &["know_sweat_rate"],
        says: &[
            "weigh yourself",
            "on the scales",
            "^lose weight",
            "^lose some weight",
            "^lose a little weight",
            "to lose weight",
            "losing weight helps",
            "calorie",
            "eat less",
            "smaller portion",
            "smaller meal",
            "body fat",
            "slimmer",
            "fasted",
            "^diet",
            "empty stomach",
            "run before breakfast",
            "cut out",
        ],
        while_so: &[
            Known(&[("dieting", "present")]),
            Known(&[("periods_stopped", "present")]),
            Known(&[("age_years", "16")]),
            Likely("low_energy_availability", 0.15),
        ],
        remark: &[],
    },
    Conflict {
        name: "weighing less, where there is little to lose",
        advice: &["ask_about_weight"],
        says: &["^lose weight", "to lose weight", "^lose some weight", "^eat less"],
        while_so: &[
            Known(&[("body_mass_index", "20")]),
            Known(&[("weight_change", "lost_3_or_more")]),
            Known(&[("dieting", "present")]),
            Known(&[("periods_stopped", "present")]),
            Likely("low_energy_availability", 0.15),
        ],
        remark: &[],
    },
    Conflict {
        name: "losing weight, without knowing that there is some to lose",
        advice: &[],
        says: &[
            "^lose weight",
            "^lose some weight",
            "^lose a little weight",
            "^lose a few",
            "to lose weight",
            "losing weight helps",
            "eat less",
            "slimmer",
        ],
        while_so: &[
            Unless("bmi_30_or_more", "present"),
            Known(&[("weight_change", "lost_3_or_more")]),
        ],
        remark: &[],
    },
    Conflict {
        name: "compression, with a foot short of blood",
        advice: &["compression_stockings", "legs_up_and_calf_work"],
        says: &["compression", "stocking", "tight sock", "elastic sock"],
        while_so: &[
            Known(&[("foot_cold_or_pale_in_run", "present")]),
            Known(&[("one_leg_cold_or_pale", "present")]),
            Known(&[("pain_stops_walking", "present")]),
            Known(&[("foot_wound_not_healing", "present")]),
            Known(&[("night_foot_pain_better_hanging", "present")]),
            Likely("peripheral_artery_disease", 0.05),
        ],
        remark: &[],
    },
    Conflict {
        name: "compression, where blood flow or feeling may be poor",
        advice: &["compression_stockings"],
        says: &["compression", "stocking", "tight sock", "elastic sock"],
        while_so: &[
            Known(&[("heart_or_vessel_disease_known", "present")]),
            Known(&[("diabetes_known", "present")]),
            Known(&[("numb_tingling_feet_both", "present")]),
            Known(&[("one_leg_swollen", "present")]),
            Known(&[("one_leg_swollen_hot_or_cold", "present")]),
            Known(&[("calf_tender_one_leg", "present")]),
        ],
        remark: &[],
    },
    Conflict {
        name: "more from step to step, where small efforts throw back for days",
        advice: &[
            "build_up_gently",
            "ease_back_after_illness",
            "strength_training",
            "get_used_to_heat",
            "small_dose_first",
        ],
        says: &[
            "add a little",
            "a little more each",
            "a little more every",
            "add 10",
            "build up",
            "push through",
            "push on",
        ],
        while_so: &[Known(&[("crash_after_easy_effort", "present")])],
        remark: &["worse", "rest", "less", "back", "more"],
    },
    Conflict {
        name: "jumps, quick pieces and heavy weights, with pain in a bone",
        advice: &["strength_training", "joint_strength_and_load"],
        says: &[
            "stride",
            "quick piece",
            "quick, short",
            "short, quick piece",
            "short pieces of",
            "hops",
            "^hop",
            "^jump",
            "jumps",
            "skips",
            "skipping rope",
            "drills",
            "bounding",
            "plyometric",
            "sprint",
            "more weight",
            "heavier weight",
        ],
        while_so: &[
            Known(&[("bone_sore_one_spot", "present")]),
            Known(&[("hop_hurts_one_spot", "present")]),
            Known(&[("night_bone_pain", "present")]),
            Known(&[("groin_or_hip_pain_on_loading", "present")]),
            Likely("bone_stress_injury", 0.3),
        ],
        remark: &["quick", "jump", "skip", "hop", "drill", "spot"],
    },
    Conflict {
        name: "massage and stretching, with one swollen leg",
        advice: &["stretching_optional", "mobility_class"],
        says: &[
            "massage",
            "foam roll",
            "^roll",
            "knead",
            "stretch hard",
            "stretch the",
            "deep stretch",
        ],
        while_so: &[
            Known(&[("one_leg_swollen", "present")]),
            Known(&[("one_leg_swollen_hot_or_cold", "present")]),
        ],
        remark: &[],
    },
    Conflict {
        name: "massage and stretching, with one sore or warm calf",
        advice: &["stretching_optional", "mobility_class"],
        says: &[
            "massage",
            "foam roll",
            "^roll",
            "knead",
            "stretch hard",
            "stretch the",
            "deep stretch",
        ],
        while_so: &[
            Known(&[("calf_tender_one_leg", "present")]),
            Known(&[("one_calf_pain_new", "present")]),
            Known(&[("one_leg_warm_or_red", "present")]),
            Likely("deep_vein_thrombosis", 0.05),
        ],
        remark: &["massage", "stretch", "roll"],
    },
    Conflict {
        name: "iron, without a test",
        advice: &[],
        says: &["iron tablet", "iron pill", "iron supplement", "iron drops", "^take iron"],
        while_so: &[Unless("ferritin", "under_15")],
        remark: &[],
    },
    Conflict {
        name: "running, where rest or no running is asked for",
        advice: &[
            "easy_week",
            "talking_pace",
            "ease_back_after_illness",
            "step_load_down_and_rebuild",
        ],
        says: &[
            "^run",
            "^jog",
            "^race",
            "^sprint",
            "^train",
            "^keep runs",
            "^keep running",
            "^keep your runs",
            "^keep on running",
            "your usual distance",
            "at easy effort",
            "quick piece",
            "go for a run",
        ],
        while_so: &[AtMost(Activity::RestToday), AtMost(Activity::NoRunningUntilSeen)],
        remark: &[],
    },
];

impl Conflict {
    /// Whether a recommendation is this advice.
    pub(crate) fn is(&self, knowledge: &KnowledgeBase, recommendation: &Recommendation) -> bool {
        let texts = knowledge.texts("en").and_then(|t| t.recommendations.get(&recommendation.id));
        let says = |text: &RecommendationText| parts(text).any(|part| says(part, self.says));
        self.advice.contains(&recommendation.id.as_str()) || texts.is_some_and(says)
    }

    /// Whether one of these remarks takes the advice back.
    pub(crate) fn taken_back(&self, remarks: &[String]) -> bool {
        remarks.iter().any(|remark| {
            let remark = remark.to_lowercase();
            let no =
                ["not", "no ", "never", "leave out", "wait", "ask your doctor", "instead", "slow"];
            self.remark.iter().any(|word| remark.contains(word))
                && no.iter().any(|no| remark.contains(no))
        })
    }
}

/// Everything that a recommendation tells a runner, apart from its cautions.
pub(crate) fn parts(text: &RecommendationText) -> impl Iterator<Item = &str> {
    let more = [&text.dose, &text.better_by, &text.otherwise, &text.note].into_iter().flatten();
    std::iter::once(&text.name).chain(&text.steps).chain(more).map(String::as_str)
}

const NO: [&str; 14] = [
    "no",
    "not",
    "never",
    "without",
    "don't",
    "can't",
    "leave out",
    "leave",
    "skip",
    "avoid",
    "instead of",
    "rather than",
    "stop",
    "nothing",
];

/// Whether a text says one of these things in a sentence that does not deny it first.
pub(crate) fn says(text: &str, patterns: &[&str]) -> bool {
    sentences(text).any(|sentence| patterns.iter().any(|pattern| said(&sentence, pattern)))
}

/// The sentences of a text, without what it quotes from others.
fn sentences(text: &str) -> impl Iterator<Item = String> {
    let own: Vec<&str> = text.split('"').step_by(2).collect();
    let own = own.join(" ");
    let all: Vec<String> = own
        .split(['.', ';', ':', '!', '?', '('])
        .map(|sentence| sentence.trim().to_lowercase())
        .collect();
    all.into_iter()
}

fn said(sentence: &str, pattern: &str) -> bool {
    let (first, stem) = pattern.strip_prefix('^').map_or((false, pattern), |stem| (true, stem));
    sentence.match_indices(stem).any(|(at, _)| {
        let (before, after) = (&sentence[..at], &sentence[at + stem.len()..]);
        let begins = !before.ends_with(char::is_alphanumeric);
        let starts = [", ", " and ", " then ", " or ", " – "];
        let begins_clause =
            before.is_empty() || starts.iter().any(|start| format!(" {before}").ends_with(start));
        let ends = !after.starts_with(char::is_alphanumeric);
        begins && !denies(before) && (!first || begins_clause && ends)
    })
}

fn denies(before: &str) -> bool {
    let words = format!(" {} ", before.replace([',', '–'], " "));
    NO.iter().any(|no| words.contains(&format!(" {no} ")))
}

/// Whom a runner asks before a medicine.
const ASKED: [&str; 9] = [
    "doctor",
    "pharmacist",
    "dietitian",
    "clinician",
    "prescri",
    "blood",
    "test",
    "treated",
    "ask",
];
const TAKING: [&str; 12] = [
    "^take",
    "^try",
    "^use",
    "^start",
    "^begin",
    "^add",
    "^buy",
    "^swallow",
    "^get",
    "can take",
    "should take",
    "could take",
];
const SUBSTANCES: [&str; 21] = [
    "tablet",
    "supplement",
    "pill",
    "capsule",
    "powder",
    "medicine",
    "drug",
    "drops",
    "iron",
    "vitamin",
    "b12",
    "folic acid",
    "magnesium",
    "creatine",
    "melatonin",
    "nitrate",
    "bicarbonate",
    "sodium",
    "herbal",
    "antihistamine",
    "cream",
];
const PAIN_RELIEF: [&str; 13] = [
    "ibuprofen",
    "naproxen",
    "diclofenac",
    "aspirin",
    "nsaid",
    "anti-inflammator",
    "painkiller",
    "pain killer",
    "pain relie",
    "paracetamol",
    "acetaminophen",
    "pain tablet",
    "pain gel",
];
const STOPPING: [&str; 14] = [
    "stop taking",
    "stop your",
    "stop the",
    "come off",
    "leave out your",
    "leave off your",
    "skip your",
    "halve your",
    "halve the",
    "lower your",
    "lower the",
    "change the dose",
    "pause your",
    "take less",
];
const MEDICINES: [&str; 9] =
    ["medicine", "tablet", "pill", "beta", "statin", "drug", "dose of", "hormone", "prescription"];

/// Sentences that no recommendation may say.
pub(crate) fn forbidden(text: &RecommendationText) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for sentence in parts(text).flat_map(sentences) {
        // By the beginnings of words: "fastest" asks nobody.
        let words = || sentence.split(|c: char| !c.is_alphanumeric());
        let asks = ASKED.iter().any(|stem| words().any(|word| word.starts_with(stem)));
        let has = |words: &[&str]| words.iter().any(|word| said(&sentence, word));
        let names = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
        // "Painkillers do not help" is no advice to take them.
        if has(&PAIN_RELIEF) && !asks && !denies(&sentence) {
            found.push(("pain relief", sentence.clone()));
        }
        if has(&TAKING) && has(&SUBSTANCES) && !asks {
            found
                .push(("a medicine or supplement without a test or a clinician", sentence.clone()));
        }
        if has(&STOPPING) && names(&MEDICINES) && !asks {
            found.push(("stopping a medicine", sentence.clone()));
        }
    }
    found
}
