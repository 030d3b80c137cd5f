//! What was measured, point by point.

use std::fmt::Write as _;

use serde_json::Value;

use crate::spread::Spread;

/// All points, in the order in which they were measured.
#[derive(Debug)]
pub(super) struct Points(Vec<Point>);

#[derive(Debug)]
struct Point {
    plot: String,
    line: String,
    x: u64,
    y: Spread,
}

impl Points {
    /// Returns the points that the program printed, one on each line.
    pub(super) fn printed(text: &str) -> Result<Self, String> {
        let points: Result<Vec<Point>, String> = text.lines().map(point).collect();
        points.and_then(|it| if it.is_empty() { Err("no points".into()) } else { Ok(Self(it)) })
    }

    /// Returns the points as a table; the names of lines hold commas.
    pub(super) fn csv(&self) -> String {
        let mut text = String::from("plot,line,x,median,least,most\n");
        for Point { plot, line, x, y } in &self.0 {
            // Writing to a String can't fail.
            let Spread { median, least, most } = y;
            let _ = writeln!(text, "{plot},\"{line}\",{x},{median},{least},{most}");
        }
        text
    }

    /// Returns a table in Markdown for each plot: a row for each x, a column for each line.
    pub(super) fn report(&self) -> String {
        let mut text = String::new();
        for plot in firsts(self.0.iter().map(|point| point.plot.as_str())) {
            let points: Vec<&Point> = self.0.iter().filter(|point| point.plot == plot).collect();
            let lines = firsts(points.iter().map(|point| point.line.as_str()));
            let _ = writeln!(text, "\n## {plot}\n\n| | {} |", lines.join(" | "));
            let _ = writeln!(text, "|---|{}", "---|".repeat(lines.len()));
            for x in firsts(points.iter().map(|point| point.x)) {
                let cell = |line: &&str| {
                    let point = points.iter().find(|point| point.x == x && point.line == *line);
                    point.map_or(String::new(), |point| digits(point.y.median))
                };
                let cells: Vec<String> = lines.iter().map(cell).collect();
                let _ = writeln!(text, "| {x} | {} |", cells.join(" | "));
            }
        }
        text
    }
}

fn point(line: &str) -> Result<Point, String> {
    let value: Value = serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))?;
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let point = || {
        Some(Point {
            plot: text("plot")?,
            line: text("line")?,
            x: value["x"].as_u64()?,
            y: Spread::printed(&value)?,
        })
    };
    point().ok_or(format!("this is no point: {line}"))
}

/// Each value where it comes first.
fn firsts<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    values.fold(Vec::new(), |mut firsts, value| {
        if !firsts.contains(&value) {
            firsts.push(value);
        }
        firsts
    })
}

/// Three digits that count, at least.
fn digits(value: f64) -> String {
    match value {
        v if v < 10.0 => format!("{v:.2}"),
        v if v < 100.0 => format!("{v:.1}"),
        v => format!("{v:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::Points;

    #[test]
    fn points_become_tables() {
        let line = |line: &str, x: usize, y: f64| {
            format!(
                r#"{{"plot": "rows", "line": "{line}", "x": {x}, "median": {y}, "least": 1, "most": 9}}"#
            )
        };
        let text = [line("one", 10, 5.0), line("two", 10, 2.5), line("one", 20, 100.5)].join("\n");
        let points = Points::printed(&text).unwrap();
        assert_eq!(points.csv().lines().nth(2), Some("rows,\"two\",10,2.5,1,9"));
        let report = points.report();
        assert!(report.contains("## rows\n\n| | one | two |\n|---|---|---|\n"), "{report}");
        assert!(report.ends_with("| 10 | 5.00 | 2.50 |\n| 20 | 100 |  |\n"), "{report}");
        assert!(Points::printed("").is_err());
        assert!(Points::printed("{}").is_err());
    }
}
