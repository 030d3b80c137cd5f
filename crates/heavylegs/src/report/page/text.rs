//! A document as text for a terminal.

use std::collections::BTreeSet;

use super::model::{
    Block, Cell, Document, Entry, Fact, Grade, Group, Item, Number, Section, Table,
};
use super::phrase::formed;
use super::words;

/// The columns of a line.
const WIDTH: usize = 80;
/// No column of words is narrower.
const NARROWEST: usize = 12;

const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const CYAN: &str = "\u{1b}[36m";
const RESET: &str = "\u{1b}[0m";

/// Renders a document, with the colours of a terminal or without.
pub(super) fn render(document: &Document, coloured: bool) -> String {
    let mut page = Page { out: String::new(), coloured, grades: BTreeSet::new() };
    if !document.title.is_empty() {
        page.text("", "", BOLD, &document.title);
    }
    document.lead.iter().for_each(|text| page.text("", "", "", text));
    page.facts(&document.facts);
    document.sections.iter().for_each(|section| page.section(section));
    for entry in &document.entries {
        if !page.out.is_empty() {
            page.line("", "");
        }
        page.entry(entry);
    }
    page.legend();
    page.out
}

struct Page {
    out: String,
    coloured: bool,
    /// The grades that were met, for the legend.
    grades: BTreeSet<Grade>,
}

impl Page {
    fn entry(&mut self, entry: &Entry) {
        self.text("", "", BOLD, &entry.name);
        let kind = words::kind(entry.kind).title;
        self.line(CYAN, &format!("{kind} {}", entry.id));
        if !entry.lead.is_empty() {
            self.line("", "");
        }
        entry.lead.iter().for_each(|text| self.text("", "", "", text));
        self.facts(&entry.facts);
        entry.sections.iter().for_each(|section| self.section(section));
    }

    fn facts(&mut self, facts: &[Fact]) {
        if facts.is_empty() {
            return;
        }
        self.line("", "");
        let widest = facts.iter().map(|fact| width(fact.label.title)).max().unwrap_or(0);
        let hang = " ".repeat(widest + 2);
        for fact in facts {
            let lead = format!("{:<widest$}  ", fact.label.title);
            self.text(&lead, &hang, "", &fact.value.plain());
        }
    }

    fn section(&mut self, section: &Section) {
        self.line("", "");
        self.line(BOLD, &section.title);
        self.line("", &"─".repeat(width(&section.title)));
        if let Some(lead) = &section.lead {
            self.text("", "", DIM, lead);
        }
        for block in &section.blocks {
            match block {
                Block::Table(table) => self.table(table),
                Block::Outline(items) => self.outline(items, ""),
                Block::Sources(references) => {
                    for one in references {
                        self.text("- ", "  ", "", &one.line.plain());
                    }
                }
            }
        }
    }

    fn outline(&mut self, items: &[Item], indent: &str) {
        for item in items {
            let hang = format!("{indent}  ");
            self.text(&format!("{indent}- "), &hang, "", &item.line.plain());
            self.outline(&item.parts, &hang);
        }
    }

    fn table(&mut self, table: &Table) {
        let layout = Layout::of(table);
        let titles: Vec<Vec<String>> =
            table.columns.iter().map(|column| vec![column.title.to_owned()]).collect();
        self.row(&layout, &titles, &vec![DIM; titles.len()]);
        for group in &table.groups {
            self.group(&layout, group);
        }
        table.notes.iter().for_each(|note| self.text("  ", "    ", DIM, note));
    }

    fn group(&mut self, layout: &Layout, group: &Group) {
        if let Some(head) = &group.head {
            self.text("", "", CYAN, &head.plain());
        }
        group.remark.iter().for_each(|remark| self.text("  ", "  ", DIM, remark));
        for row in &group.rows {
            let cells: Vec<Vec<String>> =
                row.iter().enumerate().map(|(at, cell)| layout.cell(at, cell)).collect();
            let styles: Vec<&str> = row.iter().map(style).collect();
            self.row(layout, &cells, &styles);
            for cell in row {
                if let Cell::Number(number) = cell {
                    self.grades.insert(number.grade());
                    for text in remarks(number) {
                        self.text("      ", "      ", DIM, &text);
                    }
                }
            }
        }
    }

    /// Cells beside each other, each of one or more lines.
    fn row(&mut self, layout: &Layout, cells: &[Vec<String>], styles: &[&str]) {
        let lines = cells.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..lines {
            let mut line = String::from(" ");
            let columns = cells.iter().zip(styles).zip(&layout.widths);
            for ((cell, style), wide) in columns {
                let text = cell.get(at).map_or("", String::as_str);
                let padding = " ".repeat(wide.saturating_sub(width(text)));
                line.push(' ');
                line.push_str(&self.styled(style, text));
                line.push_str(&padding);
                line.push(' ');
            }
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }

    /// What the signs mean that were met.
    fn legend(&mut self) {
        if self.grades.is_empty() {
            return;
        }
        let grades = std::mem::take(&mut self.grades);
        let told = grades.iter().map(|grade| {
            let name =
                if *grade == Grade::TakenOver { words::TAKEN_OVER } else { words::grade(*grade) };
            format!("{}\u{a0}{name}", words::grade_sign(*grade))
        });
        let told = told.collect::<Vec<_>>().join("   ");
        self.line("", "");
        self.line(DIM, &told);
    }

    fn text(&mut self, lead: &str, hang: &str, style: &str, text: &str) {
        for line in wrap(lead, hang, text, WIDTH) {
            self.line(style, &line);
        }
    }

    fn line(&mut self, style: &str, line: &str) {
        let line = self.styled(style, line.trim_end());
        self.out.push_str(&line);
        self.out.push('\n');
    }

    fn styled(&self, style: &str, text: &str) -> String {
        if self.coloured && !style.is_empty() && !text.is_empty() {
            format!("{style}{text}{RESET}")
        } else {
            text.to_owned()
        }
    }
}

/// How wide the columns of a table are, and how wide the numbers in them.
struct Layout {
    widths: Vec<usize>,
    numbers: Vec<usize>,
}

impl Layout {
    fn of(table: &Table) -> Self {
        let rows = || table.groups.iter().flat_map(|group| &group.rows);
        let column = |at: usize| rows().filter_map(move |row| row.get(at));
        let numbers = (0..table.columns.len())
            .map(|at| column(at).filter_map(value).map(|text| width(&text)).max().unwrap_or(0));
        let numbers: Vec<usize> = numbers.collect();
        let titles = table.columns.iter().map(|column| width(column.title));
        let widths = titles.zip(&numbers).enumerate().map(|(at, (title, wide))| {
            column(at).map(|cell| width(&plain(cell, *wide))).max().unwrap_or(0).max(title)
        });
        let mut widths: Vec<usize> = widths.collect();
        // Each column has a space on either side, the line one before it.
        let room = WIDTH.saturating_sub(1 + 2 * widths.len());
        let is_words: Vec<bool> = numbers.iter().map(|wide| *wide == 0).collect();
        narrow(&mut widths, &is_words, room);
        Self { widths, numbers }
    }

    fn cell(&self, at: usize, cell: &Cell) -> Vec<String> {
        let wide = self.widths.get(at).copied().unwrap_or(WIDTH);
        let text = plain(cell, self.numbers.get(at).copied().unwrap_or(0));
        match cell {
            Cell::Number(_) => vec![text],
            Cell::Line(_) => wrap("", "", &text, wide),
        }
    }
}

/// Takes from the widest column of words until all have room.
fn narrow(widths: &mut [usize], is_words: &[bool], room: usize) {
    while widths.iter().sum::<usize>() > room {
        let columns = widths.iter_mut().zip(is_words).filter(|(_, words)| **words);
        match columns.map(|(wide, _)| wide).max() {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => return,
        }
    }
}

fn value(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Number(number) => Some(formed(number.value, number.form)),
        Cell::Line(_) => None,
    }
}

/// A cell as text; numbers stand below each other.
fn plain(cell: &Cell, wide: usize) -> String {
    match cell {
        Cell::Line(line) => line.plain(),
        Cell::Number(number) => {
            let grade = number.grade();
            let from = number.from.source.as_deref().unwrap_or(words::grade(grade));
            let value = formed(number.value, number.form);
            clean(&format!("{value:>wide$}  {} {from}", words::grade_sign(grade)))
        }
    }
}

fn style(cell: &Cell) -> &'static str {
    match cell {
        Cell::Line(_) => "",
        Cell::Number(number) => match number.grade() {
            Grade::Measured => "\u{1b}[1;32m",
            Grade::TakenOver => CYAN,
            Grade::Estimate => "",
            Grade::Guess => "\u{1b}[33m",
        },
    }
}

fn remarks(one: &Number) -> Vec<String> {
    let range = one.own_uncertainty().map(words::within);
    range.into_iter().chain(one.note.clone()).collect()
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// Without the letters that could steer a terminal.
fn clean(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// Breaks text at spaces; only a word that is wider than the room stays so.
fn wrap(lead: &str, hang: &str, text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = clean(lead);
    let mut empty = true;
    for word in clean(text).split(' ').filter(|word| !word.is_empty()) {
        if !empty && width(&line) + 1 + width(word) > room {
            lines.push(std::mem::replace(&mut line, hang.to_owned()));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push(line);
    lines
}
