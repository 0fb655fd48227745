//! What is annotated against the service's `$metadata` file: `Checked…` -> mistakes, and what rustc is to be asked.
//!
//! The rules of names, marks and paths are `graph_csdl::conform`'s; whether a Rust type can hold a value is a trait bound
//! of `graph_core::edm`, since a macro sees a type's text alone.

mod asks;
mod declared;
mod places;
mod source;
mod union;

use graph_csdl::conform::{Declared, Part, Report};
use graph_csdl::{Metadata, TypeRef};
use proc_macro2::TokenStream;
use syn::spanned::Spanned;

use self::asks::asks;
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
    let Some(source) = source(item, checked.entity.as_ref().and_then(|entity| entity.version), problems) else {
        return TokenStream::new();
    };
    let endpoints = checked.entity.as_ref().map(|entity| entity.endpoints.as_slice()).unwrap_or_default();
    let places = Places {
        item: &item.name,
        parts: checked.properties.iter().map(places::property).collect(),
        endpoints: endpoints.iter().map(|endpoint| endpoint.span).collect(),
        result: item.name.span(),
    };
    let report = Declared::Struct(declared_struct(checked)).conform(source.metadata());
    let mut assertions = assertions(item, &report, &places, &source, problems);
    for (property, ty) in checked.properties.iter().zip(&report.types) {
        if let Some(ty) = ty.filter(|_| property.deserialize_with.is_none()) {
            assertions.asks.extend(asks(
                &property.ty,
                ty,
                &property.attributes,
                &quoted(&property.name),
                source.metadata(),
            ));
        }
    }
    expand::assertions::assertions(item, assertions)
}

/// Checks an enumeration.
pub(crate) fn enumeration(checked: &CheckedEnum, problems: &mut Problems) -> TokenStream {
    let item = &checked.item;
    let Some(source) = source(item, None, problems) else { return TokenStream::new() };
    let places = Places {
        item: &item.name,
        parts: checked.members.iter().map(places::member).collect(),
        endpoints: Vec::new(),
        result: item.name.span(),
    };
    let report = Declared::Enum(declared_enum(checked)).conform(source.metadata());
    expand::assertions::assertions(item, assertions(item, &report, &places, &source, problems))
}

fn quoted(name: &str) -> String {
    format!("`{name}`")
}

/// Checks an action or a function.
pub(crate) fn operation(checked: &CheckedOperation, problems: &mut Problems) -> TokenStream {
    let (item, arguments) = (&checked.arguments.item, &checked.arguments.properties);
    let Some(source) = source(item, checked.address.version, problems) else { return TokenStream::new() };
    let answer = match &checked.returns {
        CheckedAnswer::Nothing => None,
        CheckedAnswer::Page(ty) | CheckedAnswer::One(ty) => Some(ty),
    };
    let places = Places {
        item: &item.name,
        parts: arguments.iter().map(places::property).collect(),
        endpoints: checked.address.endpoints.iter().map(|endpoint| endpoint.span).collect(),
        result: answer.map_or(item.name.span(), Spanned::span),
    };
    let report = Declared::Operation(declared_operation(checked)).conform(source.metadata());
    let mut assertions = assertions(item, &report, &places, &source, problems);
    for (argument, ty) in arguments.iter().zip(&report.types) {
        if let Some(ty) = ty.filter(|_| argument.serialize_with.is_none()) {
            // What is absent is left out, and nothing forces an argument to be.
            let ty = TypeRef { is_nullable: false, ..ty.clone() };
            assertions.asks.extend(asks(
                &argument.ty,
                &ty,
                &argument.attributes,
                &quoted(&argument.name),
                source.metadata(),
            ));
        }
    }
    if let Some(returned) = report.result {
        result(checked, returned, source.metadata(), &mut assertions, problems);
    }
    expand::assertions::assertions(item, assertions)
}

/// What the operation answers with.
fn result(
    checked: &CheckedOperation,
    returned: &TypeRef,
    metadata: &Metadata,
    assertions: &mut Assertions,
    problems: &mut Problems,
) {
    let (ty, is_page) = match &checked.returns {
        CheckedAnswer::Nothing => return,
        CheckedAnswer::Page(ty) => (ty, true),
        CheckedAnswer::One(ty) => (ty, false),
    };
    if is_page && !returned.is_collection {
        let fact = format!("the answer is one `{}`, and no collection", returned.name);
        problems.add(Problem::new(ty.span(), fact).help("write the type without `Vec<…>`"));
        return;
    }
    // The elements of a page are asked for one by one; content and progress are no values of the metadata.
    if !is_page && asks::is_no_value(ty) {
        return;
    }
    let one =
        TypeRef { name: returned.name.clone(), is_collection: returned.is_collection && !is_page, is_nullable: false };
    assertions.asks.extend(asks(
        ty,
        &one,
        &[],
        if is_page { "an element of the answer" } else { "the answer" },
        metadata,
    ));
}

/// Turns findings into problems, and deprecations into warnings.
fn assertions(
    item: &CheckedItem,
    report: &Report<'_>,
    places: &Places<'_>,
    source: &Source,
    problems: &mut Problems,
) -> Assertions {
    if source.has_fault(item, problems) {
        // What a file says that can't be read in part would mislead.
        return Assertions::default();
    }
    for finding in &report.findings {
        let mut problem = Problem::new(places.span(finding.part), finding.fact.clone());
        let renamed = places.part(finding.part).filter(|part| part.is_renamed).and(finding.meant.as_ref());
        let renamed = renamed.map(|meant| format!("did you mean `rename = \"{meant}\"`?"));
        if let Some(help) = renamed.as_ref().or(finding.help.as_ref()) {
            problem = problem.help(help.clone());
        }
        if let Some(note) = &finding.note {
            problem = problem.note(note.clone());
        }
        problems.add(problem);
    }
    let warned = report.deprecations.iter().filter(|(part, _)| {
        // Who marks the field so passes the warning on.
        !places.attributes(*part).iter().any(|attribute| attribute.path().is_ident("deprecated"))
    });
    let deprecated = warned.map(|(part, note)| Deprecated {
        kind: match part {
            Part::Item | Part::Endpoint(_) | Part::Result => DeprecatedKind::Item,
            Part::Property(_) => DeprecatedKind::Field,
            Part::Member(_) => DeprecatedKind::Variant,
        },
        name: places.name(*part).clone(),
        attributes: places.attributes(*part).to_vec(),
        note: note.clone(),
    });
    Assertions {
        tracked: source.tracked.clone(),
        levels: item.levels.clone(),
        deprecated: deprecated.collect(),
        ..Assertions::default()
    }
}
