//! Bytes round-trip unchanged.

use graph_core::graph_entity;
use graph_emulator::Emulator;
use http::StatusCode;

use crate::{Outcome, User, connect, refused};

#[graph_entity(
    path = "drives/{driveId}/items",
    path(name = "children_at", template = "drives/{driveId}/root:/{itemPath}:/children"),
    singleton(name = "root", template = "drives/{driveId}/root"),
    singleton(name = "at_path", template = "drives/{driveId}/root:/{itemPath}")
)]
#[derive(Debug, Clone, PartialEq)]
struct DriveItem {
    #[graph(key)]
    id: Option<String>,
    name: Option<String>,
}

/// Bytes that are invalid in any text encoding, with a byte order mark, line ends and quotes.
const BYTES: &[u8] = b"\xEF\xBB\xBF\x00\xFF\"{}\r\n";

#[tokio::test]
async fn a_photo_is_written_and_read() -> Outcome {
    let emulator = Emulator::new();
    let (client, _) = connect(&emulator)?;
    emulator.seed("users", serde_json::json!({"id": "ada"}));
    let photo = User::photo("ada");
    assert_eq!(refused(photo.value().send(&client).await), Some(StatusCode::NOT_FOUND));
    photo.set_value("image/png", BYTES).send(&client).await?;
    let answer = photo.value().send_full(&client).await?;
    assert_eq!(answer.body().as_ref(), BYTES);
    assert_eq!(answer.headers().get("content-type").and_then(|media| media.to_str().ok()), Some("image/png"));
    Ok(())
}

#[tokio::test]
async fn setting_content_returns_the_file() -> Outcome {
    let emulator = Emulator::new();
    let (client, _) = connect(&emulator)?;
    let items = DriveItem::items("d/1");
    let item = DriveItem { id: Some("ä b".into()), name: Some("a.bin".into()) };
    items.create(&item).send(&client).await?;
    let one = items.entity(&item.id);
    assert_eq!(one.set_content("application/octet-stream", BYTES).send(&client).await?, Some(item));
    assert_eq!(one.content().send(&client).await?.as_ref(), BYTES);
    one.set_content("text/plain", b"".as_slice()).send(&client).await?;
    assert_eq!(one.content().send(&client).await?.as_ref(), b"");
    let sent = emulator.request_log().pop().ok_or("nothing was received")?;
    assert_eq!(sent.path_and_query, "/v1.0/drives/d%2F1/items/%C3%A4%20b/content");
    Ok(())
}

/// Address items by path, and upload small files.
#[tokio::test]
async fn a_file_is_created_and_read_by_path() -> Outcome {
    let emulator = Emulator::new();
    let (client, _) = connect(&emulator)?;
    let file = DriveItem::at_path("d", "Docs/C# 100%.txt");
    assert_eq!(refused(file.content().send(&client).await), Some(StatusCode::NOT_FOUND));
    let created = file.set_content("text/plain", BYTES).send_full(&client).await?;
    assert_eq!(created.status(), StatusCode::CREATED);
    let created = created.into_body().ok_or("no file was answered")?;
    assert_eq!(created.name.as_deref(), Some("C# 100%.txt"));
    assert_eq!(file.get().send(&client).await?, created);
    assert_eq!(DriveItem::items("d").entity(&created.id).content().send(&client).await?.as_ref(), BYTES);
    assert_eq!(DriveItem::children_at("d", "docs").list().send(&client).await?.value, [created]);
    let other = DriveItem::root("d").at_path("Docs").at_path("ä.txt");
    other.set_content("text/plain", BYTES).send(&client).await?;
    assert_eq!(DriveItem::children_at("d", "Docs").count().send(&client).await?, 2);
    other.delete().send(&client).await?;
    assert_eq!(refused(other.get().send(&client).await), Some(StatusCode::NOT_FOUND));
    Ok(())
}
