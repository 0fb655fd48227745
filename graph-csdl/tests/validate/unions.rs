//! Unions.

use graph_csdl::Error;
use graph_csdl::validate::{AnnotatedItem, AnnotatedUnion};

use super::{library, messages, path};

#[test]
fn its_members_are_the_types_that_have_values() -> Result<(), Error> {
    let metadata = library()?;
    let declared = AnnotatedUnion { name: "microsoft.graph.thing", endpoints: vec![path("library/things")] };
    let report = AnnotatedItem::Union(declared).validate(&metadata);
    assert_eq!(report.diagnostics, []);
    // The base is abstract.
    assert_eq!(report.members, ["microsoft.graph.book", "microsoft.graph.audioBook", "microsoft.graph.map"]);
    Ok(())
}

#[test]
fn there_is_something_to_tell_apart() -> Result<(), Error> {
    let declared = AnnotatedUnion { name: "microsoft.graph.place", endpoints: Vec::new() };
    assert_eq!(
        messages(&AnnotatedItem::Union(declared))?,
        ["item: no type extends `microsoft.graph.place`; declare a struct for it: a union has several types"]
    );
    Ok(())
}

#[test]
fn its_base_has_properties() -> Result<(), Error> {
    let declared = AnnotatedUnion { name: "microsoft.graph.binding", endpoints: Vec::new() };
    assert_eq!(
        messages(&AnnotatedItem::Union(declared))?,
        ["item: `microsoft.graph.binding` is an enumeration; write `#[graph_enum]` instead of `#[graph_union]`"]
    );
    Ok(())
}

/// A union is often named after its base, with a word in front.
#[test]
fn its_base_is_the_type_that_its_path_leads_to() -> Result<(), Error> {
    let declared = AnnotatedUnion { name: "microsoft.graph.anyThing", endpoints: vec![path("library/things")] };
    assert_eq!(
        messages(&AnnotatedItem::Union(declared))?,
        ["item: the metadata has no type `microsoft.graph.anyThing`; write `odata_type = \"microsoft.graph.thing\"`"]
    );
    Ok(())
}
