//! The result of an operation's response.

use std::error::Error as StdError;

use graph_core::{Flags, Operation, Page, graph_action, graph_function};
use serde_json::json;

use super::script::answered;
use super::{
    Best, GetTeamsUserActivityCounts, Importance, Outcome, ReminderView, Right, SendMail, SyncDevice, reminder,
};

#[tokio::test]
async fn a_response_is_read_by_its_type() -> Outcome {
    #[graph_function(path = "me/text", returns = String)]
    struct Text;
    #[graph_function(path = "me/count", returns = Option<i32>)]
    struct Count;
    #[graph_function(path = "me/importance", returns = Importance)]
    struct HowImportant;
    #[graph_action(path = "me/rights", returns = Flags<Right>)]
    struct Rights;
    #[graph_action(path = "me/strings", returns = Vec<String>)]
    struct Strings;
    #[graph_action(path = "me/nothing", returns = ())]
    struct Nothing;
    #[graph_action(path = "me/any", returns = serde_json::Value)]
    struct Any;

    assert_eq!(answered(Text.request(), 200, r#"{"@odata.context":"x","value":"a"}"#).await?, "a");
    assert_eq!(answered(Count.request(), 200, r#"{"value":3}"#).await?, Some(3));
    assert_eq!(answered(Count.request(), 200, r#"{"value":null}"#).await?, None);
    assert_eq!(answered(Count.request(), 204, "").await?, None);
    assert_eq!(answered(HowImportant.request(), 200, r#"{"value":"high"}"#).await?, Importance::High);
    assert_eq!(answered(Rights.request(), 200, r#"{"value":"write"}"#).await?, Flags::from([Right::Write]));
    let strings: Page<String> = answered(Strings.request(), 200, r#"{"value":["a","b"]}"#).await?;
    assert_eq!(strings.value, ["a", "b"]);
    answered(Nothing.request(), 202, "").await?;
    answered(SyncDevice.request("d"), 204, "").await?;
    assert_eq!(answered(Any.request(), 200, r#"{"a":1}"#).await?, json!({"a": 1}));
    let counts = GetTeamsUserActivityCounts { period: "D7".into() };
    assert_eq!(answered(counts.request(), 200, "a,b").await?, "a,b");
    let best = answered(Best.request("i"), 200, r#"{"id":"i1","name":"n"}"#).await?;
    assert_eq!(best.name.as_deref(), Some("n"));
    let view = ReminderView { start_date_time: String::new(), end_date_time: String::new() };
    let page = answered(view.request("u"), 200, r#"{"value":[{"eventSubject":"s"}],"@odata.nextLink":"l"}"#).await?;
    assert_eq!((page.value, page.next_link.is_some()), (vec![reminder("s")], true));
    Ok(())
}

#[tokio::test]
async fn a_response_of_another_type_names_its_json_path() -> Outcome {
    #[graph_function(path = "me/count", returns = i32)]
    struct Count;
    #[graph_function(path = "me/strings", returns = Box<Vec<String>>)]
    struct Strings;

    let message = |error: Box<dyn StdError>| error.to_string();
    let error = answered(Count.request(), 200, r#"{"value":"secret"}"#).await.err().map(message);
    let expected = "the 200 response can't be decoded: `value` is not of the type `Edm.Int32` (request-id r-1)";
    assert_eq!(error.as_deref(), Some(expected));
    let error = answered(Best.request("i"), 204, "").await.err().map(message);
    let expected = "the 204 response can't be decoded: the body is empty: read it as an `Option`, by `.optional()` or \
                    `returns = Option<…>` (request-id r-1)";
    assert_eq!(error.as_deref(), Some(expected));
    // A `Vec` that the macro can't recognize works as well.
    assert_eq!(*answered(Strings.request(), 200, r#"{"value":["a"]}"#).await?, ["a"]);
    Ok(())
}

#[tokio::test]
async fn forbidden_names_the_documented_permissions() -> Outcome {
    let mail = SendMail { message: reminder("Hi"), save_to_sent_items: None };
    let error = answered(mail.for_me(), 403, "").await.err().ok_or("it was allowed")?;
    let expected = "403 Forbidden (request-id r-1); one of these permissions is needed: delegated: Mail.Send";
    assert_eq!(error.to_string(), expected);
    assert_eq!(SendMail::PERMISSIONS.delegated, ["Mail.Send"]);
    Ok(())
}
