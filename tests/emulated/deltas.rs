//! Rounds of a delta query: what comes anew, what changed, what is gone, and a link that is too old.

use graph_core::{Change, DeltaLink, Error, RemovalReason};
use http::StatusCode;

use crate::{Outcome, User, company};

/// The changes in one word each, and the link as it is stored.
fn told(round: (Vec<Change<User>>, DeltaLink)) -> Result<(Vec<String>, String), serde_json::Error> {
    let tell = |change: Change<User>| match change {
        Change::Updated(user) => format!("{}={}", user.id.unwrap_or_default(), user.display_name.unwrap_or_default()),
        Change::Removed { key, reason } => format!("{key} {}", reason.as_str()),
    };
    Ok((round.0.into_iter().map(tell).collect(), serde_json::to_string(&round.1)?))
}

#[tokio::test]
async fn a_round_tells_what_changed_since_the_last_one() -> Outcome {
    let (emulator, client) = company().await?;
    let users = User::users();
    let (changes, stored) = told(users.delta().round(&client).await?)?;
    assert_eq!(changes.len(), 5);
    assert_eq!(emulator.ledger().len(), 3);

    users.entity("ada").update(User::changes().set(User::DISPLAY_NAME, "Augusta Ada")).send(&client).await?;
    users.entity("joseph").delete().send(&client).await?;
    let ann = User { id: Some("ann".into()), display_name: Some("Ann".into()), ..User::default() };
    users.create(&ann).send(&client).await?;
    users.entity("ada").update(User::changes().set(User::DISPLAY_NAME, "Ada")).send(&client).await?;
    let (changes, next) = told(users.resume(&serde_json::from_str(&stored)?).round(&client).await?)?;
    assert_eq!(changes, ["joseph changed", "ann=Ann", "ada=Ada"]);

    let (changes, _) = told(users.resume(&serde_json::from_str(&next)?).round(&client).await?)?;
    assert!(changes.is_empty(), "{changes:?}");
    // A link is no answer's alone: the same one gives the same round.
    let (changes, _) = told(users.resume(&serde_json::from_str(&stored)?).round(&client).await?)?;
    assert_eq!(changes.len(), 3);
    Ok(())
}

#[tokio::test]
async fn what_left_a_collection_is_still_there() -> Outcome {
    let (emulator, client) = company().await?;
    emulator.seed("groups", serde_json::json!({"id": "club"}));
    let members = User::members("club");
    for user in ["ada", "mary"] {
        members.add_ref(&User::users().entity(user).reference()).send(&client).await?;
    }
    let (_, link) = members.delta().round(&client).await?;
    members.remove_ref("ada").send(&client).await?;
    User::users().entity("mary").delete().send(&client).await?;
    let (changes, _) = members.resume(&link).round(&client).await?;
    let removed = |key: &str, reason| Change::Removed { key: key.into(), reason };
    assert_eq!(changes, [removed("ada", RemovalReason::Changed), removed("mary", RemovalReason::Deleted)]);
    assert!(User::users().entity("ada").get().send(&client).await.is_ok());
    Ok(())
}

#[tokio::test]
async fn the_first_round_can_be_skipped() -> Outcome {
    let (_, client) = company().await?;
    let users = User::users();
    let (changes, link) = users.delta().latest().select([User::ID, User::DISPLAY_NAME]).round(&client).await?;
    assert_eq!(changes, []);
    users.entity("ada").update(User::changes().clear(User::DEPARTMENT)).send(&client).await?;
    let (changes, _) = told(users.resume(&link).round(&client).await?)?;
    assert_eq!(changes, ["ada=Ada Lovelace"]);
    Ok(())
}

#[tokio::test]
async fn a_link_that_is_too_old_says_to_start_again() -> Outcome {
    let (emulator, client) = company().await?;
    let users = User::users();
    let (_, link) = users.delta().round(&client).await?;
    emulator.expire_delta_tokens();
    let error = users.resume(&link).round(&client).await;
    assert!(
        matches!(&error, Err(error @ Error::Resync(_))
            if error.status() == Some(StatusCode::GONE) && error.code() == Some("syncStateNotFound")),
        "{error:?}"
    );
    let (changes, link) = users.delta().round(&client).await?;
    assert_eq!(changes.len(), 5);
    assert_eq!(users.resume(&link).round(&client).await?.0, []);
    Ok(())
}
