//! Paths of entities.

use graph_csdl::validate::{AnnotatedEndpoint, AnnotatedItem, AnnotatedStruct};
use graph_csdl::{Error, StructuredKind};

use super::{messages, path};

fn at<'a>(name: &'a str, endpoint: AnnotatedEndpoint<'a>) -> AnnotatedItem<'a> {
    let kind = StructuredKind::Entity;
    AnnotatedItem::Struct(AnnotatedStruct {
        name,
        kind,
        properties: Vec::new(),
        endpoints: vec![endpoint],
        streams: Vec::new(),
    })
}

fn one(template: &str) -> AnnotatedEndpoint<'_> {
    AnnotatedEndpoint { is_single: true, ..path(template) }
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
        ("microsoft.graph.driveItem", one("files/{id}:/{itemPath}")),
        ("microsoft.graph.copy", path("files/{id}:/{itemPath}:/copies")),
        // Through functions: what they answer stands there.
        ("microsoft.graph.book", path("books/{bookId}/near(place={place})")),
        ("microsoft.graph.book", one("books/{bookId}/near(room={room})")),
        ("microsoft.graph.copy", path("books/{bookId}/near(room={room})/copies")),
    ] {
        assert_eq!(messages(&at(name, endpoint))?, Vec::<String>::new(), "{}", endpoint.template);
    }
    Ok(())
}

#[test]
fn a_path_that_leads_elsewhere() -> Result<(), Error> {
    for (name, endpoint, expected) in [
        (
            "microsoft.graph.person",
            path("books"),
            "the path addresses a collection of `microsoft.graph.book`, but this is a `microsoft.graph.person`; \
             end it at `microsoft.graph.person`, or write `odata_type = \"microsoft.graph.book\"`",
        ),
        (
            "microsoft.graph.thing",
            path("books"),
            "the path addresses a collection of `microsoft.graph.book`, but this is a `microsoft.graph.thing`; \
             declare a `microsoft.graph.book`: it extends `microsoft.graph.thing`",
        ),
        (
            "microsoft.graph.person",
            path("books/{bookId}/author"),
            "the path addresses one entity; write `singleton(name = \"author\", template = \"books/{bookId}/author\")`",
        ),
        ("microsoft.graph.book", one("books"), "the path addresses a collection; write `path = \"books\"`"),
        (
            "microsoft.graph.driveItem",
            path("files/{id}:/{itemPath}"),
            "the path addresses one entity; write `singleton(name = \"at_path\", template = \"files/{id}:/{itemPath}\")`",
        ),
        (
            "microsoft.graph.book",
            one("books/{bookId}/jacket"),
            "the path addresses bytes, not entities; \
             end it in `books`, and write `.entity(key).stream(\"jacket\")` and `.entity(key).set_stream(\"jacket\", …)`",
        ),
        (
            "microsoft.graph.driveItem",
            one("files/{id}:/{itemPath}:/jacket"),
            "the path addresses bytes, not entities; \
             end it in `files/{id}:/{itemPath}`, and write `.stream(\"jacket\")` and `.set_stream(\"jacket\", …)`",
        ),
        (
            "microsoft.graph.book",
            path("books/{bookId}/title"),
            "the path addresses a value of the type `Edm.String`, not entities; \
             end it in a collection of entities, or in one",
        ),
        (
            "microsoft.graph.book",
            path("books/{bookId}/lend"),
            "the path addresses the operation `microsoft.graph.lend`, not entities; \
             declare a struct with `#[graph_action]` for it",
        ),
        (
            "microsoft.graph.book",
            path("books/{bookId}/theOther(_)"),
            "the path addresses one entity; write `singleton(name = \"the_other\", template = \"books/{bookId}/theOther(_)\")`",
        ),
        // An action answers as well, but what it answers has no address.
        (
            "microsoft.graph.book",
            path("books/{bookId}/renew"),
            "the path addresses the operation `microsoft.graph.renew`, not entities; \
             declare a struct with `#[graph_action]` for it",
        ),
        (
            "microsoft.graph.book",
            path("books/{bookId}/title/length"),
            "the path is not valid: `length` can't follow a value of the type `Edm.String`; \
             see the page of the resource, or `graph-entity describe` of the path before it",
        ),
    ] {
        assert_eq!(messages(&at(name, endpoint))?, [format!("path 0: {expected}")]);
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
            "books/{bookId}:/{itemPath}:/copies",
            "a path between colons begins at a drive item or a site, and `{bookId}` is a `microsoft.graph.book`; \
             write `books/{bookId}/copies`",
        ),
        (
            "books:/{itemPath}:/copies",
            "`books:` is a collection of `microsoft.graph.book`, and a path between colons begins at one entity; \
             name the entity that the path begins at: `books/{id}:`",
        ),
        ("b%6Fkos/copis", "the service has no `bokos` at its root; write `books/copis`"),
        (
            "library/{libraryId}/things",
            "expected a property, relation or operation of `microsoft.graph.library`, found `{libraryId}`; \
             remove `{libraryId}`: only entities of a collection have a key",
        ),
    ] {
        assert_eq!(
            messages(&at("microsoft.graph.copy", path(template)))?,
            [format!("path 0: the path is not valid: {expected}")]
        );
    }
    Ok(())
}

/// A struct is often named as its users call the type, and the path says which it is.
#[test]
fn a_type_that_is_none_at_a_path_is_the_one_that_the_path_leads_to() -> Result<(), Error> {
    let written = |name: &str| format!("write `odata_type = \"microsoft.graph.{name}\"`");
    let near = |name: &str, item: &str| {
        format!("did you mean `microsoft.graph.{name}`? Name the item `{item}`, or {}", written(name))
    };
    for (name, template, expected) in [
        // Nearer to `copy` in spelling, which does not stand there.
        ("microsoft.graph.copys", "people", written("person")),
        ("microsoft.graph.employee", "people/{personId}", written("person")),
        // Nearly the name of a type that stands there: the declared one, or one that extends it.
        ("microsoft.graph.persn", "people", near("person", "Person")),
        ("microsoft.graph.boook", "library/things", near("book", "Book")),
        ("microsoft.graph.audioBok", "library/things", near("audioBook", "AudioBook")),
        // Words of its name: of one type that extends the declared one, of several, of none.
        ("microsoft.graph.audio", "library/things", written("audioBook")),
        ("microsoft.graph.b", "library/things", written("thing")),
        ("microsoft.graph.volume", "library/things", written("thing")),
        // Another namespace.
        ("microsoft.graph.archive.book", "books", near("book", "Book")),
        // Through a function, and a cast.
        ("microsoft.graph.volume", "books/{bookId}/near(place={place})", written("book")),
        ("microsoft.graph.atlas", "library/things/microsoft.graph.map", written("map")),
    ] {
        let endpoint = AnnotatedEndpoint { is_single: template.contains("/{person"), ..path(template) };
        assert_eq!(
            messages(&at(name, endpoint))?,
            [format!("item: the metadata has no type `{name}`; {expected}")],
            "{name} at {template}"
        );
    }
    Ok(())
}

#[test]
fn of_several_paths_the_one_that_leads_to_the_type_itself_counts() -> Result<(), Error> {
    let endpoints = vec![path("library/things"), path("books")];
    let (name, kind) = ("microsoft.graph.volume", StructuredKind::Entity);
    let declared =
        AnnotatedItem::Struct(AnnotatedStruct { name, kind, properties: Vec::new(), endpoints, streams: Vec::new() });
    assert_eq!(
        messages(&declared)?,
        ["item: the metadata has no type `microsoft.graph.volume`; write `odata_type = \"microsoft.graph.book\"`"]
    );
    Ok(())
}

#[test]
fn a_path_may_be_wrong_as_well_as_the_type() -> Result<(), Error> {
    for (endpoint, expected) in [
        (
            path("books/{bookId}/copis"),
            [
                "write `odata_type = \"microsoft.graph.copy\"`",
                "the path is not valid: `microsoft.graph.book` has no `copis`; write `books/{bookId}/copies`",
            ],
        ),
        (
            path("loans"),
            [
                "name the type with `odata_type = \"…\"`, or the file that has it, as in \
                 `schema = \"metadata/beta.csdl\"`, or turn the check off with `schema = false`",
                "the path is not valid: the service has no `loans` at its root; \
                 see the page of the resource, or `graph-entity describe` of the path before it",
            ],
        ),
        (
            path("books/{bookId}/author"),
            [
                "write `odata_type = \"microsoft.graph.person\"`",
                "the path addresses one entity; \
                 write `singleton(name = \"author\", template = \"books/{bookId}/author\")`",
            ],
        ),
    ] {
        let [of_type, of_path] = expected;
        assert_eq!(
            messages(&at("microsoft.graph.lending", endpoint))?,
            [
                format!("item: the metadata has no type `microsoft.graph.lending`; {of_type}"),
                format!("path 0: {of_path}")
            ]
        );
    }
    Ok(())
}

#[test]
fn a_type_without_an_address_at_a_path_is_the_one_that_the_path_leads_to() -> Result<(), Error> {
    for (name, noun) in [("place", "a complex type"), ("binding", "an enumeration")] {
        assert_eq!(
            messages(&at(&format!("microsoft.graph.{name}"), path("books")))?,
            [format!("item: `microsoft.graph.{name}` is {noun}; write `odata_type = \"microsoft.graph.book\"`")]
        );
    }
    Ok(())
}
