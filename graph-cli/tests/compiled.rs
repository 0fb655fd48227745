//! The generated code compiles and works.

#![allow(clippy::unwrap_used, reason = "a failing test panics")]
#![allow(unreachable_pub, reason = "generated items are public")]

#[rustfmt::skip]
#[path = "generated/all/src/lib.rs"]
mod all;

#[rustfmt::skip]
#[path = "generated/message.rs"]
mod message;

#[rustfmt::skip]
#[path = "generated/near/mod.rs"]
mod near;

#[test]
fn generated_types_read_json_and_name_paths() {
    use all::graph::{AnyConfiguration, AnyRecipient, Attendee, Change, Message, SendMail, User};

    let user: User =
        serde_json::from_str(r#"{"self": "s", "type": "t", "rest": "r", "minOSVersion": "1", "x": 2}"#).unwrap();
    assert_eq!(
        (user.self_.as_deref(), user.r#type.as_deref(), user.rest.as_deref()),
        (Some("s"), Some("t"), Some("r"))
    );
    assert_eq!((user.min_os_version.as_deref(), user.rest2.len()), (Some("1"), 1));
    assert_eq!(Change::changes_list("u").list().path(), "users/u/changes");

    let json = r##"{"from": {"@odata.type": "#microsoft.graph.attendee", "address": "a", "isOptional": true}}"##;
    let message: Message = serde_json::from_str(json).unwrap();
    let attendee = Attendee { address: Some("a".to_owned()), is_optional: Some(true) };
    assert_eq!(message.from, Some(AnyRecipient::Attendee(Box::new(attendee))));

    let mail = SendMail { message, importance: all::Importance::High, save_to_sent_items: None };
    assert_eq!(mail.request("u").path(), "users/u/sendMail");
    assert_eq!(mail.for_me().path(), "me/sendMail");
    let json = r##"{"@odata.type": "#microsoft.graph.security.iosConfiguration"}"##;
    let configuration: AnyConfiguration = serde_json::from_str(json).unwrap();
    assert!(matches!(configuration, AnyConfiguration::SecurityIosConfiguration(_)));
}
