//! The rules that all kinds of items share, and the shape of an item.

use proc_macro2::{Ident, Span};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{
    Attribute, DeriveInput, GenericArgument, Generics, LitStr, Path, PathArguments, Token, Type, Visibility,
    parse_quote,
};

use crate::arguments::{ParsedArguments, ParsedSchema};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::item_kind::ItemKind;
use crate::names;
use crate::parse;

/// The properties that all annotated items have.
pub(crate) struct CheckedItem {
    pub(crate) name: Ident,
    pub(crate) visibility: Visibility,
    /// Empty except in the fallback of a generic item.
    pub(crate) generics: Generics,
    /// The path of the runtime crate: `::graph_core`, or that in `crate = …`.
    pub(crate) runtime: Path,
    /// `#microsoft.graph.user`.
    pub(crate) type_tag: String,
    /// The `schema` argument of the item.
    pub(crate) schema: Option<ParsedSchema>,
    /// `allow(…)` and `deprecated`, which apply to the warnings from the metadata.
    pub(crate) attributes: Vec<Attribute>,
}

impl CheckedItem {
    /// `microsoft.graph.user`.
    pub(crate) fn type_name(&self) -> &str {
        self.type_tag.trim_start_matches('#')
    }
}

/// Checks the rules that all attributes share.
pub(super) fn item(
    kind: ItemKind,
    input: &mut DeriveInput,
    arguments: &mut ParsedArguments,
    diagnostics: &mut Diagnostics,
) -> CheckedItem {
    let attribute = kind.attribute();
    if let Some(first) = input.generics.params.first() {
        diagnostics.add(
            Diagnostic::new(first.span(), format!("`{}` is generic", input.ident))
                .help(format!("remove the parameters; write one {} for each type of the service", shape(input)))
                .note("the types of the service are not generic"),
        );
    } else if let Some(clause) = &input.generics.where_clause {
        diagnostics.add(Diagnostic::new(clause.span(), "a `where` clause is not supported").help("remove it"));
    }
    for second in input.attrs.extract_if(.., |attribute| is_of_this_crate(attribute)) {
        diagnostics.add(
            Diagnostic::new(second.span(), format!("`{}` is annotated twice", input.ident))
                .help("remove one of them; one attribute may have several paths"),
        );
    }
    for serde in input.attrs.extract_if(.., |attribute| attribute.path().is_ident("serde")) {
        diagnostics.add(
            Diagnostic::new(serde.span(), format!("`#[{attribute}]` implements `Serialize` and `Deserialize` itself"))
                .help("remove this attribute; `#[graph(rename = \"…\")]` on a field changes its name"),
        );
    }
    if let Some(span) = take_serde_derives(&mut input.attrs) {
        diagnostics.add(
            Diagnostic::new(span, format!("`#[{attribute}]` implements `Serialize` and `Deserialize` itself"))
                .help("remove them from the `derive`"),
        );
    }
    CheckedItem {
        name: input.ident.clone(),
        visibility: input.vis.clone(),
        generics: input.generics.clone(),
        runtime: arguments.runtime.take().unwrap_or_else(|| parse_quote!(::graph_core)),
        type_tag: type_tag(&input.ident, arguments.odata_type.as_ref(), diagnostics),
        schema: arguments.schema.take(),
        attributes: parse::repeated(&input.attrs),
    }
}

fn is_of_this_crate(attribute: &Attribute) -> bool {
    let last = attribute.path().segments.last();
    last.is_some_and(|last| ItemKind::of_attribute(&last.ident.to_string()).is_some())
}

/// Removes the traits of serde from the derives of the item, so that they are one mistake; returns the span of the first.
pub(super) fn take_serde_derives(attributes: &mut [Attribute]) -> Option<Span> {
    let mut found = None;
    for derive in attributes.iter_mut().filter(|attribute| attribute.path().is_ident("derive")) {
        let Ok(paths) = derive.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated) else { continue };
        let is_serdes = |path: &Path| {
            path.segments.last().is_some_and(|last| last.ident == "Serialize" || last.ident == "Deserialize")
        };
        let (serdes, others): (Vec<_>, Vec<_>) = paths.into_iter().partition(is_serdes);
        if let Some(first) = serdes.first() {
            found = found.or(Some(first.span()));
            *derive = parse_quote!(#[derive(#(#others),*)]);
        }
    }
    found
}

fn type_tag(item: &Ident, given: Option<&LitStr>, diagnostics: &mut Diagnostics) -> String {
    let default = format!("#microsoft.graph.{}", names::lower_camel(item));
    let Some(given) = given else { return default };
    let text = given.value();
    let diagnostic = |fact: String| Diagnostic::new(given.span(), fact);
    if let Some((_, name)) = text.rsplit_once('#') {
        diagnostics
            .add(diagnostic(format!("unexpected `#` in `{text}`")).help(format!("write `odata_type = \"{name}\"`")));
        return default;
    }
    let is_name = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
    };
    if !text.contains('.') || !text.split('.').all(is_name) {
        let example = default.trim_start_matches('#');
        diagnostics.add(
            diagnostic(format!("`{text}` is not a qualified type name"))
                .help(format!("write the namespace and the name, such as `{example}`"))
                .note("the documentation of the resource shows it as `@odata.type`"),
        );
        return default;
    }
    format!("#{text}")
}

/// Reports a `cfg` on the catch-all of an enumeration or a union.
pub(super) fn always_there(attributes: &[Attribute], diagnostics: &mut Diagnostics) {
    for cfg in parse::cfgs(attributes) {
        diagnostics.add(
            Diagnostic::new(cfg.span(), "the catch-all can't depend on a `cfg`")
                .help("remove the `cfg`")
                .note("unknown values are read into the catch-all"),
        );
    }
}

/// The word for the kind of an item, for messages.
pub(super) fn shape(input: &DeriveInput) -> &'static str {
    match &input.data {
        syn::Data::Struct(_) => "struct",
        syn::Data::Enum(_) => "enum",
        syn::Data::Union(_) => "union",
    }
}

/// The type without the invisible group that `macro_rules!` puts around an argument.
pub(crate) fn ungrouped(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungrouped(&group.elem),
        ty => ty,
    }
}

/// Whether the type is `str`, as in a `Box<str>`.
pub(crate) fn is_str(ty: &Type) -> bool {
    matches!(ungrouped(ty), Type::Path(path) if path.path.is_ident("str"))
}

/// The `T` of an `outer<T>`.
pub(crate) fn inside(outer: &str, ty: &Type) -> Option<Type> {
    let Type::Path(path) = ungrouped(ty) else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == outer)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(element) => Some(element.clone()),
        _ => None,
    }
}
