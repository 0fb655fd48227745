//! Actions and functions.

use graph_csdl::conform::{Declared, DeclaredOperation, DeclaredProperty};
use graph_csdl::{Error, OperationKind};

use super::{library, path, property, told};

fn operation<'a>(kind: OperationKind, template: &'a str, arguments: &[&'a str]) -> DeclaredOperation<'a> {
    let arguments = arguments.iter().copied().map(property).collect();
    DeclaredOperation { kind, endpoints: vec![path(template)], arguments, has_result: kind == OperationKind::Function }
}

fn lend<'a>(arguments: &[&'a str]) -> DeclaredOperation<'a> {
    operation(OperationKind::Action, "books/{bookId}/lend", arguments)
}

fn near<'a>(arguments: &[&'a str]) -> DeclaredOperation<'a> {
    operation(OperationKind::Function, "books/{bookId}/near", arguments)
}

#[test]
fn what_may_be_null_may_be_left_out() -> Result<(), Error> {
    assert_eq!(told(&Declared::Operation(lend(&["to"])))?, Vec::<String>::new());
    assert_eq!(told(&Declared::Operation(lend(&["to", "until"])))?, Vec::<String>::new());
    assert_eq!(told(&Declared::Operation(lend(&["until"])))?, ["item: arguments of `lend` are missing; add `to`"]);
    Ok(())
}

#[test]
fn an_argument_that_is_none() -> Result<(), Error> {
    assert_eq!(
        told(&Declared::Operation(lend(&["To", "untli", "colour"])))?,
        [
            "property 0: `lend` has no parameter `To`; did you mean `to`?",
            "property 1: `lend` has no parameter `untli`; did you mean `until`?",
            "property 2: `lend` has no parameter `colour`; remove it, or use one of `to`, `until`",
        ]
    );
    let unchecked = DeclaredProperty { is_unchecked: true, ..property("colour") };
    let declared = DeclaredOperation { arguments: vec![property("to"), unchecked], ..lend(&[]) };
    assert_eq!(told(&Declared::Operation(declared))?, Vec::<String>::new());
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
        let declared = Declared::Operation(near(arguments));
        let report = declared.conform(&metadata);
        assert_eq!(report.result.map(ToString::to_string).as_deref(), Some(returned), "{arguments:?}");
        assert_eq!(report.findings.is_empty(), !arguments.is_empty(), "{arguments:?}");
    }
    Ok(())
}

#[test]
fn an_action_is_no_function() -> Result<(), Error> {
    let function = DeclaredOperation { kind: OperationKind::Function, ..lend(&["to"]) };
    assert_eq!(
        told(&Declared::Operation(function))?,
        ["path 0: `lend` is an action; write `#[graph_action]` instead of `#[graph_function]`"]
    );
    let action = DeclaredOperation { kind: OperationKind::Action, ..near(&["room"]) };
    assert_eq!(
        told(&Declared::Operation(action))?,
        ["path 0: `near` is a function; write `#[graph_function]` instead of `#[graph_action]`"]
    );
    Ok(())
}

#[test]
fn a_path_to_no_operation() -> Result<(), Error> {
    let at = |template| Declared::Operation(operation(OperationKind::Action, template, &["anything"]));
    assert_eq!(
        told(&at("books/{bookId}/lent"))?,
        ["path 0: the path leads nowhere: `microsoft.graph.book` has no `lent`; write `books/{bookId}/lend`"]
    );
    assert_eq!(
        told(&at("books/{bookId}/copies"))?,
        ["path 0: the path leads to a collection of `microsoft.graph.copy`, and to no operation; \
          end it in the operation's name"]
    );
    Ok(())
}

#[test]
fn all_paths_lead_to_one_operation() -> Result<(), Error> {
    let endpoints = vec![path("books/{bookId}/lend"), path("books/{bookId}/lend"), path("books/{bookId}/renew")];
    assert_eq!(
        told(&Declared::Operation(DeclaredOperation { endpoints, ..lend(&["to"]) }))?,
        ["path 2: the path leads to `renew`, and the first one to `lend`; declare a struct of its own for `renew`"]
    );
    Ok(())
}

#[test]
fn content_is_declared_as_bytes() -> Result<(), Error> {
    let scan = operation(OperationKind::Function, "books/{bookId}/scan", &[]);
    assert_eq!(told(&Declared::Operation(scan.clone()))?, Vec::<String>::new());
    assert_eq!(
        told(&Declared::Operation(DeclaredOperation { has_result: false, ..scan }))?,
        ["item: `scan` answers with `Edm.Stream`; write `returns = graph_core::bytes::Bytes`: the answer is content"]
    );
    Ok(())
}

#[test]
fn a_result_is_declared_where_there_is_one() -> Result<(), Error> {
    let silent = DeclaredOperation { has_result: false, ..near(&["place"]) };
    assert_eq!(
        told(&Declared::Operation(silent))?,
        ["item: `near` answers with `Collection(microsoft.graph.book)`; \
          write `returns = Vec<…>`, with a type that holds `microsoft.graph.book`"]
    );
    let silent = DeclaredOperation { has_result: false, ..near(&["room"]) };
    assert_eq!(
        told(&Declared::Operation(silent))?,
        ["item: `near` answers with `microsoft.graph.book`; \
          write `returns = …`, with a type that holds `microsoft.graph.book`"]
    );
    let talkative = DeclaredOperation { has_result: true, ..lend(&["to"]) };
    assert_eq!(told(&Declared::Operation(talkative))?, ["result: `lend` answers with nothing; remove `returns`"]);
    Ok(())
}

/// Such as `reports/getOffice365ActiveUserDetail(_)/content`: a function's answer has its bytes in a stream property.
#[test]
fn a_path_may_go_on_to_the_bytes_of_an_answer() -> Result<(), Error> {
    let metadata = library()?;
    let jacket = |arguments| operation(OperationKind::Function, "books/{bookId}/reprint(_)/jacket", arguments);
    let declared = Declared::Operation(jacket(&["year"]));
    let report = declared.conform(&metadata);
    assert_eq!(report.result.map(ToString::to_string).as_deref(), Some("Edm.Stream"));
    assert_eq!(told(&Declared::Operation(jacket(&["year"])))?, Vec::<String>::new());
    assert_eq!(
        told(&Declared::Operation(jacket(&["yaer"])))?,
        ["property 0: `reprint` has no parameter `yaer`; did you mean `year`?"]
    );
    let nothing = DeclaredOperation { has_result: false, ..jacket(&["year"]) };
    assert_eq!(
        told(&Declared::Operation(nothing))?,
        [
            "item: `reprint` answers with `Edm.Stream`; write `returns = graph_core::bytes::Bytes`: the answer is content"
        ]
    );
    let alone = operation(OperationKind::Function, "books/{bookId}/jacket", &[]);
    assert_eq!(
        told(&Declared::Operation(alone))?,
        ["path 0: the path leads to a value of the type `Edm.Stream`, and to no operation; \
          end it in `books`, and write `.entity(key).stream(\"jacket\")` and `.entity(key).set_stream(\"jacket\", …)`"]
    );
    Ok(())
}
