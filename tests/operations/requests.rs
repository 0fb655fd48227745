//! The URL and the body of an operation, without a socket.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use graph_core::{ApiVersion, Binary, Flags, Operation, error::RequestError, request::Body};
use uuid::Uuid;

use super::{
    ACCEPT, Best, DeltaOf, DriveItem, Everything, Find, GetTeamsUserActivityCounts, Importance, JSON, Outcome, Place,
    ROOT, Range, ReminderView, Right, SendMail, SyncDevice, assert_arguments, assert_wire, moment, reminder, root,
};

#[test]
fn an_action_without_arguments_has_no_body() {
    let sync = SyncDevice.request("d/1");
    let line = format!("POST {ROOT}/deviceManagement/managedDevices/d%2F1/syncDevice");
    assert_wire(&sync, &line, ACCEPT, "");
    assert_eq!(sync.body(), &Body::Empty);
}

#[test]
fn arguments_of_an_action_are_an_untyped_object() {
    let mut mail = SendMail { message: reminder("Hi"), save_to_sent_items: Some(true) };
    let message = r##"{"@odata.type":"#microsoft.graph.reminder","eventSubject":"Hi"}"##;
    let body = format!(r#"{{"message":{message},"saveToSentItems":true}}"#);
    assert_wire(&mail.for_me(), &format!("POST {ROOT}/me/sendMail"), JSON, &body);
    assert_wire(&mail.for_user("ada"), &format!("POST {ROOT}/users/ada/sendMail"), JSON, &body);
    mail.save_to_sent_items = None;
    let body = format!(r#"{{"message":{message}}}"#);
    assert_wire(&mail.for_me(), &format!("POST {ROOT}/me/sendMail"), JSON, &body);
    let key = mail.for_user("").to_http(&root());
    assert!(matches!(key, Err(RequestError::Key(_))));
}

#[test]
fn an_argument_of_an_action_is_any_value() {
    let everything = Everything {
        thing: reminder("a").into(),
        others: vec![DriveItem { id: Some("i".into()), name: None, children: None }.into()],
        rights: Flags::from([Right::Read, Right::Write]),
        importance: Some(Importance::High),
        moment: moment("2026-01-02T03:04:05.1200000+02:00"),
        renamed: Some(1),
        note: 9,
        name: "herbie".into(),
        size: Some(7),
        cleared: Some(None),
    };
    let body = concat!(
        r##"{"thing":{"@odata.type":"#microsoft.graph.reminder","eventSubject":"a"},"##,
        r##""others":[{"@odata.type":"#microsoft.graph.driveItem","id":"i"}],"rights":"read,write","##,
        r##""importance":"high","moment":"2026-01-02T03:04:05.12+02:00","snake_case":1,"name":"HERBIE","size":"7","cleared":null}"##
    );
    assert_wire(&everything.request(), &format!("POST {ROOT}/me/do"), JSON, body);
    let least = Everything {
        others: Vec::new(),
        rights: Flags::new(),
        importance: None,
        moment: None,
        renamed: None,
        size: None,
        cleared: None,
        ..everything
    };
    let body = r##"{"thing":{"@odata.type":"#microsoft.graph.reminder","eventSubject":"a"},"others":[],"rights":"0","name":"HERBIE"}"##;
    assert_wire(&least.request(), &format!("POST {ROOT}/me/do"), JSON, body);
}

#[test]
fn arguments_of_a_function_are_in_its_path() {
    let counts = GetTeamsUserActivityCounts { period: "D7".into() };
    let line = format!("GET {ROOT}/reports/getTeamsUserActivityCounts(period='D7')");
    assert_wire(&counts.request(), &line, "accept: */*", "");
    let view = ReminderView { start_date_time: "2026-01-01T00:00".into(), end_date_time: "it's & more".into() };
    let line = format!(
        "GET {ROOT}/users/ada/reminderView(startDateTime='2026-01-01T00:00',endDateTime=@endDateTime)\
         ?@endDateTime='it''s%20%26%20more'"
    );
    assert_wire(&view.request("ada"), &line, ACCEPT, "");
    assert_wire(&Best.request("i1"), &format!("GET {ROOT}/me/drive/items/i1/best"), ACCEPT, "");
}

#[test]
fn text_is_quoted_and_then_encoded() {
    for (text, encoded) in [
        ("a b", "a%20b"),
        ("O'Neil", "O''Neil"),
        ("a/b?c#d%e", "a%2Fb%3Fc%23d%25e"),
        ("größe+1", "gr%C3%B6%C3%9Fe%2B1"),
        ("..", ".."),
        ("", ""),
        ("a,b=(c)", "a,b=(c)"),
        ("{\"a\"}\n", "%7B%22a%22%7D%0A"),
        ("@x", "@x"),
    ] {
        let find = Find { text: Some(text.into()), ..Find::default() };
        assert_arguments(&find, &format!("(text='{encoded}')"));
    }
    let boxed = Find { boxed: Box::new(Some("x".into())), odd: Some(1), ..Find::default() };
    assert_arguments(&boxed, "(boxed='x',Odd_1=1)");
}

#[test]
fn only_strings_are_quoted() {
    let find = Find {
        number: Some(i64::MIN),
        ratio: Some(f64::NEG_INFINITY),
        yes: Some(false),
        moment: moment("2026-01-02T03:04:05.12+02:00"),
        day: NaiveDate::from_ymd_opt(2026, 1, 2),
        at: NaiveTime::from_hms_opt(8, 30, 0),
        length: "PT1H".parse().ok(),
        bytes: Some(Binary::from(vec![0xfb, 0xff])),
        id: Some(Uuid::nil()),
        ..Find::default()
    };
    let arguments = "(number=-9223372036854775808,ratio=-INF,yes=false,moment=2026-01-02T03:04:05.12%2B02:00,\
                     day=2026-01-02,at=08:30:00,length=duration'PT1H',bytes=binary'-_8',\
                     id=00000000-0000-0000-0000-000000000000)";
    assert_arguments(&find, arguments);
    assert_arguments(&Find { ratio: Some(1.5e300), ..Find::default() }, &format!("(ratio={})", 1.5e300));
    let place = Find { place: Some(Place("../a b'".into())), ..Find::default() };
    assert_arguments(&place, "(place=..%2Fa%20b')");
}

#[test]
fn enumeration_members_are_quoted() {
    let find = Find {
        importance: Some(Importance::Other("o'k".into())),
        rights: Some(Flags::from([Right::Read, Right::Write])),
        words: vec!["a".into(), "b".into()],
        ..Find::default()
    };
    assert_arguments(&find, "(importance='o''k',rights='read,write',words='a%2Bb')");
}

#[test]
fn collections_and_objects_are_json_parameter_aliases() {
    let find = Find {
        text: Some("x".into()),
        ids: Some(vec!["a".into(), "b&c".into()]),
        reminder: Some(reminder("it's")),
        things: Some(vec![reminder("b").into()]),
        map: Some(BTreeMap::from([("k".into(), 1)])),
        ..Find::default()
    };
    let arguments = concat!(
        "(text='x',ids=@ids,reminder=@reminder,things=@things,map=@map)",
        "?@ids=%5B%22a%22,%22b%26c%22%5D",
        "&@reminder=%7B%22@odata.type%22:%22%23microsoft.graph.reminder%22,%22eventSubject%22:%22it's%22%7D",
        "&@things=%5B%7B%22@odata.type%22:%22%23microsoft.graph.reminder%22,%22eventSubject%22:%22b%22%7D%5D",
        "&@map=%7B%22k%22:1%7D",
    );
    assert_arguments(&find, arguments);
    let aliases = Find { behind: Some("a=b".into()), moment_behind: moment("2026-01-02T03:04:05Z"), ..Find::default() };
    let arguments = "(behind=@behind,momentBehind=@momentBehind)?@behind='a%3Db'&@momentBehind=2026-01-02T03:04:05Z";
    assert_arguments(&aliases, arguments);
}

#[test]
fn a_function_without_arguments_has_no_parentheses() {
    assert_arguments(&Find::default(), "");
    let beta = "GET https://graph.microsoft.com/beta/me/workbook/worksheets/s/range";
    let range = Range { address: None };
    assert_wire(&range.request("s", "f"), &format!("{beta}()/format/f/microsoft.graph.x"), ACCEPT, "");
    let range = Range { address: Some("A1:B2/".into()) };
    assert_wire(
        &range.request("s", "f"),
        &format!("{beta}(address='A1:B2%2F')/format/f/microsoft.graph.x"),
        ACCEPT,
        "",
    );
    assert_eq!(Range::VERSION, Some(ApiVersion::Beta));
}

#[test]
fn only_functions_with_select_select_properties() {
    let line =
        format!("GET {ROOT}/me/drive/items/i/delta(token='t')?$select=id,name&$expand=children($select=id,name)");
    assert_wire(&DeltaOf { token: Some("t".into()) }.request("i"), &line, ACCEPT, "");
    let top = DeltaOf { token: None }.request("i").select_all().select(DriveItem::NAME).top(5);
    assert_wire(&top, &format!("GET {ROOT}/me/drive/items/i/delta?$select=name&$top=5"), ACCEPT, "");
}

#[test]
fn an_unwritable_value_is_an_error_without_the_value() -> Outcome {
    let year = NaiveDate::from_ymd_opt(12_026, 1, 1).ok_or("no such day")?;
    let find = Find { day: Some(year), text: Some("secret".into()), ..Find::default() };
    let error = find.request().to_http(&root()).err().ok_or("it was written")?;
    assert_eq!(error.to_string(), "the argument `day` can't be written: a Date has a year from 0 to 9999");
    assert!(!format!("{error:?} {:?}", find.request()).contains("12026"));
    Ok(())
}
