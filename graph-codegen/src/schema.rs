//! What is annotated against the service's `$metadata` file: `Checked…` -> mistakes, and what rustc is to be asked.
//!
//! The rules of names, marks and paths are `graph_csdl::validate`'s; whether a Rust type can hold a value is a trait bound
//! of `graph_core::edm`, since a macro sees a type's text alone.

mod asks;
mod declared;
mod manifest;
mod places;
mod result;
mod source;
mod union;

use graph_csdl::TypeRef;
use graph_csdl::validate::{AnnotatedItem, Diagnostic, Part, Report};
use proc_macro2::TokenStream;
use syn::spanned::Spanned;

use self::asks::ask;
use self::declared::{declared_enum, declared_operation, declared_struct};
use self::places::Places;
use self::source::{Source, source};
pub(crate) use self::union::union;
use crate::check::CheckedItem;
use crate::check::enumeration::CheckedEnum;
use crate::check::operation::{CheckedAnswer, CheckedOperation};
use crate::check::structured::CheckedStruct;
use crate::expand;
use crate::expand::assertions::{Assertions, Deprecated, DeprecatedKind};
use crate::problems::{Problem, Problems};

/// Checks an entity or a complex type.
pub(crate) fn structured(checked: &CheckedStruct, problems: &mut Problems) -> TokenStream {
    let item = &checked.item;
    let source = source(item, checked.entity.as_ref().and_then(|entity| entity.version), problems);
    let Some(metadata) = source.metadata() else { return watched(item, source) };
    let endpoints = checked.entity.as_ref().map(|entity| entity.endpoints.as_slice()).unwrap_or_default();
    let places = Places {
        item,
        parts: checked.properties.iter().map(places::property).collect(),
        endpoints: endpoints.iter().map(|endpoint| endpoint.span).collect(),
        streams: checked.entity.iter().flat_map(|entity| &entity.streams).map(|stream| stream.span).collect(),
        result: item.name.span(),
    };
    let report = AnnotatedItem::Struct(declared_struct(checked)).validate(metadata);
    let typed =
        checked.properties.iter().zip(&report.types).filter(|(property, _)| property.deserialize_with.is_none());
    let asks = typed.filter_map(|(property, ty)| {
        ask(&property.ty, (*ty)?, &property.attributes, &quoted(&property.name), metadata)
    });
    let asked = Assertions { asks: asks.collect(), ..Assertions::default() };
    concluded(item, &source, &places, &report, asked, problems)
}

/// Checks an enumeration.
pub(crate) fn enumeration(checked: &CheckedEnum, problems: &mut Problems) -> TokenStream {
    let item = &checked.item;
    let source = source(item, None, problems);
    let Some(metadata) = source.metadata() else { return watched(item, source) };
    let places = Places {
        item,
        parts: checked.members.iter().map(places::member).collect(),
        endpoints: Vec::new(),
        streams: Vec::new(),
        result: item.name.span(),
    };
    let report = AnnotatedItem::Enum(declared_enum(checked)).validate(metadata);
    concluded(item, &source, &places, &report, Assertions::default(), problems)
}

fn quoted(name: &str) -> String {
    format!("`{name}`")
}

/// Checks an action or a function.
pub(crate) fn operation(checked: &CheckedOperation, problems: &mut Problems) -> TokenStream {
    let (item, arguments) = (&checked.arguments.item, &checked.arguments.properties);
    let source = source(item, checked.address.version, problems);
    let Some(metadata) = source.metadata() else { return watched(item, source) };
    let answer = match &checked.returns {
        CheckedAnswer::Nothing => None,
        CheckedAnswer::Page(ty) | CheckedAnswer::One(ty) => Some(ty),
    };
    let places = Places {
        item,
        parts: arguments.iter().map(places::property).collect(),
        endpoints: checked.address.endpoints.iter().map(|endpoint| endpoint.span).collect(),
        streams: Vec::new(),
        result: answer.map_or(item.name.span(), Spanned::span),
    };
    let mut report = AnnotatedItem::Operation(declared_operation(checked)).validate(metadata);
    if answer.is_some_and(result::is_nothing) {
        // Whoever waits for the end of an operation need not ask for its outcome, and says so.
        report.diagnostics.retain(|diagnostic| diagnostic.part != Part::Result);
    }
    let typed = arguments.iter().zip(&report.types).filter(|(argument, _)| argument.serialize_with.is_none());
    let asks = typed.filter_map(|(argument, ty)| {
        // What is absent is left out, and nothing forces an argument to be.
        let ty = TypeRef { is_nullable: false, ..(*ty)?.clone() };
        ask(&argument.ty, &ty, &argument.attributes, &quoted(&argument.name), metadata)
    });
    let mut asked = Assertions { asks: asks.collect(), ..Assertions::default() };
    if let Some(returned) = report.result {
        match result::result(&checked.returns, returned, metadata) {
            Ok(ask) => asked.asks.extend(ask),
            Err(diagnostic) => report.diagnostics.push(diagnostic),
        }
    }
    concluded(item, &source, &places, &report, asked, problems)
}

/// What is left of an item that is checked against nothing: the files that are looked at may name something later.
fn watched(item: &CheckedItem, source: Source) -> TokenStream {
    expand::assertions::assertions(item, Assertions { tracked: source.tracked, ..Assertions::default() })
}

/// Turns findings into problems, and deprecations into warnings. By now all that the item asks of the file is read: of one
/// that can't be read in part nothing else is told, since that would mislead.
fn concluded(
    item: &CheckedItem,
    source: &Source,
    places: &Places<'_>,
    report: &Report<'_>,
    asked: Assertions,
    problems: &mut Problems,
) -> TokenStream {
    let tracked = source.tracked.clone();
    if source.is_faulty() {
        problems.extend(source.fault(item));
        return expand::assertions::assertions(item, Assertions { tracked, ..Assertions::default() });
    }
    problems.extend(report.diagnostics.iter().map(|diagnostic| problem(diagnostic, places)));
    let warned = report.deprecations.iter().filter(|(part, _)| {
        // Who marks the item or field so passes the warning on.
        !places.attributes(*part).iter().any(|attribute| attribute.path().is_ident("deprecated"))
    });
    let deprecated = warned.map(|(part, note)| Deprecated {
        kind: match part {
            Part::Item | Part::Endpoint(_) | Part::Stream(_) | Part::Result => DeprecatedKind::Item,
            Part::Property(_) => DeprecatedKind::Field,
            Part::Member(_) => DeprecatedKind::Variant,
        },
        name: places.name(*part).clone(),
        attributes: places.attributes(*part).to_vec(),
        note: note.clone(),
    });
    expand::assertions::assertions(item, Assertions { tracked, deprecated: deprecated.collect(), ..asked })
}

fn problem(diagnostic: &Diagnostic, places: &Places<'_>) -> Problem {
    let mut problem = Problem::new(places.span(diagnostic.part), diagnostic.message.clone());
    let renamed = places.part(diagnostic.part).filter(|part| part.is_renamed).and(diagnostic.suggestion.as_ref());
    let renamed = renamed.map(|meant| format!("did you mean `rename = \"{meant}\"`?"));
    if let Some(help) = renamed.as_ref().or(diagnostic.help.as_ref()) {
        problem = problem.help(help.clone());
    }
    match &diagnostic.note {
        Some(note) => problem.note(note.clone()),
        None => problem,
    }
}
