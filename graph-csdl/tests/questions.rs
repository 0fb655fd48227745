//! What a file says of its types and operations: a small service's answers to each question.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

use graph_csdl::{Definition, Metadata, OperationKind, TypeRef};

fn library() -> Metadata {
    Metadata::parse(include_str!("fixture.csdl")).unwrap()
}

/// A file of these declarations in the namespace `n`.
fn file(content: &str) -> String {
    format!("<Schema Namespace=\"n\" Alias=\"a\">{content}</Schema>")
}

fn entity(name: &str, base: &str) -> String {
    format!("<EntityType Name=\"{name}\" BaseType=\"{base}\"/>")
}

fn names<'m>(properties: impl Iterator<Item = &'m graph_csdl::Property>) -> Vec<&'m str> {
    properties.map(|property| property.name.as_str()).collect()
}

#[test]
fn types_are_found_by_name_and_by_alias() {
    let library = library();
    assert_eq!(library.type_names().count(), library.definitions().count());
    for name in ["library.book", "lib.book"] {
        let book = library.structured(name).unwrap();
        assert_eq!((book.name.as_str(), book.base.as_deref()), ("library.book", Some("library.item")));
        assert!(library.enumeration(name).is_none());
    }
    assert!(library.structured("library.shelfKind").is_none() && library.structured("book").is_none());
    let members: Vec<_> =
        library.enumeration("lib.shelfKind").unwrap().members.iter().map(|member| member.value).collect();
    assert_eq!(members, [0, 1, 2, 3]);
    assert_eq!(library.underlying("lib.isbn"), "Edm.String");
    assert_eq!(library.underlying("Edm.Int32"), "Edm.Int32");
    assert_eq!(library.definition("archive.loan").map(Definition::name), Some("library.archive.loan"));
    let loan = library.navigation_property("library.archive.loan", "item").unwrap();
    assert_eq!(loan.ty, TypeRef { name: "library.item".to_owned(), is_collection: false, is_nullable: false });
    for (written, nearest) in [
        ("library.bok", Some("library.book")),
        ("lib.Book", Some("library.book")),
        ("book", Some("library.book")),
        ("library.loan", Some("library.archive.loan")),
        ("library.something", None),
    ] {
        assert_eq!(library.nearest_type(written), nearest, "{written}");
    }
    assert_eq!(format!("{library:?}"), format!("Metadata {{ bytes: {}, declarations: 33 }}", library.text().len()));
}

#[test]
fn a_type_has_what_its_bases_have() {
    let library = library();
    assert_eq!(names(library.properties("lib.book")), ["id", "title", "publisher", "isbn", "tags", "cover"]);
    assert_eq!(names(library.properties("lib.nothing")), [""; 0]);
    assert_eq!(
        library.navigation("lib.book").map(|one| one.name.as_str()).collect::<Vec<_>>(),
        ["authors", "chapters"]
    );
    assert_eq!(library.key("lib.atlas"), ["id"]);
    assert_eq!(library.key("lib.address"), [""; 0]);
    assert!(library.property("lib.book", "id").is_some() && library.property("lib.book", "scale").is_none());
    assert!(library.is_open("lib.atlas") && !library.is_open("lib.author"));
    assert!(library.has_stream("lib.book") && !library.has_stream("lib.map"));
    assert!(library.is_a("lib.atlas", "library.entity") && !library.is_a("lib.entity", "lib.atlas"));
    assert!(library.is_a("Edm.String", "Edm.String"));
}

#[test]
fn derived_types_stand_behind_their_base() {
    let library = library();
    assert_eq!(library.derived("lib.item"), ["library.book", "library.map", "library.atlas"]);
    assert_eq!(library.derived("lib.company"), ["library.imprint"]);
    assert_eq!(library.derived("lib.nothing"), [""; 0]);
    assert_eq!(library.derived_with("lib.item", "scale").map(|found| found.name.as_str()), Some("library.map"));
    assert_eq!(library.derived_with("lib.item", "chapters").map(|found| found.name.as_str()), Some("library.book"));
    assert!(library.derived_with("lib.book", "scale").is_none());
}

#[test]
fn circles_of_bases_and_unknown_bases_end() {
    let circle = file(&(entity("x", "a.y") + &entity("y", "n.x") + &entity("z", "a.z") + &entity("w", "other.w")));
    let metadata = Metadata::parse(&circle).unwrap();
    let lineage = |name| metadata.lineage(name).into_iter().map(|of| of.name.as_str()).collect::<Vec<_>>();
    assert_eq!(lineage("n.x"), ["n.x", "n.y"]);
    assert_eq!(lineage("n.z"), ["n.z"]);
    assert_eq!(lineage("n.w"), ["n.w"]);
    assert_eq!(metadata.derived("n.x"), ["n.y"]);
    assert_eq!(metadata.derived("n.z"), [""; 0]);
    assert_eq!(metadata.derived("other.w"), ["n.w"]);
    assert!(metadata.is_a("n.x", "n.y") && metadata.is_a("n.y", "n.x"));
    assert!(metadata.key("n.x").is_empty() && !metadata.is_open("n.z"));
}

#[test]
fn operations_are_found_by_what_they_are_bound_to() {
    let library = library();
    let bound = |name, is_collection| {
        let operations = library.bound_to(name, is_collection);
        operations.map(|operation| (operation.short_name(), operation.parameters.len())).collect::<Vec<_>>()
    };
    assert_eq!(bound("lib.book", false), [("lend", 2), ("lend", 0)]);
    assert_eq!(bound("lib.map", false), [("lend", 2)]);
    assert_eq!(bound("lib.atlas", true), [("newest", 0), ("newest", 1), ("newest", 2)]);
    assert_eq!(bound("Edm.String", false), [("upper", 0)]);
    assert_eq!(library.operations().count(), 9);
    for (name, count) in [("lend", 2), ("lib.lend", 2), ("library.lend", 2), ("other.lend", 0), ("x", 0)] {
        assert_eq!(library.operations_named(name).count(), count, "{name}");
    }
    let reset = library.operations_named("reset").next().unwrap();
    assert_eq!((reset.kind, reset.binding.as_ref(), reset.returns.as_ref()), (OperationKind::Action, None, None));
}

#[test]
fn annotations_stand_within_or_have_a_target() {
    let library = library();
    let said = |name: &str| library.property("lib.book", name).unwrap().annotations.clone();
    assert_eq!(said("title").description.as_deref(), Some("What stands on the spine, \"as printed\"."));
    assert!(said("isbn").is_immutable && !said("title").is_immutable);
    assert_eq!(said("isbn").long_description.as_deref(), Some("Ten or thirteen digits."));
    assert!(!said("cover").is_computed && said("cover").is_read_only());
    assert_eq!(said("cover").permissions, ["Read"]);
    let book = &library.structured("lib.book").unwrap().annotations;
    assert_eq!(book.alternate_keys, [["isbn"]]);
    assert_eq!(book.description, None, "a term of another vocabulary");
    let kinds = library.enumeration("lib.shelfKind").unwrap();
    assert_eq!(kinds.members[2].annotations.description.as_deref(), Some("Behind glass."));
}

#[test]
fn a_deprecation_is_one_of_the_revisions() {
    let library = library();
    let map = library.definition("lib.map").unwrap().annotations().deprecation.clone().unwrap();
    assert_eq!(map.description.as_deref(), Some("Use atlas."));
    assert_eq!((map.date.as_deref(), map.removal_date.as_deref()), (Some("2024-04-10"), Some("2026-04-10")));
    assert_eq!(map.version.as_deref(), Some("2024-01/maps"));
    assert!(library.definition("lib.atlas").unwrap().annotations().deprecation.is_none());
}

#[test]
fn each_overload_has_its_own_annotations() {
    let library = library();
    let newest: Vec<_> = library.operations_named("newest").collect();
    let said: Vec<_> = newest.iter().map(|operation| operation.annotations.description.as_deref()).collect();
    assert_eq!(said, [None, Some("Those since a day."), None]);
    let since = |index: usize| &newest[index].parameters[0];
    assert!(since(1).is_optional && !since(2).is_optional);
    assert_eq!(since(1).annotations.description.as_deref(), Some("The day."));
    let lend: Vec<_> = library.operations_named("lend").collect();
    assert!(lend.iter().all(|operation| operation.annotations.description.as_deref() == Some("Every overload.")));
    assert_eq!(lend[0].parameters.iter().map(|parameter| parameter.is_optional).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn what_is_said_of_a_type_is_not_said_of_an_action_of_its_name() {
    let said = "<Annotation Term=\"Org.OData.Core.V1.Description\" String=\"x\"/>";
    let text = file(&format!(
        "{}<Action Name=\"run\"/><Annotations Target=\"a.run\">{said}</Annotations>",
        entity("run", "a.b")
    ));
    let metadata = Metadata::parse(&text).unwrap();
    assert_eq!(metadata.definition("n.run").unwrap().annotations().description.as_deref(), Some("x"));
    assert_eq!(metadata.operations().next().unwrap().annotations.description, None);
}

#[test]
fn a_container_has_what_is_said_of_its_sets() {
    let library = library();
    let container = library.container().unwrap();
    let [items, authors] = container.sets.as_slice() else { panic!("{container:?}") };
    assert_eq!((items.entity_type.as_str(), authors.entity_type.as_str()), ("library.item", "library.author"));
    for (capability, granted) in
        [("TopSupported", Some(false)), ("Filterable", Some(true)), ("ChangeTracking", Some(false)), ("Sortable", None)]
    {
        assert_eq!(items.annotations.capability(capability), granted, "{capability}");
    }
    let exceptions = [("NonFilterableProperties".to_owned(), vec!["title".to_owned(), "publisher".to_owned()])];
    assert_eq!(items.annotations.exceptions, exceptions);
    assert_eq!((items.bindings[0].path.as_str(), items.bindings[0].target.as_str()), ("authors", "authors"));
    let imports: Vec<_> = container.imports.iter().map(|import| import.operation.as_str()).collect();
    assert_eq!(
        (container.singletons[0].entity_type.as_str(), imports),
        ("library.desk", vec!["library.find", "library.reset"])
    );
}

#[test]
fn a_declaration_that_cannot_be_read_is_told_with_its_place() {
    let property = |attributes: &str| format!("<EntityType Name=\"x\">\n<Property {attributes}/></EntityType>");
    for (content, error) in [
        (property("Type=\"Edm.String\""), "line 2, column 1: `<Property>` has no `Name`"),
        (property("Name=\"p\""), "line 2, column 1: `<Property>` has no `Type`"),
        (
            property("Name=\"p\" Type=\"Collection(Edm.String\""),
            "line 2, column 1: the type `Collection(Edm.String` has no `)`",
        ),
        (property("Name=\"p\" Type=\"a b\""), "line 2, column 1: `a b` is not the name of a type"),
        (property("Name=\"p\" Type=\"Collection()\""), "line 2, column 1: `Collection()` is not the name of a type"),
        (
            property("Name=\"p\" Type=\"Edm.Guid\" Nullable=\"no\""),
            "line 2, column 1: `Nullable=\"no\"` of `<Property>` is neither `true` nor `false`",
        ),
        (
            property("Name=\"p\" Type=\"t\"/>\n<NavigationProperty Name=\"p\" Type=\"t\""),
            "line 3, column 1: `p` is declared twice",
        ),
        (
            property("Name=\"p\" Type=\"t\" Name=\"q\""),
            "line 2, column 1: an attribute of `<Property>` is not well-formed",
        ),
        ("<EntityType Name=\"x\"><Key></EntityType>".to_owned(), "line 1, column 59: the XML is not well-formed"),
        (
            "<EnumType Name=\"x\"><Member Name=\"m\" Value=\"a\"/></EnumType>".to_owned(),
            "line 1, column 52: `Value=\"a\"` of `<Member>` is no",
        ),
        ("<TypeDefinition Name=\"x\"/>".to_owned(), "line 1, column 33: `<TypeDefinition>` has no `UnderlyingType`"),
        (
            "<Action Name=\"x\" IsBound=\"true\"/>".to_owned(),
            "line 1, column 33: `n.x` is bound, and has no binding parameter",
        ),
        (
            "<Action Name=\"x\"><Parameter Name=\"p\" Type=\"t\"/><Parameter Name=\"p\" Type=\"t\"/></Action>"
                .to_owned(),
            "line 1, column 80: `p` is declared twice",
        ),
        (
            "<EntityContainer Name=\"c\"><EntitySet Name=\"s\"/></EntityContainer>".to_owned(),
            "line 1, column 59: `<EntitySet>` has no `EntityType`",
        ),
        (
            "<Annotations Target=\"a.x\"><Annotation/></Annotations>".to_owned(),
            "line 1, column 59: `<Annotation>` has no `Term`",
        ),
    ] {
        let text = file(&content);
        let error_found = Metadata::parse(&text).unwrap_err().to_string();
        assert!(error_found.starts_with(error), "{error_found}");
        let lazy = Metadata::parse_lazy(&text).unwrap();
        assert!(lazy.first_error().is_none());
        let _ = (lazy.definitions().count(), lazy.operations().count(), lazy.container());
        assert!(
            content.starts_with("<Annotations") || lazy.first_error().map(ToString::to_string) == Some(error_found)
        );
    }
    let twice = file("<EnumType Name=\"x\"/><EntityType Name=\"x\"/>");
    assert_eq!(Metadata::parse_lazy(&twice).unwrap_err().to_string(), "line 1, column 53: `n.x` is declared twice");
}

#[test]
fn a_fault_hides_one_declaration_alone() {
    let text = file(
        "<ComplexType Name=\"bad\"><Property/></ComplexType><ComplexType Name=\"good\"/><EnumType Name=\"e\"><Member/></EnumType>",
    );
    let metadata = Metadata::parse_lazy(&text).unwrap();
    assert!(metadata.definition("n.good").is_some() && metadata.first_error().is_none());
    assert!(metadata.definition("n.bad").is_none() && metadata.definition("n.e").is_none());
    assert_eq!(metadata.first_error().unwrap().message(), "`<Property>` has no `Name`");
    assert_eq!(metadata.type_names().collect::<Vec<_>>(), ["n.bad", "n.good", "n.e"]);
}

#[test]
fn what_is_said_to_some_does_not_replace_what_is_said_to_all() {
    let said = |text: &str, qualifier: &str| {
        format!("<Annotation Term=\"Org.OData.Core.V1.Description\" String=\"{text}\"{qualifier}/>")
    };
    for (first, second) in
        [(said("all", ""), said("some", " Qualifier=\"q\"")), (said("some", " Qualifier=\"q\""), said("all", ""))]
    {
        let text =
            file(&format!("<EnumType Name=\"e\">{first}</EnumType><Annotations Target=\"a.e\">{second}</Annotations>"));
        let metadata = Metadata::parse(&text).unwrap();
        assert_eq!(metadata.definition("n.e").unwrap().annotations().description.as_deref(), Some("all"));
    }
    let text = file(&format!(
        "<EnumType Name=\"e\"/><Annotations Target=\"a.e\" Qualifier=\"q\">{}</Annotations>",
        said("some", "")
    ));
    let metadata = Metadata::parse(&text).unwrap();
    assert_eq!(metadata.definition("n.e").unwrap().annotations().description.as_deref(), Some("some"));
}
