//! Paths of entities.

use graph_csdl::conform::{Declared, DeclaredEndpoint, DeclaredStruct};
use graph_csdl::{Error, StructuredKind};

use super::{path, told};

fn at<'a>(name: &'a str, endpoint: DeclaredEndpoint<'a>) -> Declared<'a> {
    let kind = StructuredKind::Entity;
    Declared::Struct(DeclaredStruct {
        name,
        kind,
        properties: Vec::new(),
        endpoints: vec![endpoint],
        streams: Vec::new(),
    })
}

fn one(template: &str) -> DeclaredEndpoint<'_> {
    DeclaredEndpoint { is_single: true, ..path(template) }
}

#[test]
fn a_path_leads_to_the_type_or_to_a_base_of_it() -> Result<(), Error> {
    for (name, endpoint) in [
        ("microsoft.graph.book", path("books")),
        ("microsoft.graph.book", one("books/{bookId}")),
        ("microsoft.graph.book", path("library/things")),
        ("microsoft.graph.book", path("library/things/microsoft.graph.book")),
        ("microsoft.graph.book", path("library/things/graph.book")),
        ("microsoft.graph.copy", path("books/{bookId}/copies")),
        ("microsoft.graph.person", one("books/{bookId}/author")),
        // Between colons stands a path that the service resolves, to an entity of the same type.
        ("microsoft.graph.book", one("books/{bookId}:/{itemPath}")),
        ("microsoft.graph.copy", path("books/{bookId}:/{itemPath}:/copies")),
        // Through functions: what they answer stands there.
        ("microsoft.graph.book", path("books/{bookId}/near(place={place})")),
        ("microsoft.graph.book", one("books/{bookId}/near(room={room})")),
        ("microsoft.graph.copy", path("books/{bookId}/near(room={room})/copies")),
    ] {
        assert_eq!(told(&at(name, endpoint))?, Vec::<String>::new(), "{}", endpoint.template);
    }
    Ok(())
}

#[test]
fn a_path_that_leads_elsewhere() -> Result<(), Error> {
    for (name, endpoint, expected) in [
        (
            "microsoft.graph.person",
            path("books"),
            "the path leads to a collection of `microsoft.graph.book`, and this is a `microsoft.graph.person`; \
             end it where `microsoft.graph.person` stands",
        ),
        (
            "microsoft.graph.thing",
            path("books"),
            "the path leads to a collection of `microsoft.graph.book`, and this is a `microsoft.graph.thing`; \
             declare a `microsoft.graph.book`: it extends `microsoft.graph.thing`",
        ),
        (
            "microsoft.graph.person",
            path("books/{bookId}/author"),
            "the path leads to one entity; write `singleton(name = \"author\", template = \"books/{bookId}/author\")`",
        ),
        ("microsoft.graph.book", one("books"), "the path leads to a collection; write `path = \"books\"`"),
        (
            "microsoft.graph.book",
            path("books/{bookId}:/{itemPath}"),
            "the path leads to one entity; write `singleton(name = \"at_path\", template = \"books/{bookId}:/{itemPath}\")`",
        ),
        (
            "microsoft.graph.book",
            one("books/{bookId}/jacket"),
            "the path leads to bytes, and not to entities; \
             end it in `books`, and write `.entity(key).stream(\"jacket\")` and `.entity(key).set_stream(\"jacket\", …)`",
        ),
        (
            "microsoft.graph.book",
            one("books/{bookId}:/{itemPath}:/jacket"),
            "the path leads to bytes, and not to entities; \
             end it in `books/{bookId}:/{itemPath}`, and write `.stream(\"jacket\")` and `.set_stream(\"jacket\", …)`",
        ),
        (
            "microsoft.graph.book",
            path("books/{bookId}/title"),
            "the path leads to a value of the type `Edm.String`, and not to entities; \
             end it in a collection of entities, or in one",
        ),
        (
            "microsoft.graph.book",
            path("books/{bookId}/lend"),
            "the path leads to the operation `microsoft.graph.lend`, and not to entities; \
             declare a struct with `#[graph_action]` for it",
        ),
        (
            "microsoft.graph.book",
            path("books/{bookId}/theOther(_)"),
            "the path leads to one entity; write `singleton(name = \"the_other\", template = \"books/{bookId}/theOther(_)\")`",
        ),
        // An action answers as well, but what it answers has no address.
        (
            "microsoft.graph.book",
            path("books/{bookId}/renew"),
            "the path leads to the operation `microsoft.graph.renew`, and not to entities; \
             declare a struct with `#[graph_action]` for it",
        ),
        (
            "microsoft.graph.book",
            path("books/{bookId}/title/length"),
            "the path leads nowhere: `length` can't stand behind a value of the type `Edm.String`; \
             follow the page of the resource, or `graph-entity describe` of what stands before it",
        ),
    ] {
        assert_eq!(told(&at(name, endpoint))?, [format!("path 0: {expected}")]);
    }
    Ok(())
}

#[test]
fn a_path_that_leads_nowhere() -> Result<(), Error> {
    for (template, expected) in [
        ("bokos", "the service has no `bokos` at its root; write `books`"),
        ("books/{bookId}/copis", "`microsoft.graph.book` has no `copis`; write `books/{bookId}/copies`"),
        (
            "library/things/{thingId}/author",
            "`microsoft.graph.thing` has no `author`; write `library/things/{thingId}/microsoft.graph.book/author`",
        ),
        (
            "books(titel='x')/copies",
            "`microsoft.graph.book` has no property `titel` that could be its key; write `books(title='x')/copies`",
        ),
        (
            "books/{bookId}/neer(room='x/y')/copies",
            "`microsoft.graph.book` has no `neer`; write `books/{bookId}/near(room='x/y')/copies`",
        ),
        (
            "books/{bookId}/near(rom='x/y', atMost=1)",
            "`microsoft.graph.near` has no parameter `rom`; write `books/{bookId}/near(room='x/y', atMost=1)`",
        ),
        (
            "books/{bookId}/authr:/x/author:/mail",
            "`microsoft.graph.book` has no `authr`; write `books/{bookId}/author:/x/author:/mail`",
        ),
        (
            "books:/{itemPath}:/copies",
            "`books:` is a collection of `microsoft.graph.book`, and a path between colons begins at one entity; \
             name the entity that the path begins at: `books/{id}:`",
        ),
        ("b%6Fkos/copis", "the service has no `bokos` at its root; write `books/copis`"),
        (
            "library/{libraryId}/things",
            "a property, relation or operation of `microsoft.graph.library` is needed in place of `{libraryId}`; \
             remove `{libraryId}`: the entities of a collection alone have a key",
        ),
    ] {
        assert_eq!(
            told(&at("microsoft.graph.copy", path(template)))?,
            [format!("path 0: the path leads nowhere: {expected}")]
        );
    }
    Ok(())
}
