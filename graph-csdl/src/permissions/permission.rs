//! A permission and its schemes.

/// The kind of an access token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// For a signed-in user with a work or school account.
    DelegatedWork,
    /// For a signed-in user with a personal account.
    DelegatedPersonal,
    /// For an application without a user.
    Application,
}

impl Scheme {
    /// All schemes.
    pub const ALL: [Self; 3] = [Self::DelegatedWork, Self::DelegatedPersonal, Self::Application];

    /// The scheme of this name in the table.
    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.as_str() == name)
    }

    /// The name in the table: `DelegatedWork`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DelegatedWork => "DelegatedWork",
            Self::DelegatedPersonal => "DelegatedPersonal",
            Self::Application => "Application",
        }
    }

    /// The word for it in output, and its name in JSON: `delegated`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::DelegatedWork => "delegated",
            Self::DelegatedPersonal => "personal",
            Self::Application => "application",
        }
    }

    /// The bit of this scheme in a set.
    pub(super) const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A permission of the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permission {
    pub(super) name: Box<str>,
    pub(super) is_resource_specific: bool,
    pub(super) schemes: [Option<SchemeDetails>; 3],
    /// The number of requests that it lets pass, by scheme.
    pub(super) requests: [usize; 3],
}

impl Permission {
    /// The name: `User.Read.All`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the owner of a team, chat or meeting consents to it, for that one alone. An app registration does not list it.
    #[must_use]
    pub const fn is_resource_specific(&self) -> bool {
        self.is_resource_specific
    }

    /// Its details with this scheme; `None` if it does not exist with it.
    #[must_use]
    pub const fn scheme(&self, scheme: Scheme) -> Option<&SchemeDetails> {
        let [work, personal, application] = &self.schemes;
        match scheme {
            Scheme::DelegatedWork => work.as_ref(),
            Scheme::DelegatedPersonal => personal.as_ref(),
            Scheme::Application => application.as_ref(),
        }
    }

    /// Adds requests that it lets pass with a set of schemes.
    pub(super) fn count(&mut self, requests: usize, schemes: u8) {
        for (count, scheme) in self.requests.iter_mut().zip(Scheme::ALL) {
            *count += if schemes & scheme.bit() == 0 { 0 } else { requests };
        }
    }

    /// The sort key for a request of this method: the less privileged permission first. `is_marked` is the table's own mark.
    pub(super) fn rank(&self, method: &str, scheme: Scheme, is_marked: bool) -> impl Ord + '_ {
        let level = self.scheme(scheme).and_then(|details| details.privilege_level).unwrap_or(u8::MAX);
        let [work, personal, application] = self.requests;
        let requests = match scheme {
            Scheme::DelegatedWork => work,
            Scheme::DelegatedPersonal => personal,
            Scheme::Application => application,
        };
        // The table marks `Tasks.Read` for a `DELETE`. A `POST` may also be a query.
        let is_unlikely = match method {
            "GET" => !self.is_read_only(),
            "POST" => false,
            _ => self.is_read_only(),
        };
        (self.is_resource_specific, !is_marked, is_unlikely, level, requests, &*self.name)
    }

    /// Whether a word of its name says that it reads: `Read` or `ReadBasic`, and not `ReadWrite`.
    ///
    /// # Rule
    /// The naming pattern of permissions, resource, operation and constraint:
    /// <https://learn.microsoft.com/graph/permissions-overview#permissions-naming-pattern>
    fn is_read_only(&self) -> bool {
        self.name.split('.').any(|word| word.starts_with("Read") && !word.starts_with("ReadWrite"))
    }
}

/// A permission with one scheme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SchemeDetails {
    /// Its name for administrators: `Read all users' full profiles`.
    pub display_name: Option<String>,
    /// Its identifier in an app registration. The service's file omits it.
    pub id: Option<String>,
    /// The service's own measure of privilege, from 1.
    pub privilege_level: Option<u8>,
    /// Whether an administrator must consent.
    pub requires_admin_consent: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operation_in_a_name_is_a_whole_word() {
        let reads = |name: &str| Permission { name: name.into(), ..Permission::default() }.is_read_only();
        for name in ["User.Read", "User.ReadBasic.All", "Mail.Read.Shared"] {
            assert!(reads(name), "{name}");
        }
        for name in ["User.ReadWrite.All", "Mail.Send", "Sites.Manage.All", "EduRoster.WriteWrite.All"] {
            assert_eq!(reads(name), name == "{name}");
        }
    }
}
