//! Lifetimes of subscriptions.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

/// The time that is left to the clocks of this program and of the service, which may differ.
const CLOCK_DIFFERENCE: TimeDelta = TimeDelta::minutes(5);

/// The lifetime of a resource that the table lacks: no resource of the table has a shorter one.
const SHORTEST: TimeDelta = TimeDelta::hours(1);

/// The longest lifetime of a subscription to a resource; `None` if the resource is not in the documented table.
///
/// # Shape
/// The resource is written as in a subscription: `me/mailFolders('inbox')/messages`, `/teams/{id}/channels?$select=id`. The names of the
/// path decide, in any letter case.
///
/// # Rule
/// The table of [subscription lifetimes](https://learn.microsoft.com/graph/change-notifications-overview#subscription-lifetime), as of
/// September 2026. It has two figures for an online meeting, 4,320 and 4,230 minutes: this function returns the shorter. "Other directory
/// resources" are those in the collections of directory objects that can be subscribed to: users and groups.
///
/// # Example
/// ```
/// use graph_core::chrono::TimeDelta;
/// use graph_core::notification::longest_lifetime;
///
/// assert_eq!(longest_lifetime("me/messages", false), Some(TimeDelta::minutes(10_080)));
/// assert_eq!(longest_lifetime("me/messages?$select=subject", true), Some(TimeDelta::minutes(1_440)));
/// assert_eq!(longest_lifetime("chats/19:abc/messages", true), Some(TimeDelta::minutes(4_320)));
/// assert_eq!(longest_lifetime("me/somethingNew", false), None);
/// ```
#[must_use]
pub fn longest_lifetime(resource: &str, includes_resource_data: bool) -> Option<TimeDelta> {
    let path = resource.split('?').next().unwrap_or_default().to_ascii_lowercase();
    let names: Vec<&str> = path.split('/').filter_map(|segment| segment.split('(').next()).collect();
    let names = names.as_slice();
    // The last name decides. A key that is a name of the table would have to be the last segment.
    let minutes = names.iter().rev().find_map(|name| minutes(name, names, includes_resource_data))?;
    Some(TimeDelta::minutes(minutes))
}

/// The lifetime of the resource with this name, in minutes; `names` are those of the whole path.
fn minutes(name: &str, names: &[&str], includes_resource_data: bool) -> Option<i64> {
    let is_below = |owners: &[&str]| owners.iter().any(|owner| names.contains(owner));
    let is_of_teams = || is_below(&["teams", "chats", "channels"]);
    Some(match name {
        "alerts" if is_below(&["healthmonitoring"]) => 42_300,
        "alerts" | "alerts_v2" if is_below(&["security"]) => 43_200,
        "approvalitems" => 43_200,
        "messages" | "members" | "installedapps" if is_of_teams() => 4_320,
        "teams" | "channels" | "getallchannels" | "chats" | "getallmembers" | "getallmessages" | "getallrecordings"
        | "recordings" | "getalltranscripts" | "transcripts" => 4_320,
        "shifts"
        | "openshiftchangerequests"
        | "offershiftrequests"
        | "swapshiftschangerequests"
        | "timeoffrequests" => 360,
        "messages" | "events" | "contacts" if includes_resource_data => 1_440,
        "messages" | "events" | "contacts" => 10_080,
        "callrecords" | "conversations" | "onlinemeetings" | "printers" | "taskdefinitions" => 4_230,
        "tasks" if is_below(&["todo"]) => 4_230,
        "drive" | "drives" | "lists" => 42_300,
        "presence" | "presences" => 60,
        "users" | "groups" => 41_760,
        _ => return None,
    })
}

/// The expiration of a new or renewed subscription: the longest that the service accepts, in whole seconds, with five minutes
/// to spare for clocks that differ. A resource that the table lacks gets an hour.
///
/// # Rule
/// The service refuses a longer lifetime than that of [`longest_lifetime`], and replaces one of less than 45 minutes by 45 minutes
/// ([`subscription`](https://learn.microsoft.com/graph/api/resources/subscription)). Teams refuses one of more than an hour without a
/// `lifecycleNotificationUrl`.
///
/// # Example
/// ```
/// use graph_core::chrono::{DateTime, TimeDelta};
/// use graph_core::notification::expiration;
///
/// let now = DateTime::UNIX_EPOCH;
/// assert_eq!(expiration("users", false, now), now + TimeDelta::minutes(41_755));
/// ```
#[must_use]
pub fn expiration(resource: &str, includes_resource_data: bool, now: DateTime<Utc>) -> DateTime<Utc> {
    let longest = longest_lifetime(resource, includes_resource_data).unwrap_or(SHORTEST);
    now.checked_add_signed(longest - CLOCK_DIFFERENCE).unwrap_or(now).trunc_subsecs(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes_of(resource: &str) -> Option<i64> {
        longest_lifetime(resource, false).map(|lifetime| lifetime.num_minutes())
    }

    #[test]
    fn each_documented_resource_has_its_lifetime() {
        for (resource, minutes) in [
            ("security/alerts_v2", 43_200),
            ("reports/healthMonitoring/alerts", 42_300),
            ("communications/callRecords", 4_230),
            ("communications/onlineMeetings/getAllRecordings", 4_320),
            ("users/7/onlineMeetings/getAllTranscripts", 4_320),
            ("communications/onlineMeetings/?$filter=JoinWebUrl eq 'x'", 4_230),
            ("/teams/1/channels", 4_320),
            ("/teams/getAllMessages", 4_320),
            ("/chats/1/messages", 4_320),
            ("/teams/1/channels('2')/messages", 4_320),
            ("/chats/getAllMembers", 4_320),
            ("/teams/1/members", 4_320),
            ("/teams/1/schedule/shifts", 360),
            ("groups/1/conversations", 4_230),
            ("/me/drive/root", 42_300),
            ("/drives/7/root", 42_300),
            ("sites/1/lists/2", 42_300),
            ("ME/MailFolders('Inbox')/Messages", 10_080),
            ("users/1/events", 10_080),
            ("me/contacts", 10_080),
            ("users/1", 41_760),
            ("groups/1/members", 41_760),
            ("/communications/presences/1", 60),
            ("print/printers/1/jobs", 4_230),
            ("print/taskDefinitions/1/tasks", 4_230),
            ("/me/todo/lists/1/tasks", 4_230),
        ] {
            assert_eq!(minutes_of(resource), Some(minutes), "{resource}");
        }
        for unknown in ["", "/", "me", "me/insights", "deviceManagement/managedDevices", "alerts", "tasks"] {
            assert_eq!(minutes_of(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn resource_data_shortens_the_lifetime_of_outlook_alone() {
        let rich = |resource| longest_lifetime(resource, true).map(|lifetime| lifetime.num_minutes());
        assert_eq!(rich("users/1/messages"), Some(1_440));
        assert_eq!(rich("users/1/events"), Some(1_440));
        assert_eq!(rich("chats/1/messages"), Some(4_320));
    }

    #[test]
    fn an_unknown_resource_gets_an_hour() {
        let now = DateTime::UNIX_EPOCH;
        assert_eq!(expiration("me/unknown", false, now) - now, TimeDelta::minutes(55));
        assert_eq!(expiration("users", false, now + TimeDelta::nanoseconds(7)), expiration("users", false, now));
        let last = DateTime::<Utc>::MAX_UTC;
        assert_eq!(expiration("users", false, last), last.trunc_subsecs(0));
    }
}
