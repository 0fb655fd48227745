//! Reads each object of a file with the generated types, writes it again, and reports the differences with their reasons.

// Each file imports only from those above it.
mod json;
mod reasons;
mod texts;
mod values;
mod shapes;
mod faults;
mod compare;
mod again;
mod report;
mod samples;
mod generated;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use graph_csdl::{Definition, Metadata};

use again::{Outcome, Program};
use compare::Finding;
use generated::Result;
use reasons::Reason;
use report::Report;
use samples::Sample;
use shapes::Shapes;

const HELP: &str = "\
Reads each object of a file with the generated types, writes it again and compares.

Usage: roundtrip [--keep-unknown] [--examples N] [--metadata FILE] OBJECTS.jsonl

  OBJECTS.jsonl    one JSON object a line, with `id`, `type`, and an object as text in `json`
  --keep-unknown   the types keep what they do not declare
  --examples N     how many places are shown for each reason; 2 unless given
  --metadata FILE  the service's $metadata; $GRAPH_METADATA, or ../shared/metadata/v1.0.csdl unless given

Texts and numbers are compared as they are written, moments by instant, offset and significant digits; the name of the
type that is written with each object is no difference. The crate of the types is below the target directory.

Exit: 0 where each difference is by design or for a fault of the sample, 1 where one is not, and 2 where nothing was
compared.";

/// The parsed arguments.
struct Arguments {
    keep_unknown: bool,
    examples: usize,
    metadata: PathBuf,
    objects: PathBuf,
}

fn main() -> ExitCode {
    let arguments = match arguments(std::env::args().skip(1)) {
        Ok(Some(arguments)) => arguments,
        Ok(None) => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("error: {error}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match run(&arguments) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(missed) => {
            eprintln!("error: {missed} objects are changed for no good reason");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// The arguments; `None` if help is requested.
fn arguments(mut given: impl Iterator<Item = String>) -> std::result::Result<Option<Arguments>, String> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/metadata/v1.0.csdl");
    let metadata = std::env::var_os("GRAPH_METADATA").map_or_else(default, PathBuf::from);
    let mut arguments = Arguments { keep_unknown: false, examples: 2, metadata, objects: PathBuf::new() };
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or_else(|| format!("`{argument}` needs a value"));
        match argument.as_str() {
            "-h" | "--help" => return Ok(None),
            "--keep-unknown" => arguments.keep_unknown = true,
            "--examples" => {
                arguments.examples = value()?.parse().map_err(|_| "`--examples` needs a number".to_owned())?;
            }
            "--metadata" => arguments.metadata = value()?.into(),
            option if option.starts_with('-') => return Err(format!("there is no option `{option}`")),
            _ if arguments.objects.as_os_str().is_empty() => arguments.objects = argument.into(),
            _ => return Err("there is more than one file of objects".to_owned()),
        }
    }
    if arguments.objects.as_os_str().is_empty() {
        Err("no file of objects is given".into())
    } else {
        Ok(Some(arguments))
    }
}

/// Compares all objects, and reports how many have a fault of the library.
fn run(arguments: &Arguments) -> Result<usize> {
    let file = &arguments.metadata;
    let text = std::fs::read_to_string(file).map_err(|error| {
        let help = "name the service's $metadata by `--metadata FILE` or `GRAPH_METADATA`";
        format!("{}: {error}\n  help: {help}", file.display())
    })?;
    let metadata = Metadata::parse(&text)?;
    let samples = samples::read(&arguments.objects)?;
    let structured = samples.iter().filter_map(|sample| metadata.structured(&sample.of));
    let types: BTreeSet<&str> = structured.map(|of| of.name.as_str()).collect();
    let types: Vec<&str> = types.into_iter().collect();
    let path = generated::build(&metadata, &types, arguments.keep_unknown)?;
    let shapes = Shapes { metadata: &metadata, keep_unknown: arguments.keep_unknown };
    let mut program = Program::start(&path)?;
    let mut report = Report::new(arguments.examples);
    let start = Instant::now();
    for sample in &samples {
        compare_one(sample, shapes, &mut program, &mut report)?;
    }
    program.finish()?;
    println!("compared in {:.1} s\n\n{report}", start.elapsed().as_secs_f64());
    Ok(report.missed())
}

fn compare_one(sample: &Sample, shapes: Shapes<'_>, program: &mut Program, report: &mut Report) -> Result<()> {
    let Sample { id, of, object } = sample;
    match shapes.metadata.definition(of) {
        Some(Definition::Structured(definition)) => {
            let outcome = program.check(shapes, &definition.name, object)?;
            report.add(id, of, &outcome);
        }
        // A comment names the type of a member that the page is about.
        Some(_) => {
            let reason = Reason::Kind { found: object.kind(), wanted: "a member".to_owned() };
            let removed = vec![Finding::new(reason, "", object, None)];
            report.add(id, of, &Outcome { removed, ..Outcome::default() });
        }
        None => report.add_unknown(of),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(given: &[&str]) -> std::result::Result<Option<Arguments>, String> {
        arguments(given.iter().map(|text| (*text).to_owned()))
    }

    #[test]
    fn arguments_are_read_or_refused() {
        let found = read(&["--keep-unknown", "a.jsonl", "--examples", "5", "--metadata", "m"]).ok().flatten();
        let found = found.map(|found| (found.keep_unknown, found.examples, found.metadata, found.objects));
        assert_eq!(found, Some((true, 5, "m".into(), "a.jsonl".into())));
        assert!(read(&["--help"]).is_ok_and(|found| found.is_none()));
        for wrong in [&[][..], &["a", "b"], &["--examples", "x", "a"], &["--metadata"], &["--other", "a"]] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn what_is_absent_is_named() {
        let arguments = |metadata: &str| Arguments {
            keep_unknown: false,
            examples: 0,
            metadata: metadata.into(),
            objects: "/nowhere/objects.jsonl".into(),
        };
        let error = |metadata: &str| run(&arguments(metadata)).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error("/nowhere/metadata").contains("--metadata FILE"));
        let small = concat!(env!("CARGO_MANIFEST_DIR"), "/metadata/graph.csdl");
        assert!(error(small).starts_with("/nowhere/objects.jsonl: "));
    }
}
