//! Each operator once, over values of each type.

use chrono::{DateTime, NaiveDate, NaiveTime};
use graph_core::{Duration, Filter, Page, Request, graph_entity};
use graph_emulator::Emulator;
use graph_tests::event::{Event, Right, Status, Tag, Zoned};
use serde_json::json;
use uuid::Uuid;

use crate::{Outcome, connect};

#[graph_entity(odata_type = "microsoft.graph.eventMessage")]
#[derive(Debug, Clone, PartialEq)]
struct EventMessage {
    #[graph(key)]
    id: Option<String>,
}

const SERIES: &str = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

/// `a` has all properties, `b` fewer, and `c` almost none.
fn calendar() -> Emulator {
    let emulator = Emulator::new();
    for event in [
        json!({
            "id": "a", "@odata.type": "#microsoft.graph.event", "subject": "O'Neil & Söhne", "status": "open",
            "start": {"@odata.type": "#microsoft.graph.zoned", "dateTime": "2026-01-02T08:00:00", "timeZone": "UTC"},
            "size": 9_007_199_254_740_993_i64, "score": 1.5, "isDraft": true, "series": SERIES,
            "created": "2026-01-02T03:04:05.5+02:00", "day": "2026-01-02", "at": "08:30:15", "length": "PT1H30M",
            "categories": ["Red", "Blue"], "tags": [{"name": "x", "words": ["p", "q"]}], "rights": "read,write"
        }),
        json!({
            "id": "b", "@odata.type": "#microsoft.graph.eventMessage", "subject": " Budget, 50% + more ",
            "status": "closed", "size": 9_007_199_254_740_992_i64, "score": -0.5, "isDraft": false,
            "created": "2026-01-02T01:04:06Z", "day": "2025-12-31", "at": "23:59:59", "length": "PT90M1S",
            "categories": ["Red"], "tags": [{"name": "y", "words": []}], "rights": "read"
        }),
        json!({"id": "c", "status": "postponed", "categories": [], "tags": [], "rights": "audit"}),
    ] {
        emulator.seed("me/events", event);
    }
    emulator
}

/// Lists the events that meet each condition.
async fn check(conditions: Vec<(Filter<Event>, &str)>) -> Outcome {
    let (client, _) = connect(&calendar())?;
    for (condition, expected) in conditions {
        let text = condition.to_string();
        let request: Request<Page<Event>> = Event::events().list().filter(condition);
        let events = request.send(&client).await.map_err(|error| format!("{text}: {error}"))?;
        let found: String = events.value.into_iter().filter_map(|event| event.id).collect();
        assert_eq!(found, expected, "{text}");
    }
    Ok(())
}

#[tokio::test]
async fn values_of_each_type_are_compared() -> Outcome {
    let moment = DateTime::parse_from_rfc3339("2026-01-02T03:04:05.5+02:00")?;
    check(vec![
        (Event::SUBJECT.eq("O'Neil & Söhne"), "a"),
        (Event::SUBJECT.eq(" Budget, 50% + more "), "b"),
        (Event::SUBJECT.ne("O'Neil & Söhne"), "bc"),
        (Event::SUBJECT.is_null(), "c"),
        (Event::SUBJECT.is_not_null(), "ab"),
        (Event::SUBJECT.gt("A"), "a"),
        (Event::STATUS.eq(Status::Open), "a"),
        (Event::STATUS.is_in([Status::Closed, Status::Other("postponed".into())]), "bc"),
        (Event::STATUS.is_in([""; 0]), ""),
        (Event::SIZE.gt(9_007_199_254_740_992_i64), "a"),
        (Event::SIZE.is_in([9_007_199_254_740_992_i64, 1]), "b"),
        (Event::SCORE.le(-0.5), "b"),
        (Event::SCORE.lt(f64::INFINITY), "ab"),
        (Event::IS_DRAFT.eq(true), "a"),
        (Event::SERIES.eq(SERIES.parse::<Uuid>()?), "a"),
        (Event::CREATED.eq(moment.to_utc()), "a"),
        (Event::CREATED.ge(moment), "ab"),
        (Event::CREATED.gt(moment), "b"),
        (Event::DAY.lt("2026-01-01".parse::<NaiveDate>()?), "b"),
        (Event::AT.ge("08:30:15".parse::<NaiveTime>()?), "ab"),
        (Event::LENGTH.eq("PT90M".parse::<Duration>()?), "a"),
        (Event::LENGTH.gt("PT1H30M".parse::<Duration>()?), "b"),
        (Event::RIGHTS.has(Right::Read), "ab"),
        (Event::RIGHTS.has([Right::Write, Right::Read]), "a"),
        (Event::RIGHTS.eq(Right::Read), "b"),
    ])
    .await
}

#[tokio::test]
async fn functions_are_evaluated() -> Outcome {
    check(vec![
        (Event::SUBJECT.starts_with("O'"), "a"),
        (Event::SUBJECT.ends_with("& Söhne"), "a"),
        (Event::SUBJECT.contains("% +"), "b"),
        (Event::SUBJECT.length().eq(14), "a"),
        (Event::SUBJECT.to_lower().eq("o'neil & söhne"), "a"),
        (Event::SUBJECT.to_upper().trim().eq("BUDGET, 50% + MORE"), "b"),
        (Event::CREATED.year().eq(2026), "ab"),
        (Event::DAY.month().ge(12), "b"),
        (Event::DAY.day().le(2), "a"),
        (Event::AT.hour().lt(9), "a"),
        (Event::AT.minute().eq(59), "b"),
        (Event::AT.second().eq(15), "a"),
        (Event::SERIES.cast::<String>().starts_with("6f9619ff"), "a"),
    ])
    .await
}

#[tokio::test]
async fn filter_paths_are_evaluated() -> Outcome {
    check(vec![
        (Event::START.then(Zoned::TIME_ZONE).eq("UTC"), "a"),
        (Event::START.then(Zoned::DATE_TIME).is_null(), "bc"),
        (Event::START.cast::<Zoned>().then(Zoned::DATE_TIME).starts_with("2026"), "a"),
        (Event::START.is_of::<Zoned>(), "a"),
        (Filter::is_of::<EventMessage>(), "b"),
        (Event::CATEGORIES.any(|category| category.eq("Blue")), "a"),
        (Event::CATEGORIES.all(|category| category.eq("Red")), "bc"),
        (Event::CATEGORIES.is_not_empty(), "ab"),
        (Event::CATEGORIES.count().gt(1), "a"),
        (
            Event::TAGS
                .any(|tag| tag.clone().then(Tag::NAME).ne("y").and(tag.then(Tag::WORDS).any(|word| word.eq("q")))),
            "a",
        ),
        (Event::TAGS.all(|tag| tag.then(Tag::WORDS).is_not_empty()), "ac"),
    ])
    .await
}

#[tokio::test]
async fn conditions_keep_their_grouping() -> Outcome {
    let a = || Event::SIZE.gt(9_007_199_254_740_992_i64);
    let b = || Event::IS_DRAFT.eq(false);
    let c = || Event::SUBJECT.is_null();
    check(vec![
        (a().or(b()).and(c()), ""),
        (a().or(b().and(c())), "a"),
        (c().or(b()).and(!a()), "bc"),
        (!(a().or(c())), "b"),
        ((!a()).or(c()), "bc"),
        (Filter::raw("isDraft eq false or size eq 1").and(a()), ""),
        (Filter::raw("isDraft eq false or size eq 1").or(a()), "ab"),
    ])
    .await
}
