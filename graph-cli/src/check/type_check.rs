//! Whether a field's type can hold what the metadata has, as far as its text tells: the compiler alone knows all types.

use std::path::Path;

use graph_csdl::{Definition, Metadata, Primitive, TypeRef};

use crate::source::{Field, Item};

/// A type's text taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
struct Written<'t> {
    is_optional: bool,
    is_several: bool,
    is_set: bool,
    /// What stands within `Option`, `Box`, `Vec` and `Flags`, without its path and its own arguments.
    inner: &'t str,
    /// The module before it: `two` of `super::two::User`.
    module: Option<&'t str>,
}

/// The fact and the edit where a field's type can't hold its property; of a call's argument, too.
pub(super) fn field(
    metadata: &Metadata,
    field: &Field,
    of: &TypeRef,
    item: &Item,
    items: &[Item],
) -> Option<(String, String)> {
    // What is absent from a call is left out, and nothing forces an argument to be.
    let may_be_null = of.is_nullable && !item.kind.is_operation();
    let of = TypeRef { is_nullable: may_be_null, ..of.clone() };
    mistake(metadata, &field.ty, &format!("`{}`", field.name), &of, &item.file, items)
}

/// The fact and the edit where `returns` can't hold what an operation answers.
pub(super) fn answer(metadata: &Metadata, item: &Item, of: &TypeRef, items: &[Item]) -> Option<(String, String)> {
    let returns = item.returns.as_ref()?.ty.as_str();
    let inner = returns.rsplit_once("Poller<").and_then(|(_, inner)| inner.strip_suffix('>')).unwrap_or(returns);
    let written = taken_apart(inner);
    if returns.starts_with("Vec<") && !of.is_collection {
        return None; // that was reported
    }
    // The body as it is, or nothing of it.
    if matches!(written.inner, "()" | "Value") || (written.inner == "Bytes" && !written.is_several) {
        return None;
    }
    let is_known = known(&written).is_some() || annotated(&written, &item.file, items).is_some();
    if metadata.primitive(&of.name) == Some(Primitive::Stream) && !of.is_collection && is_known {
        let fact = format!("`{returns}` can't hold content, which the answer is");
        return Some((fact, "write `returns = graph_core::bytes::Bytes`".to_owned()));
    }
    mistake(metadata, inner, "the answer", &TypeRef { is_nullable: false, ..of.clone() }, &item.file, items)
}

/// What is wrong with the type that is written as `text` for `subject`.
fn mistake(
    metadata: &Metadata,
    text: &str,
    subject: &str,
    of: &TypeRef,
    file: &Path,
    items: &[Item],
) -> Option<(String, String)> {
    let written = taken_apart(text);
    let found = annotated(&written, file, items);
    let known = known(&written);
    let name = metadata.underlying(&of.name);
    // What the file does not declare, and any JSON, can be of any type.
    let is_told_of = Primitive::parse(name).is_some() || metadata.definition(name).is_some();
    if (found.is_none() && known.is_none()) || !is_told_of {
        return None;
    }
    if of.is_collection && !written.is_several {
        return Some((format!("`{text}` holds one value, and {subject} is a collection"), many(&written, text)));
    }
    if written.is_several && !of.is_collection {
        let article = if Primitive::parse(name).is_some() { "an" } else { "a" };
        let fact = format!("`{text}` can't hold {article} `{name}`, which {subject} is");
        return Some((fact, "write the type without `Vec<…>`".to_owned()));
    }
    let kind = match (found, known) {
        (Some(found), _) => other_type(metadata, text, of, &written, found),
        (None, Some(ty)) => other_value(metadata, text, subject, name, ty),
        (None, None) => None,
    };
    let may_be_null = of.is_nullable && !of.is_collection;
    let null = || {
        let fact = format!("`{text}` has no place for `null`, which {subject} may be");
        (may_be_null && !written.is_optional).then(|| (fact, format!("write `Option<{text}>`")))
    };
    kind.or_else(null)
}

/// A type of Rust's that is no annotated one, in place of what the metadata names.
fn other_value(metadata: &Metadata, text: &str, subject: &str, name: &str, ty: &str) -> Option<(String, String)> {
    let fact = |what: &str| format!("`{text}` can't hold {what}, which {subject} is");
    match (Primitive::parse(name), metadata.definition(name)) {
        (Some(primitive), _) => {
            let is_held = primitive.rust_types().contains(&ty);
            (!is_held).then(|| (fact(&format!("an `{name}`")), primitive.advice().to_owned()))
        }
        (None, Some(Definition::Enum(_))) if ty != "String" => {
            let help = "write an enum with `#[graph_enum]`, or `String`";
            Some((fact(&format!("a member of `{name}`")), help.to_owned()))
        }
        (None, Some(Definition::Structured(_))) => {
            let help = "write a struct with `#[graph_complex]` or `#[graph_entity]`, or `graph_core::JsonObject`";
            Some((fact(&format!("a `{name}`")), help.to_owned()))
        }
        _ => None,
    }
}

/// An annotated type that is of another type of the service, or a set of its members where one is meant.
fn other_type(
    metadata: &Metadata,
    text: &str,
    of: &TypeRef,
    written: &Written<'_>,
    found: &Item,
) -> Option<(String, String)> {
    let fits = found.is_unchecked || found.type_name == of.name || metadata.is_a(&found.type_name, &of.name);
    if !fits && metadata.definition(&found.type_name).is_some() {
        let fact = format!("`{text}` is for `{}`, and the metadata says `{}`", found.type_name, of.name);
        return Some((fact, format!("write a type that is annotated for `{}`", of.name)));
    }
    let is_flags = metadata.enumeration(&of.name)?.is_flags;
    (is_flags != written.is_set).then(|| {
        let (one, several) = (&found.name, format!("graph_core::Flags<{}>", found.name));
        if is_flags {
            (format!("`{one}` is one member, and a value of `{}` is a set", of.name), format!("write `{several}`"))
        } else {
            (format!("`Flags<{one}>` is a set, and a value of `{}` is one member", of.name), format!("write `{one}`"))
        }
    })
}

fn many(written: &Written<'_>, text: &str) -> String {
    let inner = text.strip_prefix("Option<").and_then(|inner| inner.strip_suffix('>'));
    match inner.filter(|_| written.is_optional) {
        Some(inner) => format!("write `Option<Vec<{inner}>>`"),
        None => format!("write `Vec<{text}>`"),
    }
}

/// The type's name, if it is that of a type of values that has no other meaning.
fn known<'t>(written: &Written<'t>) -> Option<&'t str> {
    let name = written.inner;
    let is_known = name == "Bytes" || Primitive::ALL.iter().any(|primitive| primitive.rust_types().contains(&name));
    is_known.then_some(name)
}

/// The one annotated type of this name: of several the one of the module that is named, or else of the file that names it.
fn annotated<'i>(written: &Written<'_>, file: &Path, items: &'i [Item]) -> Option<&'i Item> {
    let is_meant = |item: &&Item| match written.module {
        Some(module) => item.file.file_stem().is_some_and(|stem| stem.to_string_lossy() == *module),
        None => item.file == file,
    };
    let named = || items.iter().filter(|item| item.name == written.inner && !item.kind.is_operation());
    only(named()).or_else(|| only(named().filter(is_meant)))
}

fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    found.next().filter(|_| found.next().is_none())
}

fn taken_apart(text: &str) -> Written<'_> {
    let mut written = Written::default();
    let mut rest = text;
    loop {
        let (path, arguments) = rest.split_once('<').unwrap_or((rest, ""));
        let name = path.rsplit("::").next().unwrap_or(path);
        match name {
            "Option" if !written.is_several => written.is_optional = true,
            "Vec" => written.is_several = true,
            "Flags" => written.is_set = true,
            "Box" | "Option" => {}
            _ => {
                let module = path.rsplit("::").nth(1).filter(|module| !matches!(*module, "super" | "self" | "crate"));
                return Written { inner: name, module, ..written };
            }
        }
        rest = arguments.strip_suffix('>').unwrap_or(arguments);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_taken_apart() {
        for (text, is_optional, is_several, is_set, inner) in [
            ("String", false, false, false, "String"),
            ("Option<Vec<String>>", true, true, false, "String"),
            ("std::option::Option<Box<a::Thing>>", true, false, false, "Thing"),
            ("Vec<Option<chrono::DateTime<Utc>>>", false, true, false, "DateTime"),
            ("Option<graph_core::Flags<Access>>", true, false, true, "Access"),
        ] {
            let written = taken_apart(text);
            let found = (written.is_optional, written.is_several, written.is_set, written.inner);
            assert_eq!(found, (is_optional, is_several, is_set, inner), "{text}");
        }
        assert_eq!(taken_apart("Option<super::two::User>").module, Some("two"));
        assert_eq!(taken_apart("Vec<super::User>").module, None);
    }
}
