//! Typed queries of users: filter, order, search, select, expand, count.
//!
//! The example starts an emulator on a free loopback port. With `GRAPH_TOKEN` set, it uses the real service or
//! `GRAPH_ENDPOINT`; the token needs `User.Read.All`.

mod connection;
mod staff;

use graph_core::Client;
use graph_core::chrono::{DateTime, Utc};
use graph_emulator::Emulator;

use crate::connection::{Result, connect};
use crate::staff::User;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let emulator = Emulator::builder().page_size(2).build()?;
    let (client, serving) = connect(&emulator, Client::builder()).await?;
    if serving.is_some() {
        staff::hire(&emulator, &client).await?;
    }
    let users = User::users();

    // `ends_with`, and a filter together with an order, are advanced queries of the directory. The request gets the header
    // and `$count` that they need, on each page. The directory refuses `$expand` there, so the manager is left out.
    let since: DateTime<Utc> = "2020-01-01T00:00:00Z".parse()?;
    let analysts = users
        .list()
        .filter(User::DEPARTMENT.is_in(["Analysis", "Board"]).and(User::MAIL.ends_with("@example.org")))
        .filter(User::CREATED_DATE_TIME.ge(since))
        .order_by(User::DISPLAY_NAME.desc())
        .select((User::ID, User::DISPLAY_NAME, User::CREATED_DATE_TIME))
        .count();
    println!("GET {}?{}", analysts.path(), analysts.query());
    let mut analysts = analysts.stream(&client);
    while let Some(user) = analysts.try_next().await? {
        println!("  {:?} since {:?}", user.display_name, user.created_date_time);
    }
    println!("  {:?} in all", analysts.count());

    let search = User::DISPLAY_NAME.search("ada").or(User::DISPLAY_NAME.search("luigi"));
    let found = users.list().search(search).select([User::ID, User::DISPLAY_NAME]).send(&client).await?;
    println!("found: {:?}", found.value.iter().map(|user| &user.display_name).collect::<Vec<_>>());

    // The struct has a manager, so a list expands it; here with two of its properties.
    let with_manager = users.list().expand(User::MANAGER.expand().select([User::ID, User::DISPLAY_NAME])).top(50);
    for user in with_manager.collect_all(&client, 50).await? {
        let manager = user.manager.and_then(|manager| manager.display_name);
        println!("{:?} reports to {manager:?}", user.display_name);
    }
    println!("not analysts: {}", users.count_of(User::DEPARTMENT.ne("Analysis")).send(&client).await?);
    Ok(())
}
