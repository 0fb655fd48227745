//! Every rule, and nothing but rules: `Parsed…` -> `Checked…`. A `Checked…` is made here alone. Where something is
//! wrong it holds the sound part, which the fallback needs.

pub(crate) mod endpoints;
pub(crate) mod enumeration;
pub(crate) mod structured;

use proc_macro2::{Ident, Span};
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, Generics, LitStr, Path, Token, parse_quote};

use crate::arguments::ParsedArguments;
use crate::names;
use crate::problems::{Problem, Problems};

/// What all annotated items have.
pub(crate) struct CheckedItem {
    pub(crate) name: Ident,
    /// Empty, but in the fallback of an item that has some.
    pub(crate) generics: Generics,
    /// The runtime crate: `::graph_core`, or what `crate = …` says.
    pub(crate) runtime: Path,
    /// `#microsoft.graph.user`.
    pub(crate) type_tag: String,
    /// serde's derives that the item has of its own: a mistake, and not to be made twice.
    pub(crate) derives_serialize: bool,
    pub(crate) derives_deserialize: bool,
}

/// Checks what is the same for each of the three attributes.
fn item(attribute: &str, input: &DeriveInput, arguments: &mut ParsedArguments, problems: &mut Problems) -> CheckedItem {
    if let Some(first) = input.generics.params.first() {
        problems.add(
            Problem::new(first.span(), format!("`{}` is generic", input.ident))
                .help("remove the parameters: write one struct for each type that the service has")
                .note("a Graph type has one shape"),
        );
    } else if let Some(clause) = &input.generics.where_clause {
        problems.add(Problem::new(clause.span(), "a Graph type has no `where` clause").help("remove it"));
    }
    for serde in input.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        problems.add(
            Problem::new(serde.span(), format!("`#[{attribute}]` implements serde itself"))
                .help("remove this attribute; names follow Graph's rule, and a field can have `#[graph(rename = \"…\")]`"),
        );
    }
    let (serialize, deserialize) = serde_derives(&input.attrs);
    if let Some(span) = serialize.or(deserialize) {
        problems.add(
            Problem::new(span, format!("`#[{attribute}]` implements `Serialize` and `Deserialize` itself"))
                .help("remove them from the `derive`"),
        );
    }
    CheckedItem {
        name: input.ident.clone(),
        generics: input.generics.clone(),
        runtime: arguments.runtime.take().unwrap_or_else(|| parse_quote!(::graph_core)),
        type_tag: type_tag(&input.ident, arguments.odata_type.as_ref(), problems),
        derives_serialize: serialize.is_some(),
        derives_deserialize: deserialize.is_some(),
    }
}

/// Where the item derives serde's traits.
fn serde_derives(attributes: &[Attribute]) -> (Option<Span>, Option<Span>) {
    let (mut serialize, mut deserialize) = (None, None);
    for derive in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let list = derive.parse_args_with(syn::punctuated::Punctuated::<Path, Token![,]>::parse_terminated);
        for path in list.into_iter().flatten() {
            match path.segments.last().map(|segment| segment.ident.to_string()).as_deref() {
                Some("Serialize") => serialize = Some(path.span()),
                Some("Deserialize") => deserialize = Some(path.span()),
                _ => {}
            }
        }
    }
    (serialize, deserialize)
}

fn type_tag(item: &Ident, given: Option<&LitStr>, problems: &mut Problems) -> String {
    let default = format!("#microsoft.graph.{}", names::lower_camel(item));
    let Some(given) = given else { return default };
    let text = given.value();
    let problem = |fact: String| Problem::new(given.span(), fact);
    if let Some((_, name)) = text.rsplit_once('#') {
        problems.add(problem(format!("`{text}` has a `#`")).help(format!("write `odata_type = \"{name}\"`")));
        return default;
    }
    let is_name = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
    };
    if !text.contains('.') || !text.split('.').all(is_name) {
        let example = default.trim_start_matches('#');
        problems.add(
            problem(format!("`{text}` is no type name"))
                .help(format!("write namespace and name, such as `{example}`"))
                .note("the page of the resource shows it as `@odata.type`"),
        );
        return default;
    }
    format!("#{text}")
}

/// The word for what an item is, in messages.
fn shape(input: &DeriveInput) -> &'static str {
    match &input.data {
        syn::Data::Struct(_) => "struct",
        syn::Data::Enum(_) => "enum",
        syn::Data::Union(_) => "union",
    }
}
