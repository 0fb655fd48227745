//! What is annotated against the service's `$metadata` file: `Checked…` -> mistakes, and what rustc is to be asked.
//!
//! The rules of names, marks and paths are `graph_csdl::conform`'s; whether a Rust type can hold a value is a trait bound
//! of `graph_core::edm`, since a macro sees a type's text alone.

mod asks;
mod declared;
mod source;

use graph_csdl::conform::{Declared, Part, Report};
use graph_csdl::{Metadata, TypeRef};
use proc_macro2::{Ident, Span, TokenStream};
use syn::Attribute;
use syn::spanned::Spanned;

use self::asks::asks;
use self::declared::{declared_enum, declared_operation, declared_struct, declared_union};
use self::source::{Source, source};
use crate::check::CheckedItem;
use crate::check::enumeration::CheckedEnum;
use crate::check::operation::{CheckedAnswer, CheckedOperation};
use crate::check::structured::CheckedStruct;
use crate::check::union::CheckedUnion;
use crate::expand;
use crate::expand::assertions::{Ask, Assertions, Deprecated, Held};
use crate::problems::{Problem, Problems};

/// Where the parts of an item stand, in the order of the declaration.
struct Places<'c> {
    item: &'c Ident,
    parts: Vec<(&'c Ident, &'c [Attribute])>,
    endpoints: Vec<Span>,
    result: Span,
}

impl Places<'_> {
    fn span(&self, part: Part) -> Span {
        match part {
            Part::Endpoint(index) => self.endpoints.get(index).copied().unwrap_or(self.item.span()),
            Part::Result => self.result,
            Part::Item | Part::Property(_) | Part::Member(_) => self.name(part).span(),
        }
    }

    fn name(&self, part: Part) -> &Ident {
        match part {
            Part::Property(index) | Part::Member(index) => self.parts.get(index).map_or(self.item, |(name, _)| *name),
            Part::Item | Part::Endpoint(_) | Part::Result => self.item,
        }
    }

    fn attributes(&self, part: Part) -> &[Attribute] {
        match part {
            Part::Property(index) | Part::Member(index) => {
                self.parts.get(index).map(|(_, attributes)| *attributes).unwrap_or_default()
            }
            Part::Item | Part::Endpoint(_) | Part::Result => &[],
        }
    }
}

/// Checks an entity or a complex type.
pub(crate) fn structured(checked: &CheckedStruct, problems: &mut Problems) -> TokenStream {
    let item = &checked.item;
    let Some(source) = source(item, checked.entity.as_ref().and_then(|entity| entity.version), problems) else {
        return TokenStream::new();
    };
    let endpoints = checked.entity.as_ref().map(|entity| entity.endpoints.as_slice()).unwrap_or_default();
    let places = Places {
        item: &item.name,
        parts: checked.properties.iter().map(|property| (&property.field, &property.attributes[..])).collect(),
        endpoints: endpoints.iter().map(|endpoint| endpoint.span).collect(),
        result: item.name.span(),
    };
    let report = Declared::Struct(declared_struct(checked)).conform(source.metadata());
    let mut assertions = assertions(item, &report, &places, &source, problems);
    for (property, ty) in checked.properties.iter().zip(&report.types) {
        if let Some(ty) = ty.filter(|_| property.deserialize_with.is_none()) {
            assertions.asks.extend(asks(&property.ty, ty, &property.attributes, &property.name, source.metadata()));
        }
    }
    expand::assertions::assertions(item, &assertions)
}

/// Checks an enumeration.
pub(crate) fn enumeration(checked: &CheckedEnum, problems: &mut Problems) -> TokenStream {
    let item = &checked.item;
    let Some(source) = source(item, None, problems) else { return TokenStream::new() };
    let places = Places {
        item: &item.name,
        parts: checked.members.iter().map(|member| (&member.variant, &member.attributes[..])).collect(),
        endpoints: Vec::new(),
        result: item.name.span(),
    };
    let report = Declared::Enum(declared_enum(checked)).conform(source.metadata());
    expand::assertions::assertions(item, &assertions(item, &report, &places, &source, problems))
}

/// Checks a union. Which types its members are of is known to rustc alone.
pub(crate) fn union(checked: &CheckedUnion, problems: &mut Problems) -> TokenStream {
    let item = &checked.item;
    let Some(source) = source(item, checked.entity.version, problems) else { return TokenStream::new() };
    let places = Places {
        item: &item.name,
        parts: checked.members.iter().map(|member| (&member.variant, &member.attributes[..])).collect(),
        endpoints: checked.entity.endpoints.iter().map(|endpoint| endpoint.span).collect(),
        result: item.name.span(),
    };
    let report = Declared::Union(declared_union(checked)).conform(source.metadata());
    let mut assertions = assertions(item, &report, &places, &source, problems);
    if report.members.is_empty() {
        return expand::assertions::assertions(item, &assertions);
    }
    let base = item.type_name();
    assertions.asks.extend(checked.members.iter().map(|member| Ask {
        ty: member.ty.clone(),
        attributes: member.attributes.clone(),
        nullable: false,
        several: false,
        held: Held::Derived(report.members.iter().map(|name| (*name).to_owned()).collect()),
        message: format!("the member `{}` holds a type that does not extend `{base}`", member.variant),
    }));
    if checked.complete {
        assertions.complete = report.members.iter().map(|name| covered(name, &item.name.to_string())).collect();
        assertions.members = checked.members.iter().map(|member| member.ty.clone()).collect();
    }
    expand::assertions::assertions(item, &assertions)
}

fn covered(name: &str, item: &str) -> (String, String) {
    let help =
        format!("add a member that holds a struct for it, or remove `complete`: it arrives in `{item}`'s catch-all");
    (name.to_owned(), format!("no member is a `{name}`\n\nhelp: {help}"))
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
        parts: arguments.iter().map(|argument| (&argument.field, &argument.attributes[..])).collect(),
        endpoints: checked.address.endpoints.iter().map(|endpoint| endpoint.span).collect(),
        result: answer.map_or(item.name.span(), Spanned::span),
    };
    let report = Declared::Operation(declared_operation(checked)).conform(source.metadata());
    let mut assertions = assertions(item, &report, &places, &source, problems);
    for (argument, ty) in arguments.iter().zip(&report.types) {
        if let Some(ty) = ty.filter(|_| argument.serialize_with.is_none()) {
            // What is absent is left out, and nothing forces an argument to be.
            let ty = TypeRef { is_nullable: false, ..ty.clone() };
            assertions.asks.extend(asks(&argument.ty, &ty, &argument.attributes, &argument.name, source.metadata()));
        }
    }
    if let Some(returned) = report.result {
        result(checked, returned, source.metadata(), &mut assertions, problems);
    }
    expand::assertions::assertions(item, &assertions)
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
    assertions.asks.extend(asks(ty, &one, &[], "the answer", metadata));
}

/// Turns findings into problems, and deprecations into warnings.
fn assertions(
    item: &CheckedItem,
    report: &Report<'_>,
    places: &Places<'_>,
    source: &Source,
    problems: &mut Problems,
) -> Assertions {
    source.fault(problems);
    for finding in &report.findings {
        let mut problem = Problem::new(places.span(finding.part), finding.fact.clone());
        if let Some(help) = &finding.help {
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
