//! The words around what is reviewed. Causes, advice, families and the titles of observations come from the knowledge base in its languages;
//! what the data say from the crate that reads them.

use heavylegs::{Engine, Urgency};

use crate::date::{iso, parts};

/// What the command says. What stands in {braces} is put in.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) html_language: &'static str,
    /// What stands between whole numbers and their decimals.
    decimal: &'static str,
    pub(super) ran: &'static str,
    pub(super) trained: &'static str,
    pub(super) rest: &'static str,
    pub(super) not_known: &'static str,
    pub(super) from_title: &'static str,
    pub(super) from_nothing: &'static str,
    pub(super) state: &'static str,
    pub(super) balance: &'static str,
    pub(super) no_balance: &'static str,
    pub(super) measured: &'static str,
    pub(super) heavy_run: &'static str,
    pub(super) estimated: &'static str,
    pub(super) not_told: &'static str,
    pub(super) line: &'static str,
    pub(super) season_title: &'static str,
    pub(super) squad_title: &'static str,
    pub(super) date: &'static str,
    pub(super) name: &'static str,
    pub(super) day_done: &'static str,
    pub(super) load: &'static str,
    pub(super) fitness: &'static str,
    pub(super) fatigue: &'static str,
    pub(super) form: &'static str,
    pub(super) heavy: &'static str,
    pub(super) families: &'static str,
    pub(super) urgency: &'static str,
    pub(super) changed: &'static str,
    /// Whether a run was heavy: no sign of it, possible, likely.
    chances: [&'static str; 3],
    /// Self-care, appointment, same day, emergency.
    urgencies: [&'static str; 4],
    pub(super) worth_a_check: &'static str,
    pub(super) nothing_stands_out: &'static str,
    pub(super) too_little: &'static str,
    pub(super) legend_table: &'static str,
    pub(super) since_yesterday: &'static str,
    pub(super) since_last_week: &'static str,
    pub(super) unchanged: &'static str,
    pub(super) gone: &'static str,
    pub(super) data_until: &'static str,
    pub(super) no_data: &'static str,
    pub(super) chart_load: &'static str,
    pub(super) chart_load_text: &'static str,
    pub(super) chart_balance: &'static str,
    pub(super) chart_balance_text: &'static str,
    pub(super) chart_heavy: &'static str,
    pub(super) chart_heavy_text: &'static str,
    pub(super) chart_families: &'static str,
    pub(super) chart_families_text: &'static str,
    pub(super) no_families: &'static str,
    pub(super) no_balances: &'static str,
    pub(super) no_heavy: &'static str,
    pub(super) unknown_day: &'static str,
    pub(super) all_numbers: &'static str,
    pub(super) points: &'static str,
    pub(super) today: &'static str,
    pub(super) months: [&'static str; 12],
}

/// The words in a language; English where there are none.
pub(super) fn words(language: &str) -> &'static Words {
    match language {
        "de" => &GERMAN,
        _ => &ENGLISH,
    }
}

/// The titles of observations in a language.
pub(super) struct Titles<'a>(Option<&'a heavylegs::Texts>);

impl<'a> Titles<'a> {
    pub(super) fn of(engine: &'a Engine, language: &str) -> Self {
        Self(engine.knowledge().texts(language))
    }

    /// The title of an observation; its id where the knowledge has none.
    pub(super) fn of_observation(&self, id: &'a str) -> &'a str {
        self.0.and_then(|texts| texts.observations.get(id)).map_or(id, |text| text.title.as_str())
    }
}

impl Words {
    /// Puts values in place of `{names}`.
    #[expect(clippy::unused_self, reason = "reads as the core's words do")]
    pub(super) fn fill(&self, text: &str, values: &[(&str, &str)]) -> String {
        let put = |text: String, (name, value): &(&str, &str)| {
            text.replace(&format!("{{{name}}}"), value)
        };
        values.iter().fold(text.to_owned(), put)
    }

    /// A number with so many decimals, as the language writes it.
    pub(super) fn number(&self, number: f64, decimals: usize) -> String {
        let text = format!("{number:.decimals$}");
        // What is rounded to nothing has no sign.
        let text = match text.strip_prefix('-') {
            Some(rest) if rest.chars().all(|letter| matches!(letter, '0' | '.')) => rest.to_owned(),
            Some(rest) => format!("\u{2212}{rest}"),
            None => text,
        };
        text.replace('.', self.decimal)
    }

    /// A date to read: `18 Apr 2025`, never broken.
    pub(super) fn date_of(&self, day: i32) -> String {
        let Some((year, month, of)) = parts(day) else { return iso(day) };
        let name = usize::try_from(month - 1).ok().and_then(|at| self.months.get(at));
        let dot = if self.html_language == "de" { "." } else { "" };
        format!("{of}{dot}\u{a0}{}\u{a0}{year}", name.copied().unwrap_or_default())
    }

    /// The word of how probable a heavy run is, by the bounds of the report; what is less than possible is no sign.
    pub(super) fn chance(&self, probability: f64) -> &'static str {
        let [no_sign, possible, likely] = self.chances;
        match probability {
            p if p >= 0.5 => likely,
            p if p >= 0.2 => possible,
            _ => no_sign,
        }
    }

    /// The words of families, for a legend.
    pub(super) fn levels(&self) -> [&'static str; 2] {
        let [_, possible, likely] = self.chances;
        [possible, likely]
    }

    pub(super) fn urgency_of(&self, urgency: Urgency) -> &'static str {
        let [care, appointment, today, now] = self.urgencies;
        match urgency {
            Urgency::SelfCare => care,
            Urgency::Appointment => appointment,
            Urgency::SameDay => today,
            Urgency::Emergency => now,
        }
    }
}

const ENGLISH: Words = Words {
    html_language: "en",
    decimal: ".",
    ran: "run {km} km",
    trained: "trained",
    rest: "rest",
    not_known: "not known",
    from_title: "Where this comes from",
    from_nothing: "Nothing could be told from the data of this day.",
    state: "The day: {done}. Load {load}.",
    balance: "Fitness {fitness}, fatigue {fatigue}, form {form}: averages of the load over 42 and 7 days, and yesterday's difference.",
    no_balance: "Fitness, fatigue and form are not known: too few of the days before this one are known.",
    measured: "Load:",
    heavy_run: "The run:",
    estimated: "Estimated of the runner:",
    not_told: "What could not be told, and why",
    line: "{file}, line {line}",
    season_title: "The season from {first} to {last}",
    squad_title: "The squad on {date}",
    date: "date",
    name: "athlete",
    day_done: "done",
    load: "load",
    fitness: "fitness",
    fatigue: "fatigue",
    form: "form",
    heavy: "heavy?",
    families: "what may play a part",
    urgency: "urgency",
    changed: "changed",
    chances: ["no sign", "possible", "likely"],
    urgencies: ["self-care", "appointment", "today", "emergency"],
    worth_a_check: "worth a check",
    nothing_stands_out: "nothing stands out",
    too_little: "too little known",
    legend_table: "heavy?: whether a run was harder than usual for this runner; – is not known. What is not known is left empty.",
    since_yesterday: "since the day before: {changes}",
    since_last_week: "since a week before: {changes}",
    unchanged: "nothing new",
    gone: "no longer {family}",
    data_until: "data until {date}",
    no_data: "no data",
    chart_load: "Load of each day",
    chart_load_text: "A bar for each day on which something was trained. A day of rest has none; a hatched day is not known.",
    chart_balance: "Fitness, fatigue and form",
    chart_balance_text: "Averages of the load over 42 days (fitness) and 7 days (fatigue), and their difference on the day before (form): below zero is tired.",
    chart_heavy: "Runs that were harder than usual",
    chart_heavy_text: "How probable it is that a run was harder than it should have been for this runner. Days without a mark can't be told.",
    chart_families: "What may have played a part",
    chart_families_text: "The families of causes that were likely or possible on a day, by the data alone. On an empty day nothing stood out, or too little was known.",
    no_families: "Nothing stood out on any of these days, or too little was known.",
    no_balances: "Not known on any of these days: too few of the days before them are known.",
    no_heavy: "It can't be told of any run of these days.",
    unknown_day: "not known",
    all_numbers: "All numbers as a table",
    points: "points a day",
    today: "The last of these days has its own report:",
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
};

const GERMAN: Words = Words {
    html_language: "de",
    decimal: ",",
    ran: "Lauf {km} km",
    trained: "trainiert",
    rest: "Pause",
    not_known: "unbekannt",
    from_title: "Woher das kommt",
    from_nothing: "Aus den Daten dieses Tages lässt sich nichts ablesen.",
    state: "Der Tag: {done}. Belastung {load}.",
    balance: "Fitness {fitness}, Ermüdung {fatigue}, Form {form}: Mittel der Belastung über 42 und 7 Tage und die Differenz von gestern.",
    no_balance: "Fitness, Ermüdung und Form sind nicht bekannt: Von den Tagen davor ist zu wenig bekannt.",
    measured: "Belastung:",
    heavy_run: "Der Lauf:",
    estimated: "Geschätzt:",
    not_told: "Was sich nicht sagen lässt, und warum",
    line: "{file}, Zeile {line}",
    season_title: "Die Saison vom {first} bis {last}",
    squad_title: "Die Gruppe am {date}",
    date: "Tag",
    name: "Name",
    day_done: "getan",
    load: "Last",
    fitness: "Fitness",
    fatigue: "Ermüdung",
    form: "Form",
    heavy: "schwer?",
    families: "was mitspielen kann",
    urgency: "Dringlichkeit",
    changed: "verändert",
    chances: ["kein Zeichen", "möglich", "wahrscheinlich"],
    urgencies: ["Selbsthilfe", "Termin", "heute", "Notfall"],
    worth_a_check: "abklären",
    nothing_stands_out: "nichts sticht heraus",
    too_little: "zu wenig bekannt",
    legend_table: "schwer?: ob ein Lauf anstrengender war als sonst bei dieser Person; – ist unbekannt. Was unbekannt ist, bleibt leer.",
    since_yesterday: "seit dem Vortag: {changes}",
    since_last_week: "seit einer Woche: {changes}",
    unchanged: "nichts Neues",
    gone: "{family} nicht mehr",
    data_until: "Daten bis {date}",
    no_data: "keine Daten",
    chart_load: "Belastung der Tage",
    chart_load_text: "Ein Balken für jeden Tag mit Training. Ein Ruhetag hat keinen; ein schraffierter Tag ist unbekannt.",
    chart_balance: "Fitness, Ermüdung und Form",
    chart_balance_text: "Mittel der Belastung über 42 Tage (Fitness) und 7 Tage (Ermüdung), und ihre Differenz am Vortag (Form): unter null ist müde.",
    chart_heavy: "Läufe, die anstrengender waren als sonst",
    chart_heavy_text: "Wie wahrscheinlich ein Lauf anstrengender war, als er für diese Person hätte sein sollen. Von Tagen ohne Zeichen lässt es sich nicht sagen.",
    chart_families: "Was mitgespielt haben kann",
    chart_families_text: "Die Familien von Ursachen, die an einem Tag nach den Daten wahrscheinlich oder möglich waren. An leeren Tagen stach nichts heraus, oder zu wenig war bekannt.",
    no_families: "An keinem dieser Tage stach etwas heraus, oder zu wenig war bekannt.",
    no_balances: "An keinem dieser Tage bekannt: Von den Tagen davor ist zu wenig bekannt.",
    no_heavy: "Von keinem Lauf dieser Tage lässt es sich sagen.",
    unknown_day: "unbekannt",
    all_numbers: "Alle Zahlen als Tabelle",
    points: "Punkte am Tag",
    today: "Der letzte dieser Tage hat einen eigenen Bericht:",
    months: ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_does() {
        assert_eq!(ENGLISH.number(-12.34, 1), "\u{2212}12.3");
        assert_eq!(GERMAN.number(12.34, 1), "12,3");
        assert_eq!(ENGLISH.number(-0.01, 1), "0.0");
        assert_eq!(GERMAN.date_of(20_196), "18.\u{a0}Apr\u{a0}2025");
    }
}
