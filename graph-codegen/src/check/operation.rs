//! The rules of operations: a struct whose fields are the arguments, and its paths.

use std::collections::HashMap;

use proc_macro2::Ident;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, LitBool, LitStr, Type};

use super::endpoints::{self, CheckedEndpoint, CheckedEntity};
use super::item::{inside, item, shape, take_serde_derives};
use super::renamed::Names;
use super::structured::{self, CheckedSkip, CheckedStruct};
use crate::allowed;
use crate::arguments::{ParsedArguments, ParsedEndpoint};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::item_kind::ItemKind;
use crate::names;
use crate::parse::{self, ParsedField};
use crate::path_template::{PathTemplate, TemplateTarget};

/// An action or a function.
pub(crate) struct CheckedOperation {
    pub(crate) kind: OperationKind,
    /// The struct; its fields are the properties of one object.
    pub(crate) arguments: CheckedStruct,
    /// The fields of a function that are sent as parameter aliases.
    pub(crate) by_alias: Vec<Ident>,
    /// Its paths. `select`: requests have `$select` with the properties of the result type.
    pub(crate) address: CheckedEntity,
    pub(crate) returns: CheckedAnswer,
}

/// The kind of an operation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum OperationKind {
    Action,
    Function,
}

/// The result of an operation.
pub(crate) enum CheckedAnswer {
    Nothing,
    /// A page of values of this type.
    Page(Type),
    One(Type),
}

impl OperationKind {
    fn item_kind(self) -> ItemKind {
        match self {
            Self::Action => ItemKind::Action,
            Self::Function => ItemKind::Function,
        }
    }

    /// The form of the names of its arguments.
    fn names(self) -> Names {
        match self {
            Self::Action => Names::Json,
            Self::Function => Names::Url,
        }
    }

    /// The arguments of `#[graph(…)]` on its fields.
    fn field(self) -> &'static [&'static str] {
        match self {
            Self::Action => allowed::ACTION_FIELD,
            Self::Function => allowed::FUNCTION_FIELD,
        }
    }
}

/// Checks a struct under `#[graph_action]` or `#[graph_function]`, and removes our attributes from its fields.
pub(super) fn check(
    kind: OperationKind,
    input: &mut DeriveInput,
    arguments: &mut ParsedArguments,
    diagnostics: &mut Diagnostics,
) -> CheckedOperation {
    no_serde(input, diagnostics);
    let mut checked = CheckedOperation {
        kind,
        arguments: CheckedStruct {
            item: item(kind.item_kind(), input, arguments, diagnostics),
            entity: None,
            properties: Vec::new(),
            skipped: Vec::new(),
            additional: None,
        },
        by_alias: Vec::new(),
        address: address(kind, &input.ident, arguments, diagnostics),
        returns: answer(arguments.returns.take(), diagnostics),
    };
    if let Some(select) = arguments.select.as_ref().filter(|select| select.value)
        && matches!(checked.returns, CheckedAnswer::Nothing)
    {
        diagnostics.add(
            Diagnostic::new(select.span(), "`select` on a function without a result")
                .help("add the type of the result, `returns = Vec<User>`, or remove `select`"),
        );
    }
    for parsed in fields(kind, input, diagnostics) {
        structured::conflicts(&parsed.options, diagnostics);
        if parsed.options.skip.is_some() {
            let ParsedField { name: field, ty, attributes, .. } = parsed;
            checked.arguments.skipped.push(CheckedSkip { field, ty, attributes, default: None });
        } else {
            checked.by_alias.extend(parsed.options.by_alias.map(|_| parsed.name.clone()));
            let mut property = structured::property(parsed, kind.names(), &checked.arguments.item.runtime, diagnostics);
            // `with` has both functions; an argument is only sent.
            property.deserialize_with = None;
            checked.arguments.properties.push(property);
        }
    }
    structured::duplicates(&mut checked.arguments.properties, diagnostics);
    checked
}

/// Reports serde attributes and derives: an operation is neither serialized nor deserialized as a value.
fn no_serde(input: &mut DeriveInput, diagnostics: &mut Diagnostics) {
    const NOTE: &str = "the macro writes the arguments of an operation";
    for serde in input.attrs.extract_if(.., |attribute| attribute.path().is_ident("serde")) {
        let diagnostic = Diagnostic::new(serde.span(), "serde attributes are not supported on an operation");
        diagnostics.add(
            diagnostic
                .help("remove it; `#[graph(rename = \"…\")]` on a field changes the name of an argument")
                .note(NOTE),
        );
    }
    if let Some(span) = take_serde_derives(&mut input.attrs) {
        let diagnostic = Diagnostic::new(span, "`Serialize` and `Deserialize` are not supported on an operation");
        diagnostics.add(diagnostic.help("remove them from the `derive`").note(NOTE));
    }
}

/// The fields; a wrong kind of item is reported.
fn fields(kind: OperationKind, input: &mut DeriveInput, diagnostics: &mut Diagnostics) -> Vec<ParsedField> {
    let (shape, name) = (shape(input), input.ident.clone());
    let diagnostic = match &mut input.data {
        Data::Struct(data) => match &mut data.fields {
            Fields::Unit => return Vec::new(),
            Fields::Named(named) => {
                let parse = |field: &mut syn::Field| {
                    let name = field.ident.clone()?;
                    Some(parse::argument(field, name, kind.field(), diagnostics))
                };
                return named.named.iter_mut().filter_map(parse).collect();
            }
            Fields::Unnamed(unnamed) => Diagnostic::new(unnamed.span(), format!("expected named fields in `{name}`"))
                .help(format!(
                    "write `struct {name} {{ pub message: Message }}`, or `struct {name};` without arguments"
                ))
                .note("a field is an argument of the same name"),
        },
        Data::Enum(_) | Data::Union(_) => {
            Diagnostic::new(name.span(), format!("expected a struct, found the {shape} `{name}`")).help(
                "put the attribute on a struct whose fields are the arguments; for an enumeration use `#[graph_enum]`",
            )
        }
    };
    diagnostics.add(diagnostic);
    Vec::new()
}

/// The paths, the version and the permissions.
fn address(
    kind: OperationKind,
    name: &Ident,
    arguments: &ParsedArguments,
    diagnostics: &mut Diagnostics,
) -> CheckedEntity {
    let mut endpoints: Vec<CheckedEndpoint> = Vec::new();
    let mut functions = HashMap::new();
    for parsed in &arguments.endpoints {
        let literal = &parsed.template;
        let template = PathTemplate::check(literal, name, TemplateTarget::Operation, diagnostics);
        diagnostics.extend(place_of_arguments(kind, literal, &template.text));
        let function = match &parsed.name {
            Some(name) => endpoints::function(name, diagnostics),
            None => names::identifier("request", literal.span()),
        };
        let Some(function) = function else { continue };
        match functions.insert(function.to_string(), template.text.clone()) {
            None => endpoints.push(CheckedEndpoint {
                function,
                singleton: false,
                template,
                span: literal.span(),
                listed: Vec::new(),
            }),
            Some(first) => diagnostics.add(same_function(name, parsed, &function, &template.text, &first)),
        }
    }
    if arguments.endpoints.is_empty() && diagnostics.is_empty() {
        let example = format!("{}(path = \"me/{}\")", kind.item_kind().attribute(), names::lower_camel(name));
        diagnostics.add(
            Diagnostic::new(name.span(), format!("`{name}` has no path"))
                .help(format!("add the path: `#[{example}]`"))
                .note("the path of an operation ends with its name"),
        );
    }
    CheckedEntity {
        endpoints,
        streams: Vec::new(),
        version: arguments.version.as_ref().and_then(|version| endpoints::version(version, diagnostics)),
        select: arguments.select.as_ref().is_some_and(LitBool::value),
        delegated: endpoints::permissions(&arguments.delegated, diagnostics),
        application: endpoints::permissions(&arguments.application, diagnostics),
    }
}

/// The mistake in the `(_)` of a path, which marks the position of a function's arguments.
fn place_of_arguments(kind: OperationKind, literal: &LitStr, text: &str) -> Option<Diagnostic> {
    let marked = text.split('/').filter(|segment| segment.ends_with("(_)")).count();
    let (fact, help) = match (kind, marked) {
        (_, 0) | (OperationKind::Function, 1) => return None,
        (OperationKind::Action, _) => {
            ("an action can't have arguments in its path", "remove `(_)`; the fields are sent in the body")
        }
        (OperationKind::Function, _) => (
            "`(_)` appears twice in the path",
            "keep it after the function that takes the arguments, and write `()` after the others",
        ),
    };
    Some(
        Diagnostic::new(literal.span(), fact)
            .help(help)
            .note("the arguments of a function, its fields, replace `(_)` in the path, or follow the path"),
    )
}

fn same_function(name: &Ident, parsed: &ParsedEndpoint, function: &Ident, text: &str, first: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(parsed.span, format!("two paths have the name `{name}::{function}`"));
    if first == text {
        return diagnostic.help(format!("remove the second `{text}`"));
    }
    diagnostic
        .help(format!("give this one a name: `path(name = \"…\", template = \"{text}\")`"))
        .note(format!("the other is `{first}`; a path without a name gets the method `request`"))
}

/// The result by the text of its type: `Vec<T>` is a page, since a collection arrives in pages. The traits of the type decide the
/// rest.
fn answer(returns: Option<Type>, diagnostics: &mut Diagnostics) -> CheckedAnswer {
    let Some(ty) = returns else { return CheckedAnswer::Nothing };
    if let Some(element) = inside("Vec", &ty) {
        return CheckedAnswer::Page(element);
    }
    // The value would be the first page, without the link to the next.
    if let Some(element) = inside("Option", &ty).and_then(|optional| inside("Vec", &optional)) {
        diagnostics.add(
            Diagnostic::new(ty.span(), "a collection can't be optional")
                .help(format!("write `returns = Vec<{}>`", element.to_token_stream()))
                .note("`Vec<…>` becomes a `Page`, which may be empty and links to the next page"),
        );
        return CheckedAnswer::Page(element);
    }
    CheckedAnswer::One(ty)
}
