//! Entities and complex types.

use graph_csdl::validate::{AnnotatedItem, AnnotatedProperty, AnnotatedStruct, Part};
use graph_csdl::{Error, StructuredKind};

use super::{key, library, messages, property};

fn entity<'a>(name: &'a str, properties: Vec<AnnotatedProperty<'a>>) -> AnnotatedItem<'a> {
    AnnotatedItem::Struct(AnnotatedStruct {
        name,
        kind: StructuredKind::Entity,
        properties,
        endpoints: Vec::new(),
        streams: Vec::new(),
    })
}

fn complex<'a>(name: &'a str, properties: Vec<AnnotatedProperty<'a>>) -> AnnotatedItem<'a> {
    AnnotatedItem::Struct(AnnotatedStruct {
        name,
        kind: StructuredKind::Complex,
        properties,
        endpoints: Vec::new(),
        streams: Vec::new(),
    })
}

fn book(properties: Vec<AnnotatedProperty<'_>>) -> AnnotatedItem<'_> {
    entity("microsoft.graph.book", properties)
}

#[test]
fn what_the_metadata_has_is_passed_over() -> Result<(), Error> {
    let computed = AnnotatedProperty { is_read_only: true, ..property("isLent") };
    let relation = AnnotatedProperty { is_navigation: true, ..property("author") };
    let declared = book(vec![key("id"), property("label"), computed, relation]);
    assert_eq!(messages(&declared)?, Vec::<String>::new());
    let metadata = library()?;
    let types: Vec<_> = declared.validate(&metadata).types.into_iter().flatten().map(ToString::to_string).collect();
    assert_eq!(types, ["Edm.String", "Edm.String", "Edm.Boolean", "microsoft.graph.person"]);
    Ok(())
}

#[test]
fn a_type_that_is_none() -> Result<(), Error> {
    for (name, expected) in [
        (
            "microsoft.graph.bok",
            "item: the metadata has no type `microsoft.graph.bok`; did you mean `microsoft.graph.book`? \
             Name the item `Book`, or write `odata_type = \"microsoft.graph.book\"`",
        ),
        (
            "microsoft.graph.film",
            "item: the metadata has no type `microsoft.graph.film`; did you mean `microsoft.graph.archive.film`? \
             Write `odata_type = \"microsoft.graph.archive.film\"`",
        ),
        (
            "microsoft.graph.locomotive",
            "item: the metadata has no type `microsoft.graph.locomotive`; \
             name the type with `odata_type = \"…\"`, or the file that has it, as in \
             `schema = \"metadata/beta.csdl\"`, or turn the check off with `schema = false`",
        ),
        // No name of an item stands for it.
        (
            "microsoft.graph.json",
            "item: the metadata has no type `microsoft.graph.json`; did you mean `microsoft.graph.JSON`? \
             Write `odata_type = \"microsoft.graph.JSON\"`",
        ),
    ] {
        assert_eq!(messages(&entity(name, vec![property("anything")]))?, [expected]);
    }
    Ok(())
}

#[test]
fn a_type_has_its_whole_name() -> Result<(), Error> {
    assert_eq!(
        messages(&complex("graph.place", vec![property("rooom")]))?,
        [
            "item: `graph.place` has an alias of this file: the type is `microsoft.graph.place`; \
             write `odata_type = \"microsoft.graph.place\"`",
            "property 0: `microsoft.graph.place` has no property `rooom`; did you mean `room`?",
        ]
    );
    Ok(())
}

#[test]
fn a_type_of_another_kind() -> Result<(), Error> {
    for (declared, expected) in [
        (
            entity("microsoft.graph.place", Vec::new()),
            "item: `microsoft.graph.place` is a complex type; write `#[graph_complex]` instead of `#[graph_entity]`",
        ),
        (
            complex("microsoft.graph.book", Vec::new()),
            "item: `microsoft.graph.book` is an entity type; write `#[graph_entity]` instead of `#[graph_complex]`",
        ),
        (
            complex("microsoft.graph.binding", Vec::new()),
            "item: `microsoft.graph.binding` is an enumeration; declare an enum with `#[graph_enum]`",
        ),
        (
            complex("microsoft.graph.price", Vec::new()),
            "item: `microsoft.graph.price` is another name of `Edm.Decimal`; \
             remove the item: a field of that type holds the value itself",
        ),
    ] {
        assert_eq!(messages(&declared)?, [expected]);
    }
    Ok(())
}

#[test]
fn a_property_that_is_none() -> Result<(), Error> {
    let declared = book(vec![property("titel"), property("Label"), property("scale"), property("weight")]);
    assert_eq!(
        messages(&declared)?,
        [
            "property 0: `microsoft.graph.book` has no property `titel`; did you mean `title`?",
            "property 1: `microsoft.graph.book` has no property `Label`; did you mean `label`?",
            "property 2: `microsoft.graph.book` has no property `scale`; \
             remove it, or write `#[graph(unchecked)]` if it exists and the metadata lacks it",
            "property 3: `microsoft.graph.book` has no property `weight`; \
             remove it, or write `#[graph(unchecked)]` if it exists and the metadata lacks it",
        ]
    );
    let of_derived = entity("microsoft.graph.thing", vec![property("scale")]);
    assert_eq!(
        messages(&of_derived)?,
        ["property 0: `microsoft.graph.thing` has no property `scale`; \
          declare it in a struct for `microsoft.graph.map`, which has it"]
    );
    Ok(())
}

#[test]
fn what_is_not_checked_has_no_type_and_no_mistake() -> Result<(), Error> {
    let wrong = AnnotatedProperty { is_unchecked: true, is_key: true, is_navigation: true, ..property("weight") };
    let declared = book(vec![wrong, property("title")]);
    assert_eq!(messages(&declared)?, Vec::<String>::new());
    let metadata = library()?;
    let types = declared.validate(&metadata).types;
    assert_eq!(types.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true]);
    Ok(())
}

#[test]
fn the_marks_of_a_property() -> Result<(), Error> {
    let relation = |name| AnnotatedProperty { is_navigation: true, ..property(name) };
    let declared = book(vec![property("id"), key("title"), property("isLent"), property("copies"), relation("shelf")]);
    assert_eq!(
        messages(&declared)?,
        [
            "property 0: `id` is the key of `microsoft.graph.book`; add `#[graph(key)]`",
            "property 1: `title` is not the key of `microsoft.graph.book`; remove `key`; it belongs to `id`",
            "property 2: only the service writes `isLent`; add `#[graph(read_only)]`",
            "property 3: `copies` is a navigation property; add `#[graph(navigation)]`",
            "property 4: `shelf` is not a navigation property but a value; remove `navigation`",
        ]
    );
    Ok(())
}

#[test]
fn a_key_of_two_parts() -> Result<(), Error> {
    assert_eq!(messages(&entity("microsoft.graph.copy", vec![key("isbn"), key("number")]))?, Vec::<String>::new());
    assert_eq!(
        messages(&entity("microsoft.graph.copy", vec![key("isbn"), property("number"), key("isWorn")]))?,
        [
            "property 1: `number` is a part of the key of `microsoft.graph.copy`; add `#[graph(key)]`",
            "property 2: `isWorn` is not the key of `microsoft.graph.copy`; \
             remove `key`; it belongs to `isbn` and `number`",
        ]
    );
    Ok(())
}

#[test]
fn what_is_going_is_no_mistake() -> Result<(), Error> {
    let metadata = library()?;
    let declared = book(vec![property("title"), property("oldTitle")]);
    let report = declared.validate(&metadata);
    assert_eq!(report.diagnostics, []);
    assert_eq!(report.deprecations, [(Part::Property(1), "Read the title. (to be removed on 2030-01-01)".to_owned())]);
    Ok(())
}

/// OData 4.01 Protocol, §11.2.4.1: a stream property has its bytes at an address of their own.
#[test]
fn a_stream_property_is_one_of_the_type() -> Result<(), Error> {
    let book = |streams| {
        let name = "microsoft.graph.book";
        let kind = StructuredKind::Entity;
        AnnotatedItem::Struct(AnnotatedStruct { name, kind, properties: Vec::new(), endpoints: Vec::new(), streams })
    };
    assert_eq!(messages(&book(vec!["jacket"]))?, Vec::<String>::new());
    assert_eq!(
        messages(&book(vec!["jakcet", "cover", "title", "author"]))?,
        [
            "stream 0: `microsoft.graph.book` has no stream property `jakcet`; did you mean `jacket`?",
            "stream 1: `microsoft.graph.book` has no stream property `cover`; use one of `jacket`, or remove it",
            "stream 2: `title` is not a stream but a value of the type `Edm.String`; declare it as a field: `title`",
            "stream 3: `microsoft.graph.book` has no stream property `author`; use one of `jacket`, or remove it",
        ]
    );
    Ok(())
}
