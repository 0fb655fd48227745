//! The check of an item against `$metadata`: `Checked…` to diagnostics, and to assertions that rustc evaluates.
//!
//! The rules of names, options and paths are `graph_csdl::validate`'s; whether a Rust type can hold a value is a trait bound
//! of `graph_core::edm`, since a macro sees a type's text alone.

mod annotated;
mod assertion;
mod manifest;
mod result;
mod spans;
mod source;
mod permissions;
mod union;

use graph_csdl::validate::{self, AnnotatedItem, Part, Report};
use graph_csdl::{Metadata, TypeRef};
use proc_macro2::TokenStream;

use self::annotated::{annotated_enum, annotated_operation, annotated_struct, annotated_union};
use self::assertion::assertion;
pub use self::source::MetadataSource;
use self::source::{Source, source};
use self::spans::Spans;
use crate::check::Checked;
use crate::check::operation::CheckedOperation;
use crate::check::structured::CheckedStruct;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::expand::assertions::{self, Assertions, Deprecated, DeprecatedKind};

/// Checks an item against the file of its `schema`, or of the Cargo.toml of its crate.
pub(crate) fn check(checked: &Checked, diagnostics: &mut Diagnostics) -> TokenStream {
    let source = source(checked, &MetadataSource::of_crate(), diagnostics);
    let Some(metadata) = source.metadata() else { return tracked(checked, &source) };
    let Validated { spans, report, assertions } = validate(checked, metadata);
    // All declarations that the item needs are parsed now. If one is unreadable, other diagnostics would mislead.
    if source.is_faulty() {
        diagnostics.extend(source.fault(checked.item()));
        return tracked(checked, &source);
    }
    diagnostics.extend(report.diagnostics.iter().map(|found| diagnostic(found, &spans)));
    let deprecated = deprecations(&spans, &report).collect();
    assertions::assertions(checked.item(), Assertions { tracked: source.tracked, deprecated, ..assertions })
}

/// The expansion of an unchecked item: it tracks the files, since a change may add a schema.
fn tracked(checked: &Checked, source: &Source) -> TokenStream {
    let tracked = source.tracked.clone();
    assertions::assertions(checked.item(), Assertions { tracked, ..Assertions::default() })
}

/// Adds the permissions of the table that the Cargo.toml of the crate names, and checks those that are written.
pub(crate) fn complete(checked: &mut Checked, diagnostics: &mut Diagnostics) -> TokenStream {
    let source = permissions::complete(checked, &MetadataSource::of_crate(), diagnostics);
    if source.tracked.is_empty() { TokenStream::new() } else { tracked(checked, &source) }
}

/// The outcome of the rules of the metadata.
struct Validated<'c, 'm> {
    spans: Spans<'c>,
    report: Report<'m>,
    /// Rules about types, which rustc alone can check.
    assertions: Assertions,
}

fn validate<'c, 'm>(checked: &'c Checked, metadata: &'m Metadata) -> Validated<'c, 'm> {
    let spans = Spans::of(checked);
    let (report, assertions) = match checked {
        Checked::Struct(checked) => structured(checked, metadata),
        Checked::Enum(checked) => {
            (AnnotatedItem::Enum(annotated_enum(checked)).validate(metadata), Assertions::default())
        }
        Checked::Union(checked) => {
            let report = AnnotatedItem::Union(annotated_union(checked)).validate(metadata);
            let assertions = union::assertions(checked, &report, metadata);
            (report, assertions)
        }
        Checked::Operation(checked) => operation(checked, metadata),
    };
    Validated { spans, report, assertions }
}

fn structured<'m>(checked: &CheckedStruct, metadata: &'m Metadata) -> (Report<'m>, Assertions) {
    let report = AnnotatedItem::Struct(annotated_struct(checked)).validate(metadata);
    let with_type =
        checked.properties.iter().zip(&report.types).filter(|(property, _)| property.deserialize_with.is_none());
    let types = with_type.filter_map(|(property, ty)| {
        assertion(&property.ty, (*ty)?, &property.attributes, &quoted(&property.name), metadata)
    });
    let assertions = Assertions { types: types.collect(), ..Assertions::default() };
    (report, assertions)
}

fn operation<'m>(checked: &CheckedOperation, metadata: &'m Metadata) -> (Report<'m>, Assertions) {
    let mut report = AnnotatedItem::Operation(annotated_operation(checked)).validate(metadata);
    if result::returned(checked).is_some_and(result::is_nothing) {
        // A caller that waits for the end of an operation need not declare its result.
        report.diagnostics.retain(|found| found.part != Part::Result);
    }
    let arguments = &checked.arguments.properties;
    let with_type = arguments.iter().zip(&report.types).filter(|(argument, _)| argument.serialize_with.is_none());
    let types = with_type.filter_map(|(argument, ty)| {
        // An absent argument is left out, and no argument is required.
        let ty = TypeRef { is_nullable: false, ..(*ty)?.clone() };
        assertion(&argument.ty, &ty, &argument.attributes, &quoted(&argument.name), metadata)
    });
    let mut assertions = Assertions { types: types.collect(), ..Assertions::default() };
    if let Some(returned) = report.result {
        match result::result(&checked.returns, returned, metadata) {
            Ok(assertion) => assertions.types.extend(assertion),
            Err(found) => report.diagnostics.push(found),
        }
    }
    (report, assertions)
}

fn quoted(name: &str) -> String {
    format!("`{name}`")
}

/// The deprecated parts of the item without `#[deprecated]`: that attribute passes the warning on to the uses.
fn deprecated<'r>(spans: &Spans<'_>, report: &'r Report<'_>) -> impl Iterator<Item = &'r (Part, String)> {
    report
        .deprecations
        .iter()
        .filter(|(part, _)| !spans.attributes(*part).iter().any(|attribute| attribute.path().is_ident("deprecated")))
}

/// The warnings about deprecated parts of the item.
fn deprecations(spans: &Spans<'_>, report: &Report<'_>) -> impl Iterator<Item = Deprecated> {
    deprecated(spans, report).map(|(part, note)| Deprecated {
        kind: match part {
            Part::Item | Part::Endpoint(_) | Part::Stream(_) | Part::Result => DeprecatedKind::Item,
            Part::Property(_) => DeprecatedKind::Field,
            Part::Member(_) => DeprecatedKind::Variant,
        },
        name: spans.name(*part).clone(),
        attributes: spans.attributes(*part).to_vec(),
        note: note.clone(),
    })
}

fn diagnostic(found: &validate::Diagnostic, spans: &Spans<'_>) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(spans.span(found.part), found.message.clone());
    let renamed = spans.part(found.part).filter(|part| part.is_renamed).and(found.suggestion.as_ref());
    let renamed = renamed.map(|meant| format!("did you mean `rename = \"{meant}\"`?"));
    if let Some(help) = renamed.as_ref().or(found.help.as_ref()) {
        diagnostic = diagnostic.help(help.clone());
    }
    match &found.note {
        Some(note) => diagnostic.note(note.clone()),
        None => diagnostic,
    }
}

/// The outcome of a check outside of a compiler.
#[cfg(feature = "analysis")]
pub(crate) struct Outcome {
    pub(crate) metadata: std::sync::Arc<Metadata>,
    /// Deprecated parts, their spans and the notes of the metadata.
    pub(crate) deprecations: Vec<(Part, proc_macro2::Span, String)>,
    /// The type of each property that was looked up, in their order.
    pub(crate) types: Vec<Option<TypeRef>>,
    /// An operation's result.
    pub(crate) result: Option<TypeRef>,
    /// The types that extend a union's base and have values.
    pub(crate) derived: Vec<String>,
}

/// Checks an item against the metadata of the source. `None` where there is none, or a part of it can't be read.
#[cfg(feature = "analysis")]
pub(crate) fn outcome(checked: &mut Checked, of: &MetadataSource, diagnostics: &mut Diagnostics) -> Option<Outcome> {
    permissions::complete(checked, of, diagnostics);
    let source = source(checked, of, diagnostics);
    let metadata = source.shared()?;
    let Validated { spans, report, .. } = validate(checked, &metadata);
    if source.is_faulty() {
        diagnostics.extend(source.fault(checked.item()));
        return None;
    }
    diagnostics.extend(report.diagnostics.iter().map(|found| diagnostic(found, &spans)));
    let deprecations = deprecated(&spans, &report).map(|(part, note)| (*part, spans.span(*part), note.clone()));
    Some(Outcome {
        deprecations: deprecations.collect(),
        types: report.types.iter().map(|ty| ty.cloned()).collect(),
        result: report.result.cloned(),
        derived: report.members.iter().map(|name| (*name).to_owned()).collect(),
        metadata: std::sync::Arc::clone(&metadata),
    })
}
