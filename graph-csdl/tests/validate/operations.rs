//! Actions and functions.

use graph_csdl::validate::{AnnotatedItem, AnnotatedOperation, AnnotatedProperty};
use graph_csdl::{Error, OperationKind};

use super::{library, messages, path, property};

fn operation<'a>(kind: OperationKind, template: &'a str, arguments: &[&'a str]) -> AnnotatedOperation<'a> {
    let arguments = arguments.iter().copied().map(property).collect();
    AnnotatedOperation { kind, endpoints: vec![path(template)], arguments, has_result: kind == OperationKind::Function }
}

fn lend<'a>(arguments: &[&'a str]) -> AnnotatedOperation<'a> {
    operation(OperationKind::Action, "books/{bookId}/lend", arguments)
}

fn near<'a>(arguments: &[&'a str]) -> AnnotatedOperation<'a> {
    operation(OperationKind::Function, "books/{bookId}/near", arguments)
}

#[test]
fn what_may_be_null_may_be_left_out() -> Result<(), Error> {
    assert_eq!(messages(&AnnotatedItem::Operation(lend(&["to"])))?, Vec::<String>::new());
    assert_eq!(messages(&AnnotatedItem::Operation(lend(&["to", "until"])))?, Vec::<String>::new());
    assert_eq!(
        messages(&AnnotatedItem::Operation(lend(&["until"])))?,
        ["item: arguments of `lend` are missing; add `to`"]
    );
    Ok(())
}

#[test]
fn an_argument_that_is_none() -> Result<(), Error> {
    assert_eq!(
        messages(&AnnotatedItem::Operation(lend(&["To", "untli", "colour"])))?,
        [
            "property 0: `lend` has no parameter `To`; did you mean `to`?",
            "property 1: `lend` has no parameter `untli`; did you mean `until`?",
            "property 2: `lend` has no parameter `colour`; remove it, or use one of `to`, `until`",
        ]
    );
    let unchecked = AnnotatedProperty { is_unchecked: true, ..property("colour") };
    let declared = AnnotatedOperation { arguments: vec![property("to"), unchecked], ..lend(&[]) };
    assert_eq!(messages(&AnnotatedItem::Operation(declared))?, Vec::<String>::new());
    Ok(())
}

#[test]
fn the_overload_that_the_arguments_fit() -> Result<(), Error> {
    let metadata = library()?;
    for (arguments, returned) in [
        (&["place"][..], "Collection(microsoft.graph.book)"),
        (&["room"], "microsoft.graph.book"),
        (&["room", "atMost"], "microsoft.graph.book"),
        // Of those that fit equally, the first.
        (&[], "Collection(microsoft.graph.book)"),
    ] {
        let declared = AnnotatedItem::Operation(near(arguments));
        let report = declared.validate(&metadata);
        assert_eq!(report.result.map(ToString::to_string).as_deref(), Some(returned), "{arguments:?}");
        assert_eq!(report.diagnostics.is_empty(), !arguments.is_empty(), "{arguments:?}");
    }
    Ok(())
}

#[test]
fn an_action_is_no_function() -> Result<(), Error> {
    let function = AnnotatedOperation { kind: OperationKind::Function, ..lend(&["to"]) };
    assert_eq!(
        messages(&AnnotatedItem::Operation(function))?,
        ["path 0: `lend` is an action; write `#[graph_action]` instead of `#[graph_function]`"]
    );
    let action = AnnotatedOperation { kind: OperationKind::Action, ..near(&["room"]) };
    assert_eq!(
        messages(&AnnotatedItem::Operation(action))?,
        ["path 0: `near` is a function; write `#[graph_function]` instead of `#[graph_action]`"]
    );
    Ok(())
}

#[test]
fn a_path_to_no_operation() -> Result<(), Error> {
    let at = |template| AnnotatedItem::Operation(operation(OperationKind::Action, template, &["anything"]));
    assert_eq!(
        messages(&at("books/{bookId}/lent"))?,
        ["path 0: the path is not valid: `microsoft.graph.book` has no `lent`; write `books/{bookId}/lend`"]
    );
    assert_eq!(
        messages(&at("books/{bookId}/copies"))?,
        ["path 0: the path addresses a collection of `microsoft.graph.copy`, not an operation; \
          end it in the operation's name"]
    );
    Ok(())
}

#[test]
fn all_paths_lead_to_one_operation() -> Result<(), Error> {
    let endpoints = vec![path("books/{bookId}/lend"), path("books/{bookId}/lend"), path("books/{bookId}/renew")];
    assert_eq!(
        messages(&AnnotatedItem::Operation(AnnotatedOperation { endpoints, ..lend(&["to"]) }))?,
        ["path 2: the path calls `renew`, and the first one `lend`; declare a struct of its own for `renew`"]
    );
    Ok(())
}

#[test]
fn content_is_declared_as_bytes() -> Result<(), Error> {
    let scan = operation(OperationKind::Function, "books/{bookId}/scan", &[]);
    assert_eq!(messages(&AnnotatedItem::Operation(scan.clone()))?, Vec::<String>::new());
    assert_eq!(
        messages(&AnnotatedItem::Operation(AnnotatedOperation { has_result: false, ..scan }))?,
        ["item: `scan` returns `Edm.Stream`; write `returns = graph_core::bytes::Bytes`: the result is content"]
    );
    Ok(())
}

#[test]
fn a_result_is_declared_where_there_is_one() -> Result<(), Error> {
    let silent = AnnotatedOperation { has_result: false, ..near(&["place"]) };
    assert_eq!(
        messages(&AnnotatedItem::Operation(silent))?,
        ["item: `near` returns `Collection(microsoft.graph.book)`; \
          write `returns = Vec<…>`, with a type that holds `microsoft.graph.book`"]
    );
    let silent = AnnotatedOperation { has_result: false, ..near(&["room"]) };
    assert_eq!(
        messages(&AnnotatedItem::Operation(silent))?,
        ["item: `near` returns `microsoft.graph.book`; \
          write `returns = …`, with a type that holds `microsoft.graph.book`"]
    );
    let talkative = AnnotatedOperation { has_result: true, ..lend(&["to"]) };
    assert_eq!(messages(&AnnotatedItem::Operation(talkative))?, ["result: `lend` returns nothing; remove `returns`"]);
    Ok(())
}

/// Such as `reports/getOffice365ActiveUserDetail(_)/content`: a function's answer has its bytes in a stream property.
#[test]
fn a_path_may_go_on_to_the_bytes_of_an_answer() -> Result<(), Error> {
    let metadata = library()?;
    let jacket = |arguments| operation(OperationKind::Function, "books/{bookId}/reprint(_)/jacket", arguments);
    let declared = AnnotatedItem::Operation(jacket(&["year"]));
    let report = declared.validate(&metadata);
    assert_eq!(report.result.map(ToString::to_string).as_deref(), Some("Edm.Stream"));
    assert_eq!(messages(&AnnotatedItem::Operation(jacket(&["year"])))?, Vec::<String>::new());
    assert_eq!(
        messages(&AnnotatedItem::Operation(jacket(&["yaer"])))?,
        ["property 0: `reprint` has no parameter `yaer`; did you mean `year`?"]
    );
    let nothing = AnnotatedOperation { has_result: false, ..jacket(&["year"]) };
    assert_eq!(
        messages(&AnnotatedItem::Operation(nothing))?,
        ["item: `reprint` returns `Edm.Stream`; write `returns = graph_core::bytes::Bytes`: the result is content"]
    );
    let alone = operation(OperationKind::Function, "books/{bookId}/jacket", &[]);
    assert_eq!(
        messages(&AnnotatedItem::Operation(alone))?,
        ["path 0: the path addresses a value of the type `Edm.Stream`, not an operation; \
          end it in `books`, and write `.entity(key).stream(\"jacket\")` and `.entity(key).set_stream(\"jacket\", …)`"]
    );
    Ok(())
}
