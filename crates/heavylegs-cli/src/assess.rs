//! `heavylegs assess`.

use heavylegs::{Assessment, Profile};

use crate::args::{AssessArgs, ProfileName, ReportFormat};
use crate::failure::Failure;
use crate::input;
use crate::layout;
use crate::output::Answer;

pub(crate) fn assess(args: &AssessArgs) -> Result<Answer, Failure> {
    let engine = input::engine(args.knowledge.folder())?;
    let (name, request) = input::request(&args.file)?;
    let mut options = request.options;
    if let Some(top) = args.top {
        options = options.top(usize::from(top));
    }
    if let Some(profile) = args.profile {
        options = options.profile(match profile {
            ProfileName::Wellness => Profile::Wellness,
            ProfileName::Clinical => Profile::Clinical,
        });
    }
    if let Some(language) = &args.language {
        options = options.language(language);
    }
    let assessment = engine
        .assess_with(&request.evidence, &options)
        .map_err(|error| Failure::evidence(&name, &error))?;
    Ok(written(&assessment, args.format, layout::columns_of_stdout()))
}

/// An assessment as it is asked for; a report to read is as wide as the window.
pub(crate) fn written(assessment: &Assessment, format: ReportFormat, columns: usize) -> Answer {
    match format {
        ReportFormat::Text => Answer::Coloured(assessment.to_ansi_within(columns)),
        ReportFormat::Json => Answer::Exact(assessment.to_json() + "\n"),
        ReportFormat::Html => Answer::Exact(assessment.to_html()),
    }
}
