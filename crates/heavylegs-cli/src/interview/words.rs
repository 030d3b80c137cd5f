//! The words of the conversation itself. What is asked, and the report, come from the knowledge base in its languages.

/// What the terminal says. What stands in {braces} is put in.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) title: &'static str,
    pub(super) intro: &'static str,
    pub(super) emergency_first: &'static str,
    pub(super) kept: &'static str,
    pub(super) kept_in: &'static str,
    pub(super) resumed: &'static str,
    pub(super) keys_title: &'static str,
    /// What is typed, and what it does.
    pub(super) keys: &'static [[&'static str; 2]],
    pub(super) keys_short: &'static str,
    pub(super) question: &'static str,
    pub(super) how_tick: &'static str,
    pub(super) how_pick: &'static str,
    pub(super) how_yes_no: &'static str,
    pub(super) how_number: &'static str,
    pub(super) how_number_or: &'static str,
    pub(super) also_in: &'static str,
    pub(super) dont_know: &'static str,
    pub(super) no_help: &'static str,
    pub(super) why: &'static str,
    pub(super) too_early: &'static str,
    pub(super) no_signs: &'static str,
    pub(super) some_picture: &'static str,
    pub(super) good_picture: &'static str,
    pub(super) today: &'static str,
    pub(super) not_known: &'static str,
    pub(super) no: &'static str,
    pub(super) no_way_back: &'static str,
    pub(super) empty: &'static str,
    pub(super) no_such_line: &'static str,
    pub(super) none_and_some: &'static str,
    pub(super) only_one: &'static str,
    pub(super) no_number: &'static str,
    pub(super) no_such_unit: &'static str,
    pub(super) out_of_range: &'static str,
    pub(super) enough: &'static str,
    pub(super) slip: &'static str,
    pub(super) slip_word: &'static str,
    pub(super) slip_over: &'static str,
    pub(super) name_file: &'static str,
    pub(super) there_already: &'static str,
    pub(super) saved: &'static str,
    pub(super) not_saved: &'static str,
    pub(super) incomplete: &'static str,
    /// Units that are no words, as they are read.
    pub(super) units: &'static [[&'static str; 2]],
}

/// The words in a language; English where there are none.
pub(super) fn words(language: &str) -> &'static Words {
    match language {
        "de" => &GERMAN,
        _ => &ENGLISH,
    }
}

impl Words {
    pub(super) fn unit(&self, unit: &str) -> String {
        let known = self.units.iter().find(|[name, _]| *name == unit);
        known.map_or(unit, |[_, words]| words).to_owned()
    }
}

/// Puts values in place of `{names}`.
pub(super) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let put =
        |text: String, (name, value): &(&str, &str)| text.replace(&format!("{{{name}}}"), value);
    values.iter().fold(text.to_owned(), put)
}

const ENGLISH: Words = Words {
    title: "Why do my legs feel heavy?",
    intro: "A few short questions about your legs and your running; most people need about five minutes. At the end you read \
            what may play a part and what you can try. It is general information, not a diagnosis, and does not replace a doctor. \
            You can stop at any time.",
    emergency_first: "If you feel in danger right now, don't answer questions: call your emergency number.",
    kept: "Nothing leaves this computer. Your answers are kept only if you want it: with q, or with --save FILE.",
    kept_in: "Nothing leaves this computer. Your answers are kept in {file}.",
    resumed: "Going on from {file}: {count} answers are there already.",
    keys_title: "Type your answer and press Enter. At every question you can also type:",
    keys: &[
        ["?", "explain the question (?2 explains line 2)"],
        ["<", "go back"],
        ["-", "I don't know"],
        ["!", "show the report now"],
        ["q", "save and quit"],
    ],
    keys_short: "? help · < back · - don't know · ! report · q quit",
    question: "Question {number}",
    how_tick: "Numbers of all that are true, such as 1 3; 0 for none; 2? if not sure about 2.",
    how_pick: "Type one number.",
    how_yes_no: "Type 1 or 2, or y or n.",
    how_number: "Type a number from {low} to {high} ({unit}).",
    how_number_or: "Type a number from {low} to {high} ({unit}), or a letter:",
    also_in: "Also in {units}, such as {example}.",
    dont_know: "I don't know",
    no_help: "Answer as well as you can. A rough answer is fine, and so is \"I don't know\".",
    why: "Why this is asked",
    too_early: "So far: too early to say.",
    no_signs: "So far: no warning signs; too early to say more.",
    some_picture: "So far, possible: {cause}. Other answers may still change that.",
    good_picture: "So far, likely: {cause}.",
    today: "So far: someone should look at this today. A few more warning signs first.",
    not_known: "not known",
    no: "no",
    no_way_back: "This is the first question; there is nothing before it.",
    empty: "Nothing was typed, so nothing was noted. Here is the question again.",
    no_such_line: "There is no line {text} here.",
    none_and_some: "0 means none of these: type either 0 or the other numbers.",
    only_one: "Please pick one. If several fit, take the one that fits best.",
    no_number: "{text} was not understood.",
    no_such_unit: "{text} is no unit for this. The unit is {unit}; you can leave it out.",
    out_of_range: "That is outside {low} to {high} ({unit}). Please look again.",
    enough: "Press Enter for the report, or type + to answer more.",
    slip: "If that was a slip: type {word} and press Enter to go back to the question. You can do this once. Otherwise press Enter.",
    slip_word: "slip",
    slip_over: "To begin again, start without --resume.",
    name_file: "To keep your answers, type a name for the file, such as legs.json. Enter alone leaves without saving.",
    there_already: "{file} is there already. Please take another name.",
    saved: "Saved. To go on later: heavylegs interview --resume {file}",
    not_saved: "Nothing was saved.",
    incomplete: "Warning signs are not all answered yet: this is no all-clear. If you are worried, ask a doctor.",
    units: &[
        ["h", "hours"],
        ["min", "minutes"],
        ["C", "°C"],
        ["of_10", "out of 10"],
        ["of_5", "out of 5"],
        ["per_week", "per week"],
        ["ratio", "as a ratio; 1 is as usual"],
        ["share", "as a share; 0.5 is half"],
        ["spm", "steps per minute"],
        ["l/h", "litres per hour"],
        ["m", "metres"],
    ],
};

const GERMAN: Words = Words {
    title: "Warum sind meine Beine schwer?",
    intro: "Ein paar kurze Fragen zu deinen Beinen und deinem Laufen; meist dauert es etwa fünf Minuten. Am Ende liest du, was \
            mitspielen kann und was du ausprobieren kannst. Das ist allgemeine Information, keine Diagnose, und ersetzt keine Ärztin \
            und keinen Arzt. Du kannst jederzeit aufhören.",
    emergency_first: "Wenn du dich gerade in Gefahr fühlst, beantworte keine Fragen: Ruf den Notruf an.",
    kept: "Nichts verlässt diesen Computer. Deine Antworten werden nur behalten, wenn du willst: mit q, oder mit --save DATEI.",
    kept_in: "Nichts verlässt diesen Computer. Deine Antworten stehen in {file}.",
    resumed: "Weiter mit {file}: {count} Antworten sind schon da.",
    keys_title: "Tipp deine Antwort und drück Enter. Bei jeder Frage geht auch:",
    keys: &[
        ["?", "die Frage erklären (?2 erklärt Zeile 2)"],
        ["<", "zurück"],
        ["-", "weiss ich nicht"],
        ["!", "jetzt den Bericht zeigen"],
        ["q", "speichern und aufhören"],
    ],
    keys_short: "? Hilfe · < zurück · - weiss nicht · ! Bericht · q aufhören",
    question: "Frage {number}",
    how_tick: "Nummern von allem, was stimmt, etwa 1 3; 0 für nichts; 2? wenn 2 unsicher ist.",
    how_pick: "Tipp eine Nummer.",
    how_yes_no: "Tipp 1 oder 2, oder j oder n.",
    how_number: "Tipp eine Zahl von {low} bis {high} ({unit}).",
    how_number_or: "Tipp eine Zahl von {low} bis {high} ({unit}), oder einen Buchstaben:",
    also_in: "Auch in {units}, etwa {example}.",
    dont_know: "weiss ich nicht",
    no_help: "Antworte, so gut du kannst. Ungefähr reicht, und «weiss ich nicht» auch.",
    why: "Warum das gefragt wird",
    too_early: "Bisher: noch zu früh, um etwas zu sagen.",
    no_signs: "Bisher: keine Warnzeichen; noch zu früh, um mehr zu sagen.",
    some_picture: "Bisher möglich: {cause}. Weitere Antworten können das noch ändern.",
    good_picture: "Bisher wahrscheinlich: {cause}.",
    today: "Bisher: Jemand sollte das heute anschauen. Nach ein paar Warnzeichen wird noch gefragt.",
    not_known: "unbekannt",
    no: "nein",
    no_way_back: "Das ist die erste Frage; davor ist nichts.",
    empty: "Es wurde nichts getippt, also ist nichts notiert. Hier noch einmal die Frage.",
    no_such_line: "Eine Zeile {text} gibt es hier nicht.",
    none_and_some: "0 heisst nichts davon: Tipp entweder 0 oder die anderen Nummern.",
    only_one: "Bitte wähl eines. Wenn mehrere passen, nimm, was am besten passt.",
    no_number: "{text} wurde nicht verstanden.",
    no_such_unit: "{text} ist hier keine Einheit. Die Einheit ist {unit}; du kannst sie weglassen.",
    out_of_range: "Das liegt ausserhalb von {low} bis {high} ({unit}). Bitte schau noch einmal.",
    enough: "Enter zeigt den Bericht; mit + beantwortest du noch mehr.",
    slip: "Wenn das ein Versehen war: Tipp {word} und drück Enter, dann kommst du zur Frage zurück. Das geht einmal. Sonst drück Enter.",
    slip_word: "versehen",
    slip_over: "Um neu zu beginnen, starte ohne --resume.",
    name_file: "Um deine Antworten zu behalten, tipp einen Namen für die Datei, etwa beine.json. Enter allein: aufhören ohne zu speichern.",
    there_already: "{file} gibt es schon. Bitte nimm einen anderen Namen.",
    saved: "Gespeichert. Später weiter mit: heavylegs interview --resume {file}",
    not_saved: "Es wurde nichts gespeichert.",
    incomplete: "Noch sind nicht alle Warnzeichen beantwortet: Das ist keine Entwarnung. Wenn du dir Sorgen machst, frag ärztlich nach.",
    units: &[
        ["h", "Stunden"],
        ["min", "Minuten"],
        ["days", "Tage"],
        ["weeks", "Wochen"],
        ["months", "Monate"],
        ["years", "Jahre"],
        ["times", "mal"],
        ["units", "Einheiten"],
        ["C", "°C"],
        ["of_10", "von 10"],
        ["of_5", "von 5"],
        ["per_week", "pro Woche"],
        ["ratio", "als Verhältnis; 1 ist wie sonst"],
        ["share", "als Anteil; 0.5 ist die Hälfte"],
        ["spm", "Schritte pro Minute"],
        ["l/h", "Liter pro Stunde"],
        ["m", "Meter"],
    ],
};
