//! Requests with tokens that have permissions.

use bytes::Bytes;
use graph_core::identity::DeviceCodeCredential;
use graph_core::{StaticToken, Transport};
use http::Request;
use serde_json::{Value as Json, json};

use super::as_json;
use super::tokens::{list, secret};
use crate::{BuildError, Emulator, Script};

const TABLE: &str = r#"{"permissions": {
  "User.Read": {"schemes": {"DelegatedWork": {}}, "pathSets": [
    {"schemeKeys": ["DelegatedWork"], "methods": ["GET"], "paths": {"/me": ""}}]},
  "User.Read.All": {"schemes": {"DelegatedWork": {}, "Application": {}}, "pathSets": [
    {"schemeKeys": ["DelegatedWork", "Application"], "methods": ["GET"], "paths": {"/me": "", "/users": "", "/users/{id}": ""}}]},
  "Mail.Send": {"schemes": {"DelegatedWork": {}, "Application": {}}, "pathSets": [
    {"schemeKeys": ["DelegatedWork", "Application"], "methods": ["POST"], "paths": {"/users/{id}/sendMail": "AlsoRequires=User.Read.All"}}]}
}}"#;

fn emulator() -> Emulator {
    let emulator = Emulator::builder().permissions(TABLE).build().unwrap();
    emulator.seed("users", json!({ "id": "ada" })).seed_singleton("me", json!({ "id": "ada" }));
    emulator
}

/// The status and the error of a request with a token.
async fn ask(emulator: &Emulator, token: &str, request: &str, body: &Json) -> (u16, Json) {
    let (method, path) = request.split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(format!("https://graph.microsoft.com/v1.0/{path}"));
    request = request.header("authorization", format!("Bearer {token}"));
    if !body.is_null() {
        request = request.header("content-type", "application/json");
    }
    let body = if body.is_null() { Bytes::new() } else { body.to_string().into() };
    let response = emulator.send(request.body(body).unwrap()).await.unwrap();
    let body = if response.body().is_empty() { Json::Null } else { as_json(response.body()) };
    (response.status().as_u16(), body)
}

fn device(emulator: &Emulator) -> DeviceCodeCredential {
    DeviceCodeCredential::new("contoso.com", "client-1", |_| {}).unwrap().transport(emulator.clone())
}

#[tokio::test]
async fn a_request_that_the_token_does_not_cover_is_refused() {
    let emulator = emulator();
    let (read, send) = (emulator.application_token(["User.Read.All"]), emulator.application_token(["Mail.Send"]));
    assert_eq!(ask(&emulator, &read, "GET users/ada?$select=id", &Json::Null).await.0, 200);
    let (status, body) = ask(&emulator, &send, "GET users('ada')", &Json::Null).await;
    assert_eq!((status, &body["error"]["code"]), (403, &json!("Authorization_RequestDenied")));
    assert_eq!(body["error"]["message"], "Insufficient privileges to complete the operation.");
    assert_eq!(
        body["error"]["details"][0]["message"],
        "GET users/{id} needs one of the application permissions User.Read.All; the token has Mail.Send."
    );
    let (status, body) = ask(&emulator, &emulator.delegated_token([""; 0]), "GET me", &Json::Null).await;
    assert_eq!(status, 403);
    let reason = body["error"]["details"][0]["message"].as_str().unwrap();
    assert!(reason.starts_with("GET me needs one of the delegated permissions User.Read, User.Read.All; "), "{reason}");
    assert!(reason.ends_with("the token has none."), "{reason}");
    assert_eq!(emulator.request_log().iter().filter(|request| request.status == 403).count(), 2);
}

#[tokio::test]
async fn a_token_without_a_user_has_no_me() {
    let emulator = emulator();
    let (status, body) =
        ask(&emulator, &emulator.application_token(["User.Read.All"]), "GET me?$select=id", &Json::Null).await;
    assert_eq!(status, 400);
    assert_eq!(body["error"]["message"], "/me request is only valid with delegated authentication flow.");
    assert_eq!(ask(&emulator, &emulator.delegated_token(["User.Read"]), "GET me", &Json::Null).await.0, 200);
}

#[tokio::test]
async fn what_is_required_as_well_must_be_there() {
    let emulator = emulator();
    let send = json!({ "message": {} });
    for (permissions, status) in [(vec!["Mail.Send"], 403), (vec!["Mail.Send", "User.Read.All"], 501)] {
        let token = emulator.application_token(permissions);
        assert_eq!(ask(&emulator, &token, "POST users/ada/sendMail", &send).await.0, status);
    }
}

#[tokio::test]
async fn another_spelling_of_a_path_is_the_same_request() {
    let emulator = emulator();
    let token = emulator.application_token(["Mail.Send"]);
    for path in ["%75sers/ada", "users%28%27ada%27%29", "users('ada')", "users/ada/", "USERS/ada", "users/$count"] {
        assert_eq!(ask(&emulator, &token, &format!("GET {path}"), &Json::Null).await.0, 403, "{path}");
    }
    let long = format!("GET users/ada{}", "/manager".repeat(70));
    let steps = format!("GET users/ada{}", "/manager(1)".repeat(40));
    for request in ["GET users/graph.ada", "GET users/a%3A", &long, &steps] {
        assert_eq!(ask(&emulator, &token, request, &Json::Null).await.0, 403, "{request}");
    }
    assert_eq!(ask(&emulator, &token, "GET %6De", &Json::Null).await.0, 400);
    for batch in ["%24batch", "$batch/"] {
        let inner = json!({ "requests": [{ "id": "1", "method": "GET", "url": "/users%28'ada'%29" }] });
        let (status, body) = ask(&emulator, &token, &format!("POST {batch}"), &inner).await;
        assert_eq!((status, &body["responses"][0]["status"]), (200, &json!(403)), "{batch}");
    }
    let lower = emulator.application_token(["user.read.all"]);
    assert_eq!(ask(&emulator, &lower, "GET users/ada", &Json::Null).await.0, 200);
}

#[tokio::test]
async fn each_request_of_a_batch_is_checked_and_an_unlisted_one_passes() {
    let emulator = emulator();
    emulator.declare_collection("soils");
    let requests = ["users", "soils"].map(|url| json!({ "id": url, "method": "GET", "url": url }));
    let batch = json!({ "requests": requests });
    let (status, body) = ask(&emulator, &emulator.application_token(["Mail.Send"]), "POST $batch", &batch).await;
    let responses = body["responses"].as_array().unwrap();
    let of = |id: &str| responses.iter().find(|one| one["id"] == id).unwrap()["status"].clone();
    assert_eq!((status, of("users"), of("soils")), (200, json!(403), json!(200)));
}

#[tokio::test]
async fn the_token_endpoint_issues_what_is_granted() {
    let emulator = emulator();
    assert_eq!(list(&emulator, StaticToken::new("any")).await, Ok(1));
    assert_eq!(list(&emulator, secret(&emulator, "any")).await, Ok(1), "nothing is declared");
    emulator.grant_application(["Mail.Send"]);
    let error = list(&emulator, secret(&emulator, "any")).await.unwrap_err();
    assert!(error.contains("403") && error.contains("Insufficient privileges"), "{error}");
    emulator.grant_application(["User.Read.All"]);
    assert_eq!(list(&emulator, secret(&emulator, "any")).await, Ok(1));
    let error = list(&emulator, StaticToken::new("any")).await.unwrap_err();
    assert!(error.contains("401") && error.contains("not of this emulator"), "{error}");
}

#[tokio::test]
async fn a_user_consents_to_what_is_granted() {
    let emulator = emulator();
    emulator.grant_delegated(["User.Read"]);
    let error = list(&emulator, device(&emulator)).await.unwrap_err();
    assert!(error.contains("403"), "`.default` is all that is granted: {error}");
    let form = "client_id=a&scope=User.Read.All";
    let request = Request::post("https://login.microsoftonline.com/a/oauth2/v2.0/devicecode");
    let response = emulator.send(request.body(Bytes::from(form)).unwrap()).await.unwrap();
    let text = as_json(response.body())["error_description"].to_string();
    assert!(response.status() == 400 && text.contains("AADSTS65001") && text.contains("'User.Read.All'"), "{text}");
}

#[tokio::test]
async fn a_refreshed_token_has_what_is_granted_now() {
    let emulator = emulator();
    let post = async |path: &str, form: String| {
        let request = Request::post(format!("https://login.microsoftonline.com/a/oauth2/v2.0/{path}"));
        as_json(emulator.send(request.body(Bytes::from(form)).unwrap()).await.unwrap().body())
    };
    emulator.grant_delegated(["User.Read", "Mail.Read"]);
    let code = post("devicecode", "client_id=a&scope=Mail.Read offline_access".to_owned()).await;
    let grant = "client_id=a&grant_type=urn:ietf:params:oauth:grant-type:device_code";
    let form = format!("{grant}&device_code={}", code["device_code"].as_str().unwrap());
    post("token", form.clone()).await;
    let token = post("token", form).await;
    assert_eq!(token["scope"], "User.Read Mail.Read");
    let refresh =
        format!("client_id=a&grant_type=refresh_token&refresh_token={}", token["refresh_token"].as_str().unwrap());
    emulator.grant_delegated(["User.Read"]);
    let refused = post("token", refresh).await["error_description"].to_string();
    assert!(refused.contains("AADSTS65001") && refused.contains("'Mail.Read'"), "{refused}");
}

/// The response of the identity platform to a form, or to a query of a managed identity.
async fn identity(emulator: &Emulator, path: &str, form: &str) -> Json {
    let url = |host: &str| format!("https://{host}/{path}");
    let request = if path.starts_with("metadata/") {
        Request::get(format!("{}?{form}", url("169.254.169.254"))).header("metadata", "true")
    } else {
        Request::post(url("login.microsoftonline.com"))
    };
    as_json(emulator.send(request.body(Bytes::from(form.to_owned())).unwrap()).await.unwrap().body())
}

/// A token for a user, by device code.
async fn device_token(emulator: &Emulator, tenant: &str, scope: &str) -> Json {
    let code =
        identity(emulator, &format!("{tenant}/oauth2/v2.0/devicecode"), &format!("client_id=a&scope={scope}")).await;
    let Some(code) = code["device_code"].as_str() else { return code };
    let form = format!("client_id=a&grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code={code}");
    let path = format!("{tenant}/oauth2/v2.0/token");
    identity(emulator, &path, &form).await;
    identity(emulator, &path, &form).await
}

fn claims(token: &str) -> Json {
    use base64::Engine as _;
    let part = token.split('.').nth(1).unwrap();
    as_json(&base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(part).unwrap())
}

#[tokio::test]
async fn a_token_for_another_resource_is_not_one_for_graph() {
    for is_granted in [false, true] {
        let emulator = emulator();
        if is_granted {
            emulator.grant_application(["User.Read.All"]).grant_delegated(["User.Read.All"]);
        }
        for (resource, is_graph) in [
            ("https://graph.microsoft.com", true),
            ("https://graph.microsoft.us", true),
            ("00000003-0000-0000-c000-000000000000", true),
            ("http://127.0.0.1:8080", true),
            ("https://management.azure.com", false),
            ("https://vault.azure.net/", false),
            ("https://graph.microsoft.com.example.org", false),
        ] {
            let form = format!("client_id=a&client_secret=b&grant_type=client_credentials&scope={resource}/.default");
            let secret = identity(&emulator, "a/oauth2/v2.0/token", &form).await;
            let managed = identity(&emulator, "metadata/identity/oauth2/token", &format!("resource={resource}")).await;
            let device = device_token(&emulator, "a", &format!("{resource}/.default")).await;
            for response in [secret, managed, device] {
                let token = response["access_token"].as_str().unwrap_or_else(|| panic!("{resource} {response}"));
                let (status, body) = ask(&emulator, token, "GET users", &Json::Null).await;
                let claims = claims(token);
                let has_rights = claims.get("roles").or(claims.get("scp")).is_some();
                if is_graph {
                    assert_eq!(
                        (status, &claims["aud"]),
                        (200, &json!("https://graph.microsoft.com")),
                        "{resource} {body}"
                    );
                    assert_eq!(has_rights, is_granted, "{resource}");
                } else {
                    assert_eq!((status, &claims["aud"], has_rights), (401, &json!(resource), false), "{resource}");
                    assert_eq!(body["error"]["code"], "InvalidAuthenticationToken");
                    assert_eq!(body["error"]["message"], "Access token validation failure. Invalid audience.");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_token_for_the_host_that_is_called_is_accepted() {
    let emulator = emulator();
    let form = "client_id=a&client_secret=b&grant_type=client_credentials&scope=https://example.org/.default";
    let token = identity(&emulator, "a/oauth2/v2.0/token", form).await;
    for (host, status) in [("example.org", 200), ("graph.microsoft.com", 401), ("www.example.org", 401)] {
        let request = Request::get(format!("https://{host}/v1.0/users"));
        let request = request.header("authorization", format!("Bearer {}", token["access_token"].as_str().unwrap()));
        let response = emulator.send(request.body(Bytes::new()).unwrap()).await.unwrap();
        assert_eq!(response.status(), status, "{host}");
    }
}

#[tokio::test]
async fn a_scope_has_graph_as_its_resource_by_host_or_application() {
    let emulator = emulator();
    emulator.grant_delegated(["User.Read"]);
    for (scope, expected) in [
        ("00000003-0000-0000-c000-000000000000/User.Read offline_access", "\"scope\":\"User.Read\""),
        ("https://dod-graph.microsoft.us/User.Read", "\"scope\":\"User.Read\""),
        ("https://graph.microsoft.com/Mail.Send", "AADSTS65001"),
        ("00000003-0000-0000-c000-000000000000/Mail.Send", "AADSTS65001"),
    ] {
        let response = device_token(&emulator, "a", scope).await.to_string();
        assert!(response.contains(expected), "{scope} {response}");
    }
}

#[tokio::test]
async fn a_user_of_a_personal_tenant_has_a_personal_account() {
    // The table has no permission for personal accounts.
    let emulator = emulator();
    for (tenant, status) in [
        ("contoso.com", 200),
        ("consumers", 403),
        ("9188040d-6c67-4c5b-b112-36a304b66dad", 403),
        ("9188040D-6C67-4C5B-B112-36A304B66DAD", 403),
    ] {
        let token = device_token(&emulator, tenant, "User.Read").await;
        let token = token["access_token"].as_str().unwrap();
        assert_eq!(ask(&emulator, token, "GET me", &Json::Null).await.0, status, "{tenant}");
    }
}

#[test]
fn a_script_and_a_setting_grant_permissions() {
    let script = |text: &str| text.parse::<Script>().unwrap();
    let build = |text: &str| Emulator::builder().permissions(TABLE).script(script(text)).build();
    let error = build(r#"{"granted": {"application": ["User.Raed.All"]}}"#).unwrap_err();
    assert!(matches!(error, BuildError::Script(_)));
    assert_eq!(error.to_string(), "The table has no permission 'User.Raed.All': did you mean 'User.Read.All'?");
    let error = r#"{"granted": {"application": ["User.Read.All", 1]}}"#.parse::<Script>().unwrap_err().to_string();
    assert_eq!(error, "'granted.application[1]' can't be 1: write, for example, \"User.Read.All\".");
    let script = r#"{"granted": {"application": "User.Read.All"}}"#.parse().unwrap();
    let error = Emulator::builder().script(script).build().unwrap_err().to_string();
    assert_eq!(error, "'granted' needs the service's table: start with `--permissions`.");
    let emulator = build(r#"{"granted": {"delegated": ["User.Read"]}}"#).unwrap();
    emulator.grant_application(["Mail.Send"]);
    emulator.reset().unwrap();
    let granted = emulator.shared.token_endpoint.granted();
    assert_eq!(granted.delegated.as_deref(), Some(&["User.Read".to_owned()][..]));
    assert_eq!(granted.application.as_deref(), Some(&["Mail.Send".to_owned()][..]));
}

#[test]
fn a_table_that_is_none_is_a_mistake() {
    let error = Emulator::builder().permissions("{").build().unwrap_err().to_string();
    assert!(error.starts_with("the table of permissions can't be read: "), "{error}");
}

/// The page <https://learn.microsoft.com/graph/api/intune-deviceconfig-deviceconfigurationdevicestatus-create>.
#[tokio::test]
#[ignore = "needs the service's table of permissions: `just service` runs it"]
async fn the_reference_page_needs_the_permission_of_the_services_own_table() {
    let named = std::env::var_os("GRAPH_PERMISSIONS").unwrap_or_else(|| "../shared/metadata/permissions.json".into());
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(named);
    let emulator = Emulator::builder().permissions(std::fs::read_to_string(path).unwrap()).build().unwrap();
    let statuses = "deviceManagement/deviceConfigurations/d0313ccf/deviceStatuses";
    emulator.declare_collection(statuses);
    for (permission, status) in
        [("DeviceManagementConfiguration.ReadWrite.All", 201), ("DeviceManagementConfiguration.Read.All", 403)]
    {
        let device = json!({ "deviceDisplayName": "Laptop" });
        for token in [emulator.application_token([permission]), emulator.delegated_token([permission])] {
            assert_eq!(ask(&emulator, &token, &format!("POST {statuses}"), &device).await.0, status, "{permission}");
        }
    }
}
