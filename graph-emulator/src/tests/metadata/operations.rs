//! Actions and functions: arguments, and responses without a handler.

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use serde_json::{Value as Json, json};

use super::super::{ROOT, send};
use super::{SERVICE, ask, assert_refused, emulator, get, post};
use crate::{Emulator, Reply};

#[test]
fn an_operation_without_a_handler_names_the_template() {
    let emulator = emulator();
    for (request, template) in [
        ("POST me/sendMail", "`POST me/sendMail`"),
        ("POST users('ada')/microsoft.graph.sendMail", "`POST users/{id}/sendMail`"),
        ("POST Users('ada')/Microsoft.Graph.SENDMAIL", "`POST users/{id}/sendMail`"),
        ("GET users/ada/usage(period='D7')", "`GET users/{id}/usage(period={period})`"),
        ("GET users/ada/Usage(PERIOD='D7')", "`GET users/{id}/usage(period={period})`"),
        ("GET me/reminders(start=2020-01-01T00:00:00Z)/m1/subject", "`GET me/reminders(start={start})/{id}/subject`"),
        ("GET export()", "`GET export`"),
    ] {
        let body = if request.starts_with("POST") { json!({ "message": {} }) } else { Json::Null };
        let refused = ask(&emulator, request, &body);
        assert_eq!(refused.code(), (501, "notImplemented"), "{request}: {}", refused.body);
        let message = refused.text("/error/message");
        assert!(message.contains(template) && message.contains("`--empty-responses`"), "{message}");
        assert!(!message.contains("Emulator::"), "who uses the tool writes no Rust: {message}");
    }
    let range = ask(&emulator, "PATCH me/reminders(start=2020-01-01T00:00:00Z)", &json!({}));
    assert_eq!(range.code(), (501, "notImplemented"), "a handler may change what a composable function answers");
    assert!(get(&emulator, "me/delta").text("/error/message").contains("`GET me/delta`"), "it is bound to one user");
    let reply = post(&emulator, "me/sendMail", &json!({}));
    assert_refused(&reply, "'message' of the operation 'sendMail' is missing");
    assert_eq!(get(&emulator, "me/sendMail").code(), (405, "methodNotAllowed"));
    assert_eq!(post(&emulator, "me/usage(period='D7')", &json!({})).code(), (405, "methodNotAllowed"));
}

#[test]
fn arguments_are_checked_with_a_handler_and_without() {
    for has_handlers in [true, false] {
        let emulator = Emulator::builder().metadata(SERVICE).empty_responses().build().unwrap();
        if has_handlers {
            emulator.on(Method::POST, "me/sendMail", |_| Reply::status(StatusCode::ACCEPTED));
            emulator.on(Method::POST, "me/assign", |_| Reply::status(StatusCode::OK));
            emulator.on(Method::GET, "me/reminders(start={start})", |_| Reply::json(json!({})));
            emulator.on(Method::GET, "me/reminders(start={start},top={top})", |_| Reply::json(json!({})));
        }
        for (path, body, fact) in [
            ("me/sendMail", json!({}), "The parameter 'message' of the operation 'sendMail' is missing"),
            ("me/sendMail", json!({ "message": null }), "A null value was found for the property named 'message'"),
            ("me/sendMail", json!({ "message": {}, "save": true }), "The parameter 'save' is not a valid parameter"),
            ("me/sendMail", json!({ "message": { "subjct": "x" } }), "The property 'message/subjct' does not exist"),
            (
                "me/sendMail",
                json!({ "message": {}, "saveToSentItems": "no" }),
                "'saveToSentItems' to the expected type",
            ),
            ("me/assign", json!({ "kind": "boss" }), "The value 'boss' of the property 'kind' is not a member"),
        ] {
            assert_refused(&post(&emulator, path, &body), fact);
        }
        let mail = json!({ "message": { "subject": "x", "attachments": [{ "@odata.type": "#microsoft.graph.fileAttachment" }] } });
        assert!([202, 204].contains(&post(&emulator, "me/sendMail", &mail).status));
        let capital = json!({ "Message": {}, "SAVETOSENTITEMS": true });
        assert!([202, 204].contains(&post(&emulator, "me/sendMail", &capital).status), "in any case");
        let mime = Request::post(format!("{ROOT}/me/sendMail")).header("authorization", "Bearer t");
        let mime = mime.header("content-type", "text/plain").body(Bytes::from_static(b"RnJvbTo=")).unwrap();
        assert!([202, 204].contains(&send(&emulator, mime).status), "a mail as MIME has no parameters");
        assert_refused(
            &get(&emulator, "me/reminders(start='soon')"),
            "'start' to the expected type 'Edm.DateTimeOffset'",
        );
        assert_refused(
            &get(&emulator, "me/reminders(start=2020-01-01T00:00:00Z,top='5')"),
            "'top' to the expected type",
        );
        assert_refused(
            &get(&emulator, "me/reminders()"),
            "The parameter 'start' of the operation 'reminders' is missing",
        );
        let twice = get(&emulator, "me/reminders(start=2020-01-01T00:00:00Z,top=1,top=2)");
        assert_eq!(twice.code(), (400, "Request_BadRequest"));
        assert!(twice.text("/error/message").contains("The argument 'top' is given more than once"));
        assert_eq!(get(&emulator, "me/reminders(start=@s,top=5)?@s=2020-01-01T00:00:00Z").status, 200);
    }
}

#[test]
fn a_member_may_be_written_with_its_type() {
    let emulator = emulator().with_empty_responses();
    for kind in ["microsoft.graph.userKind'external'", "'external'", "@k"] {
        let path = format!("me/colleagues(kind={kind},within=duration'PT1H')?@k=graph.userKind'external'");
        assert_eq!(get(&emulator, &path).status, 200, "{kind}");
    }
    let wrong = get(&emulator, "me/colleagues(kind=microsoft.graph.userKind'boss',within=duration'PT1H')");
    assert_refused(&wrong, "The value 'boss' of the property 'kind' is not a member");
}

#[test]
fn a_handler_may_be_outside_of_the_metadata() {
    let emulator = emulator();
    emulator.on(Method::GET, "uploads/{id}", |call| Reply::json(json!(call.key("id"))));
    emulator.on(Method::GET, "users/{id}", |_| Reply::error(StatusCode::FORBIDDEN, "accessDenied", "No."));
    assert_eq!(get(&emulator, "uploads/7").body, json!("7"));
    assert_eq!(get(&emulator, "users/ada").code(), (403, "accessDenied"));
}

#[test]
fn an_empty_response_has_the_return_type() {
    let emulator = Emulator::builder().metadata(SERVICE).empty_responses().build().unwrap();
    let context = |of: &str| format!("{ROOT}/$metadata#{of}");
    assert_eq!(post(&emulator, "me/sendMail", &json!({ "message": {} })).status, 204);
    let list = get(&emulator, "me/reminders(start=2020-01-01T00:00:00Z)");
    assert_eq!(list.body, json!({ "@odata.context": context("Collection(microsoft.graph.message)"), "value": [] }));
    let known = "$select=subject&$filter=subject+eq+'x'&$orderby=subject&$expand=attachments&$top=5";
    assert_eq!(get(&emulator, &format!("me/reminders(start=2020-01-01T00:00:00Z)?{known}")).status, 200);
    for option in ["$select=nope", "$filter=nope%20eq%201", "$orderby=nope", "$expand=nope"] {
        let refused = get(&emulator, &format!("me/reminders(start=2020-01-01T00:00:00Z)?{option}"));
        assert_refused(&refused, "Could not find a property named 'nope' on type 'microsoft.graph.message'");
    }
    assert_refused(&get(&emulator, "me/usage(period='D7')?$select=nope"), "'nope' on type 'microsoft.graph.report'");
    let report = get(&emulator, "me/usage(period='D7')");
    assert_eq!(report.body, json!({ "@odata.context": context("microsoft.graph.report"), "title": "", "rows": 0 }));
    let user = post(&emulator, "me/assign", &json!({ "kind": "member" }));
    assert_eq!((user.status, user.text("/@odata.type")), (200, "#microsoft.graph.user"));
    assert_eq!(user.text("/id"), "00000000-0000-0000-0000-000000000000");
    assert_eq!(get(&emulator, "me/count").body, json!({ "@odata.context": context("Edm.Int32"), "value": 0 }));
    assert_eq!(get(&emulator, "export").header("content-type"), "application/octet-stream");
    assert_eq!(get(&emulator, "me/reminders(start=2020-01-01T00:00:00Z)/$count").body, json!(0));
    let reply = "me/reminders(start=2020-01-01T00:00:00Z)/m/reply";
    assert_eq!(post(&emulator, reply, &json!({ "message": {} })).status, 204, "of what a function answers");
    assert_refused(&post(&emulator, reply, &json!({})), "'message' of the operation 'reply' is missing");
    for path in ["users/eve/sendMail", "me/messages/m/reply"] {
        let reply = post(&emulator, path, &json!({ "message": {} }));
        assert_eq!(reply.code(), (404, "Request_ResourceNotFound"), "{path}: what it is called on is not there");
    }
    let stranger = Request::get(format!("{ROOT}/export")).body(Bytes::new()).unwrap();
    assert_eq!(send(&emulator, stranger).status, 401);
}
