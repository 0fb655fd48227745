//! What is annotated against the service's `$metadata` file: `Checked…` -> mistakes, and what rustc has to evaluate.
//!
//! The rules of names, marks and paths are `graph_csdl::validate`'s; whether a Rust type can hold a value is a trait bound
//! of `graph_core::edm`, since a macro sees a type's text alone.

mod assertion;
mod declared;
mod manifest;
mod spans;
mod result;
mod source;
mod union;

use graph_csdl::TypeRef;
use graph_csdl::validate::{self, AnnotatedItem, Part, Report};
use proc_macro2::TokenStream;
use syn::spanned::Spanned;

use self::assertion::assertion;
use self::declared::{declared_enum, declared_operation, declared_struct};
use self::source::{Source, source};
use self::spans::Spans;
pub(crate) use self::union::union;
use crate::check::CheckedItem;
use crate::check::enumeration::CheckedEnum;
use crate::check::operation::{CheckedAnswer, CheckedOperation};
use crate::check::structured::CheckedStruct;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::expand;
use crate::expand::assertions::{Assertions, Deprecated, DeprecatedKind};

/// Checks an entity or a complex type.
pub(crate) fn structured(checked: &CheckedStruct, diagnostics: &mut Diagnostics) -> TokenStream {
    let item = &checked.item;
    let source = source(item, checked.entity.as_ref().and_then(|entity| entity.version), diagnostics);
    let Some(metadata) = source.metadata() else { return watched(item, source) };
    let endpoints = checked.entity.as_ref().map(|entity| entity.endpoints.as_slice()).unwrap_or_default();
    let spans = Spans {
        item,
        parts: checked.properties.iter().map(spans::property).collect(),
        endpoints: endpoints.iter().map(|endpoint| endpoint.span).collect(),
        streams: checked.entity.iter().flat_map(|entity| &entity.streams).map(|stream| stream.span).collect(),
        result: item.name.span(),
    };
    let report = AnnotatedItem::Struct(declared_struct(checked)).validate(metadata);
    let with_type =
        checked.properties.iter().zip(&report.types).filter(|(property, _)| property.deserialize_with.is_none());
    let types = with_type.filter_map(|(property, ty)| {
        assertion(&property.ty, (*ty)?, &property.attributes, &quoted(&property.name), metadata)
    });
    let assertions = Assertions { types: types.collect(), ..Assertions::default() };
    concluded(item, &source, &spans, &report, assertions, diagnostics)
}

/// Checks an enumeration.
pub(crate) fn enumeration(checked: &CheckedEnum, diagnostics: &mut Diagnostics) -> TokenStream {
    let item = &checked.item;
    let source = source(item, None, diagnostics);
    let Some(metadata) = source.metadata() else { return watched(item, source) };
    let spans = Spans {
        item,
        parts: checked.members.iter().map(spans::member).collect(),
        endpoints: Vec::new(),
        streams: Vec::new(),
        result: item.name.span(),
    };
    let report = AnnotatedItem::Enum(declared_enum(checked)).validate(metadata);
    concluded(item, &source, &spans, &report, Assertions::default(), diagnostics)
}

fn quoted(name: &str) -> String {
    format!("`{name}`")
}

/// Checks an action or a function.
pub(crate) fn operation(checked: &CheckedOperation, diagnostics: &mut Diagnostics) -> TokenStream {
    let (item, arguments) = (&checked.arguments.item, &checked.arguments.properties);
    let source = source(item, checked.address.version, diagnostics);
    let Some(metadata) = source.metadata() else { return watched(item, source) };
    let answer = match &checked.returns {
        CheckedAnswer::Nothing => None,
        CheckedAnswer::Page(ty) | CheckedAnswer::One(ty) => Some(ty),
    };
    let spans = Spans {
        item,
        parts: arguments.iter().map(spans::property).collect(),
        endpoints: checked.address.endpoints.iter().map(|endpoint| endpoint.span).collect(),
        streams: Vec::new(),
        result: answer.map_or(item.name.span(), Spanned::span),
    };
    let mut report = AnnotatedItem::Operation(declared_operation(checked)).validate(metadata);
    if answer.is_some_and(result::is_nothing) {
        // Whoever waits for the end of an operation need not declare its result.
        report.diagnostics.retain(|found| found.part != Part::Result);
    }
    let with_type = arguments.iter().zip(&report.types).filter(|(argument, _)| argument.serialize_with.is_none());
    let types = with_type.filter_map(|(argument, ty)| {
        // What is absent is left out, and nothing forces an argument to be.
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
    concluded(item, &source, &spans, &report, assertions, diagnostics)
}

/// What is left of an item that is checked against nothing: the files that are looked at may name something later.
fn watched(item: &CheckedItem, source: Source) -> TokenStream {
    expand::assertions::assertions(item, Assertions { tracked: source.tracked, ..Assertions::default() })
}

/// Turns findings into diagnostics, and deprecations into warnings. By now all that the item types of the file is read: of one
/// that can't be read in part nothing else is told, since that would mislead.
fn concluded(
    item: &CheckedItem,
    source: &Source,
    spans: &Spans<'_>,
    report: &Report<'_>,
    assertions: Assertions,
    diagnostics: &mut Diagnostics,
) -> TokenStream {
    let tracked = source.tracked.clone();
    if source.is_faulty() {
        diagnostics.extend(source.fault(item));
        return expand::assertions::assertions(item, Assertions { tracked, ..Assertions::default() });
    }
    diagnostics.extend(report.diagnostics.iter().map(|found| diagnostic(found, spans)));
    let warned = report.deprecations.iter().filter(|(part, _)| {
        // Who marks the item or field so passes the warning on.
        !spans.attributes(*part).iter().any(|attribute| attribute.path().is_ident("deprecated"))
    });
    let deprecated = warned.map(|(part, note)| Deprecated {
        kind: match part {
            Part::Item | Part::Endpoint(_) | Part::Stream(_) | Part::Result => DeprecatedKind::Item,
            Part::Property(_) => DeprecatedKind::Field,
            Part::Member(_) => DeprecatedKind::Variant,
        },
        name: spans.name(*part).clone(),
        attributes: spans.attributes(*part).to_vec(),
        note: note.clone(),
    });
    expand::assertions::assertions(item, Assertions { tracked, deprecated: deprecated.collect(), ..assertions })
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
