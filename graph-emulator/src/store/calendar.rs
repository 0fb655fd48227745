//! The default calendar of a user or a group, whose events have two addresses.

use serde_json::Value as Json;

use super::Store;
use crate::place::Path;

impl Store {
    /// The path that a collection of events is stored at.
    ///
    /// # Rule
    /// `calendar/events` and `events` are the same, <https://learn.microsoft.com/graph/api/user-list-events>; and so are the
    /// events of the one of `calendars` that has `isDefaultCalendar`.
    pub(crate) fn canonical(&self, path: Path) -> Path {
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        let (owner, name) = match parts.as_slice() {
            [owner @ .., "calendar", name @ ("events" | "calendarView")] => (owner.len(), *name),
            [owner @ .., "calendars", _, name @ ("events" | "calendarView")]
                if path.split_last().is_some_and(|(_, calendar)| self.is_default(calendar)) =>
            {
                (owner.len(), *name)
            }
            _ => return path,
        };
        let mut canonical = path.get(..owner).unwrap_or_default().to_vec();
        canonical.push(name.to_owned());
        canonical
    }

    fn is_default(&self, calendar: &[String]) -> bool {
        let entity = self.entities.get(calendar);
        entity.and_then(|entity| entity.properties.get("isDefaultCalendar")) == Some(&Json::Bool(true))
    }
}
