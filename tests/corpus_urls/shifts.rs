//! The schedules of teams: conditions on instants within complex properties.

use graph_core::chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use graph_core::{graph_complex, graph_entity};

use crate::case::{Case, case};
use crate::kind::Kind;

#[graph_complex]
struct ShiftItem {
    start_date_time: Option<DateTime<Utc>>,
    end_date_time: Option<DateTime<Utc>>,
}

#[graph_entity(path = "teams/{teamId}/schedule/shifts")]
struct Shift {
    shared_shift: Option<ShiftItem>,
    draft_shift: Option<ShiftItem>,
}

#[graph_entity(path = "teams/{teamId}/schedule/timesOff")]
struct TimeOff {
    shared_time_off: Option<ShiftItem>,
    draft_time_off: Option<ShiftItem>,
}

#[graph_entity(path = "teams/{teamId}/schedule/timeCards", select = false)]
struct TimeCard {
    state: Option<String>,
}

#[graph_entity(path = "teams/{teamId}/schedule/schedulingGroups")]
struct SchedulingGroup {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
    is_active: Option<bool>,
}

fn midnight(day: u32) -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(2019, 3, day).unwrap_or_default().and_time(NaiveTime::MIN).and_utc()
}

pub(crate) fn cases() -> Vec<Case> {
    let (monday, next) = (midnight(11), midnight(18));
    let (start, end) = (ShiftItem::START_DATE_TIME, ShiftItem::END_DATE_TIME);
    let shifts = Shift::SHARED_SHIFT.then(start).ge(monday).and(Shift::SHARED_SHIFT.then(end).le(next));
    let drafts = Shift::DRAFT_SHIFT.then(start).ge(monday).and(Shift::DRAFT_SHIFT.then(end).le(next));
    let shared = TimeOff::SHARED_TIME_OFF;
    let draft = TimeOff::DRAFT_TIME_OFF;
    let times_off = TimeOff::times_off("{teamId}").list().select_all();
    let cashiers = SchedulingGroup { id: None, display_name: Some("Cashiers".into()), is_active: Some(true) };
    vec![
        case(
            "v1.0/schedule-list-shifts#1",
            &[Kind::DateRange, Kind::And],
            Shift::shifts("{teamId}").list().select_all().filter(shifts.and(drafts)),
        ),
        case(
            "beta/schedule-list-timesoff#1",
            &[Kind::DateRange],
            // One condition after the other: all of them have to be met.
            times_off
                .filter(shared.then(start).ge(monday))
                .filter(shared.then(end).le(next))
                .filter(draft.then(start).ge(monday))
                .filter(draft.then(end).le(next)),
        ),
        case(
            "beta/timecard-list#1",
            &[Kind::Top, Kind::Eq],
            TimeCard::time_cards("fd15cad8-80f6-484f-9666-3caf695fbf32")
                .list()
                .filter(TimeCard::STATE.eq("clockedOut"))
                .top(2),
        ),
        case(
            "v1.0/schedulinggroup-put#1",
            &[Kind::Put],
            SchedulingGroup::scheduling_groups("{teamId}").entity("{schedulingGroupId}").replace(&cashiers),
        ),
    ]
}
