//! The exact method, URL, headers and body of each call, without a socket.

use graph_core::{
    ApiVersion, Cloud, Reference, Request,
    client::ServiceRoot,
    error::{KeyError, RequestError},
    request::Body,
};
use graph_tests::resources::{
    ComplianceStatus, DeviceConfigurationDeviceStatus as DeviceStatus, DirectoryObject, Group, User,
};
use http::Method;
use serde_json::json;

const STATUSES: &str = "https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/c1/deviceStatuses";
const ACCEPT: &str = "accept: application/json";
const JSON: &str = "accept: application/json\ncontent-type: application/json";

fn root() -> ServiceRoot {
    ServiceRoot::new(Cloud::Global, ApiVersion::V1_0)
}

/// Method and URL, headers, body: as they go to the transport.
fn written<R>(request: &Request<R>) -> Result<[String; 3], RequestError> {
    let http = request.to_http(&root())?;
    let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        format!("{name}: {}", value.to_str().unwrap_or("(no text)"))
    };
    let mut headers: Vec<_> = http.headers().iter().map(header).collect();
    headers.sort();
    let body = String::from_utf8_lossy(http.body()).into_owned();
    Ok([format!("{} {}", http.method(), http.uri()), headers.join("\n"), body])
}

fn assert_wire<R>(request: &Request<R>, line: &str, headers: &str, body: &str) {
    let expected = [line, headers, body].map(str::to_owned);
    assert_eq!(written(request).map_err(|error| error.to_string()), Ok(expected));
}

fn status() -> DeviceStatus {
    DeviceStatus {
        id: None,
        device_display_name: None,
        user_name: Some("ada".into()),
        device_model: None,
        platform: Some(8),
        compliance_grace_period_expiration_date_time: None,
        status: Some(ComplianceStatus::NonCompliant),
        last_reported_date_time: None,
        user_principal_name: None,
    }
}

const STATUS: &str = r##"{"@odata.type":"#microsoft.graph.deviceConfigurationDeviceStatus","userName":"ada","platform":8,"status":"nonCompliant"}"##;

#[test]
fn create_sends_the_entity() {
    let statuses = DeviceStatus::device_statuses("c1");
    assert_wire(&statuses.create(&status()), &format!("POST {STATUSES}"), JSON, STATUS);
    assert_wire(&statuses.create_ref(&status()), &format!("POST {STATUSES}/$ref"), JSON, STATUS);
}

#[test]
fn get_and_list_read_entities() {
    let statuses = DeviceStatus::device_statuses("c1");
    let select = "$select=id,deviceDisplayName,userName,deviceModel,platform,complianceGracePeriodExpirationDateTime,\
                  status,lastReportedDateTime,userPrincipalName";
    assert_wire(&statuses.list(), &format!("GET {STATUSES}?{select}"), ACCEPT, "");
    assert_wire(&statuses.entity("s1").get(), &format!("GET {STATUSES}/s1?{select}"), ACCEPT, "");
    let select = "$select=id,displayName,businessPhones,createdDateTime";
    assert_wire(&User::me().get(), &format!("GET https://graph.microsoft.com/v1.0/me?{select}"), ACCEPT, "");
    let manager = format!("GET https://graph.microsoft.com/v1.0/users/ada/manager?{select}");
    assert_wire(&User::manager("ada").get(), &manager, ACCEPT, "");
}

#[test]
fn updating_sends_exactly_the_changes() {
    let one = DeviceStatus::device_statuses("c1").entity("s1");
    let changes = DeviceStatus::changes()
        .set(DeviceStatus::USER_NAME, "ada")
        .set(DeviceStatus::PLATFORM, 9)
        .clear(DeviceStatus::DEVICE_MODEL)
        .set(DeviceStatus::USER_NAME, "grace");
    assert_wire(
        &one.update(changes),
        &format!("PATCH {STATUSES}/s1"),
        JSON,
        r#"{"userName":"grace","platform":9,"deviceModel":null}"#,
    );
}

#[test]
fn an_update_sends_differences_without_the_key() {
    let before = DeviceStatus { device_model: Some("x".into()), id: Some("s1".into()), ..status() };
    let after = DeviceStatus { platform: Some(9), ..status() };
    let one = DeviceStatus::device_statuses("c1").entity("s1");
    assert_wire(
        &one.update(before.changes_to(&after)),
        &format!("PATCH {STATUSES}/s1"),
        JSON,
        r#"{"deviceModel":null,"platform":9}"#,
    );
    let unchanged = one.update(before.changes_to(&before));
    assert_eq!(unchanged.body(), &Body::NoChanges);
    assert!(matches!(unchanged.to_http(&root()), Err(RequestError::NoChanges)));
}

#[test]
fn replace_sends_all_but_read_only_properties() {
    let user = User {
        id: Some("ada".into()),
        etag: Some("W/\"1\"".into()),
        display_name: None,
        business_phones: Vec::new(),
        created_date_time: Some(chrono::DateTime::UNIX_EPOCH),
    };
    assert_wire(
        &User::users().entity("ada").replace(&user).if_match("W/\"1\""),
        "PUT https://graph.microsoft.com/v1.0/users/ada",
        &format!("{JSON}\nif-match: W/\"1\""),
        r##"{"@odata.type":"#microsoft.graph.user","id":"ada","businessPhones":[]}"##,
    );
}

#[test]
fn removing_a_reference_keeps_the_entity() {
    const MEMBERS: &str = "https://graph.microsoft.com/v1.0/groups/g1/members";
    let members = DirectoryObject::members("g1");
    assert_wire(&members.entity("ada").delete(), &format!("DELETE {MEMBERS}/ada"), ACCEPT, "");
    assert_wire(&members.remove_ref("ada"), &format!("DELETE {MEMBERS}/ada/$ref"), ACCEPT, "");
    assert_wire(
        &User::manager("ada").clear_ref(),
        "DELETE https://graph.microsoft.com/v1.0/users/ada/manager/$ref",
        ACCEPT,
        "",
    );
}

#[test]
fn references_are_absolute_urls() {
    let ada = DirectoryObject::directory_objects().entity("a/d a").reference();
    assert_wire(
        &DirectoryObject::members("g1").add_ref(&ada),
        "POST https://graph.microsoft.com/v1.0/groups/g1/members/$ref",
        JSON,
        r#"{"@odata.id":"https://graph.microsoft.com/v1.0/directoryObjects/a%2Fd%20a"}"#,
    );
    assert_wire(
        &User::manager("ada").set_ref(&User::users().entity("charles").reference()),
        "PUT https://graph.microsoft.com/v1.0/users/ada/manager/$ref",
        JSON,
        r#"{"@odata.id":"https://graph.microsoft.com/v1.0/users/charles"}"#,
    );
    let given = Reference::from_url("https://graph.microsoft.com/v1.0/users/x");
    assert_wire(
        &DirectoryObject::members("g1").add_ref(&given),
        "POST https://graph.microsoft.com/v1.0/groups/g1/members/$ref",
        JSON,
        r#"{"@odata.id":"https://graph.microsoft.com/v1.0/users/x"}"#,
    );
}

#[test]
fn the_version_of_a_type_overrides_that_of_the_client() {
    let group = Group { id: None, display_name: "G".into() };
    assert_wire(
        &Group::groups().create(&group),
        "POST https://graph.microsoft.com/beta/groups",
        JSON,
        r##"{"@odata.type":"#microsoft.graph.group","displayName":"G"}"##,
    );
    let reference = Group::groups().entity("g1").reference();
    let nested = DirectoryObject::members("g2").add_ref(&reference);
    assert_eq!(
        written(&nested).map(|[.., body]| body).ok().as_deref(),
        Some(r#"{"@odata.id":"https://graph.microsoft.com/beta/groups/g1"}"#)
    );
}

#[test]
fn keys_are_one_encoded_segment() {
    for (key, segment) in [
        ("plain-id_1.~", "plain-id_1.~"),
        ("a/b", "a%2Fb"),
        ("a?b#c", "a%3Fb%23c"),
        ("50%", "50%25"),
        ("a+b", "a%2Bb"),
        ("o'neil", "o'neil"),
        ("é", "%C3%A9"),
        ("a b", "a%20b"),
        ("ada_x.org#EXT#@contoso.com", "ada_x.org%23EXT%23@contoso.com"),
        ("%2e%2e", "%252e%252e"),
        ("a\\b", "a%5Cb"),
        ("...", "..."),
    ] {
        assert_eq!(User::users().entity(key).get().path(), format!("users/{segment}"), "{key}");
        let http = User::users().entity(key).get().to_http(&root());
        assert_eq!(http.map(|http| http.uri().path().to_owned()).ok(), Some(format!("/v1.0/users/{segment}")));
        assert_eq!(User::manager(key).get().path(), format!("users/{segment}/manager"), "{key}");
    }
    assert_eq!(User::manager("$a'b@c").get().path(), "users('$a''b@c')/manager");
}

/// An entity has its key in an `Option`, also of a type of another crate.
#[test]
fn an_option_of_a_key_converts_to_a_key() {
    use graph_core::value::Key;

    #[derive(Clone)]
    struct Ticket(u32);
    impl From<Ticket> for Key {
        fn from(ticket: Ticket) -> Self {
            Self::alternate("number", ticket.0)
        }
    }
    let owned: Option<String> = Some("a/b".into());
    let path = |key: Key| User::users().entity(key).get().path().to_owned();
    assert_eq!(path(Key::from(&owned)), "users/a%2Fb");
    assert_eq!(path(Key::from(owned.as_ref())), "users/a%2Fb");
    assert_eq!(path(Key::from(owned.as_deref())), "users/a%2Fb");
    assert_eq!(path(Key::from(owned)), "users/a%2Fb");
    assert_eq!(path(Some(7_i64).into()), "users/7");
    assert_eq!(path(Key::from(Some(Ticket(3)))), "users(number=3)");
    assert_eq!(path(Key::from(&Some(Ticket(3)))), "users(number=3)");
    assert_eq!(path(Key::from(Some(Key::alternate("mail", "x")))), "users(mail='x')");
    assert_eq!(path(Key::from(Some(Some("a")))), "users/a");
    assert_eq!(User::users().entity(Some("a")).get().path(), "users/a");
    assert!(User::users().entity(None::<Ticket>).get().to_http(&root()).is_err());
}

/// A page is iterated by value and by reference.
#[test]
fn a_page_iterates_over_its_entities() -> Result<(), serde_json::Error> {
    let json = r#"{"value": [{"id": "a", "businessPhones": []}, {"id": "b", "businessPhones": []}]}"#;
    let page: graph_core::Page<User> = serde_json::from_str(json)?;
    let mut borrowed = Vec::new();
    for user in &page {
        borrowed.extend(user.id.as_deref());
    }
    assert_eq!(borrowed, ["a", "b"]);
    assert_eq!(page.iter().rev().filter_map(|user| user.id.as_deref()).collect::<Vec<_>>(), ["b", "a"]);
    let mut owned = Vec::new();
    for user in page {
        owned.extend(user.id);
    }
    assert_eq!(owned, ["a", "b"]);
    Ok(())
}

#[test]
fn a_key_that_changes_the_address_is_an_error() {
    let statuses = |key: &str| DeviceStatus::device_statuses(key).entity("s1").get().to_http(&root());
    let name = || "deviceConfigurationId".to_owned();
    let path = || "deviceManagement/deviceConfigurations".to_owned();
    assert!(
        matches!(statuses(""), Err(RequestError::Key(KeyError::Empty { name: n, path: p })) if n == name() && p == path())
    );
    for dots in [".", ".."] {
        assert!(matches!(statuses(dots), Err(RequestError::Key(KeyError::DotSegment { name: n, .. })) if n == name()));
    }
    let users = User::users();
    let unnamed = users.entity(None::<String>);
    assert!(unnamed.get().to_http(&root()).is_err());
    assert!(users.entity("").delete().to_http(&root()).is_err());
    assert!(DirectoryObject::members("g1").remove_ref("..").to_http(&root()).is_err());
    assert!(DirectoryObject::members("g1").add_ref(&users.entity("").reference()).to_http(&root()).is_err());
}

#[test]
fn an_entity_key_converts_to_a_key() {
    let group = Group { id: Some(uuid::Uuid::nil()), display_name: String::new() };
    assert_eq!(Group::groups().entity(group.id).get().path(), "groups/00000000-0000-0000-0000-000000000000");
    let user = DirectoryObject { id: Some("a b".into()), type_name: None };
    assert_eq!(User::users().entity(&user.id).get().path(), "users/a%20b");
    assert_eq!(User::users().entity(user.id.as_deref()).get().path(), "users/a%20b");
    for (position, id) in ["b", "c"].iter().enumerate() {
        assert_eq!(User::users().entity(id).get().path(), ["users/b", "users/c"][position]);
    }
    assert_eq!(User::users().entity(["d".to_owned()].first()).get().path(), "users/d");
    assert_eq!(User::users().entity(7).get().path(), "users/7");
}

#[test]
fn query_parameters_are_encoded() {
    let request = User::users().list().select_all().parameter("$top", "5").parameter("$search", "\"a&b=c+d #é\"");
    assert_eq!(request.query(), "$top=5&$search=%22a%26b%3Dc%2Bd%20%23%C3%A9%22");
    assert_wire(
        &request,
        "GET https://graph.microsoft.com/v1.0/users?$top=5&$search=%22a%26b%3Dc%2Bd%20%23%C3%A9%22",
        ACCEPT,
        "",
    );
}

#[test]
fn a_url_that_is_too_long_is_an_error() {
    let request = User::users().list().select_all().parameter("$filter", &"x".repeat(70_000));
    let url = "https://graph.microsoft.com/v1.0/users?$filter=".len() + 70_000;
    let error = request.to_http(&root()).err();
    assert!(matches!(error, Some(RequestError::Url { length }) if length == url));
    let message = format!("the URL of {url} bytes is too long: the limit of HTTP clients is 65534");
    assert_eq!(error.map(|error| error.to_string()), Some(message));
}

#[test]
fn an_invalid_url_character_is_named() {
    let said = |request: Request<()>| request.to_http(&root()).err().map(|error| error.to_string());
    for (query, message) in [
        ("$filter=a b", "the URL has the character ' ', which must be percent-encoded: write `%20`"),
        ("$filter=a#b", "the URL has the character '#', which must be percent-encoded: write `%23`"),
        ("$filter='100%'", "the URL has the character '%', which must be percent-encoded: write `%25`"),
        ("a=%2", "the URL has the character '%', which must be percent-encoded: write `%25`"),
    ] {
        assert_eq!(said(Request::raw(Method::GET, "users").raw_query(query)).as_deref(), Some(message));
    }
    for (path, reason) in [
        ("users/100%", "has a `%` that must be percent-encoded: write `%25`"),
        ("users/%zz", "has a `%` that must be percent-encoded: write `%25`"),
        ("users/a#b", "has a character that must be percent-encoded, `#` or `\\`"),
    ] {
        let expected = format!("the raw path {reason}; write it relative to the service root: `users/ada/messages`");
        assert_eq!(said(Request::raw(Method::GET, path)), Some(expected));
    }
    assert_eq!(said(Request::raw(Method::GET, "users/100%25?a=%2B")), None);
}

#[test]
fn an_invalid_header_is_an_error() {
    let request = User::me().get().select_all().header("Prefer", "return=minimal").header("Accept", "text/plain");
    let line = "GET https://graph.microsoft.com/v1.0/me";
    assert_wire(&request, line, "accept: text/plain\nprefer: return=minimal", "");
    let reserved = User::me().get().header("Host", "example.org").to_http(&root());
    assert!(matches!(reserved, Err(RequestError::ReservedHeader { name }) if name == "host"));
    let broken = User::me().get().header("X-A", "secret\r\nB: c").to_http(&root());
    let message = broken.map_err(|error| format!("{error} {error:?}")).err().unwrap_or_default();
    assert!(message.contains("X-A") && !message.contains("secret"), "{message}");
}

#[test]
fn debug_shows_neither_body_nor_header_values() {
    let request = User::users().entity("ada").update(User::changes().set(User::DISPLAY_NAME, "secret name"));
    let shown = format!("{:?}", request.header("Authorization", "secret token"));
    assert!(shown.contains("PATCH") && shown.contains("users/ada") && !shown.contains("secret"), "{shown}");
    let changes = format!("{:?}", User::changes().set(User::DISPLAY_NAME, "secret name"));
    assert_eq!(changes, r#"{"displayName"}"#);
}

#[test]
fn changes_within_a_complex_value_contain_nulls() {
    use graph_core::{graph_complex, graph_entity};

    #[graph_complex]
    struct Address {
        city: Option<String>,
        street: Option<String>,
        country: Option<String>,
    }
    #[graph_entity]
    struct Contact {
        home: Option<Address>,
        tags: Vec<String>,
    }
    let address = |city: &str, street: Option<&str>| {
        Some(Address { city: Some(city.into()), street: street.map(Into::into), country: None })
    };
    let before = Contact { home: address("London", Some("Dorset")), tags: vec!["a".into()] };
    let after = Contact { home: address("Paris", None), tags: Vec::new() };
    assert_eq!(
        before.changes_to(&after).to_json(),
        json!({"home": {"@odata.type": "#microsoft.graph.address", "city": "Paris", "street": null}, "tags": []})
    );
}

#[test]
fn clouds_have_their_hosts_and_versions() {
    for (cloud, host) in [
        (Cloud::Global, "graph.microsoft.com"),
        (Cloud::UsGovernment, "graph.microsoft.us"),
        (Cloud::UsGovernmentDod, "dod-graph.microsoft.us"),
        (Cloud::China, "microsoftgraph.chinacloudapi.cn"),
    ] {
        let http = User::me().get().select_all().to_http(&ServiceRoot::new(cloud, ApiVersion::Beta));
        assert_eq!(http.map(|http| http.uri().to_string()).ok(), Some(format!("https://{host}/beta/me")));
    }
}
