//! The rules of a conversation, without a terminal.

use std::collections::VecDeque;

use heavylegs::{
    Engine, Evidence, Finding, Options, Purpose, QuestionOptions, QuestionScreen, ScreenKind,
    StopReason,
};

use super::conversation::{Answers, Conversation, State};
use super::page::Pages;
use super::play::{Ending, Play, Talk};
use super::reply::{self, Misread, Reply, all_unknown};
use super::words::words;

fn conversation(evidence: Evidence) -> Conversation {
    let options = QuestionOptions::default().answerable_now(true);
    Conversation::new(Engine::builtin(), options, evidence).unwrap()
}

fn fresh() -> Conversation {
    conversation(Evidence::new())
}

#[track_caller]
fn asked(conversation: &Conversation) -> QuestionScreen {
    match conversation.state() {
        State::Ask(screen) => screen.clone(),
        state => panic!("{state:?}"),
    }
}

/// Nothing of it is true; the last choice where there is no "no", and nothing about the runner.
fn calm(screen: &QuestionScreen) -> Answers {
    let no = |choice: &&heavylegs::Choice| ["no", "none"].contains(&choice.id.as_str());
    let finding = |choices: &[heavylegs::Choice]| match choices {
        [first, ..] if first.id == "present" => Finding::absent(),
        choices if choices.iter().any(|choice| no(&choice)) => {
            choices.iter().find(no).map_or_else(Finding::unknown, |no| Finding::level(&*no.id))
        }
        [.., last, _] if screen.purpose != Purpose::AboutYou => Finding::level(last.id.as_str()),
        _ => Finding::unknown(),
    };
    screen.items.iter().map(|item| (item.id.clone(), finding(&item.choices))).collect()
}

/// Ticks one line of the screen, and no other.
fn tick(screen: &QuestionScreen, id: &str) -> Answers {
    let finding = |here: &str| if here == id { Finding::present() } else { Finding::absent() };
    screen.items.iter().map(|item| (item.id.clone(), finding(&item.id))).collect()
}

fn typed(screen: &QuestionScreen, line: &str) -> Answers {
    match reply::read(screen, line) {
        Ok(Reply::Answer(answers)) => answers,
        other => panic!("{line}: {other:?}"),
    }
}

/// A conversation in which all warning signs were denied, at its first ordinary question.
fn without_signs() -> Conversation {
    let mut conversation = fresh();
    while asked(&conversation).purpose == Purpose::RedFlags {
        conversation.answer(calm(&asked(&conversation))).unwrap();
    }
    conversation
}

/// The first screen of a kind that comes up when everything else is not known.
fn first_of(kind: ScreenKind) -> QuestionScreen {
    let mut conversation = without_signs();
    loop {
        let screen = asked(&conversation);
        if screen.kind == kind && screen.purpose != Purpose::RedFlags {
            return screen;
        }
        conversation.answer(all_unknown(&screen)).unwrap();
    }
}

#[test]
fn an_emergency_ends_it_at_once_and_a_slip_leads_back_once() {
    let mut conversation = fresh();
    let first = asked(&conversation);
    conversation.answer(tick(&first, "chest_pain_now")).unwrap();
    assert_eq!(conversation.state(), State::Emergency { way_back: true });
    assert!(!conversation.back().unwrap(), "back is no way out of an emergency");
    assert!(conversation.slip().unwrap());
    assert_eq!(asked(&conversation), first);
    assert!(conversation.evidence().is_empty());
    conversation.answer(tick(&first, "chest_pain_now")).unwrap();
    assert_eq!(conversation.state(), State::Emergency { way_back: false });
    assert!(!conversation.slip().unwrap());
    assert_eq!(conversation.evidence().get("chest_pain_now"), Some(&Finding::present()));
}

#[test]
fn a_slip_is_only_for_an_emergency() {
    let mut conversation = fresh();
    conversation.answer(calm(&asked(&conversation))).unwrap();
    assert!(!conversation.slip().unwrap());
    assert_eq!(conversation.answered(), 1);
}

#[test]
fn an_emergency_from_a_file_has_no_last_answer_to_take_back() {
    let conversation = conversation(Evidence::new().present("chest_pain_now"));
    assert_eq!(conversation.state(), State::Emergency { way_back: false });
}

#[test]
fn back_asks_the_same_again_and_forgets_the_answer() {
    let mut conversation = without_signs();
    let (screen, before) = (asked(&conversation), conversation.evidence().clone());
    conversation.answer(calm(&screen)).unwrap();
    assert_ne!(asked(&conversation).id, screen.id);
    assert!(conversation.back().unwrap());
    assert_eq!(asked(&conversation), screen);
    assert!(conversation.evidence().iter().eq(before.iter()));
    while conversation.back().unwrap() {}
    assert_eq!(asked(&conversation).id, "universal");
    assert_eq!(conversation.answered(), 0);
}

#[test]
fn what_nobody_knows_is_not_asked_again() {
    let mut conversation = fresh();
    let mut seen = Vec::new();
    for _ in 0..25 {
        let State::Ask(screen) = conversation.state() else { break };
        let screen = screen.clone();
        assert!(!seen.contains(&screen.id), "{} again", screen.id);
        seen.push(screen.id.clone());
        conversation.answer(typed(&screen, "-")).unwrap();
    }
    assert!(conversation.evidence().iter().all(|(_, finding)| *finding == Finding::unknown()));
    assert!(conversation.is_incomplete(), "the warning signs are still open");
    let report = Engine::builtin().assess(conversation.evidence()).unwrap();
    assert!(!report.unasked_screen().is_empty());
}

#[test]
fn what_is_not_ticked_is_absent_and_what_is_doubted_is_not_known() {
    let screen = asked(&fresh());
    let answers = typed(&screen, "2, 4?");
    for (at, (id, finding)) in (1..).zip(&answers) {
        let expected = match at {
            2 => Finding::present(),
            4 => Finding::unknown(),
            _ => Finding::absent(),
        };
        assert_eq!(*finding, expected, "{id}");
    }
    assert_eq!(answers.len(), screen.items.len());
    assert!(typed(&screen, "0").iter().all(|(_, finding)| *finding == Finding::absent()));
}

#[test]
fn a_line_that_says_nothing_clear_is_no_answer() {
    let tick = asked(&fresh());
    assert_eq!(reply::read(&tick, "  "), Err(Misread::Empty));
    assert_eq!(reply::read(&tick, "0 3"), Err(Misread::NoneAndSome));
    assert_eq!(reply::read(&tick, "3 99"), Err(Misread::NoSuchLine("99".to_owned())));
    assert_eq!(reply::read(&tick, "chest"), Err(Misread::NoSuchLine("chest".to_owned())));
    assert_eq!(reply::read(&tick, ","), Err(Misread::Empty));
    let pick = first_of(ScreenKind::GroupSingle);
    assert_eq!(reply::read(&pick, "1 2"), Err(Misread::OnlyOne));
    assert_eq!(reply::read(&pick, "0"), Err(Misread::NoSuchLine("0".to_owned())));
    let beyond = (pick.items[0].choices.len()).to_string();
    assert_eq!(reply::read(&pick, &beyond), Err(Misread::NoSuchLine(beyond.clone())));
    let number = first_of(ScreenKind::Number);
    assert_eq!(reply::read(&number, "many"), Err(Misread::NoNumber("many".to_owned())));
    assert_eq!(reply::read(&number, "-1e9"), Err(Misread::NoSuchUnit("e9".to_owned())));
    assert_eq!(reply::read(&number, "99999999"), Err(Misread::OutOfRange));
    assert_eq!(reply::read(&number, "3 bananas"), Err(Misread::NoSuchUnit("bananas".to_owned())));
}

#[test]
fn commands_mean_the_same_on_every_screen() {
    let kinds = [ScreenKind::GroupSingle, ScreenKind::Number, ScreenKind::Single];
    let screens = kinds.into_iter().map(first_of).chain([asked(&fresh())]);
    for screen in screens {
        assert_eq!(reply::read(&screen, "<"), Ok(Reply::Back));
        assert_eq!(reply::read(&screen, " ! "), Ok(Reply::Report));
        assert_eq!(reply::read(&screen, "Q"), Ok(Reply::Quit));
        assert_eq!(reply::read(&screen, "?"), Ok(Reply::Help(None)));
        assert_eq!(reply::read(&screen, "?1"), Ok(Reply::Help(Some(0))));
        assert_eq!(reply::read(&screen, "-"), Ok(Reply::Answer(all_unknown(&screen))));
    }
}

#[test]
fn yes_and_no_are_picked_by_number_word_or_letter() {
    let screen = first_of(ScreenKind::Single);
    for yes in ["1", "y", "Yes"] {
        assert_eq!(typed(&screen, yes)[0].1, Finding::present());
    }
    for no in ["2", "n", "no"] {
        assert_eq!(typed(&screen, no)[0].1, Finding::absent());
    }
    assert!(matches!(reply::read(&screen, "i"), Err(Misread::NoSuchLine(_))), "I don't know");
}

#[test]
fn a_number_has_a_unit_a_comma_or_a_letter_instead() {
    let mut screen = first_of(ScreenKind::Number);
    let number = screen.items[0].number.as_mut().unwrap();
    (number.unit, number.low, number.high) = ("h".to_owned(), 0.0, 24.0);
    number.units = vec!["min".to_owned()];
    let finding = |line: &str| typed(&screen, line).remove(0).1;
    for line in ["7.5", "7,5", "7.5 h", "7.5 hours", "7,5 Stunden"] {
        assert_eq!(finding(line), Finding::number(7.5), "{line}");
    }
    assert_eq!(finding("450 minutes"), Finding::number_in(450.0, "min"));
    let first = screen.items[0].choices[0].id.clone();
    assert_eq!(finding("a"), Finding::level(first.as_str()));
}

#[test]
fn what_the_engine_refuses_changes_nothing() {
    let mut conversation = without_signs();
    let before = conversation.evidence().len();
    let refused = vec![("sleep_hours_last_night".to_owned(), Finding::number(900.0))];
    assert!(conversation.answer(refused).is_err());
    assert_eq!((conversation.evidence().len(), conversation.back().unwrap()), (before, true));
}

#[test]
fn a_resumed_conversation_asks_what_it_would_have_asked() {
    let mut straight = fresh();
    for _ in 0..14 {
        let saved = super::save::request(straight.evidence()).unwrap();
        let resumed = conversation(heavylegs::read_request(&saved).unwrap().evidence);
        assert_eq!(resumed.next(), straight.next());
        let State::Ask(screen) = straight.state() else { break };
        let answers = calm(&screen.clone());
        straight.answer(answers).unwrap();
    }
    assert!(straight.answered() >= 10);
}

#[test]
fn it_never_stops_while_a_warning_sign_is_open() {
    for answer in [calm, |screen: &QuestionScreen| tick(screen, &screen.items[0].id)] {
        let mut conversation = without_signs();
        for _ in 0..60 {
            let pending = !conversation.next().pending_red_flags.is_empty();
            match conversation.state() {
                State::Ask(screen) => {
                    let answers = match screen.kind {
                        ScreenKind::GroupMultiple | ScreenKind::Single => answer(screen),
                        _ => calm(screen),
                    };
                    conversation.answer(answers).unwrap();
                }
                State::Enough => {
                    assert!(!pending);
                    conversation.go_on();
                }
                State::Over => {
                    assert!(!pending);
                    break;
                }
                State::Emergency { .. } => break,
            }
        }
    }
}

#[test]
fn advice_to_see_someone_today_ends_with_the_report() {
    let known = Evidence::new()
        .present("one_leg_swollen_hot_or_cold")
        .present("one_leg_swollen")
        .present("calf_tender_one_leg")
        .present("one_calf_pain_new")
        .present("travel_over_4_h");
    let mut conversation = fresh();
    while let State::Ask(screen) = conversation.state() {
        let screen = screen.clone();
        let known = |(id, calm): (String, Finding)| {
            let finding = known.get(&id).cloned().unwrap_or(calm);
            (id, finding)
        };
        conversation.answer(calm(&screen).into_iter().map(known).collect()).unwrap();
        assert!(conversation.answered() < 30);
    }
    assert_eq!(conversation.state(), State::Over);
    assert_eq!(conversation.next().stop.reason, StopReason::SeeSomeoneToday);
}

/// Says nothing, and hears what was written down before.
#[derive(Default)]
struct Script {
    lines: VecDeque<&'static str>,
    said: String,
}

impl Talk for Script {
    fn say(&mut self, text: &str) {
        self.said += text;
    }

    fn hear(&mut self) -> Option<String> {
        self.lines.pop_front().map(str::to_owned)
    }
}

fn played(conversation: &mut Conversation, lines: &[&'static str]) -> (Ending, String) {
    let mut talk = Script { lines: lines.iter().copied().collect(), said: String::new() };
    let emergency = |conversation: &Conversation| {
        Ok(Engine::builtin()
            .assess_with(conversation.evidence(), &Options::default())
            .unwrap()
            .to_string())
    };
    let pages = Pages { words: words("en"), columns: 80 };
    let (talk_to, emergency) = (&mut talk, &emergency);
    let mut play = Play { conversation, talk: talk_to, pages, file: None, emergency };
    (play.run().unwrap(), talk.said)
}

#[test]
fn an_emergency_shows_what_to_do_and_nothing_else() {
    let (ending, said) = played(&mut fresh(), &["1", "slip", "0", "<", "1"]);
    assert_eq!(ending, Ending::Told);
    assert_eq!(said.matches("Call your emergency number now.").count(), 2, "{said}");
    assert_eq!(said.matches("type slip").count(), 1, "only the first time: {said}");
    let last = said.rsplit_once("Call your emergency").unwrap().1;
    assert!(!last.contains("Question") && !last.contains("So far"), "{last}");
}

#[test]
fn leaving_early_says_that_warning_signs_are_open() {
    let (ending, said) = played(&mut fresh(), &["q"]);
    assert_eq!(ending, Ending::Left);
    assert!(said.contains("no all-clear") && said.contains("Nothing was saved"), "{said}");
    let (ending, said) = played(&mut fresh(), &["!"]);
    assert_eq!(ending, Ending::Report);
    assert!(said.contains("no all-clear"), "{said}");
    let (ending, _) = played(&mut fresh(), &[]);
    assert_eq!(ending, Ending::Left, "no more input is leaving");
}

#[test]
fn leaving_does_not_hide_what_must_be_done_today() {
    let (ending, said) = played(&mut fresh(), &["7", "q", ""]);
    assert_eq!(ending, Ending::Report, "{said}");
}

#[test]
fn an_empty_line_is_never_an_answer_and_shows_the_question_again() {
    let mut conversation = fresh();
    let (_, said) = played(&mut conversation, &["", "0", "q", ""]);
    assert_eq!(said.matches("Question 1 ").count(), 2, "{said}");
    assert_eq!(conversation.answered(), 1);
    assert!(said.contains("→ none of these"), "{said}");
}

#[test]
fn help_explains_a_line_and_keeps_the_question() {
    let mut conversation = fresh();
    let (_, said) = played(&mut conversation, &["?9", "?", "<", "q"]);
    assert!(said.matches("Why this is asked").count() == 2, "{said}");
    assert!(said.contains("there is nothing before it"), "{said}");
    assert_eq!((conversation.answered(), said.matches("Question 1 ").count()), (0, 1));
}

#[test]
fn the_picture_is_told_in_words_and_not_beside_a_warning_sign() {
    let pages = Pages { words: words("en"), columns: 500 };
    let mut conversation = fresh();
    let (mut told, mut last_round) = (0, false);
    while let State::Ask(screen) = conversation.state() {
        let screen = screen.clone();
        let page = pages.screen(conversation.answered() + 1, &screen, conversation.next());
        let so_far = page.lines().find(|line| line.contains("So far"));
        assert!(so_far.is_none_or(|line| !line.contains('%') && !line.contains("0.")), "{page}");
        let sign = screen.purpose == Purpose::RedFlags;
        assert!(so_far.is_none() || !sign, "{page}");
        last_round |= page.contains("Last round");
        assert!(sign || !page.contains("Last round"), "{page}");
        told += usize::from(so_far.is_some());
        conversation.answer(calm(&screen)).unwrap();
    }
    assert!(told >= 10 && last_round, "{told}");
}

#[test]
fn both_languages_say_everything() {
    let [english, german] = ["en", "de"].map(words);
    assert_eq!(english.keys.len(), german.keys.len());
    let keys =
        |words: &super::words::Words| words.keys.iter().map(|[key, _]| *key).collect::<Vec<_>>();
    assert_eq!(keys(english), keys(german), "keys are the same in all languages");
}
