//! The requests that the service limits together.

use percent_encoding::percent_decode_str;

/// The segments after a user or a group that address its mailbox
/// ([Outlook service limits](https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits)). The table has the earlier
/// type of To Do's tasks, which are in the mailbox as well.
const MAILBOX: [&str; 23] = [
    "messages",
    "mailFolders",
    "events",
    "calendar",
    "calendars",
    "calendarGroups",
    "calendarView",
    "contacts",
    "contactFolders",
    "conversations",
    "threads",
    "people",
    "photo",
    "photos",
    "todo",
    "sendMail",
    "outlook",
    "mailboxSettings",
    "inferenceClassification",
    "getMailTips",
    "findMeetingTimes",
    "reminderView",
    "translateExchangeIds",
];

const NAMESPACE: &str = "microsoft.graph.";

/// The first segments of the directory, which has one limit for an application in a tenant
/// ([identity and access service limits](https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits)).
const DIRECTORY: [&str; 20] = [
    "administrativeUnits",
    "applications",
    "contacts",
    "contracts",
    "devices",
    "directory",
    "directoryObjects",
    "directoryRoles",
    "directoryRoleTemplates",
    "domains",
    "groups",
    "groupSettings",
    "invitations",
    "me",
    "oauth2PermissionGrants",
    "organization",
    "roleManagement",
    "servicePrincipals",
    "subscribedSkus",
    "users",
];

/// Requests with one limit of the service: those of a mailbox, of the directory, below another first segment, or to another host.
///
/// # Rule
/// The Outlook service limits an application for each mailbox. Other services limit an application in a tenant
/// ([throttling limits](https://learn.microsoft.com/graph/throttling-limits)). Files move to and from hosts of their own, with limits that are
/// not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Scope {
    Mailbox(u64),
    Service(u64),
    Host(u64),
}

impl Scope {
    /// The scope of a path below the version of the service, with or without a query.
    pub(crate) fn of(path: &str) -> Self {
        let (first, rest) = segment(path.strip_prefix('/').unwrap_or(path));
        let (first, in_parentheses) = name(first);
        let (owner, rest) = match first.len() {
            2 if first.eq_ignore_ascii_case("me") => (first, rest),
            5 if first.eq_ignore_ascii_case("users") => owner(in_parentheses, rest),
            6 if first.eq_ignore_ascii_case("groups") => owner(in_parentheses, rest),
            _ => ("", ""),
        };
        let (next, _) = segment(rest);
        if !owner.is_empty() && is_one_of(unqualified(name(next).0), &MAILBOX) {
            return Self::Mailbox(hash(owner));
        }
        Self::Service(if is_one_of(first, &DIRECTORY) { hash("directory") } else { hash(first) })
    }

    /// The scope of another host than the client's, with its port.
    pub(crate) fn of_host(authority: &str) -> Self {
        Self::Host(hash(authority))
    }

    pub(crate) fn is_mailbox(self) -> bool {
        matches!(self, Self::Mailbox(_))
    }
}

/// The first segment, and the rest after it.
fn segment(path: &str) -> (&str, &str) {
    match path.bytes().position(|byte| matches!(byte, b'/' | b'?')) {
        Some(end) => (path.get(..end).unwrap_or_default(), path.get(end + 1..).unwrap_or_default()),
        None => (path, ""),
    }
}

/// The name of a segment, and the parentheses after it.
fn name(segment: &str) -> (&str, &str) {
    let end = segment.bytes().position(|byte| byte == b'(').unwrap_or(segment.len());
    segment.split_at_checked(end).unwrap_or((segment, ""))
}

/// The name of an action without its namespace.
fn unqualified(name: &str) -> &str {
    let (namespace, action) = name.split_at_checked(NAMESPACE.len()).unwrap_or(("", name));
    if namespace.eq_ignore_ascii_case(NAMESPACE) { action } else { name }
}

/// The key of a user or a group, and the rest after it.
fn owner<'a>(in_parentheses: &'a str, rest: &'a str) -> (&'a str, &'a str) {
    if in_parentheses.is_empty() { segment(rest) } else { (literal(in_parentheses), rest) }
}

/// The text of a key in parentheses: `('text')` or `(id='text')`.
fn literal(in_parentheses: &str) -> &str {
    let quote = if in_parentheses.contains('\'') { "'" } else { "%27" };
    let (start, end) = (in_parentheses.find(quote), in_parentheses.rfind(quote));
    let quoted = start.zip(end).and_then(|(start, end)| in_parentheses.get(start + quote.len()..end));
    quoted.unwrap_or_else(|| in_parentheses.trim_matches(['(', ')']))
}

fn is_one_of(segment: &str, names: &[&str]) -> bool {
    names.iter().any(|name| segment.eq_ignore_ascii_case(name))
}

/// The [FNV-1a](https://datatracker.ietf.org/doc/html/draft-eastlake-fnv) hash of an encoded text without its letter case. A doubled quote
/// is one. Two kinds of requests with the same hash share a limit, which does no harm.
fn hash(text: &str) -> u64 {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
    let plain = text.bytes().try_fold(START, |hash, byte| (!matches!(byte, b'%' | b'\'')).then(|| fold(hash, byte)));
    if let Some(hash) = plain {
        return hash;
    }
    let mut last = 0;
    percent_decode_str(text).fold(START, |hash, byte| {
        let is_doubled = byte == b'\'' && last == byte;
        last = if is_doubled { 0 } else { byte };
        if is_doubled { hash } else { fold(hash, byte) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_has_a_limit_of_its_own() {
        let ada = Scope::of("/users/ada@x.org/messages?$top=1");
        assert!(ada.is_mailbox());
        for same in [
            "/users/Ada@x.org/mailFolders/inbox/messages",
            "users/ada@x.org/calendarView(x)",
            "/users/ada%40x.org/photos/48x48/$value",
            "/users('ada@x.org')/events",
            "/users('ada%40x.org')/people",
            "/users(%27ada@x.org%27)/photo",
            "/users(userPrincipalName='ada@x.org')/todo/lists",
            "/users/ada@x.org/microsoft.graph.sendMail",
            "/users/ada@x.org/translateExchangeIds",
        ] {
            assert_eq!(Scope::of(same), ada, "{same}");
        }
        assert_eq!(Scope::of("/users('o''neil')/events"), Scope::of("/users/o'neil/events"));
        for other in ["/users/adb@x.org/messages", "/users/ada@x.org/drive", "/users('ada@x.org')", "/users('')/events"]
        {
            assert_ne!(Scope::of(other), ada, "{other}");
        }
        assert_eq!(Scope::of("/me/sendMail"), Scope::of("/me/events/1"));
        assert!(Scope::of("/groups/1/threads").is_mailbox());
    }

    #[test]
    fn the_directory_has_one_limit() {
        let directory = Scope::of("/users");
        for same in ["/groups/1/members", "/users/ada", "/me", "/me/manager", "/applications(appId='1')", "devices/1"] {
            assert_eq!(Scope::of(same), directory, "{same}");
        }
    }

    #[test]
    fn another_service_has_its_own() {
        let files = Scope::of("/drives/1/items/2");
        assert_eq!(Scope::of("/drives/3"), files);
        for other in ["/sites/1", "/deviceManagement/managedDevices", "/$batch", "", "/users", "/users/ada/drive/root"]
        {
            assert_ne!(Scope::of(other), files, "{other}");
        }
    }
}
