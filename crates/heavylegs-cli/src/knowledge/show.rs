//! `heavylegs knowledge show`: an entry with its numbers and what they rest on, or a list.

use heavylegs::{KnowledgeBase, KnowledgePage};

use super::list::{LISTS, list};
use super::page::Page;
use crate::args::{PageFormat, ShowArgs};
use crate::failure::Failure;
use crate::output::Answer;

pub(crate) fn show(args: &ShowArgs) -> Result<Answer, Failure> {
    let knowledge = super::knowledge(args.knowledge.folder())?;
    let Some(id) = &args.id else {
        return Ok(match args.format {
            PageFormat::Text => Answer::Coloured(overview(&knowledge)),
            format => written(&knowledge.front_page(), format),
        });
    };
    if let (PageFormat::Text, Some(list)) = (args.format, list(&knowledge, id)) {
        return Ok(Answer::Coloured(list));
    }
    let page = knowledge.page(id).ok_or_else(|| unknown(&knowledge, id))?;
    Ok(written(&page, args.format))
}

fn written(page: &KnowledgePage, format: PageFormat) -> Answer {
    match format {
        PageFormat::Text => Answer::Coloured(page.to_ansi()),
        PageFormat::Json => Answer::Exact(page.to_json()),
        PageFormat::Html => Answer::Exact(page.to_html()),
    }
}

fn unknown(knowledge: &KnowledgeBase, id: &str) -> Failure {
    let help = knowledge
        .did_you_mean(id)
        .unwrap_or_else(|| format!("give the id of an entry, or one of: {}", LISTS.join(", ")));
    Failure::one(format!(
        "`{id}` is in no part of the knowledge [knowledge.unknown_id]\n  help: {help}"
    ))
}

fn overview(knowledge: &KnowledgeBase) -> String {
    let mut page = Page::default();
    page.line(&format!("knowledge {} ({})", knowledge.version(), knowledge.hash()));
    let counts = [
        knowledge.observations().len(),
        knowledge.causes().len(),
        knowledge.red_flags().len(),
        knowledge.recommendations().len(),
        knowledge.sources().len(),
    ];
    for (name, count) in LISTS.iter().zip(counts) {
        page.row(&format!("  {name:<16}"), &format!("{count:>4}"));
    }
    page.line("Show a list with `heavylegs knowledge show observations`, an entry with its id.");
    page.text
}
