//! Type check of fields and results by the text of their types. Unknown types are left to the compiler.

use std::path::Path;

use graph_csdl::{Definition, Metadata, Primitive, TypeRef};

use crate::source::{Field, Item};

/// The parts of a type's text.
#[derive(Debug, Default, PartialEq, Eq)]
struct TypeText<'t> {
    is_optional: bool,
    is_collection: bool,
    is_flags: bool,
    /// The name within `Option`, `Vec`, `Flags` and pointers, without path and generic arguments: `str` of a `Box<str>`.
    inner: &'t str,
    /// The module before the name: `two` in `super::two::User`.
    module: Option<&'t str>,
}

/// The message and help if a field's type cannot hold its property or parameter.
pub(super) fn field(
    metadata: &Metadata,
    field: &Field,
    of: &TypeRef,
    item: &Item,
    items: &[Item],
) -> Option<(String, String)> {
    // A nullable parameter does not need an `Option`: the caller may always send a value.
    let is_nullable = of.is_nullable && !item.kind.is_operation();
    let of = TypeRef { is_nullable, ..of.clone() };
    mismatch(metadata, &field.ty, &format!("`{}`", field.name), &of, &item.file, items)
}

/// The message and help if `returns` cannot hold the result of an operation.
pub(super) fn result(metadata: &Metadata, item: &Item, of: &TypeRef, items: &[Item]) -> Option<(String, String)> {
    let returns = item.returns.as_ref()?.ty.as_str();
    let inner = returns.rsplit_once("Poller<").and_then(|(_, inner)| inner.strip_suffix('>')).unwrap_or(returns);
    let parts = type_text(inner);
    if returns.starts_with("Vec<") && !of.is_collection {
        return None; // reported by the check against metadata
    }
    // The body as it is, or no body.
    if matches!(parts.inner, "()" | "Value") || (parts.inner == "Bytes" && !parts.is_collection) {
        return None;
    }
    let is_known = known(&parts).is_some() || annotated_item(&parts, &item.file, items).is_some();
    if metadata.primitive(&of.name) == Some(Primitive::Stream) && !of.is_collection && is_known {
        let message = format!("`{returns}` cannot hold a stream, the type of the result");
        return Some((message, "write `returns = graph_core::bytes::Bytes`".to_owned()));
    }
    mismatch(metadata, inner, "the result", &TypeRef { is_nullable: false, ..of.clone() }, &item.file, items)
}

/// The message and help if the type `text` cannot hold `subject`.
fn mismatch(
    metadata: &Metadata,
    text: &str,
    subject: &str,
    of: &TypeRef,
    file: &Path,
    items: &[Item],
) -> Option<(String, String)> {
    let parts = type_text(text);
    let found = annotated_item(&parts, file, items);
    let known = known(&parts);
    let name = metadata.underlying(&of.name);
    // An undeclared type can be anything.
    let is_declared = Primitive::parse(name).is_some() || metadata.definition(name).is_some();
    if (found.is_none() && known.is_none()) || !is_declared {
        return None;
    }
    if of.is_collection && !parts.is_collection {
        return Some((format!("`{text}` holds one value, but {subject} is a collection"), collection_of(&parts, text)));
    }
    if parts.is_collection && !of.is_collection {
        let article = if Primitive::parse(name).is_some() { "an" } else { "a" };
        let message = format!("`{text}` cannot hold {article} `{name}`, the type of {subject}");
        return Some((message, "remove `Vec<…>`".to_owned()));
    }
    let mismatch = match (found, known) {
        (Some(found), _) => mismatch_of_item(metadata, text, of, &parts, found),
        (None, Some(ty)) => mismatch_of_value(metadata, text, subject, name, ty),
        (None, None) => None,
    };
    let is_nullable = of.is_nullable && !of.is_collection;
    let null = || {
        let message = format!("`{text}` cannot hold null, but {subject} is nullable");
        (is_nullable && !parts.is_optional).then(|| (message, format!("write `Option<{text}>`")))
    };
    mismatch.or_else(null)
}

/// The mismatch of a well-known Rust type.
fn mismatch_of_value(metadata: &Metadata, text: &str, subject: &str, name: &str, ty: &str) -> Option<(String, String)> {
    let message = |value: &str| format!("`{text}` cannot hold {value}, the type of {subject}");
    match (Primitive::parse(name), metadata.definition(name)) {
        (Some(primitive), _) => {
            let is_held = primitive.rust_types().contains(&ty);
            (!is_held).then(|| (message(&format!("an `{name}`")), primitive.advice().to_owned()))
        }
        (None, Some(Definition::Enum(_))) if !Primitive::String.rust_types().contains(&ty) => {
            let help = "write an enum with `#[graph_enum]`, or `String`";
            Some((message(&format!("a `{name}`")), help.to_owned()))
        }
        (None, Some(Definition::Structured(_))) => {
            let help = "write a struct with `#[graph_complex]` or `#[graph_entity]`, or `graph_core::JsonObject`";
            Some((message(&format!("a `{name}`")), help.to_owned()))
        }
        _ => None,
    }
}

/// The mismatch of an annotated type: another type of the service, or one member instead of a set.
fn mismatch_of_item(
    metadata: &Metadata,
    text: &str,
    of: &TypeRef,
    parts: &TypeText<'_>,
    found: &Item,
) -> Option<(String, String)> {
    let fits = found.is_unchecked || found.type_name == of.name || metadata.is_a(&found.type_name, &of.name);
    if !fits && metadata.definition(&found.type_name).is_some() {
        let message = format!("`{text}` is annotated for `{}`, expected `{}`", found.type_name, of.name);
        return Some((message, format!("use a type that is annotated for `{}`", of.name)));
    }
    let is_flags = metadata.enumeration(&of.name)?.is_flags;
    (is_flags != parts.is_flags).then(|| {
        let (one, several) = (&found.name, format!("graph_core::Flags<{}>", found.name));
        if is_flags {
            (format!("`{one}` holds one member, but `{}` has flags", of.name), format!("write `{several}`"))
        } else {
            (format!("`Flags<{one}>` holds a set of members, but `{}` has no flags", of.name), format!("write `{one}`"))
        }
    })
}

fn collection_of(parts: &TypeText<'_>, text: &str) -> String {
    let inner = text.strip_prefix("Option<").and_then(|inner| inner.strip_suffix('>'));
    match inner.filter(|_| parts.is_optional) {
        Some(inner) => format!("write `Option<Vec<{inner}>>`"),
        None => format!("write `Vec<{text}>`"),
    }
}

/// The name, if it is that of a well-known Rust type.
fn known<'t>(parts: &TypeText<'t>) -> Option<&'t str> {
    let name = parts.inner;
    let is_known = name == "Bytes" || Primitive::ALL.iter().any(|primitive| primitive.rust_types().contains(&name));
    is_known.then_some(name)
}

/// The annotated type in a type's text.
pub(super) fn item_of<'i>(text: &str, file: &Path, items: &'i [Item]) -> Option<&'i Item> {
    annotated_item(&type_text(text), file, items)
}

/// The annotated type of this name. Of several, the one in the named module or in the same file.
fn annotated_item<'i>(parts: &TypeText<'_>, file: &Path, items: &'i [Item]) -> Option<&'i Item> {
    let is_meant = |item: &&Item| match parts.module {
        Some(module) => item.file.file_stem().is_some_and(|stem| stem.to_string_lossy() == *module),
        None => item.file == file,
    };
    let named = || items.iter().filter(|item| item.name == parts.inner && !item.kind.is_operation());
    only(named()).or_else(|| only(named().filter(is_meant)))
}

fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    found.next().filter(|_| found.next().is_none())
}

/// Parses the text of a type.
fn type_text(text: &str) -> TypeText<'_> {
    let mut parts = TypeText::default();
    let mut rest = text;
    loop {
        let (path, arguments) = rest.split_once('<').unwrap_or((rest, ""));
        let name = path.rsplit("::").next().unwrap_or(path);
        match name {
            "Option" if !parts.is_collection => parts.is_optional = true,
            "Vec" => parts.is_collection = true,
            "Flags" => parts.is_flags = true,
            "Option" | "Box" | "Arc" | "Cow" => {}
            _ => {
                let module = path.rsplit("::").nth(1).filter(|module| !matches!(*module, "super" | "self" | "crate"));
                return TypeText { inner: name, module, ..parts };
            }
        }
        let arguments = arguments.strip_suffix('>').unwrap_or(arguments);
        rest = arguments.strip_prefix("'static, ").unwrap_or(arguments);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_type() {
        for (text, is_optional, is_collection, is_flags, inner) in [
            ("String", false, false, false, "String"),
            ("Option<Vec<String>>", true, true, false, "String"),
            ("Option<std::sync::Arc<str>>", true, false, false, "str"),
            ("Vec<Cow<'static, str>>", false, true, false, "str"),
            ("std::option::Option<Box<a::Thing>>", true, false, false, "Thing"),
            ("Vec<Option<chrono::DateTime<Utc>>>", false, true, false, "DateTime"),
            ("Option<graph_core::Flags<Access>>", true, false, true, "Access"),
        ] {
            let parts = type_text(text);
            let found = (parts.is_optional, parts.is_collection, parts.is_flags, parts.inner);
            assert_eq!(found, (is_optional, is_collection, is_flags, inner), "{text}");
        }
        assert_eq!(type_text("Option<super::two::User>").module, Some("two"));
        assert_eq!(type_text("Vec<super::User>").module, None);
    }
}
