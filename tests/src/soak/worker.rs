//! The operations of one worker, one after the other. Each worker writes users and a file of its own.

use std::cell::RefCell;
use std::rc::Rc;

use graph_core::{Batch, Client};

use super::Outcome;
use super::files::{self, Version};
use super::known::Known;
use super::users::{self, User};
use crate::random::Random;

/// The most users of a worker.
const MAX_USERS: usize = 60;
/// The most creates, and the most deletions, of a batch.
const MAX_BATCH: usize = 15;

pub(super) struct Worker {
    number: usize,
    client: Client,
    known: Rc<RefCell<Known>>,
    random: Random,
    progress: Rc<dyn Fn()>,
}

impl Worker {
    pub(super) fn new(
        number: usize,
        client: Client,
        known: Rc<RefCell<Known>>,
        random: Random,
        progress: Rc<dyn Fn()>,
    ) -> Self {
        Self { number, client, known, random, progress }
    }

    pub(super) async fn run(mut self, operations: usize) -> Outcome<()> {
        for operation in 0..operations {
            let name = format!("w{}-{operation}", self.number);
            match self.random.below(100) {
                0..30 if self.known.borrow().of(self.number).len() < MAX_USERS => self.create(name).await?,
                0..45 => self.delete().await,
                45..65 => self.update(&name).await,
                65..80 => self.batch(&name).await?,
                80..88 => self.get().await?,
                88..93 => self.list().await?,
                93..96 => self.round().await,
                96..98 => self.upload().await,
                _ => self.download().await?,
            }
            (self.progress)();
        }
        Ok(())
    }

    /// One of the worker's users: name and id.
    fn choose(&mut self) -> Option<(String, String)> {
        let known = self.known.borrow();
        let own = known.of(self.number);
        let (name, account) = own.get(self.random.below(own.len()))?;
        Some(((*name).clone(), account.id.clone()))
    }

    async fn create(&mut self, name: String) -> Outcome<()> {
        self.known.borrow_mut().creating(&name);
        let result = User::users().create(&User::named(&name)).send(&self.client).await;
        self.known.borrow_mut().create(name, result)
    }

    async fn delete(&mut self) {
        let Some((name, id)) = self.choose() else { return };
        self.known.borrow_mut().deleting(&name);
        let result = User::users().entity(id).delete().send(&self.client).await;
        self.known.borrow_mut().delete(&name, &result);
    }

    async fn update(&mut self, department: &str) {
        let Some((name, id)) = self.choose() else { return };
        self.known.borrow_mut().updating(&name, department);
        let changes = User::changes().set(User::DEPARTMENT, department);
        let result = User::users().entity(id).update(changes).send(&self.client).await;
        self.known.borrow_mut().update(&name, department, &result);
    }

    async fn get(&mut self) -> Outcome<()> {
        let Some((name, id)) = self.choose() else { return Ok(()) };
        let result = User::users().entity(id).get().send(&self.client).await;
        result.map_or(Ok(()), |user| self.known.borrow().check(&name, &user))
    }

    /// Creates and deletions in one batch, unless the worker has all its users.
    async fn batch(&mut self, name: &str) -> Outcome<()> {
        let mut batch = Batch::new();
        let (mut created, mut deleted) = (Vec::new(), Vec::new());
        if self.known.borrow().of(self.number).len() < MAX_USERS {
            for number in 0..=self.random.below(MAX_BATCH) {
                let name = format!("{name}-{number}");
                self.known.borrow_mut().creating(&name);
                created.push((batch.add(User::users().create(&User::named(&name))), name));
            }
        }
        for _ in 0..=self.random.below(MAX_BATCH) {
            let Some((name, id)) = self.choose() else { break };
            self.known.borrow_mut().deleting(&name);
            deleted.push((batch.add(User::users().entity(id).delete()), name));
        }
        let mut responses = batch.send(&self.client).await?;
        let mut known = self.known.borrow_mut();
        for (handle, name) in created {
            known.create(name, responses.take(handle))?;
        }
        for (handle, name) in deleted {
            known.delete(&name, &responses.take(handle));
        }
        Ok(())
    }

    async fn list(&mut self) -> Outcome<()> {
        let before = self.known.borrow().begin_listing();
        let listed = users::list(&self.client).await;
        listed.map_or(Ok(()), |listed| self.known.borrow_mut().end_listing(&before, &listed, Some(self.number)))
    }

    /// One round of the delta query, unless another worker is in one.
    async fn round(&mut self) {
        if self.known.borrow().is_in_round() {
            return;
        }
        let link = self.known.borrow_mut().begin_round();
        let result = users::round(link.as_ref(), &self.client).await;
        self.known.borrow_mut().end_round(link, result);
    }

    async fn upload(&mut self) {
        let version = Version(self.random.number());
        self.known.borrow_mut().uploading(self.number, version);
        let result = files::upload(self.number, version, &self.client).await;
        self.known.borrow_mut().upload(self.number, version, &result);
    }

    async fn download(&mut self) -> Outcome<()> {
        let content = files::download(self.number, &self.client).await;
        content.map_or(Ok(()), |content| self.known.borrow_mut().check_file(self.number, &content))
    }
}
