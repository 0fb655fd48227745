//! Enumerations.

use graph_csdl::Error;
use graph_csdl::validate::{AnnotatedEnum, AnnotatedItem, AnnotatedMember};

use super::messages;

fn member(name: &str) -> AnnotatedMember<'_> {
    AnnotatedMember { name, ..AnnotatedMember::default() }
}

fn binding<'a>(members: &[&'a str]) -> AnnotatedEnum<'a> {
    let members = members.iter().copied().map(member).collect();
    AnnotatedEnum { name: "microsoft.graph.binding", is_flags: false, is_partial: false, members }
}

#[test]
fn all_members_but_the_one_of_the_future() -> Result<(), Error> {
    assert_eq!(messages(&AnnotatedItem::Enum(binding(&["paper", "cloth", "half-leather"])))?, Vec::<String>::new());
    Ok(())
}

#[test]
fn members_are_missing_unless_it_is_partial() -> Result<(), Error> {
    let declared = binding(&["paper"]);
    assert_eq!(
        messages(&AnnotatedItem::Enum(declared.clone()))?,
        ["item: members of `microsoft.graph.binding` are missing; \
          add `Cloth`, `#[graph(rename = \"half-leather\")] HalfLeather`; or write `#[graph_enum(partial)]`"]
    );
    assert_eq!(messages(&AnnotatedItem::Enum(AnnotatedEnum { is_partial: true, ..declared }))?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_misspelt_member_is_one_mistake() -> Result<(), Error> {
    assert_eq!(
        messages(&AnnotatedItem::Enum(binding(&["paper", "clohts", "half-leather"])))?,
        ["member 1: `microsoft.graph.binding` has no member `clohts`; did you mean `Cloth`?"]
    );
    Ok(())
}

#[test]
fn an_unknown_member_is_one_unless_it_is_unchecked() -> Result<(), Error> {
    let declared = AnnotatedEnum { is_partial: true, ..binding(&["vellum"]) };
    assert_eq!(
        messages(&AnnotatedItem::Enum(declared))?,
        ["member 0: `microsoft.graph.binding` has no member `vellum`; \
          remove it, or write `#[graph(unchecked)]` if it exists and the metadata lacks it"]
    );
    let members = vec![AnnotatedMember { is_unchecked: true, ..member("vellum") }];
    let declared = AnnotatedEnum { is_partial: true, members, ..binding(&[]) };
    assert_eq!(messages(&AnnotatedItem::Enum(declared))?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_number_is_the_metadata_s() -> Result<(), Error> {
    let numbered = |name, number| AnnotatedMember { number: Some(number), ..member(name) };
    let members = vec![numbered("read", 1), numbered("lend", 4)];
    let declared = AnnotatedEnum { name: "microsoft.graph.rights", is_flags: true, is_partial: false, members };
    assert_eq!(messages(&AnnotatedItem::Enum(declared))?, ["member 1: the number of `lend` is 2, not 4; write `= 2`"]);
    Ok(())
}

#[test]
fn a_set_is_a_set() -> Result<(), Error> {
    let set = AnnotatedEnum { name: "microsoft.graph.rights", ..binding(&[]) };
    assert_eq!(
        messages(&AnnotatedItem::Enum(set))?,
        ["item: `microsoft.graph.rights` is an enumeration of flags; \
          write `#[graph_enum(flags)]` instead of `#[graph_enum]`"]
    );
    let no_set = AnnotatedEnum { is_flags: true, ..binding(&[]) };
    assert_eq!(
        messages(&AnnotatedItem::Enum(no_set))?,
        ["item: `microsoft.graph.binding` is an enumeration; \
          write `#[graph_enum]` instead of `#[graph_enum(flags)]`"]
    );
    let no_enumeration = AnnotatedEnum { name: "microsoft.graph.place", ..binding(&[]) };
    assert_eq!(
        messages(&AnnotatedItem::Enum(no_enumeration))?,
        ["item: `microsoft.graph.place` is a complex type; declare a struct with `#[graph_complex]`"]
    );
    Ok(())
}
