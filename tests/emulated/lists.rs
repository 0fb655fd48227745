//! Orders, searches, counts, expansions and casts, over several pages of a directory.

use graph_core::{Page, Request};
use http::{Method, StatusCode};

use crate::{DirectoryObject, Group, Outcome, User, company, ids, refused};

#[tokio::test]
async fn each_page_of_an_advanced_query_is_advanced() -> Outcome {
    let (emulator, client) = company().await?;
    let mut users = User::users()
        .list()
        .filter(User::DEPARTMENT.ne("Board"))
        .order_by(User::DEPARTMENT.desc())
        .order_by(User::DISPLAY_NAME)
        .stream(&client);
    let mut found = Vec::new();
    while let Some(user) = users.try_next().await? {
        found.push(user);
    }
    assert_eq!(users.count(), Some(4));
    assert_eq!(ids(&found), ["joseph", "ada", "luigi", "mary"]);
    let pages = emulator.request_log();
    assert_eq!(pages.len(), 2);
    for page in &pages {
        let level = page.headers.get("consistencylevel").and_then(|level| level.to_str().ok());
        assert_eq!((page.status, level), (StatusCode::OK, Some("eventual")), "{}", page.path_and_query);
    }

    // The emulator rejects a query without the advanced parameters, on the first page and on later ones.
    let link = pages.last().map(|page| page.path_and_query.trim_start_matches("/v1.0/").to_owned()).ok_or("no page")?;
    for path in ["users?$filter=department%20ne%20'Board'&$count=true", &link] {
        let plain = Request::<Page<User>>::raw(Method::GET, path);
        assert_eq!(refused(plain.clone().send(&client).await), Some(StatusCode::BAD_REQUEST), "{path}");
        assert!(plain.header("ConsistencyLevel", "eventual").send(&client).await.is_ok(), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn each_way_to_make_a_query_advanced_is_accepted() -> Outcome {
    let (_, client) = company().await?;
    let list = || User::users().list();
    let (name, department) = (User::DISPLAY_NAME, User::DEPARTMENT);
    for (request, expected) in [
        (list().filter(name.ends_with("Lovelace")), &["ada"][..]),
        (list().filter(!department.eq("Analysis")), &["charles", "joseph", "mary"]),
        (list().filter(department.is_not_null()).top(9), &["ada", "charles", "joseph", "luigi"]),
        (list().filter(department.eq("Analysis")).order_by(name.desc()), &["luigi", "ada"]),
        (list().search(name.search("LOVE").or(name.search("bab"))), &["ada", "charles"]),
        (list().search(name.search("a").and(name.search("mary"))), &["mary"]),
        (list().search("clement").filter(department.ne("Board")), &["joseph"]),
        (list().skip(3), &["luigi", "mary"]),
        (list().count().top(1), &["ada", "charles", "joseph", "luigi", "mary"]),
    ] {
        let query = request.query();
        let users = request.collect_all(&client, 99).await.map_err(|error| format!("{query}: {error}"))?;
        assert_eq!(ids(&users), expected, "{query}");
    }
    assert_eq!(User::users().count().send(&client).await?, 5);
    assert_eq!(User::users().count_of(department.ne("Board")).send(&client).await?, 4);
    Ok(())
}

#[tokio::test]
async fn only_selected_properties_are_returned() -> Outcome {
    let (emulator, client) = company().await?;
    let users = User::users();
    let page = users.list().select([User::ID, User::DEPARTMENT]).top(1).send(&client).await?;
    let ada = User { id: Some("ada".into()), department: Some("Analysis".into()), ..User::default() };
    assert_eq!(page.value, [ada]);
    assert!(page.next_link.is_some());

    let ada = users.entity("ada").get().send(&client).await?;
    let manager = ada.manager.ok_or("no manager came along")?;
    assert_eq!((manager.id.as_deref(), manager.manager), (Some("charles"), None));
    let expand = User::MANAGER.expand().select(User::ID);
    let luigi = users.entity("luigi").get().expand(expand).send(&client).await?;
    assert_eq!(luigi.manager.map(|manager| (manager.id, manager.display_name)), Some((Some("ada".into()), None)));
    assert_eq!(users.entity("mary").get().select(User::ID).send(&client).await?.manager, None);
    assert_eq!(emulator.request_log().len(), 4);
    Ok(())
}

#[tokio::test]
async fn members_are_expanded_counted_and_cast() -> Outcome {
    let (emulator, client) = company().await?;
    emulator.seed("groups", serde_json::json!({"id": "club", "@odata.type": "#microsoft.graph.group"}));
    emulator.seed("groups", serde_json::json!({"id": "board", "@odata.type": "#microsoft.graph.group"}));
    let members = User::members("club");
    for user in ["mary", "ada", "luigi"] {
        members.add_ref(&User::users().entity(user).reference()).send(&client).await?;
    }
    members.add_ref(&Group::groups().entity("board").reference()).send(&client).await?;

    let some = Group::MEMBERS
        .expand()
        .filter(User::DEPARTMENT.eq("Analysis"))
        .order_by(User::DISPLAY_NAME.desc())
        .top(1)
        .select(User::ID);
    let club = Group::groups().entity("club").get().expand(some).send(&client).await?;
    assert_eq!(ids(&club.members.unwrap_or_default()), ["luigi"]);

    let things = DirectoryObject::things_in("club");
    let all = things.list().collect_all(&client, 9).await?;
    let types: Vec<_> = all.iter().filter_map(|thing| thing.type_name.as_deref()).collect();
    assert_eq!(types.last().copied(), Some("#microsoft.graph.group"));
    assert_eq!(types.len(), 4);
    let users = things.cast::<User>();
    let found = users.list().filter(User::DISPLAY_NAME.starts_with("A")).send(&client).await?;
    assert_eq!(ids(&found.value), ["ada"]);
    assert_eq!(users.count().send(&client).await?, 3);
    assert_eq!(things.cast::<Group>().entity("board").get().send(&client).await?.id.as_deref(), Some("board"));
    assert_eq!(refused(things.cast::<Group>().entity("ada").get().send(&client).await), Some(StatusCode::NOT_FOUND));
    Ok(())
}
