//! What a query becomes in the URL, and which headers it brings, without a socket.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use graph_core::{
    ApiVersion, Cloud, Filter, Flags, Key, Page, Request, Search, ServiceRoot, graph_complex, graph_entity, graph_enum,
};
use uuid::Uuid;

#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
enum Status {
    Open,
    Closed,
    #[graph(other)]
    Other(String),
}

#[graph_enum(flags)]
#[derive(Debug, Clone, PartialEq)]
enum Right {
    Read = 1,
    Write = 2,
    #[graph(other)]
    Other(String),
}

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct Zoned {
    date_time: Option<String>,
    time_zone: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct Tag {
    name: String,
    words: Vec<String>,
}

#[graph_entity(path = "users", path(name = "members", template = "groups/{groupId}/members"))]
#[derive(Debug, Clone, PartialEq)]
struct User {
    #[graph(key)]
    id: Option<String>,
    #[graph(etag)]
    etag: Option<String>,
    display_name: Option<String>,
    #[graph(navigation)]
    manager: Option<Box<User>>,
}

#[graph_entity(path = "me/events")]
#[derive(Debug, Clone, PartialEq)]
struct Event {
    #[graph(key)]
    id: Option<String>,
    subject: Option<String>,
    start: Option<Zoned>,
    status: Option<Status>,
    size: Option<i64>,
    score: f64,
    is_draft: Option<bool>,
    series: Option<Uuid>,
    created: Option<chrono::DateTime<chrono::FixedOffset>>,
    day: Option<NaiveDate>,
    at: Option<NaiveTime>,
    categories: Vec<String>,
    tags: Option<Vec<Tag>>,
    rights: Option<Flags<Right>>,
}

#[graph_entity(path = "solutions/things", select = false)]
#[derive(Debug, Clone, PartialEq)]
struct Thing {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    owners: Option<Vec<User>>,
}

fn events() -> Request<Page<Event>> {
    Event::events().list().select_all()
}

/// The filter as it stands in the URL, decoded.
fn filter(filter: Filter<Event>) -> String {
    let query = events().filter(filter).query();
    let text = percent_encoding::percent_decode_str(&query).decode_utf8_lossy().into_owned();
    text.strip_prefix("$filter=").unwrap_or_default().to_owned()
}

#[test]
fn a_list_asks_for_what_the_struct_declares() {
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
fn what_is_expanded_has_options_of_its_own() {
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
fn options_have_one_order_whatever_the_order_of_the_calls() {
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
fn each_kind_of_value_has_its_literal() {
    let moment = chrono::DateTime::parse_from_rfc3339("2026-01-02T03:04:05.5+02:00").unwrap_or_default();
    let day = NaiveDate::from_ymd_opt(2026, 1, 2).unwrap_or_default();
    for (condition, text) in [
        (Event::SUBJECT.eq("O'Neil & Söhne"), "subject eq 'O''Neil & Söhne'"),
        (Event::STATUS.ne(Status::Closed), "status ne 'closed'"),
        (Event::STATUS.eq("it's"), "status eq 'it''s'"),
        (Event::SIZE.ge(9_007_199_254_740_993_i64), "size ge 9007199254740993"),
        (Event::SCORE.le(f64::INFINITY), "score le INF"),
        (Event::IS_DRAFT.eq(true), "isDraft eq true"),
        (Event::SERIES.eq(Uuid::nil()), "series eq 00000000-0000-0000-0000-000000000000"),
        (Event::CREATED.lt(moment), "created lt 2026-01-02T03:04:05.5+02:00"),
        (Event::CREATED.ge(moment.to_utc() - TimeDelta::days(1)), "created ge 2026-01-01T01:04:05.5Z"),
        (Event::DAY.eq(day), "day eq 2026-01-02"),
        (Event::AT.gt(NaiveTime::MIN), "at gt 00:00:00"),
        (Event::SUBJECT.is_null(), "subject eq null"),
        (Event::SUBJECT.is_not_null(), "subject ne null"),
        (Event::STATUS.is_in([Status::Open, Status::Other("x".into())]), "status in ('open','x')"),
        (Event::RIGHTS.has(Right::Write), "rights has 'write'"),
        (Event::RIGHTS.has([Right::Read, Right::Write]), "rights has 'read,write'"),
        (Event::RIGHTS.eq(Right::Read), "rights eq 'read'"),
        (Event::SIZE.is_in([1, 2]), "size in (1,2)"),
        (Event::SIZE.is_in([0_i64; 0]), "false"),
    ] {
        assert_eq!(filter(condition), text);
    }
    // The `+` of an offset would be a space.
    assert!(events().filter(Event::CREATED.lt(moment)).query().contains("05.5%2B02:00"));
}

#[test]
fn functions_and_paths() {
    for (condition, text) in [
        (Event::SUBJECT.starts_with("a,'b"), "startswith(subject,'a,''b')"),
        (Event::SUBJECT.ends_with("b"), "endswith(subject,'b')"),
        (Event::SUBJECT.contains("b"), "contains(subject,'b')"),
        (Event::SUBJECT.length().gt(3), "length(subject) gt 3"),
        (Event::SUBJECT.to_lower().trim().eq("a"), "trim(tolower(subject)) eq 'a'"),
        (Event::SUBJECT.to_upper().starts_with("A"), "startswith(toupper(subject),'A')"),
        (Event::CREATED.year().eq(2026), "year(created) eq 2026"),
        (Event::DAY.month().le(6), "month(day) le 6"),
        (Event::AT.hour().lt(8), "hour(at) lt 8"),
        (Event::START.then(Zoned::DATE_TIME).ge("2026"), "start/dateTime ge '2026'"),
        (Event::CATEGORIES.any(|category| category.eq("Red")), "categories/any(x:x eq 'Red')"),
        (Event::CATEGORIES.all(|category| category.ne("Red")), "categories/all(x:x ne 'Red')"),
        (Event::CATEGORIES.is_not_empty(), "categories/any()"),
        (Event::CATEGORIES.count().gt(1), "categories/$count gt 1"),
        (
            Event::TAGS
                .any(|tag| tag.clone().then(Tag::NAME).eq("a").and(tag.then(Tag::WORDS).any(|word| word.eq("b")))),
            "tags/any(y:y/name eq 'a' and y/words/any(x:x eq 'b'))",
        ),
        (Filter::is_of::<User>(), "isof('microsoft.graph.user')"),
        (Event::START.is_of::<Zoned>(), "isof(start,'microsoft.graph.zoned')"),
        (
            Event::SUBJECT.cast::<Uuid>().eq(Uuid::nil()),
            "cast(subject,Edm.Guid) eq 00000000-0000-0000-0000-000000000000",
        ),
        (
            Event::START.cast::<Zoned>().then(Zoned::TIME_ZONE).eq("UTC"),
            "start/microsoft.graph.zoned/timeZone eq 'UTC'",
        ),
    ] {
        assert_eq!(filter(condition), text);
    }
}

#[test]
fn no_lambda_takes_anothers_variable() {
    let red = Event::CATEGORIES.any(|category| category.eq("Red"));
    let tagged = Event::TAGS.any(|tag| tag.then(Tag::NAME).eq("a").and(red.clone()));
    assert_eq!(filter(tagged.clone()), "tags/any(y:y/name eq 'a' and categories/any(x:x eq 'Red'))");
    let both = Event::TAGS.all(|tag| tag.then(Tag::WORDS).is_not_empty().and(tagged).or(!red));
    assert_eq!(
        filter(both),
        "tags/all(z:z/words/any() and tags/any(y:y/name eq 'a' and categories/any(x:x eq 'Red')) or not \
         categories/any(x:x eq 'Red'))"
    );
}

#[test]
fn parentheses_stand_where_precedence_needs_them() {
    let a = || Event::SIZE.eq(1);
    let b = || Event::SIZE.eq(2);
    let c = || Event::SUBJECT.starts_with("c");
    for (condition, text) in [
        (a().and(b()).and(c()), "size eq 1 and size eq 2 and startswith(subject,'c')"),
        (a().or(b()).or(c()), "size eq 1 or size eq 2 or startswith(subject,'c')"),
        (a() & b() | c(), "size eq 1 and size eq 2 or startswith(subject,'c')"),
        (a().and(b()).or(c()), "size eq 1 and size eq 2 or startswith(subject,'c')"),
        (a().or(b()).and(c()), "(size eq 1 or size eq 2) and startswith(subject,'c')"),
        (c().and(a().or(b())), "startswith(subject,'c') and (size eq 1 or size eq 2)"),
        (a().not(), "not (size eq 1)"),
        (!c(), "not startswith(subject,'c')"),
        (!!c(), "not not startswith(subject,'c')"),
        (!a().and(b()), "not (size eq 1 and size eq 2)"),
        ((!a()).and(b()), "not (size eq 1) and size eq 2"),
        (Filter::raw("a eq b or c").and(a()), "(a eq b or c) and size eq 1"),
        (Filter::raw("a eq b or c"), "a eq b or c"),
        (Event::TAGS.any(|tag| tag.then(Tag::NAME).eq("a")).not(), "not tags/any(x:x/name eq 'a')"),
    ] {
        assert_eq!(filter(condition), text);
    }
}

#[test]
fn search_clauses_are_quoted() {
    let search = |search: Search<User>| {
        let query = User::users().list().select_all().search(search).query();
        percent_encoding::percent_decode_str(&query).decode_utf8_lossy().into_owned()
    };
    let name = |text: &str| User::DISPLAY_NAME.search(text);
    assert_eq!(search("pizza".into()), r#"$search="pizza""#);
    assert_eq!(search(name("a").or(name("b"))), r#"$search="displayName:a" OR "displayName:b""#);
    assert_eq!(
        search(name("a").or(name("b")).and(name("c"))),
        r#"$search=("displayName:a" OR "displayName:b") AND "displayName:c""#
    );
    assert_eq!(search(r#"a"b\c"#.into()), r#"$search="a\"b\\c""#);
}

#[test]
fn the_directory_gets_what_an_advanced_query_needs() {
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
fn a_count_is_a_number_alone() {
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
fn a_raw_request_is_sent_as_it_is() {
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
fn a_preference_joins_the_others() {
    let request = events().prefer("odata.maxpagesize=5").include_unknown_enum_members();
    assert_eq!(request.headers()["prefer"], "odata.maxpagesize=5, include-unknown-enum-members");
}

#[test]
fn types_with_equal_tables_are_two_types() {
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
