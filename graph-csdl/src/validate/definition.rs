//! The metadata's type of an annotated item.

use super::item::AnnotatedEndpoint;
use super::report::{Part, Report};
use super::{edit, suggestion};
use crate::metadata::Metadata;
use crate::model::{Definition, StructuredKind};

/// The type of this name. Reports a type that does not exist, and one that is not `is_right`.
pub(super) fn definition<'m>(
    name: &str,
    attribute: &str,
    endpoints: &[AnnotatedEndpoint<'_>],
    metadata: &'m Metadata,
    report: &mut Report<'m>,
    is_right: impl Fn(&Definition) -> bool,
) -> Option<&'m Definition> {
    let Some(found) = metadata.definition(name) else {
        if metadata.nearest_type(name) != Some(name) {
            // A declaration that can't be read is an error of the file, which is reported as such.
            let diagnostic = report.error(Part::Item, format!("the metadata has no type `{name}`"));
            suggestion::suggest(name, is_enum(attribute), endpoints, metadata, diagnostic);
        }
        return None;
    };
    if !is_right(found) {
        let (noun, help) = kind_of(found, attribute);
        let diagnostic = report.error(Part::Item, format!("`{}` is {noun}", found.name())).help(help);
        if !matches!(found, Definition::Structured(of) if of.kind == StructuredKind::Entity) {
            suggestion::suggest_entity(endpoints, metadata, diagnostic);
        }
        return None;
    }
    if found.name() != name {
        let diagnostic =
            report.error(Part::Item, format!("`{name}` has an alias of this file: the type is `{}`", found.name()));
        diagnostic.help(edit::by_argument(found.name()));
        diagnostic.note("the name is sent as `@odata.type`, and identifies values");
    }
    Some(found)
}

/// The kind of a type, and the edit of an item that is annotated as another kind.
fn kind_of(definition: &Definition, attribute: &str) -> (String, String) {
    let (noun, right) = match definition {
        Definition::Structured(of) if of.kind == StructuredKind::Entity => ("an entity type", "graph_entity"),
        Definition::Structured(_) => ("a complex type", "graph_complex"),
        Definition::Enum(of) if of.is_flags => ("an enumeration of flags", "graph_enum(flags)"),
        Definition::Enum(_) => ("an enumeration", "graph_enum"),
        Definition::TypeDefinition(of) => {
            let help = "remove the item: a field of that type holds the value itself";
            return (format!("another name of `{}`", of.underlying), help.to_owned());
        }
    };
    let is_struct = |attribute: &str| attribute == "graph_entity" || attribute == "graph_complex";
    let help = match (is_struct(attribute), is_struct(right)) {
        (true, false) => format!("declare an enum with `#[{right}]`"),
        (false, true) => format!("declare a struct with `#[{right}]`"),
        (true, true) | (false, false) => format!("write `#[{right}]` instead of `#[{attribute}]`"),
    };
    (noun.to_owned(), help)
}

fn is_enum(attribute: &str) -> bool {
    attribute.starts_with("graph_enum")
}
