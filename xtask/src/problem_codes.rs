//! The table of all problem codes, for the documentation site.

/// Returns the table as CSV, in the order of the codes.
pub(crate) fn table() -> String {
    let row = |(code, meaning): &(&str, &str)| format!("``{code}``,{}\n", quoted(meaning));
    heavylegs::problem_codes().iter().map(row).collect()
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn commas_and_quotes_stay_within_a_field() {
        assert_eq!(quoted(r#"a, "b""#), r#""a, ""b""""#);
    }
}
