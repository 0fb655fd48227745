//! The calls in texts.

use std::path::Path;

use graph_codegen::MetadataSource;

use super::*;
use crate::source::items_of;

const ITEMS: &str = r#"
#[graph_entity(path = "users", path(name = "members", template = "groups/{groupId}/members"), singleton(name = "me", template = "me"))]
pub struct User { #[graph(key)] pub id: Option<String> }
#[graph_entity(path = "me/messages", stream = "mimeContent")]
pub struct Message { #[graph(key)] pub id: Option<String> }
#[graph_entity(singleton(name = "root", template = "me/drive/root"), singleton(name = "file", template = "me/drive/root:/{itemPath}"))]
pub struct DriveItem { #[graph(key)] pub id: Option<String> }
#[graph_action(path = "me/sendMail", path(name = "of_user", template = "users/{userId}/sendMail"))]
pub struct SendMail { pub message: Option<String> }
#[graph_function(path = "reports/getActivity", returns = String)]
pub struct Activity { pub period: String }
"#;

fn read(body: &str) -> Calls {
    let file = Path::new("a.rs");
    let text = format!("use crate::User as Person; type Letter = Message; {ITEMS}\nfn f() {{ {body} }}");
    let sources = items_of(file, &text, &MetadataSource::Manifest(None));
    assert_eq!((sources.findings, sources.unreadable), (vec![], vec![]));
    of_texts(&[(file, &text)], &sources.items)
}

/// The requests: `GET users ?filter`.
fn requests(body: &str) -> Vec<String> {
    let shown = |call: &Call| {
        let options: Vec<&str> = call.options.iter().map(|option| option.name.as_str()).collect();
        let query = if options.is_empty() { String::new() } else { format!(" ?{}", options.join(",")) };
        format!("{} {}{query}", call.http_method, call.path)
    };
    read(body).calls.iter().map(shown).collect()
}

/// The messages about calls that are not seen, without those of declared endpoints.
fn unseen(body: &str) -> Vec<String> {
    let messages = read(body).unseen.into_iter().map(|unseen| unseen.message);
    messages.filter(|message| !message.starts_with("no call of")).collect()
}

#[test]
fn chains_from_an_endpoint() {
    for (body, request) in [
        ("User::users().list().filter(User::NAME.eq(1)).top(5).send(&client).await?;", "GET users ?filter,top"),
        ("crate::types::User::users().entity(id).get().expand(User::MANAGER)", "GET users/{id} ?expand"),
        ("Person::me().update(changes).send(c)", "PATCH me"),
        ("Letter::messages().create(&x)", "POST me/messages"),
        ("User::members(group).entity(k).delete()", "DELETE groups/{groupId}/members/{id}"),
        ("User::members(g).add_ref(&other)", "POST groups/{groupId}/members/$ref"),
        ("User::members(g).remove_ref(k)", "DELETE groups/{groupId}/members/{id}/$ref"),
        (
            "User::members(g).cast::<crate::Person>().count()",
            "GET groups/{groupId}/members/microsoft.graph.user/$count",
        ),
        ("DriveItem::root().at_path(\"a\").content().download(c)", "GET me/drive/root:/{path}:/content"),
        ("DriveItem::file(\"a\").upload().send(x, c)", "POST me/drive/root:/{itemPath}:/createUploadSession"),
        ("DriveItem::file(\"a\").get()", "GET me/drive/root:/{itemPath}"),
        ("Message::messages().entity(k).stream(Message::MIME_CONTENT)", "GET me/messages/{id}/mimeContent"),
        ("Message::messages().entity(k).set_stream(\"logo\", \"image/png\", x)", "PUT me/messages/{id}/logo"),
        ("User::users().delta().stream(&client)", "GET users/delta()"),
        ("batch.add(User::users().list());", "GET users"),
        ("if let Some(x) = User::me().get().send(c).await? {}", "GET me"),
        ("tokio::join!(User::me().get().send(c))", "GET me"),
    ] {
        assert_eq!(requests(body), [request], "{body}");
        assert_eq!(unseen(body), [""; 0], "{body}");
    }
}

#[test]
fn a_local_variable_is_followed() {
    let body =
        "let users = User::users(); let one = users.entity(\"x\"); one.get(); { one.delete(); } users.clone().list();
        let request = users.list(); request.search(\"a\").send(c)";
    assert_eq!(requests(body), ["GET users/{id}", "DELETE users/{id}", "GET users", "GET users ?search"]);
    assert_eq!(unseen(body), [""; 0]);
    // It ends with its block, and another variable of the name replaces it.
    assert_eq!(
        requests("{ let users = User::users(); } users.list(); let a = User::me(); let a = other(); a.get();"),
        [""; 0]
    );
}

#[test]
fn operations_are_called_where_they_are_built() {
    let mail = "POST me/sendMail";
    let user = "POST users/{userId}/sendMail";
    for (body, expected) in [
        ("SendMail { message: None }.request().send(c)", vec![mail]),
        ("let mail = SendMail::default(); mail.of_user(\"ada\").send(c)", vec![user]),
        ("later(SendMail { message: None })", vec![mail, user]),
        ("Activity { period: p }.request()", vec!["GET reports/getActivity(period={period})"]),
    ] {
        assert_eq!(requests(body), expected, "{body}");
    }
}

#[test]
fn a_raw_request_has_its_literal() {
    assert_eq!(requests("Request::raw(Method::PATCH, \"users/ada\")"), ["PATCH users/ada"]);
    let formatted = "graph_core::Request::<X>::raw(http::Method::GET, format!(\"users/{id}/photo\")).top(1)";
    assert_eq!(requests(formatted), ["GET users/{id}/photo ?top"]);
    for path in ["Request::raw", "Request::<()>::raw", "graph_core::Request::<Vec<u8>>::raw", "<Request<()>>::raw"] {
        let call = format!("batch.add({path}(Method::DELETE, concat!(\"users/\", \"ada?x=y\")))");
        assert_eq!(requests(&call), ["DELETE users/ada"], "{path}");
    }
    assert_eq!(unseen("Request::raw(method, path)"), ["the method or the path of a raw request is not seen"]);
}

#[test]
fn what_is_passed_on_is_reported() {
    let passed = |path: &str| format!("the endpoint `{path}` is passed on, so its calls are not seen");
    assert_eq!(unseen("helper(User::users())"), [passed("users")]);
    assert_eq!(unseen("let users = User::users(); helper(&users.entity(k), 1)"), [passed("users/{id}")]);
    assert_eq!(unseen("Service { users: User::users() }"), [passed("users")]);
    assert_eq!(unseen("User::me().get(); let users = User::users; users().list()"), [passed("users")]);
    assert_eq!(unseen("key.map(User::users).map(|users| users.list())"), [passed("users")]);
    assert_eq!(
        unseen("User::me().everything()"),
        ["the calls after `.everything(…)` of the endpoint `me` are not seen"]
    );
    assert_eq!(unseen("let ada = User::me().reference();"), [""; 0]);
}

#[test]
fn declared_endpoints_without_a_call_are_reported() {
    let Calls { unseen, .. } = read(
        "User::users().list(); Message::messages().list(); DriveItem::root().get(); DriveItem::file(x).get();
        SendMail {}.request(); Activity {}.request();",
    );
    let messages: Vec<&str> = unseen.iter().map(|unseen| unseen.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "no call of `User::members` is seen",
            "no call of `User::me` is seen",
            "no call of `SendMail::of_user` is seen"
        ]
    );
    let path = |path: &str, is_collection| Some(EndpointPath { path: path.to_owned(), is_collection });
    assert_eq!(unseen[0].path, path("groups/{groupId}/members", true));
    assert_eq!(unseen[1].path, path("me", false));
}

#[test]
fn tests_and_declarations_are_not_calls() {
    for body in [
        "#[cfg(test)] mod tests { fn t() { User::users().list(); SendMail {}; } }",
        "#[cfg(test)] #[inline] fn t() { User::users().list(); }",
        "use crate::SendMail; struct A { mail: SendMail } fn g(mail: &SendMail) -> SendMail;",
        "impl From<SendMail> for A { }",
    ] {
        assert_eq!(requests(body), [""; 0], "{body}");
    }
    for head in ["impl User", "impl<T> crate::User<T>", "impl<T: Into<u8>> From<T> for User"] {
        assert_eq!(requests(&format!("{head} {{ fn all() {{ Self::users().list() }} }}")), ["GET users"], "{head}");
    }
}
