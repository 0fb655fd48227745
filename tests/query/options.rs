//! Query options, their order and their headers; keys and raw requests.

use graph_core::{ApiVersion, Cloud, Request, client::ServiceRoot, graph_entity, value::Key};
use graph_tests::event::{Event, Status, Zoned};
use uuid::Uuid;

use crate::{Thing, User, events};

#[test]
fn a_list_selects_the_declared_properties() {
    let users = User::users();
    let select = "$select=id,displayName";
    assert_eq!(users.list().query(), format!("{select}&$expand=manager({select})"));
    assert_eq!(users.entity("a").get().query(), format!("{select}&$expand=manager({select})"));
    assert_eq!(users.list().select_all().query(), "");
    assert_eq!(users.list().select(User::ID).query(), "$select=id");
    assert_eq!(users.list().select([User::ID, User::DISPLAY_NAME]).query(), select);
    assert_eq!(users.list().select((User::ID, User::MANAGER)).query(), format!("$select=id&$expand=manager({select})"));
    assert_eq!(
        users.list().select_all().select((User::MANAGER, User::ID)).query(),
        format!("$select=id&$expand=manager({select})")
    );
    let asked = users.list().expand(User::MANAGER.expand().select(User::ID)).select(User::ID);
    assert_eq!(asked.query(), "$select=id&$expand=manager($select=id)");
    assert_eq!(events().select(Event::START.then(Zoned::TIME_ZONE)).query(), "$select=start/timeZone");
    assert_eq!(Thing::things().list().query(), format!("$expand=owners({select};$expand=manager({select}))"));
}

#[test]
fn expansions_have_their_own_options() {
    let expand = Thing::OWNERS
        .expand()
        .filter(User::DISPLAY_NAME.starts_with("a;b&c=d"))
        .order_by(User::DISPLAY_NAME.desc())
        .top(5)
        .skip(1)
        .count()
        .search("x")
        .select(User::ID)
        .levels(2);
    assert!(Thing::things().list().expand(Thing::OWNERS.expand().all_levels()).query().contains("$levels=max"));
    let request = Thing::things().list().expand(expand);
    assert_eq!(
        request.query(),
        "$expand=owners($select=id;$filter=startswith(displayName,'a;b%26c=d');$orderby=displayName%20desc;$top=5;$skip=1;\
         $search=%22x%22;$count=true;$levels=2)"
    );
}

#[test]
fn query_options_have_a_fixed_order() {
    let request = events()
        .parameter("x", "a b&c=d")
        .format("json")
        .count()
        .search("pizza")
        .skip(2)
        .top(1)
        .order_by(Event::SUBJECT)
        .order_by(Event::SIZE.desc())
        .filter(Event::SIZE.gt(1))
        .filter(Event::SIZE.lt(9))
        .raw_query("&$apply=a(b)&");
    assert_eq!(
        request.query(),
        "$filter=size%20gt%201%20and%20size%20lt%209&$orderby=subject,size%20desc&$top=1&$skip=2&$search=%22pizza%22\
         &$count=true&$format=json&x=a%20b%26c%3Dd&$apply=a(b)"
    );
    let root = ServiceRoot::new(Cloud::Global, ApiVersion::V1_0);
    let http = request.to_http(&root);
    assert_eq!(
        http.map(|http| http.uri().to_string()).ok(),
        Some(format!("https://graph.microsoft.com/v1.0/me/events?{}", request.query()))
    );
}

#[test]
fn advanced_directory_queries_get_header_and_count() {
    let list = || User::users().list().select_all();
    let name = User::DISPLAY_NAME;
    for (request, header, count) in [
        (list(), false, false),
        (list().filter(name.eq("a")), false, false),
        (list().order_by(name.asc()), false, false),
        (list().filter(name.ne("a")), true, true),
        (list().filter(!name.starts_with("a")), true, true),
        (list().filter(name.ends_with("a")), true, true),
        (list().filter(name.is_not_null()), true, true),
        (list().filter(name.eq("a").or(name.eq("b").and(name.ne("c")))), true, true),
        (list().filter(name.eq("a")).order_by(name.asc()), true, true),
        (list().order_by(name.asc()).filter(name.eq("a")), true, true),
        (list().search("a"), true, false),
        (list().count(), true, true),
        (list().eventual(), true, true),
        (User::members("g1").list().select_all().filter(name.ne("a")), true, true),
    ] {
        let query = request.query();
        assert_eq!(
            request.headers().get("ConsistencyLevel").is_some_and(|level| level == "eventual"),
            header,
            "{query}"
        );
        assert_eq!(query.contains("$count=true"), count, "{query}");
    }
    let all = User::users().list();
    assert!(all.query().contains("$expand=manager"));
    assert!(!all.clone().search("a").query().contains("$expand"));
    assert!(all.clone().search("a").expand(User::MANAGER).query().contains("$expand=manager"));
    assert!(!all.unexpanded().query().contains("$expand"));
    let levels = list().expand(User::MANAGER.expand().all_levels());
    assert_eq!(levels.headers()["consistencylevel"], "eventual");
    assert_eq!(levels.query(), "$expand=manager($select=id,displayName;$levels=max)&$count=true");
    let own = list().header("ConsistencyLevel", "session").count();
    assert_eq!(own.headers()["consistencylevel"], "session");
    let elsewhere = events().filter(Event::STATUS.ne(Status::Open)).order_by(Event::SIZE.asc());
    assert!(!elsewhere.headers().contains_key("ConsistencyLevel") && !elsewhere.query().contains("$count"));
}

#[test]
fn a_count_is_a_bare_number() {
    let count = User::users().count();
    assert_eq!((count.method().as_str(), count.path(), count.query().as_str()), ("GET", "users/$count", ""));
    assert_eq!(count.headers()["accept"], "text/plain");
    assert_eq!(count.headers()["consistencylevel"], "eventual");
    let some = User::members("g1").cast::<User>().count_of(User::DISPLAY_NAME.ne("a"));
    assert_eq!(some.path(), "groups/g1/members/microsoft.graph.user/$count");
    assert_eq!(some.query(), "$filter=displayName%20ne%20'a'");
}

#[test]
fn keys_in_parentheses_are_literals() {
    let users = User::users();
    for (key, path) in [
        (Key::in_parentheses("AAMk/+="), "users('AAMk%2F%2B=')"),
        (Key::in_parentheses(5), "users(5)"),
        (Key::alternate("appId", Uuid::nil()), "users(appId=00000000-0000-0000-0000-000000000000)"),
        (Key::alternate("mail", "o'neil#@x"), "users(mail='o''neil%23@x')"),
        (Key::alternate("a", "x").and("b", 1), "users(a='x',b=1)"),
        (Key::alternate("a", ".."), "users(a='..')"),
    ] {
        assert_eq!(users.entity(&key).get().path(), path);
        assert_eq!(User::members(&key).list().path(), path.replace("users", "groups") + "/members");
    }
    let root = ServiceRoot::new(Cloud::Global, ApiVersion::V1_0);
    assert!(users.entity(Key::alternate("appId", "")).get().to_http(&root).is_err());
}

#[test]
fn a_raw_request_is_sent_unchanged() {
    let root = ServiceRoot::new(Cloud::Global, ApiVersion::V1_0);
    let url = |request: Request<()>| request.to_http(&root).map(|http| http.uri().to_string()).ok();
    let get = |path: &str| Request::<()>::raw(http::Method::GET, path);
    assert_eq!(
        url(get("/me/drive/root:/a%20b:/content?$top=1").raw_query("?b=%2F")).as_deref(),
        Some("https://graph.microsoft.com/v1.0/me/drive/root:/a%20b:/content?$top=1&b=%2F")
    );
    for wrong in [
        "",
        "https://example.org/x",
        "a/../b",
        "a/%2e%2E/b",
        "a/.%2e",
        "users/a b",
        "users/ada#EXT#@example.org",
        "users\\..\\groups",
        "v1.0/users",
        "users?$filter=a eq 'C#'",
    ] {
        assert_eq!(url(get(wrong)), None, "{wrong}");
    }
    assert_eq!(url(get("users").raw_query("$filter=a%20eq%20'C#'&$top=5")), None);
}

#[test]
fn preferences_are_joined() {
    let request = events().prefer("odata.maxpagesize=5").include_unknown_enum_members();
    assert_eq!(request.headers()["prefer"], "odata.maxpagesize=5, include-unknown-enum-members");
}

#[test]
fn types_with_equal_tables_are_distinct() {
    #[graph_entity(path = "as")]
    struct A {
        id: Option<String>,
        #[graph(navigation)]
        next: Option<Box<B>>,
    }
    #[graph_entity]
    struct B {
        id: Option<String>,
        #[graph(navigation)]
        next: Option<Box<B>>,
    }
    assert_eq!(A::r#as().list().query(), "$select=id&$expand=next($select=id;$expand=next($select=id))");
}
