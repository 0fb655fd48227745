//! Calendars, contacts and people of a mailbox.

use graph_core::{graph_complex, graph_entity, value::Key};

use crate::case::{Case, case, case_with_body};
use crate::kind::Kind;

#[graph_entity(odata_type = "microsoft.graph.multiValueLegacyExtendedProperty", select = false)]
struct MultiValue {
    #[graph(key)]
    id: Option<String>,
}

#[graph_complex]
struct DateTimeTimeZone {
    date_time: Option<String>,
    time_zone: Option<String>,
}

#[graph_complex]
struct PatternedRecurrence {}

#[graph_entity(
    path = "me/events/{eventId}/instances",
    path = "me/calendar/calendarView",
    path(name = "group_calendar_view", template = "groups/{groupId}/calendarView")
)]
struct Event {
    subject: Option<String>,
    body_preview: Option<String>,
    series_master_id: Option<String>,
    #[graph(rename = "type")]
    kind: Option<String>,
    recurrence: Option<PatternedRecurrence>,
    start: Option<DateTimeTimeZone>,
    end: Option<DateTimeTimeZone>,
}

#[graph_entity(path = "me/events", odata_type = "microsoft.graph.event", select = false)]
struct ExtendedEvent {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    multi_value_extended_properties: Option<Vec<MultiValue>>,
}

#[graph_complex]
struct EmailAddress {
    address: Option<String>,
}

#[graph_entity(path = "me/contacts")]
struct Contact {
    display_name: Option<String>,
    email_addresses: Option<Vec<EmailAddress>>,
}

#[graph_entity(path = "me/people", path(name = "people_of", template = "users/{userId}/people"), select = false)]
struct Person {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "users/{userId}/calendar/calendarPermissions")]
struct CalendarPermission {
    #[graph(key)]
    id: Option<String>,
    role: Option<String>,
}

#[graph_entity(
    path = "me/calendargroups/{calendarGroupId}/calendars",
    singleton(name = "mine", template = "me/calendar")
)]
struct Calendar {
    #[graph(key)]
    id: Option<String>,
    name: Option<String>,
}

#[graph_entity(path = "me/photos", singleton(name = "mine", template = "me/photo"))]
struct ProfilePhoto {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(singleton(name = "mine", template = "me/settings"))]
struct UserSettings {
    contribution_to_content_discovery_disabled: Option<bool>,
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = calendars();
    cases.extend(persons());
    cases
}

fn calendars() -> Vec<Case> {
    let (start, end) = ("startDateTime", "endDateTime");
    let recreation = "StringArray {66f5a359-4659-4830-9070-00050ec6ac6e} Name Recreation";
    let marketing = Calendar { id: None, name: Some("Marketing calendar".into()) };
    vec![
        case(
            "v1.0/event-list-instances#1",
            &[Kind::OtherParameter, Kind::Select],
            Event::instances("AAMkAGUzYRgWAAA=")
                .list()
                .parameter(start, "2019-04-08T09:00:00.0000000")
                .parameter(end, "2019-04-30T09:00:00.0000000"),
        ),
        case(
            "v1.0/calendar-list-calendarview#1",
            &[Kind::OtherParameter],
            Event::calendar_view()
                .list()
                .select_all()
                .parameter(start, "2017-01-01T19:00:00-08:00")
                .parameter(end, "2017-01-07T19:00:00-08:00"),
        ),
        case(
            "beta/group-list-calendarview#1",
            &[Kind::OtherParameter],
            Event::group_calendar_view("02bd9fd6-8f93-4758-87c3-1fb73740a315")
                .list()
                .select_all()
                .parameter(start, "2017-01-01T19:00:00-08:00")
                .parameter(end, "2017-10-01T19:00:00.00-08:00"),
        ),
        case(
            "v1.0/multivaluelegacyextendedproperty-get#1",
            &[Kind::KeyInParentheses, Kind::NestedExpand],
            ExtendedEvent::events()
                .entity(Key::in_parentheses("AAMkAGE1M2_bs88AACbuFiiAAA="))
                .get()
                .expand(ExtendedEvent::MULTI_VALUE_EXTENDED_PROPERTIES.expand().filter(MultiValue::ID.eq(recreation))),
        ),
        case(
            "v1.0/calendargroup-post-calendars#1",
            &[Kind::Post],
            Calendar::calendars("AAMkADYAAAR9NR5AAA=").create(&marketing),
        ),
        case("v1.0/calendar-delete#1", &[Kind::Delete], Calendar::mine().delete()),
        case_with_body(
            "v1.0/calendarpermission-update#1",
            &[Kind::Patch],
            CalendarPermission::calendar_permissions("{id}")
                .entity("RGVmYXVsdA==")
                .update(CalendarPermission::changes().set(CalendarPermission::ROLE, "write")),
        ),
    ]
}

fn persons() -> Vec<Case> {
    vec![
        case(
            "v1.0/user-list-contacts#1",
            &[Kind::Any, Kind::Eq],
            Contact::contacts().list().select_all().filter(
                Contact::EMAIL_ADDRESSES.any(|email| email.then(EmailAddress::ADDRESS).eq("garth@contoso.com")),
            ),
        ),
        case("beta/user-list-contacts#2", &[Kind::Select], Contact::contacts().list()),
        case("beta/user-list-people#2", &[Kind::Top, Kind::Skip], Person::people().list().top(10).skip(10)),
        case("beta/user-list-people#8", &[Kind::Search], Person::people().list().search("ma topic: feature planning")),
        case(
            "beta/user-list-people#10",
            &[Kind::KeyInParentheses],
            Person::people_of(Key::in_parentheses("nestork@contoso.com")).list(),
        ),
        case("v1.0/profilephoto-get#1", &[Kind::MediaValue], ProfilePhoto::mine().value()),
        case("v1.0/profilephoto-get#2", &[Kind::MediaValue], ProfilePhoto::photos().entity("48x48").value()),
        case(
            "v1.0/profilephoto-update#1",
            &[Kind::MediaValue, Kind::Put],
            ProfilePhoto::mine().set_value("image/jpeg", "photo"),
        ),
        case_with_body(
            "v1.0/usersettings-update#1",
            &[Kind::Patch],
            UserSettings::mine()
                .update(UserSettings::changes().set(UserSettings::CONTRIBUTION_TO_CONTENT_DISCOVERY_DISABLED, true)),
        ),
    ]
}
