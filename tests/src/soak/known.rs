//! The client's knowledge of the service, and its comparison with what the service returns.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use graph_core::{Change, DeltaLink, Error};

use super::files::Version;
use super::users::User;
use super::{Outcome, Report};

/// More names than workers delete during one listing.
const MAX_DELETED: usize = 4_096;

/// A user that the service has.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) id: String,
    /// The departments that it may have: more than one after an update that failed.
    pub(super) departments: BTreeSet<String>,
}

impl Account {
    fn is_like(&self, user: &User) -> bool {
        user.id.as_ref() == Some(&self.id) && self.departments.contains(user.department.as_deref().unwrap_or_default())
    }
}

#[derive(Default)]
pub(super) struct Known {
    /// The users that exist, by name.
    users: BTreeMap<String, Account>,
    /// The names of creates that are under way, or failed.
    created: BTreeSet<String>,
    /// The users whose deletion is under way, or failed.
    leaving: BTreeMap<String, Account>,
    /// The names that were deleted last, and the number of all.
    deleted: VecDeque<String>,
    deletions: usize,
    /// The copy of a delta query: names by id.
    copy: BTreeMap<String, String>,
    /// The link of its next round.
    delta: Option<DeltaLink>,
    is_in_round: bool,
    /// The versions that the file of a worker may have.
    files: BTreeMap<usize, BTreeSet<Version>>,
    report: Report,
}

/// The state before a listing: the users, and the number of deletions.
pub(super) struct Listing {
    users: BTreeSet<String>,
    deletions: usize,
}

impl Known {
    pub(super) fn report(self) -> Report {
        Report { users: self.users.len(), ..self.report }
    }

    /// The users of a worker.
    pub(super) fn of(&self, worker: usize) -> Vec<(&String, &Account)> {
        let prefix = prefix(worker);
        self.users.iter().filter(|(name, _)| name.starts_with(&prefix)).collect()
    }

    /// Notes that a create begins.
    pub(super) fn creating(&mut self, name: &str) {
        self.created.insert(name.to_owned());
    }

    /// Notes the result of a create.
    pub(super) fn create(&mut self, name: String, result: Result<User, Error>) -> Outcome<()> {
        match result {
            Ok(User { id: Some(id), .. }) if !id.is_empty() => {
                self.created.remove(&name);
                self.users.insert(name, Account { id, departments: BTreeSet::from([String::new()]) });
            }
            Ok(_) => return Err(format!("the created user {name} has no id").into()),
            Err(_) => self.report.uncertain += 1,
        }
        Ok(())
    }

    /// Notes that a deletion begins.
    pub(super) fn deleting(&mut self, name: &str) {
        if let Some((name, account)) = self.users.remove_entry(name) {
            self.leaving.insert(name, account);
        }
    }

    /// Notes the result of a deletion.
    pub(super) fn delete<T>(&mut self, name: &str, result: &Result<T, Error>) {
        match result {
            Ok(_) => self.is_deleted(name),
            Err(_) => self.report.uncertain += 1,
        }
    }

    fn is_deleted(&mut self, name: &str) {
        self.leaving.remove(name);
        self.deletions += 1;
        self.deleted.push_back(name.to_owned());
        if self.deleted.len() > MAX_DELETED {
            self.deleted.pop_front();
        }
    }

    /// Notes that an update begins: the user has its department, or the new one.
    pub(super) fn updating(&mut self, name: &str, department: &str) {
        if let Some(account) = self.users.get_mut(name) {
            account.departments.insert(department.to_owned());
        }
    }

    /// Notes the result of an update.
    pub(super) fn update<T>(&mut self, name: &str, department: &str, result: &Result<T, Error>) {
        match (result, self.users.get_mut(name)) {
            (Ok(_), Some(account)) => account.departments = BTreeSet::from([department.to_owned()]),
            (Ok(_), None) => {}
            (Err(_), _) => self.report.uncertain += 1,
        }
    }

    /// Compares a user that its only writer read.
    pub(super) fn check(&self, name: &str, user: &User) -> Outcome<()> {
        let is_right = self.users.get(name).is_some_and(|account| account.is_like(user));
        let fact = || format!("{name}: {user:?} is not {:?}", self.users.get(name)).into();
        is_right.then_some(()).ok_or_else(fact)
    }

    pub(super) fn begin_listing(&self) -> Listing {
        Listing { users: self.users.keys().cloned().collect(), deletions: self.deletions }
    }

    /// Compares a listing. It has each user that exists since its begin, each once, and none that was deleted before. A worker then
    /// knows which of its failed writes were performed; `None` is all workers, when none of them writes any more.
    pub(super) fn end_listing(&mut self, before: &Listing, listed: &[User], worker: Option<usize>) -> Outcome<()> {
        let mut found = BTreeMap::new();
        for user in listed {
            let name = user.display_name.clone().unwrap_or_default();
            if let Some(other) = found.insert(name.clone(), user) {
                return Err(format!("{name} is listed twice: {:?} and {:?}", other.id, user.id).into());
            }
        }
        let lost = before.users.iter().find(|name| self.users.contains_key(*name) && !found.contains_key(*name));
        if let Some(lost) = lost {
            return Err(format!("{lost} is lost").into());
        }
        let since = self.deletions - before.deletions;
        let deleted: BTreeSet<&String> = self.deleted.iter().rev().take(since).collect();
        let is_possible = |name: &String| {
            self.users.contains_key(name)
                || self.created.contains(name)
                || self.leaving.contains_key(name)
                || deleted.contains(name)
        };
        if let Some(name) = found.keys().find(|name| !is_possible(name)) {
            return Err(format!("{name} was deleted, or nobody created it").into());
        }
        self.settle(&found, worker)?;
        self.report.listings += 1;
        Ok(())
    }

    /// Settles the failed writes of a worker by a listing.
    fn settle(&mut self, found: &BTreeMap<String, &User>, worker: Option<usize>) -> Outcome<()> {
        let prefix = worker.map(prefix).unwrap_or_default();
        let is_own = |name: &String| name.starts_with(&prefix);
        for (name, user) in found.iter().filter(|(name, _)| is_own(name)) {
            let department = user.department.clone().unwrap_or_default();
            if self.created.remove(name) {
                self.report.performed += 1;
                let id = user.id.clone().unwrap_or_default();
                self.users.insert(name.clone(), Account { id, departments: BTreeSet::from([String::new()]) });
            }
            if let Some(account) = self.leaving.remove(name) {
                self.users.insert(name.clone(), account);
            }
            self.check(name, user)?;
            if let Some(account) = self.users.get_mut(name) {
                account.departments = BTreeSet::from([department]);
            }
        }
        self.created.retain(|name| !is_own(name));
        for name in self.leaving.keys().filter(|name| is_own(name)).cloned().collect::<Vec<_>>() {
            self.report.performed += 1;
            self.is_deleted(&name);
        }
        Ok(())
    }

    pub(super) fn rounds(&self) -> usize {
        self.report.rounds
    }

    pub(super) fn is_in_round(&self) -> bool {
        self.is_in_round
    }

    /// Takes the link of the delta query, if there is one, for a round.
    pub(super) fn begin_round(&mut self) -> Option<DeltaLink> {
        self.is_in_round = true;
        self.delta.take()
    }

    /// Applies the result of a round. A round that failed is repeated from its link, or from the begin if the link expired.
    pub(super) fn end_round(&mut self, link: Option<DeltaLink>, result: Result<(Vec<Change<User>>, DeltaLink), Error>) {
        self.is_in_round = false;
        match result {
            Ok((changes, next)) => {
                if link.is_none() {
                    self.copy.clear();
                }
                self.apply(changes);
                self.delta = Some(next);
                self.report.rounds += 1;
            }
            Err(Error::Resync(_)) => self.delta = None,
            Err(_) => self.delta = link,
        }
    }

    fn apply(&mut self, changes: Vec<Change<User>>) {
        for change in changes {
            match change {
                Change::Updated(user) => {
                    if let (Some(id), Some(name)) = (user.id, user.display_name) {
                        self.copy.insert(id, name);
                    }
                }
                Change::Removed { key, .. } => drop(self.copy.remove(&key)),
                _ => {}
            }
        }
    }

    /// Compares the copy of the delta query with a listing.
    pub(super) fn compare_copy(&self, listed: &[User]) -> Outcome<()> {
        let pair = |user: &User| Some((user.id.clone()?, user.display_name.clone()?));
        let listed: BTreeMap<String, String> = listed.iter().filter_map(pair).collect();
        let other = |other: &BTreeMap<String, String>, own: &BTreeMap<String, String>| {
            own.iter().find(|(id, name)| other.get(*id) != Some(name)).map(|(_, name)| name.clone())
        };
        match (other(&self.copy, &listed), other(&listed, &self.copy)) {
            (None, None) => Ok(()),
            (Some(missed), _) => Err(format!("the delta query missed {missed}").into()),
            (_, Some(kept)) => Err(format!("the delta query did not remove {kept}").into()),
        }
    }

    /// Notes that an upload begins: the file has its version, or the new one.
    pub(super) fn uploading(&mut self, worker: usize, version: Version) {
        self.versions(worker).insert(version);
    }

    /// Notes the result of an upload.
    pub(super) fn upload(&mut self, worker: usize, version: Version, result: &Result<(), Error>) {
        match result {
            Ok(()) => *self.versions(worker) = BTreeSet::from([version]),
            Err(_) => self.report.uncertain += 1,
        }
    }

    /// Compares the content of a worker's file.
    pub(super) fn check_file(&mut self, worker: usize, content: &[u8]) -> Outcome<()> {
        let version = self.versions(worker).iter().copied().find(|version| version.content() == content);
        let version = version.ok_or_else(|| format!("file {worker}: {} bytes of no version", content.len()))?;
        *self.versions(worker) = BTreeSet::from([version]);
        self.report.files += 1;
        Ok(())
    }

    fn versions(&mut self, worker: usize) -> &mut BTreeSet<Version> {
        self.files.entry(worker).or_insert_with(|| BTreeSet::from([Version::default()]))
    }
}

fn prefix(worker: usize) -> String {
    format!("w{worker}-")
}
