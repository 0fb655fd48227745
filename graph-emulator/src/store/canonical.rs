//! Second addresses: of the default calendar's events, and of a group's team.

use serde_json::Value as Json;

use crate::store::address::{Path, child};
use crate::store::entities::Store;

impl Store {
    /// The path where the entities are stored, of several equivalent ones.
    ///
    /// # Rule
    /// `calendar/events` and `events` are the same, <https://learn.microsoft.com/graph/api/user-list-events>; so are the events
    /// of the calendar with `isDefaultCalendar`. A group's `team` is the team with its id,
    /// <https://learn.microsoft.com/graph/api/team-get>.
    pub(crate) fn canonical(&self, path: Path) -> Path {
        match path.as_slice() {
            [groups, key, team]
                if groups == "groups" && team == "team" && self.member(&vec!["teams".to_owned()], key).is_some() =>
            {
                vec!["teams".to_owned(), key.clone()]
            }
            [owner @ .., calendar, name] if calendar == "calendar" && is_events(name) => child(owner, name),
            [owner @ .., calendars, _, name] if calendars == "calendars" && is_events(name) => {
                let is_default = path.split_last().is_some_and(|(_, calendar)| self.is_default(calendar));
                if is_default { child(owner, name) } else { path }
            }
            _ => path,
        }
    }

    fn is_default(&self, calendar: &[String]) -> bool {
        let entity = self.entities.get(calendar);
        entity.and_then(|entity| entity.properties.get("isDefaultCalendar")) == Some(&Json::Bool(true))
    }
}

fn is_events(name: &str) -> bool {
    matches!(name, "events" | "calendarView")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::store::properties::Properties;

    #[test]
    fn second_addresses_are_canonical() {
        let path = |text: &str| text.split('/').map(str::to_owned).collect::<Path>();
        let mut store = Store::default();
        let default = Properties::from_iter([("isDefaultCalendar".to_owned(), json!(true))]);
        store.put_member(&path("users/ada/calendars"), "c", default);
        store.put_member(&path("users/ada/calendars"), "d", Properties::new());
        store.put_member(&path("teams"), "t", Properties::new());
        for (address, canonical) in [
            ("users/ada/calendar/events", "users/ada/events"),
            ("users/ada/calendar/calendarView", "users/ada/calendarView"),
            ("users/ada/calendars/c/events", "users/ada/events"),
            ("users/ada/calendars/d/events", "users/ada/calendars/d/events"),
            ("users/ada/calendar", "users/ada/calendar"),
            ("groups/t/team", "teams/t"),
            ("groups/g/team", "groups/g/team"),
        ] {
            assert_eq!(store.canonical(path(address)).join("/"), canonical);
        }
    }
}
