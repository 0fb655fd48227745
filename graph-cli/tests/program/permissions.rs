//! `graph-entity permissions`, and the permissions of `describe`.

use graph_core::client::transports::recorder::Recorder;
use graph_core::http::Method;
use graph_core::{Batch, Client, Request, StaticToken};
use graph_emulator::Emulator;
use serde_json::json;

use crate::called::{Directory, Outcome, PERMISSIONS, program};

const SOURCE: &str = r#"
#[graph_entity(path = "trees", path(name = "own", template = "me/trees"))]
pub struct Tree {
    #[graph(key)]
    pub id: Option<String>,
}

async fn grow(client: &Client, keep: &mut Garden) {
    let trees = Tree::trees();
    trees.list().send(client).await;
    trees.create(&Tree { id: None }).send(client).await;
    Tree::own().list().send(client).await;
    Request::raw(Method::GET, "soils").send(client).await;
    keep.trees = Tree::trees();
}
"#;

/// Runs `permissions` for a source.
fn run(name: &str, arguments: &[&str]) -> (Directory, Outcome) {
    let directory = Directory::new(name);
    let (table, source) = (directory.file("permissions.json", PERMISSIONS), directory.file("src/a.rs", SOURCE));
    let outcome = program(&[&["permissions", "--permissions", &table, &source], arguments].concat());
    (directory, outcome)
}

#[test]
fn the_requests_and_the_least_set() {
    let (directory, Outcome { status, output, errors }) = run("permissions", &[]);
    assert_eq!(status, 0, "{errors}");
    assert_eq!(
        output,
        "\
Delegated, work or school account
  GET   me/trees  Tree.Read.All
  GET   soils     not in the table
  GET   trees     Tree.Read.All       or Tree.ReadWrite.All
  POST  trees     Tree.ReadWrite.All
  least set: Tree.Read.All, Tree.ReadWrite.All

Application
  GET   me/trees  not supported
  GET   soils     not in the table
  GET   trees     Tree.Read.All       or Tree.ReadWrite.All, Tree.Read.Garden
  POST  trees     Tree.ReadWrite.All
  least set: Tree.ReadWrite.All
"
    );
    let file = format!("{}/src/a.rs", directory.path());
    assert_eq!(
        errors,
        format!(
            "{file}:14:24: warning: the endpoint `trees` is passed on, so its calls are not seen\n  \
             help: take all methods of it by --all-methods, or call it where its type is seen\n\
             4 requests in 1 file: 2 delegated permissions, 1 application permission\n"
        )
    );
}

#[test]
fn the_access_of_an_app_registration() {
    let (_directory, outcome) = run("manifest", &["--manifest"]);
    assert_eq!(
        outcome.json(),
        json!([{ "resourceAppId": "00000003-0000-0000-c000-000000000000", "resourceAccess": [
            { "id": "Tree.Read.All", "type": "Scope" },
            { "id": "Tree.ReadWrite.All", "type": "Scope" },
            { "id": "00000000-0000-0000-0000-0000000000aa", "type": "Role" },
        ] }])
    );
}

#[test]
fn the_access_of_an_app_registration_lacks_what_an_owner_consents_to() {
    let directory = Directory::new("manifest-owner");
    let text = PERMISSIONS.replace("\"Tree.Read.Garden\"", "\"Tree.Read.Other\"").replace("\"oAuth2\"", "\"RSC\"");
    let (table, source) = (directory.file("permissions.json", text), directory.file("src/a.rs", SOURCE));
    let arguments = ["permissions", "--permissions", &table, &source, "--token", "application"];
    let outcome = program(&[&arguments[..], &["--manifest"]].concat());
    assert_eq!(outcome.json()[0]["resourceAccess"], json!([]));
    let expected = "\
warning: an app registration can't list permissions that the owner of a team or chat consents to, so they are left out: Tree.ReadWrite.All
  help: declare them in the manifest of the Teams app
";
    assert!(outcome.errors.starts_with(expected), "{}", outcome.errors);
    let json = program(&[&arguments[..], &["--json"]].concat()).json();
    assert_eq!(json["requiredResourceAccess"][0]["resourceAccess"], json!([]));
    assert_eq!(json["resourceSpecific"], json!(["Tree.ReadWrite.All"]));
    assert_eq!(json["least"]["application"], json!(["Tree.ReadWrite.All"]));
}

#[test]
fn a_difference_from_what_is_granted_is_1() {
    let granted = |name, names| run(name, &["--token", "application", "--granted", names]).1;
    let Outcome { status, output, errors } = granted("granted", "Tree.Read.All,Tool.Read.All");
    assert_eq!(status, 1, "{errors}");
    let expected = "
Granted
  missing:    Tree.ReadWrite.All
  not needed: Tree.Read.All, Tool.Read.All
  does not pass: POST trees
";
    assert!(output.ends_with(expected), "{output}");
    assert_eq!(granted("exact", "Tree.ReadWrite.All").status, 0);
    let Outcome { status, errors, .. } = granted("unknown", "Tree.ReadWrite.Al");
    assert_eq!(status, 2);
    assert_eq!(
        errors,
        "error: the table has no permission `Tree.ReadWrite.Al`\n\n  help: did you mean `Tree.ReadWrite.All`?\n"
    );
}

#[test]
fn permissions_as_json() {
    let json = run("permissions-json", &["--token", "application", "--all-methods", "--json"]).1.json();
    let request = |method: &str, path: &str| {
        let all = json["requests"].as_array().unwrap_or_else(|| panic!("{json}"));
        let found = all.iter().find(|request| request["method"] == method && request["path"] == path);
        found.unwrap_or_else(|| panic!("{json}")).clone()
    };
    let create = request("POST", "trees");
    assert_eq!(create["application"], json!([{ "name": "Tree.ReadWrite.All", "also": [] }]));
    assert_eq!((&create["calls"][0]["line"], &create["calls"][0]["column"]), (&json!(11), &json!(11)));
    assert_eq!(request("GET", "soils")["application"], json!(null));
    assert_eq!(request("DELETE", "trees/{id}")["calls"], json!([]));
    assert_eq!(json["least"], json!({ "application": ["Tree.ReadWrite.All"] }));
    assert_eq!(json["unseen"], json!([]));
}

#[test]
fn errors_of_the_table() {
    let directory = Directory::new("permission-errors");
    let source = directory.file("a.rs", SOURCE);
    let errors = |arguments: &[&str]| {
        let Outcome { status, output, errors } = program(&[&["permissions", &source], arguments].concat());
        assert_eq!((status, output.as_str()), (2, ""), "{errors}");
        errors
    };
    let none = errors(&[]);
    assert!(none.starts_with("error: no table of permissions was given\n\n  help: add `--permissions"), "{none}");
    let missing = errors(&["--permissions", "no/such.json"]);
    assert!(missing.starts_with("error: cannot read `no/such.json`: "), "{missing}");
    let broken = directory.file("broken.json", "{\"permissions\": {\"A\": 7}}");
    let broken_errors = errors(&["--permissions", &broken]);
    let expected =
        format!("error: {broken}:1:23: invalid type: integer `7`, expected an object with `schemes` and `pathSets`\n");
    assert!(broken_errors.starts_with(&expected), "{broken_errors}");
}

#[test]
fn a_described_path_has_its_permissions() {
    let directory = Directory::new("describe-permissions");
    let (metadata, table) = (directory.metadata("small.csdl"), directory.file("permissions.json", PERMISSIONS));
    let arguments = ["describe", "trees", "--metadata", &metadata, "--permissions", &table];
    let output = program(&arguments).output;
    let expected = "
Least permissions (5)
  GET     trees       Tree.Read.All
  POST    trees       Tree.ReadWrite.All
  GET     trees/{id}  Tree.Read.All
      personal account: Tree.ReadWrite.All
";
    assert!(output.contains(expected), "{output}");
    let json = program(&[&arguments[..], &["--json"]].concat()).json();
    let get = &json["requests"][0];
    let names = ["Tree.Read.All", "Tree.ReadWrite.All", "Tree.Read.Garden"];
    assert_eq!(get["application"], json!(names.map(|name| json!({ "name": name, "also": [] }))));
    assert_eq!((&get["delegated"][0]["name"], &get["personal"]), (&json!("Tree.Read.All"), &json!([])));
    let without = program(&["describe", "trees", "--metadata", &metadata, "--json"]).json();
    assert_eq!(without["requests"][0].get("delegated"), None);
}

#[test]
fn a_described_path_names_what_else_is_required() {
    let directory = Directory::new("describe-also");
    let also = PERMISSIONS.replace(
        "\"/trees/{id}\": \"least=DelegatedWork,Application\"",
        "\"/trees/{id}\": \"AlsoRequires=Tool.Read.All,Tool.ReadWrite.All\"",
    );
    let (metadata, table) = (directory.metadata("small.csdl"), directory.file("permissions.json", also));
    let arguments = ["describe", "trees/{id}", "--metadata", &metadata, "--permissions", &table];
    let output = program(&arguments).output;
    assert!(output.contains("Tree.Read.All with one of Tool.Read.All, Tool.ReadWrite.All\n"), "{output}");
    let json = program(&[&arguments[..], &["--json"]].concat()).json();
    let expected = json!({ "name": "Tree.Read.All", "also": ["Tool.Read.All", "Tool.ReadWrite.All"] });
    assert_eq!(json["requests"][0]["application"][0], expected);
}

#[test]
fn check_reports_written_permissions_that_the_table_contradicts() {
    let directory = Directory::new("check-permissions");
    directory.file("metadata/permissions.json", PERMISSIONS);
    let manifest = "[package]\nname = \"a\"\n[package.metadata.graph]\npermissions = \"metadata/permissions.json\"\n";
    directory.file("Cargo.toml", manifest);
    let text = "#[graph_entity(path = \"trees\", permissions(application = [\"Tree.Red.All\"]))]\n\
                struct Tree { #[graph(key)] id: Option<String> }";
    let file = directory.file("src/a.rs", text);
    let Outcome { status, output, .. } = program(&["check", &file]);
    assert_eq!(status, 1);
    let message =
        format!("{file}:1:59: error: the application permission `Tree.Red.All` lets no request of `Tree` pass\n");
    assert!(output.starts_with(&message), "{output}");
    assert!(
        output.contains("help: use `Tree.Read.All` or `Tree.ReadWrite.All`: the least of its requests\n"),
        "{output}"
    );
}

#[test]
fn recorded_requests_are_added() {
    let directory = Directory::new("recorded");
    let table = directory.file("permissions.json", PERMISSIONS);
    let log = r#"{"exchanges": [{"request": {"method": "DELETE", "url": "/v1.0/trees/oak"}},
        {"request": {"method": "GET", "url": "https://user:secret@api.example.com/v1.0/trees"}},
        {"request": {"method": "POST", "url": "/v1.0/%24batch/"}}]}"#;
    let log = directory.file("log.json", log);
    let arguments = ["permissions", "--permissions", &table, "--token", "application", "--requests", &log];
    let Outcome { status, output, errors } = program(&arguments);
    assert_eq!(status, 0, "{errors}");
    assert_eq!(output, "Application\n  DELETE  trees/{id}  Tree.ReadWrite.All\n  least set: Tree.ReadWrite.All\n");
    let unseen = "1 batch without a readable body, so the requests are not seen";
    let others = "1 request to other hosts, or without a version of Microsoft Graph, left out: api.example.com";
    let expected =
        format!("{log}: warning: {unseen}\n{log}: {others}\n1 request in 1 file: 1 application permission\n");
    assert_eq!(errors, expected);
    let source = directory.file("src/a.rs", SOURCE);
    let both = program(&[&arguments[..], &[&source]].concat());
    assert!(both.output.contains("DELETE  trees/{id}") && both.output.contains("POST    trees "), "{}", both.output);
}

#[test]
fn a_request_of_a_batch_that_is_left_out_is_reported() {
    let directory = Directory::new("recorded-batch");
    let table = directory.file("permissions.json", PERMISSIONS);
    let requests = ["/trees/oak", "https://graph.microsoft.com/v1.0/trees", "trees?$filter=a eq 'b://c'"];
    let requests = requests.map(|url| json!({ "id": url, "method": "GET", "url": url }));
    let batch = json!({ "method": "POST", "url": "/v1.0/$batch", "json": { "requests": requests } });
    let log = directory.file("log.json", json!({ "exchanges": [{ "request": batch }] }).to_string());
    let arguments = ["permissions", "--permissions", &table, "--token", "application", "--requests", &log];
    let Outcome { output, errors, .. } = program(&arguments);
    assert!(output.contains("GET  trees/{id}") && output.contains("GET  trees "), "{output}");
    let warning = "warning: 1 request of a batch without a method or a relative URL, left out";
    assert!(errors.starts_with(&format!("{log}: {warning}\n")), "{errors}");
}

#[test]
fn a_cassette_of_the_recorder_has_its_requests() -> Result<(), Box<dyn std::error::Error>> {
    let recorder = Recorder::new(Emulator::new());
    let client = Client::builder().transport(recorder.clone()).credential(StaticToken::new("any")).build()?;
    tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
        let mut batch = Batch::new();
        let _ = batch.add(Request::<()>::raw(Method::DELETE, "trees/elm"));
        let _ = batch.send(&client).await;
        let _ = Request::<()>::raw(Method::GET, "trees/oak").send(&client).await;
    });
    let directory = Directory::new("cassette");
    let table = directory.file("permissions.json", PERMISSIONS);
    let cassette = directory.file("cassette.json", recorder.cassette().to_string());
    let outcome = program(&["permissions", "--permissions", &table, "--token", "application", "--requests", &cassette]);
    for request in ["DELETE  trees/{id}", "GET     trees/{id}"] {
        assert!(outcome.output.contains(request), "{}{}", outcome.output, outcome.errors);
    }
    Ok(())
}
