//! Bytes: `$value` and `content`.

use bytes::Bytes;
use http::{Request, Response};
use serde_json::json;

use super::{ROOT, delete, get};
use crate::Emulator;

fn put(emulator: &Emulator, path: &str, content_type: &str, bytes: &'static [u8]) -> Response<Bytes> {
    let request = Request::put(format!("{ROOT}/{path}")).header("authorization", "Bearer t");
    emulator.respond(request.header("content-type", content_type).body(Bytes::from_static(bytes)).unwrap()).unwrap()
}

fn read(emulator: &Emulator, path: &str) -> (u16, String, Bytes) {
    let request = Request::get(format!("{ROOT}/{path}")).header("authorization", "Bearer t");
    let answered = emulator.respond(request.body(Bytes::new()).unwrap()).unwrap();
    let content_type = answered.headers()["content-type"].to_str().unwrap().to_owned();
    (answered.status().as_u16(), content_type, answered.into_body())
}

#[test]
fn bytes_are_returned_unchanged() {
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "ada" })).seed("drive/items", json!({ "id": "f", "name": "a.json" }));
    let jpeg = &[0xff, 0xd8, 0, 0x22];
    assert_eq!(get(&emulator, "users/ada/photo/$value").status, 404);
    let answered = put(&emulator, "users('ada')/photo/$value", "image/jpeg", jpeg);
    assert_eq!((answered.status().as_u16(), answered.body().len()), (200, 0));
    assert_eq!(read(&emulator, "users/ada/photo/$value"), (200, "image/jpeg".to_owned(), Bytes::from_static(jpeg)));

    let uploaded = put(&emulator, "drive/items/f/content", "application/json", b"[not json");
    assert_eq!(serde_json::from_slice::<serde_json::Value>(uploaded.body()).unwrap()["name"], "a.json");
    let file = (200, "application/json".to_owned(), Bytes::from_static(b"[not json"));
    assert_eq!(read(&emulator, "drive/items/f/content"), file);
    put(&emulator, "drive/items/f/content", "text/plain", b"");
    assert_eq!(read(&emulator, "drive/items/f/content"), (200, "text/plain".to_owned(), Bytes::new()));
}

#[test]
fn content_creates_its_entity() {
    let emulator = Emulator::builder().metadata(super::metadata::SERVICE).build().unwrap();
    assert_eq!(get(&emulator, "me/photo").status, 404);
    assert_eq!(put(&emulator, "me/photo/$value", "image/png", b"png").status(), 200);
    assert_eq!(get(&emulator, "me/photo").text("/@odata.type"), "#microsoft.graph.photo");
    assert_eq!(get(&emulator, "me/photo/$value").body, "png");
    assert_eq!(delete(&emulator, "me/photo/$value").status, 204);
    assert_eq!(get(&emulator, "me/photo").status, 404);
    assert_eq!(get(&emulator, "me").status, 200);
}

#[test]
fn bytes_are_deleted_with_their_owner() {
    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "ada" })).seed_media("users/ada/photo/$value", "image/png", "png");
    emulator.seed_media("me/files/x/content", "text/plain", "text");
    assert_eq!(get(&emulator, "me/files/x/content").body, "text");
    assert_eq!(get(&emulator, "users/ada/photo/$value").body, "png");
    assert_eq!(delete(&emulator, "users/ada/photo/$value").status, 204);
    assert_eq!(delete(&emulator, "users/ada/photo/$value").status, 404);
    put(&emulator, "users/ada/photo/$value", "image/png", b"new");
    delete(&emulator, "users/ada");
    emulator.seed("users", json!({ "id": "ada" }));
    assert_eq!(get(&emulator, "users/ada/photo/$value").status, 404);
    assert_eq!(put(&emulator, "users/eve/photo/$value", "image/png", b"x").status(), 404);
    assert_eq!(put(&emulator, "users/$value", "image/png", b"x").status(), 501);
}

#[test]
fn content_may_be_a_name_like_any_other() {
    let emulator = Emulator::new();
    emulator.seed("pages", json!({ "id": "p", "content": "text" })).seed("pages/p/parts/content/items", json!({}));
    assert_eq!(get(&emulator, "pages/p/content").status, 501);
    assert_eq!(get(&emulator, "pages/p/parts/content").status, 404);
    emulator.seed("pages", json!({ "id": "content" }));
    assert_eq!(get(&emulator, "pages/content").text("/id"), "content");
}

/// <https://learn.microsoft.com/graph/api/attachment-get>: the raw contents of a file attachment
#[test]
fn a_file_attachment_contains_its_bytes() {
    let emulator = Emulator::new();
    emulator
        .seed(
            "me/messages/m/attachments",
            json!({ "@odata.type": "#microsoft.graph.fileAttachment", "id": "f",
            "contentType": "image/png", "contentBytes": "iVBORw==" }),
        )
        .seed(
            "me/messages/m/attachments",
            json!({ "@odata.type": "#microsoft.graph.fileAttachment", "id": "u",
            "contentBytes": "-_8" }),
        )
        .seed("me/messages/m/attachments", json!({ "@odata.type": "#microsoft.graph.itemAttachment", "id": "i" }))
        .seed("me/messages/m/attachments", json!({ "@odata.type": "#microsoft.graph.referenceAttachment", "id": "r" }));
    let value = |key: &str| read(&emulator, &format!("me/messages/m/attachments/{key}/$value"));
    assert_eq!(value("f"), (200, "image/png".to_owned(), Bytes::from_static(b"\x89PNG")));
    assert_eq!(value("u"), (200, "application/octet-stream".to_owned(), Bytes::from_static(&[0xfb, 0xff])));
    assert_eq!((value("i").0, value("r").0, value("x").0), (501, 405, 404));
}

/// <https://learn.microsoft.com/graph/api/user-post-messages> (MIME in base64), <https://learn.microsoft.com/graph/api/section-post-pages>
#[test]
fn bytes_create_a_media_entity() {
    let emulators = [
        Emulator::new(),
        Emulator::builder().metadata(include_str!("../../../tests/metadata/graph.csdl")).build().unwrap(),
    ];
    for emulator in emulators {
        let post = |path: &str, content_type: &str, bytes: &'static [u8]| {
            let request = Request::post(format!("{ROOT}/{path}")).header("authorization", "Bearer t");
            super::send(
                &emulator,
                request.header("content-type", content_type).body(Bytes::from_static(bytes)).unwrap(),
            )
        };
        let created = post("me/messages", "text/plain", b"U3ViamVjdDogYQ0K\r\n");
        assert_eq!(created.status, 201, "{}", created.body);
        let path = format!("me/messages/{}/$value", created.text("/id"));
        assert_eq!(read(&emulator, &path), (200, "text/plain".to_owned(), Bytes::from_static(b"Subject: a\r\n")));
        emulator.declare_collection("groups");
        assert_eq!(post("groups", "application/zip", b"PK").status, 415, "a group is JSON alone");
        emulator.declare_collection("chats/c/messages");
        assert_ne!(post("chats/c/messages", "text/plain", b"PK").status, 201, "as a chat's message is");
    }
    let emulator = Emulator::new();
    let request = Request::post(format!("{ROOT}/me/onenote/pages")).header("authorization", "Bearer t");
    let request = request.header("content-type", "text/html").body(Bytes::from_static(b"<html/>")).unwrap();
    let created = super::send(&emulator, request);
    let path = format!("me/onenote/pages/{}/content", created.text("/id"));
    assert_eq!(read(&emulator, &path), (200, "text/html".to_owned(), Bytes::from_static(b"<html/>")));
    let request = Request::post(format!("{ROOT}/appCatalogs/teamsApps")).header("authorization", "Bearer t");
    let request = request.header("content-type", "application/zip").body(Bytes::from_static(b"PK")).unwrap();
    assert_eq!(super::send(&emulator, request).status, 201, "<https://learn.microsoft.com/graph/api/teamsapp-publish>");
}

/// Issue 606 of onedrive-api-docs: a file's URL comes without `$select`, or for `content.downloadUrl`, and needs no token.
#[test]
fn a_file_has_a_download_url_without_a_token() {
    let emulator = Emulator::new();
    for id in ["f", "folder", "other"] {
        emulator.seed("me/drive/items", json!({ "id": id, "name": id }));
    }
    emulator.seed_media("me/drive/items/f/content", "text/plain", b"hello".as_slice());
    emulator.seed_media("me/drive/items/other/content", "text/plain", b"secret".as_slice());
    let url = |query: &str| {
        get(&emulator, &format!("me/drive/items/f{query}")).text("/@microsoft.graph.downloadUrl").to_owned()
    };
    let all = url("");
    assert_eq!(url("?$select=id,content.downloadUrl"), all);
    for without in ["?$select=id", "?$select=@microsoft.graph.downloadUrl"] {
        assert_eq!(url(without), "", "{without}");
    }
    let folder = get(&emulator, "me/drive/items/folder");
    assert_eq!(folder.body.get("@microsoft.graph.downloadUrl"), None, "it has no content");
    let listed = get(&emulator, "me/drive/items?$select=id,content.downloadUrl");
    assert_eq!(listed.text("/value/0/@microsoft.graph.downloadUrl"), all);

    let status = |method: &str, url: &str| {
        let request = Request::builder().method(method).uri(url).body(Bytes::new()).unwrap();
        let answered = emulator.respond(request).unwrap();
        (answered.status().as_u16(), answered.into_body())
    };
    assert_eq!(status("GET", &all), (200, Bytes::from_static(b"hello")));
    let plain = all.split('?').next().unwrap();
    for (method, url) in [
        ("GET", plain.to_owned()),
        ("GET", format!("{plain}?tempauth=0")),
        ("GET", all.replace("/f/", "/other/")),
        ("GET", all.replace("/content", "")),
        ("DELETE", all.clone()),
    ] {
        assert_eq!(status(method, &url).0, 401, "{method} {url}");
    }
    assert_eq!(get(&emulator, "me/drive/items?$select=content.x").status, 501);
}
