//! The text of conditions and searches.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use graph_core::{Filter, Search};
use graph_tests::event::{Event, Right, Status, Tag, Zoned};
use uuid::Uuid;

use crate::{User, events};

/// The filter of the URL, decoded.
fn filter(filter: Filter<Event>) -> String {
    let query = events().filter(filter).query();
    let text = percent_encoding::percent_decode_str(&query).decode_utf8_lossy().into_owned();
    text.strip_prefix("$filter=").unwrap_or_default().to_owned()
}

#[test]
fn each_value_type_has_its_literal() {
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
fn filter_functions_and_paths() {
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
fn nested_lambdas_have_distinct_variables() {
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
fn parentheses_follow_precedence() {
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
