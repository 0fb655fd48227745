//! Where paths lead, and what is said of those that lead nowhere.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test that can't go on fails")]

use graph_csdl::{Metadata, PathWalker, ResourceKind};

fn library() -> Metadata {
    Metadata::parse(include_str!("fixture.csdl")).unwrap()
}

/// The resource of a path, or the error.
fn described(metadata: &Metadata, path: &str) -> String {
    match metadata.path(path) {
        Ok(place) => match place.kind {
            ResourceKind::Operation(overloads) => {
                let counts: Vec<_> = overloads.iter().map(|operation| operation.parameters.len().to_string()).collect();
                format!("{} with {} parameters", overloads[0].name, counts.join(" or "))
            }
            target => target.to_string(),
        },
        Err(error) => error.to_string(),
    }
}

fn assert_resources(paths: &[(&str, &str)]) {
    let library = library();
    for (path, target) in paths {
        assert_eq!(described(&library, path), *target, "{path}");
    }
}

#[test]
fn collections_and_entities() {
    assert_resources(&[
        ("items", "a collection of `library.item`"),
        ("items/{id}", "one `library.item`"),
        ("items/4711", "one `library.item`"),
        ("items/lend", "one `library.item`"),
        ("items/o'neil", "one `library.item`"),
        ("items/a.b@c.org", "one `library.item`"),
        ("items/report(1).pdf", "one `library.item`"),
        ("items/a%2Fb", "one `library.item`"),
        ("items('4/7')", "one `library.item`"),
        ("items({id})", "one `library.item`"),
        ("items(title='x')", "one `library.item`"),
        ("authors(name='a=b,c=d')/mentor", "one `library.author`"),
        ("desk", "one `library.desk`"),
        ("desk/loans", "a collection of `library.archive.loan`"),
        ("desk/loans('x')/item", "one `library.item`"),
        ("desk/loans/{id}/item/authors/{id}/mentor/mentor", "one `library.author`"),
    ]);
}

#[test]
fn casts() {
    assert_resources(&[
        ("items/lib.book", "a collection of `library.book`"),
        ("items/library.book", "a collection of `library.book`"),
        ("items/library%2Ebook", "a collection of `library.book`"),
        ("items/lib.book('x')/chapters", "a collection of `library.chapter`"),
        ("items/lib.book(isbn='x')", "one `library.book`"),
        ("items/lib.book/{id}/chapters/{id}", "one `library.chapter`"),
        ("items/{id}/lib.map/scale", "a value of the type `Edm.Int32`"),
        ("items/{id}/lib.book/lib.item/title", "a value of the type `Edm.String`"),
        ("items/{id}/publisher/lib.imprint", "a value of the type `library.company`"),
        ("items/{id}/publisher/lib.imprint/label", "a value of the type `Edm.String`"),
        ("items/{id}/publisher/lib.imprint/seat/city", "a value of the type `Edm.String`"),
        ("items/lib.author", "no `library.item` is a `library.author`"),
        ("items/{id}/lib.book/lib.map", "no `library.book` is a `library.map`"),
        ("items/lib.bok", "the metadata has no type `lib.bok`; did you mean `library.book`?"),
        ("items/{id}/lib.bok", "`library.item` has no `lib.bok`; did you mean `library.book`?"),
        ("items/{id}/lib.book('x')", "`lib.book` is one `library.book`, and takes no key in parentheses"),
    ]);
}

#[test]
fn properties_and_values() {
    assert_resources(&[
        ("items/{id}/title", "a value of the type `Edm.String`"),
        ("items/{id}/title/$value", "content"),
        ("items/{id}/$value", "content"),
        ("items/{id}/lib.book/cover", "a value of the type `Edm.Stream`"),
        ("items/{id}/publisher", "a value of the type `library.company`"),
        ("items/{id}/publisher/seat/city", "a value of the type `Edm.String`"),
        ("items/{id}/publisher/owner/mentor", "one `library.author`"),
        ("authors/{id}/addresses", "a value of the type `Collection(library.address)`"),
        ("authors/{id}/addresses/$count", "a count"),
        ("items/$count", "a count"),
        ("items/%24count", "a count"),
        ("items/{id}/authors/$ref", "references"),
        ("items/{id}/authors/{id}/$ref", "references"),
        ("items/{id}/title/text", "`text` can't follow a value of the type `Edm.String`"),
        ("authors/{id}/addresses/0", "`0` can't follow a value of the type `Collection(library.address)`"),
        ("items/{id}/publisher/$value", "`library.company` has no `$value`"),
        ("items/$value", "`$value` can't follow a collection of `library.item`"),
        ("items/$count/x", "`x` can't follow a count"),
        ("items/$ref/x", "`x` can't follow references"),
        ("items/{id}/$value/x", "`x` can't follow content"),
        ("items/{id}/$count", "`library.item` has no `$count`"),
        ("items/$count()", "`$count()` can't follow a collection of `library.item`"),
        ("items/{id}/title('x')", "`title` is a value of the type `Edm.String`, and takes no key in parentheses"),
        ("authors/{id}/mentor('x')", "`mentor` is one `library.author`, and takes no key in parentheses"),
    ]);
}

#[test]
fn operations() {
    assert_resources(&[
        ("items/{id}/lend", "library.lend with 2 parameters"),
        ("items/{id}/lib.lend", "library.lend with 2 parameters"),
        ("items/{id}/library.lend", "library.lend with 2 parameters"),
        ("items/{id}/lib.book/lend", "library.lend with 0 or 2 parameters"),
        ("items/newest", "library.newest with 0 or 1 or 2 parameters"),
        ("items/newest()", "library.newest with 0 or 1 parameters"),
        ("items/newest(since=2024-01-01)", "library.newest with 1 parameters"),
        ("items/newest( since={day} )", "library.newest with 1 parameters"),
        ("items/newest(count=@n,since=@s)", "library.newest with 2 parameters"),
        ("items/newest(count=1)", "library.newest with 2 parameters"),
        ("items/lib.book/newest", "library.newest with 0 or 1 or 2 parameters"),
        ("items/newest/{id}/title", "a value of the type `Edm.String`"),
        ("items/newest()/lib.book/$count", "a count"),
        ("items/{id}/title/upper", "library.upper with 0 parameters"),
        ("find", "library.find with 1 parameters"),
        ("find(isbn='3/7')/chapters", "a collection of `library.chapter`"),
        ("find(_)", "library.find with 1 parameters"),
        ("reset", "library.reset with 0 parameters"),
        ("items/newest(sinc=1)", "`library.newest` has no parameter `sinc`; did you mean `since`?"),
        ("find(number=1)", "`library.find` has no parameter `number`"),
        ("items/{id}/lib.book/lend(to=1,at=2)", "`library.lend` has no parameter `at`"),
        ("reset/x", "`x` can't follow `library.reset`, which is an action"),
        ("items/{id}/lend/item", "`item` can't follow `library.lend`, which is an action"),
        (
            "items/newest(since=1)/$count",
            "`$count` can't follow `library.newest`, which is a function that is not composable",
        ),
        // Bound to other types alone.
        ("items/{id}/close", "`library.item` has no `close`, which is bound to `library.desk`"),
        ("items/{id}/lib.close", "`library.item` has no `lib.close`, which is bound to `library.desk`"),
        ("desk/lend", "`library.desk` has no `lend`, which is bound to `library.item` and `library.book`"),
        ("desk/newest(since=1)", "`library.desk` has no `newest`, which is bound to `Collection(library.item)`"),
        ("items/close(x=1)", "one `library.item`"),
    ]);
}

#[test]
fn misspelt_names() {
    assert_resources(&[
        ("itms", "the service has no `itms` at its root; did you mean `items`?"),
        ("Desk", "the service has no `Desk` at its root; did you mean `desk`?"),
        ("rest", "the service has no `rest` at its root; did you mean `reset`?"),
        ("{id}", "the service has no `{id}` at its root"),
        ("items:", "the service has no `items:` at its root; did you mean `items`?"),
        ("items/{id}/Title", "`library.item` has no `Title`; did you mean `title`?"),
        ("items/{id}/author", "`library.item` has no `author`; did you mean `authors`?"),
        ("items/{id}/lendd", "`library.item` has no `lendd`; did you mean `lend`?"),
        ("items/{id}/chapters", "`library.item` has no `chapters`; did you mean `library.book/chapters`?"),
        ("items/{id}/scale", "`library.item` has no `scale`; did you mean `library.map/scale`?"),
        ("items/{id}/{x}", "expected a property, relation or operation of `library.item`, found `{x}`"),
        ("items/{id}/publisher/nme", "`library.company` has no `nme`; did you mean `name`?"),
        ("items(titel='x')", "`library.item` has no property `titel` that could be its key; did you mean `title`?"),
        ("authors(nam='x')", "`library.author` has no property `nam` that could be its key; did you mean `name`?"),
    ]);
}

#[test]
fn malformed_paths() {
    assert_resources(&[
        ("", "the path is empty"),
        ("/", "`/` begins with `/`: a path is relative to the service root"),
        ("/items", "`/items` begins with `/`: a path is relative to the service root"),
        ("items/", "`items/` ends with `/`, and has no segment after it"),
        ("items/{id}/", "`items/{id}/` ends with `/`, and has no segment after it"),
        ("items//title", "`items//title` has an empty segment"),
        ("items(", "`items(` has a parenthesis or a quote that is not closed"),
        ("items('a/title", "`items('a/title` has a parenthesis or a quote that is not closed"),
        ("items('a)/title", "`items('a)/title` has a parenthesis or a quote that is not closed"),
        ("items/(x", "`(x` has a parenthesis or a quote that is not closed"),
        ("items()", "a key is missing in the parentheses of `items()`"),
        ("items( )/title", "a key is missing in the parentheses of `items( )`"),
        ("items)", "the service has no `items)` at its root; did you mean `items`?"),
        ("items('x')y", "the service has no `items('x')y` at its root"),
        ("desk('x')", "`desk` is one `library.desk`, and takes no key in parentheses"),
    ]);
    let long = format!("items/{{id}}{}", "/authors/{id}/mentor".repeat(20_000));
    assert_eq!(described(&library(), &long).len(), "`library.author` has no `authors`".len());
    assert_eq!(described(&library(), &format!("authors/x{}", "/mentor".repeat(20_000))), "one `library.author`");
}

#[test]
fn paths_that_the_service_resolves() {
    assert_resources(&[
        ("items/{id}:/{path}", "one `library.item`"),
        ("items/{id}:/shelf/3/{name}:/authors", "a collection of `library.author`"),
        ("items/{id}:/shelf:/title/$value", "content"),
        ("desk:/a/b", "one `library.desk`"),
        ("items/{id}:/a:/titel", "`library.item` has no `titel`; did you mean `title`?"),
        ("items:/a", "`items:` is a collection of `library.item`, and a path between colons begins at one entity"),
        ("items/{id}:", "one `library.item`"),
        ("items/{id}:/a (1/b' (2.txt:/authors", "a collection of `library.author`"),
        ("items/{id}:/a:/authors/{id}:/b:/mentor", "one `library.author`"),
        ("items/{id}:/:/authors", "`{id}:/:` has no path between its colons"),
        ("desk:/:", "`desk:/:` has no path between its colons"),
    ]);
}

// "Addressing resources in a drive on OneDrive", "Get a site resource by path": no page addresses another type so.
#[test]
fn paths_begin_at_drive_items_and_sites_alone() {
    let file = r#"<Schema Namespace="microsoft.graph">
      <EntityType Name="user"><NavigationProperty Name="messages" Type="Collection(microsoft.graph.user)"/>
        <NavigationProperty Name="root" Type="microsoft.graph.driveItem"/></EntityType>
      <EntityType Name="driveItem"><NavigationProperty Name="children" Type="Collection(microsoft.graph.driveItem)"/></EntityType>
      <EntityType Name="site"><NavigationProperty Name="lists" Type="Collection(microsoft.graph.user)"/></EntityType>
      <EntityContainer Name="c"><EntitySet Name="users" EntityType="microsoft.graph.user"/>
        <EntitySet Name="sites" EntityType="microsoft.graph.site"/>
        <Singleton Name="me" Type="microsoft.graph.user"/></EntityContainer></Schema>"#;
    let metadata = Metadata::parse(file).unwrap();
    for path in ["sites/{host}:/{path}:/lists", "sites/{host}:/a/b", "me/root:/{path}:/children/{id}:/{path}"] {
        assert!(metadata.path(path).is_ok(), "{path}");
    }
    for (path, meant) in [
        ("users/{userId}:/{itemPath}:/messages", "users/{userId}/messages"),
        ("users/{userId}:/a/b", "users/{userId}"),
        ("me:/a/{b}:/messages/{id}", "me/messages/{id}"),
        ("me/messages/{id}:/{a}:/root:/{b}", "me/messages/{id}/root:/{b}"),
    ] {
        let error = metadata.path(path).unwrap_err();
        assert!(
            error.message.starts_with("a path between colons begins at a drive item or a site"),
            "{}",
            error.message
        );
        assert_eq!(error.corrected(path).as_deref(), Some(meant));
    }
}

#[test]
fn a_place_has_what_is_said_of_what_it_was_reached_by() {
    let library = library();
    let said = |path: &str| library.path(path).unwrap().annotations.and_then(|found| found.capability("Filterable"));
    for (path, granted) in [
        ("items", Some(true)),
        ("items/{id}", Some(true)),
        ("items/lib.book/{id}", Some(true)),
        ("items/$count", Some(true)),
        ("items/{id}/authors", None),
        ("items/newest", None),
    ] {
        assert_eq!(said(path), granted, "{path}");
    }
    let isbn = library.path("items/{id}/lib.book/isbn").unwrap().annotations.unwrap();
    assert!(isbn.is_immutable);
}

#[test]
fn metadata_without_what_its_paths_need() {
    let file = |container: &str| format!("<Schema Namespace=\"n\"><EnumType Name=\"e\"/>{container}</Schema>");
    let container = "<EntityContainer Name=\"c\"><EntitySet Name=\"s\" EntityType=\"n.x\"/><Singleton Name=\"o\" Type=\"n.e\"/>\
        <FunctionImport Name=\"f\" Function=\"n.f\"/></EntityContainer>";
    for (text, path, error) in [
        (file(""), "s", "`s` is unknown: the metadata has no entity container"),
        (file(container), "s", "`s` refers to the entity type `n.x`, which the metadata does not have"),
        (file(container), "o", "`o` refers to the entity type `n.e`, which the metadata does not have"),
        (file(container), "f", "`f` refers to the unbound operation `n.f`, which the metadata does not have"),
    ] {
        assert_eq!(described(&Metadata::parse(&text).unwrap(), path), error);
    }
}

#[test]
fn a_key_within_a_complex_property_has_a_name_of_its_own() {
    let text = "<Schema Namespace=\"n\"><ComplexType Name=\"stamp\"><Property Name=\"order\" Type=\"Edm.Int32\"/></ComplexType>\
        <EntityType Name=\"loan\"><Key><PropertyRef Name=\"stamp/order\" Alias=\"number\"/></Key>\
        <Property Name=\"stamp\" Type=\"n.stamp\"/></EntityType>\
        <EntityContainer Name=\"c\"><EntitySet Name=\"loans\" EntityType=\"n.loan\"/></EntityContainer></Schema>";
    let metadata = Metadata::parse(text).unwrap();
    assert_eq!(described(&metadata, "loans(number=4)/stamp/order"), "a value of the type `Edm.Int32`");
}

#[test]
fn a_walker_takes_decoded_segments() {
    let library = library();
    let walk = |segments: &[&str]| {
        let root = PathWalker::new(&library);
        let walker = segments.iter().try_fold(root, |walker, segment| walker.step(segment));
        walker.map_or_else(|error| error.to_string(), |end| end.resource().unwrap().kind.to_string())
    };
    for (segments, target) in [
        (&["items", "a/b"][..], "one `library.item`"),
        (&["items", "a(b"], "one `library.item`"),
        (&["items", "%24count"], "one `library.item`"),
        (&["items", "root:"], "one `library.item`"),
        (&["items", "{id}", "title", "$value"], "content"),
        (&["items", "newest(since=1)"], "the operation `library.newest`"),
        (&["items", "newest", "x", "title"], "a value of the type `Edm.String`"),
        (&["items", "x", "titel"], "`library.item` has no `titel`; did you mean `title`?"),
        (&["items", "x", "authors('a"], "`library.item` has no `authors('a`"),
        (&["items", ""], "the segment is empty"),
    ] {
        assert_eq!(walk(segments), target, "{segments:?}");
    }
    let error = PathWalker::new(&library).step("items(titel='x%41')").unwrap_err();
    assert_eq!(error.range, 6..11);
}

#[test]
fn a_walker_has_the_navigation_property_and_the_type() {
    let library = library();
    let item = PathWalker::new(&library).step("items").unwrap().step("x").unwrap();
    let name = |walker: &PathWalker<'_>| walker.navigation().map(|found| found.name.clone());
    let of = |walker: &PathWalker<'_>| walker.structured().map(|found| found.name.clone());
    assert_eq!((name(&item), of(&item).as_deref()), (None, Some("library.item")));
    let authors = item.step("authors").unwrap();
    assert_eq!((name(&authors).as_deref(), of(&authors)), (Some("authors"), None));
    assert_eq!(name(&authors.step("x").unwrap()), None);
    let imprint = item.step("publisher").unwrap().step("lib.imprint").unwrap();
    assert_eq!((name(&imprint), of(&imprint).as_deref()), (None, Some("library.imprint")));
    assert_eq!(imprint.spelling("Label").as_deref(), Some("label"));
}

#[test]
fn a_walker_goes_to_the_end_of_a_path_of_names() {
    let library = library();
    let items = PathWalker::new(&library).step("items").unwrap();
    let found = items.step_by_names("{id}").unwrap().step("authors").unwrap();
    assert!(matches!(found.resource().unwrap().kind, ResourceKind::Collection(of) if of.name == "library.author"));
    assert_eq!(
        PathWalker::new(&library).step_by_names("items").unwrap_err().message,
        "`items:` is a collection of `library.item`, and a path between colons begins at one entity"
    );
}
