//! Entities addressed by a path between colons, and streams.
//!
//! The rules: [address items by path](https://learn.microsoft.com/graph/onedrive-addressing-driveitems),
//! [upload small files](https://learn.microsoft.com/graph/api/driveitem-put-content),
//! [get a site by path](https://learn.microsoft.com/graph/api/site-getbypath).

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use serde_json::{Value as Json, json};

use super::{ROOT, TestResponse, ask, delete, get, send};
use crate::{Emulator, Reply};

const SERVICE: &str = r#"<Schema Namespace="microsoft.graph">
  <EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
  <EntityType Name="user" BaseType="microsoft.graph.entity">
    <NavigationProperty Name="drive" Type="microsoft.graph.drive" ContainsTarget="true"/></EntityType>
  <EntityType Name="drive" BaseType="microsoft.graph.entity">
    <NavigationProperty Name="items" Type="Collection(microsoft.graph.driveItem)" ContainsTarget="true"/>
    <NavigationProperty Name="root" Type="microsoft.graph.driveItem" ContainsTarget="true"/>
    <NavigationProperty Name="special" Type="Collection(microsoft.graph.driveItem)" ContainsTarget="true"/></EntityType>
  <EntityType Name="driveItem" BaseType="microsoft.graph.entity">
    <Property Name="name" Type="Edm.String"/><Property Name="size" Type="Edm.Int64"/>
    <Property Name="description" Type="Edm.String"/>
    <Property Name="file" Type="microsoft.graph.file"/><Property Name="folder" Type="microsoft.graph.folder"/>
    <Property Name="parentReference" Type="microsoft.graph.itemReference"/>
    <Property Name="content" Type="Edm.Stream"/>
    <NavigationProperty Name="children" Type="Collection(microsoft.graph.driveItem)" ContainsTarget="true"/></EntityType>
  <ComplexType Name="file"><Property Name="mimeType" Type="Edm.String"/></ComplexType>
  <ComplexType Name="folder"/>
  <ComplexType Name="itemReference"><Property Name="id" Type="Edm.String"/></ComplexType>
  <EntityType Name="site" BaseType="microsoft.graph.entity"><Property Name="webUrl" Type="Edm.String"/>
    <NavigationProperty Name="drive" Type="microsoft.graph.drive" ContainsTarget="true"/>
    <NavigationProperty Name="lists" Type="Collection(microsoft.graph.entity)" ContainsTarget="true"/></EntityType>
  <EntityType Name="organization" BaseType="microsoft.graph.entity">
    <NavigationProperty Name="branding" Type="microsoft.graph.branding" ContainsTarget="true"/></EntityType>
  <EntityType Name="branding" BaseType="microsoft.graph.entity">
    <Property Name="bannerLogo" Type="Edm.Stream"/><Property Name="signInPageText" Type="Edm.String"/></EntityType>
  <EntityContainer Name="c"><Singleton Name="me" Type="microsoft.graph.user"/>
    <EntitySet Name="users" EntityType="microsoft.graph.user"/>
    <EntitySet Name="sites" EntityType="microsoft.graph.site"/><EntitySet Name="drives" EntityType="microsoft.graph.drive"/>
    <EntitySet Name="organization" EntityType="microsoft.graph.organization"/></EntityContainer>
</Schema>"#;

fn put(emulator: &Emulator, path: &str, media_type: &str, bytes: &'static str) -> TestResponse {
    let request = Request::put(format!("{ROOT}/{path}")).header("authorization", "Bearer t");
    let answered =
        emulator.respond(request.header("content-type", media_type).body(Bytes::from(bytes)).unwrap()).unwrap();
    let (head, body) = answered.into_parts();
    let body = if body.is_empty() { Json::Null } else { serde_json::from_slice(&body).unwrap() };
    TestResponse { status: head.status.as_u16(), headers: head.headers, body }
}

fn bytes(emulator: &Emulator, path: &str) -> (u16, Bytes) {
    let request = Request::get(format!("{ROOT}/{path}")).header("authorization", "Bearer t");
    let answered = emulator.respond(request.body(Bytes::new()).unwrap()).unwrap();
    (answered.status().as_u16(), answered.into_body())
}

fn names(emulator: &Emulator, path: &str) -> Vec<String> {
    let answered = get(emulator, path);
    assert_eq!(answered.status, 200, "{path}: {}", answered.body);
    let items = answered.body["value"].as_array().cloned().unwrap_or_default();
    items.iter().map(|item| item["name"].as_str().unwrap_or_default().to_owned()).collect()
}

/// With metadata, and without, where a drive's root exists as well.
fn emulators() -> [Emulator; 2] {
    [Emulator::builder().metadata(SERVICE).build().unwrap(), Emulator::new()]
}

#[test]
fn an_upload_makes_the_file_and_its_folders() {
    for emulator in emulators() {
        let path = "me/drive/root:/Docs/2024/C%23%20100%25.txt:";
        assert_eq!(get(&emulator, &format!("{path}/content")).status, 404);
        let created = put(&emulator, &format!("{path}/content"), "text/plain", "one");
        assert_eq!(created.status, 201, "{}", created.body);
        assert_eq!((created.text("/name"), &created.body["size"]), ("C# 100%.txt", &json!(3)));
        assert_eq!(created.body["file"], json!({ "mimeType": "text/plain" }));
        let id = created.text("/id").to_owned();

        let replaced = put(&emulator, &format!("{path}/content"), "text/csv", "other");
        assert_eq!((replaced.status, replaced.text("/id"), &replaced.body["size"]), (200, id.as_str(), &json!(5)));
        for path in [format!("{path}/content"), format!("me/drive/items/{id}/content")] {
            assert_eq!(bytes(&emulator, &path), (200, Bytes::from("other")), "{path}");
        }
        let by_path = get(&emulator, "me/drive/root:/docs/2024/c%23%20100%25.TXT?$select=id,file");
        assert_eq!((by_path.text("/id"), &by_path.body["file"]["mimeType"]), (id.as_str(), &json!("text/csv")));
        assert_eq!(names(&emulator, "me/drive/root/children"), ["Docs"]);
        assert_eq!(names(&emulator, "me/drive/root:/Docs:/children"), ["2024"]);
        assert_eq!(names(&emulator, "me/drive/root:/Docs/2024:/children"), ["C# 100%.txt"]);

        let folder = get(&emulator, "me/drive/root:/Docs").text("/id").to_owned();
        let below = put(&emulator, &format!("me/drive/items/{folder}:/new.txt:/content"), "text/plain", "x");
        assert_eq!((below.status, &below.body["parentReference"]["id"]), (201, &json!(folder)));
        assert_eq!(names(&emulator, "me/drive/root:/Docs:/children"), ["2024", "new.txt"]);
        assert_eq!(names(&emulator, &format!("me/drive/items/{folder}:/2024:/children")), ["C# 100%.txt"]);
    }
}

/// <https://learn.microsoft.com/graph/api/drive-get-specialfolder>: `special/approot:/{path}:/content`.
#[test]
fn an_upload_goes_to_a_special_folder() {
    let emulator = Emulator::builder().metadata(SERVICE).build().unwrap();
    let created = put(&emulator, "me/drive/special/approot:/a/b.txt:/content", "text/plain", "x");
    assert_eq!(created.status, 201, "{}", created.body);
    assert_eq!(names(&emulator, "me/drive/special/approot:/a:/children"), ["b.txt"]);
    let item = format!("me/drive/items/{}/content", created.text("/id"));
    assert_eq!(bytes(&emulator, &item), (200, Bytes::from("x")));
    let posted = ask(&emulator, "POST me/drive/special/approot/children", &json!({ "name": "c", "folder": {} }));
    assert_eq!(posted.status, 201, "{}", posted.body);
    assert_eq!(get(&emulator, &format!("me/drive/items/{}", posted.text("/id"))).text("/name"), "c");
    assert_eq!(put(&emulator, "me/drive/special/none:/b.txt:/content", "text/plain", "x").status, 404);
}

/// The SDKs write `drives/{id}/items/root`: `graphClient.Drives[id].Items["root"].ItemWithPath(…)`.
#[test]
fn the_root_is_one_of_the_items() {
    for emulator in emulators() {
        emulator.seed("drives", json!({ "id": "d" })).seed("drives/d/root/children", json!({ "id": "a", "name": "A" }));
        for path in ["drives/d/items/root/children", "Drives/d/Items/Root/children", "drives/d/root/children"] {
            assert_eq!(names(&emulator, path), ["A"], "{path}");
        }
        let created = put(&emulator, "drives/d/items/root:/b.txt:/content", "text/plain", "x");
        assert_eq!(created.status, 201, "{}", created.body);
        let encoded = put(&emulator, "drives/d/items/root%3A%2FA%2Fc%23.txt%3A/content", "text/plain", "x");
        assert_eq!((encoded.status, encoded.text("/name")), (201, "c#.txt"), "{}", encoded.body);
        for (path, item) in [
            ("drives/d/items/root:/b.txt", &created),
            ("drives/d/items/root%3A%2Fb.txt", &created),
            ("drives/d/items/root%3A%2Fb.txt%3A", &created),
            ("drives/d/items/root%3A%2FA%2Fc%23.txt", &encoded),
            ("drives/d/items/a%3A%2Fc%23.txt%3A", &encoded),
            ("drives('d')/items/a:/c%23.txt:", &encoded),
        ] {
            assert_eq!(get(&emulator, path).text("/id"), item.text("/id"), "{path}");
        }
        for path in [
            "drives/d/items/root%3A%2F",
            "drives/d/items/root%3A%2F%3A",
            "drives/d/items/%3A%2F",
            "drives/d/items/x%2Fy%3A%2Fz",
        ] {
            assert!(matches!(get(&emulator, path).status, 400 | 404), "{path}");
        }
    }
    let emulator = Emulator::new();
    emulator.seed("drives/d/items", json!({ "id": "a", "name": "A" }));
    assert_eq!(names(&emulator, "drives/d/items/root/delta"), ["A"]);
    emulator.seed("lists/l/items", json!({ "id": "root", "name": "of a list" }));
    assert_eq!(get(&emulator, "lists/l/items/root").text("/name"), "of a list");
}

#[test]
fn an_item_at_a_path_is_changed_and_deleted() {
    for emulator in emulators() {
        put(&emulator, "me/drive/root:/a/b.txt:/content", "text/plain", "x");
        let changed = ask(&emulator, "PATCH me/drive/root:/a/b.txt", &json!({ "description": "new" }));
        assert_eq!((changed.status, changed.text("/description")), (200, "new"));
        let renamed = ask(&emulator, "PATCH me/drive/root:/a/b.txt:", &json!({ "name": "c.txt" }));
        assert_eq!((renamed.status, renamed.text("/name")), (200, "c.txt"));
        assert_eq!(get(&emulator, "me/drive/root:/a/b.txt").status, 404);
        assert_eq!(get(&emulator, "me/drive/root:/a:/children/$count").body, json!(1));
        assert_eq!(delete(&emulator, "me/drive/root:/a/c.txt").status, 204);
        assert_eq!(names(&emulator, "me/drive/root:/a:/children"), Vec::<String>::new());
        assert_eq!(put(&emulator, "me/drive/root:/:/content", "text/plain", "x").status, 400);
        assert_eq!(delete(&emulator, "me/drive/root:/none").status, 404);
        assert_eq!(put(&emulator, "me/drive/items/none:/a.txt:/content", "text/plain", "x").status, 404);
        assert_eq!(get(&emulator, "me/drive/root:/a:/children/none").status, 404);
    }
}

#[test]
fn a_child_is_one_of_the_items_of_its_drive() {
    let emulator = Emulator::builder().metadata(SERVICE).build().unwrap();
    let folder = ask(&emulator, "POST me/drive/root/children", &json!({ "name": "Docs", "folder": {} }));
    assert_eq!(folder.status, 201, "{}", folder.body);
    let id = folder.text("/id");
    assert_eq!(get(&emulator, &format!("me/drive/items/{id}")).text("/name"), "Docs");
    assert_eq!(get(&emulator, "me/drive/root:/Docs").text("/id"), id);
    let inner = ask(&emulator, "POST me/drive/root:/Docs:/children", &json!({ "name": "inner", "folder": {} }));
    assert_eq!(inner.status, 201, "{}", inner.body);
    assert_eq!(names(&emulator, &format!("me/drive/items/{id}/children")), ["inner"]);
    assert_eq!(names(&emulator, "me/drive/root/children"), ["Docs"]);
    assert_eq!(get(&emulator, "me/drive/root:/docs/INNER").text("/id"), inner.text("/id"));
    assert_eq!(ask(&emulator, "POST me/drive/root:/Docs:/children", &json!({ "nme": "x" })).status, 400);
}

#[test]
fn a_seeded_entity_is_found_by_its_path() {
    let emulator = Emulator::new();
    emulator
        .seed("drives/d/items", json!({ "id": "f", "name": "Docs", "folder": {} }))
        .seed("drives/d/items", json!({ "id": "i", "name": "a:b.txt", "parentReference": { "id": "f" } }))
        .seed("drives/d/root/children", json!({ "id": "r", "name": "Root (1)'s.txt" }));
    assert_eq!(get(&emulator, "drives/d/items/f:/a%3Ab.txt").text("/id"), "i");
    assert_eq!(get(&emulator, "drives/d/root:/Root%20(1)'s.txt").text("/id"), "r");
    // A key that ends with a colon does not begin a path.
    emulator.seed("drives/d/items", json!({ "id": "x:", "name": "odd" }));
    assert_eq!(get(&emulator, "drives/d/items/x%3A").text("/name"), "odd");
}

#[test]
fn a_site_is_addressed_by_host_and_path() {
    for emulator in [Emulator::builder().metadata(SERVICE).build().unwrap(), Emulator::new()] {
        let site = |id: &str, url: &str| json!({ "id": id, "webUrl": url, "@odata.type": "#microsoft.graph.site" });
        emulator
            .seed("sites", site("h", "https://contoso.sharepoint.com/sites/h%20r"))
            .seed("sites", site("s", "https://contoso.sharepoint.com/sites/h%20r/sub"))
            .seed("sites/h/lists", json!({ "id": "l", "@odata.type": "#microsoft.graph.entity" }));
        assert_eq!(get(&emulator, "sites/contoso.sharepoint.com:/sites/h%20r").text("/id"), "h");
        assert_eq!(get(&emulator, "sites/Contoso.SharePoint.com:/Sites/H%20R:").text("/id"), "h");
        assert_eq!(get(&emulator, "sites/h:/sub").text("/id"), "s");
        assert_eq!(get(&emulator, "sites/contoso.sharepoint.com:/sites/h%20r:/lists/l").text("/id"), "l");
        assert_eq!(get(&emulator, "sites/contoso.sharepoint.com:/sites/none").status, 404);
        assert_eq!(get(&emulator, "sites/example.org:/sites/h%20r").status, 404);
    }
    let emulator = Emulator::builder().metadata(SERVICE).build().unwrap();
    emulator.seed("sites", json!({ "id": "h", "webUrl": "https://h/a", "@odata.type": "#microsoft.graph.site" }));
    assert_eq!(
        put(&emulator, "sites/h:/a:/drive/root:/b.txt:/content", "text/plain", "x").status,
        404,
        "below its own URL"
    );
    assert_eq!(put(&emulator, "sites/h.org:/a:/drive/root:/b.txt:/content", "text/plain", "x").status, 404);
}

#[test]
fn the_file_of_a_site_has_two_paths() {
    let emulator = Emulator::builder().metadata(SERVICE).build().unwrap();
    emulator.seed("sites", json!({ "id": "1", "webUrl": "https://h.org/a", "@odata.type": "#microsoft.graph.site" }));
    let path = "sites/h.org:/a:/drive/root:/b/c.txt:/content";
    assert_eq!(put(&emulator, path, "text/plain", "x").status, 201);
    assert_eq!(bytes(&emulator, path), (200, Bytes::from("x")));
    assert_eq!(names(&emulator, "sites/1/drive/root/children"), ["b"]);
}

#[test]
fn an_unknown_path_of_a_seed_or_reference_is_refused() {
    let emulator = Emulator::builder().metadata(SERVICE).build().unwrap();
    put(&emulator, "me/drive/root:/a.txt:/content", "text/plain", "x");
    for path in ["me/drive/rot:/a.txt", "me/drive/root:/a.txt:/childen", "me/drive/items:/a.txt:/content"] {
        let status = get(&emulator, path).status;
        assert!(matches!(status, 400 | 404), "{path}: {status}");
    }
    assert_eq!(ask(&emulator, "PATCH me/drive/root:/a.txt", &json!({ "nme": "x" })).status, 400);
}

#[test]
fn a_stream_property_keeps_its_bytes() {
    for emulator in emulators() {
        emulator.seed("organization", json!({ "id": "t", "@odata.type": "#microsoft.graph.organization" }));
        let path = "organization/t/branding/bannerLogo";
        assert_eq!(get(&emulator, path).status, 404);
        assert_eq!(put(&emulator, path, "image/png", "png").status, 204);
        assert_eq!(bytes(&emulator, path), (200, Bytes::from("png")));
        assert_eq!(delete(&emulator, path).status, 204);
        assert_eq!(bytes(&emulator, path).0, 404);
    }
    let emulator = Emulator::builder().metadata(SERVICE).build().unwrap();
    emulator.seed("organization", json!({ "id": "t", "@odata.type": "#microsoft.graph.organization" }));
    // The content of a stream may be JSON; other bytes are not a value.
    assert_eq!(put(&emulator, "organization/t/branding/bannerLogo", "application/json", "[1]").status, 204);
    assert_eq!(put(&emulator, "organization/t/branding/signInPageText", "image/png", "png").status, 415);
    assert_eq!(put(&emulator, "organization/t/branding/banerLogo", "image/png", "png").status, 400);
    assert_eq!(put(&emulator, "organization/t/branding", "image/png", "png").status, 415);
    assert_eq!(put(&emulator, "organization/none/branding/bannerLogo", "image/png", "png").status, 404);
}

#[test]
fn a_handler_may_be_addressed_by_path() {
    let emulator = Emulator::new();
    emulator.on(Method::POST, "drives/{drive}/root:/{path}:/createLink", |call| {
        Reply::json(json!({ "id": call.key("path") })).with_status(StatusCode::CREATED)
    });
    let request =
        Request::post(format!("{ROOT}/drives/d/root:/a/b%20c:/createLink")).header("authorization", "Bearer t");
    let answered = send(&emulator, request.body(Bytes::new()).unwrap());
    assert_eq!((answered.status, answered.text("/id")), (201, "a/b c"));
}
