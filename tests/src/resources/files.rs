//! Drives and their items.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity};

use super::facets::{
    Audio, Bundle, Deleted, File, FileSystemInfo, Folder, GeoCoordinates, Image, Malware, Package, Photo,
    PublicationFacet, Quota, Root, SearchResult, Shared, SharepointIds, Video,
};
use super::values::IdentitySet;

/// `microsoft.graph.drive`.
#[graph_entity(path = "drives", singleton(name = "my_drive", template = "me/drive"))]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drive {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// Who created it.
    pub created_by: Option<IdentitySet>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// The version of the item.
    pub e_tag: Option<String>,
    /// Who changed it last.
    pub last_modified_by: Option<IdentitySet>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// The name.
    pub name: Option<String>,
    /// Its address in a browser.
    pub web_url: Option<String>,
    /// Whether it is personal, for business or a library.
    pub drive_type: Option<String>,
    /// Who owns it.
    pub owner: Option<IdentitySet>,
    /// The quota.
    pub quota: Option<Quota>,
    /// The ids in SharePoint.
    pub share_point_ids: Option<SharepointIds>,
}

/// `microsoft.graph.driveItem`.
#[graph_entity(path = "drives/{driveId}/items")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DriveItem {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// Who created it.
    pub created_by: Option<IdentitySet>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What it is for.
    pub description: Option<String>,
    /// The version of the item.
    pub e_tag: Option<String>,
    /// Who changed it last.
    pub last_modified_by: Option<IdentitySet>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// The name.
    pub name: Option<String>,
    /// Where it is.
    pub parent_reference: Option<ItemReference>,
    /// Its address in a browser.
    pub web_url: Option<String>,
    /// What makes it a sound.
    pub audio: Option<Audio>,
    /// What makes it a bundle.
    pub bundle: Option<Bundle>,
    /// The version of the content.
    pub c_tag: Option<String>,
    /// Present where it is deleted.
    pub deleted: Option<Deleted>,
    /// What makes it a file.
    pub file: Option<File>,
    /// What the client says of it.
    pub file_system_info: Option<FileSystemInfo>,
    /// What makes it a folder.
    pub folder: Option<Folder>,
    /// What makes it an image.
    pub image: Option<Image>,
    /// Where it is.
    pub location: Option<GeoCoordinates>,
    /// What makes it dangerous.
    pub malware: Option<Malware>,
    /// What makes it a package.
    pub package: Option<Package>,
    /// What makes it a photo.
    pub photo: Option<Photo>,
    /// Whether it is checked out.
    pub publication: Option<PublicationFacet>,
    /// The item that it stands for, in another drive.
    pub remote_item: Option<RemoteItem>,
    /// Present where it is the root.
    pub root: Option<Root>,
    /// Present where it was found by a search.
    pub search_result: Option<SearchResult>,
    /// How it is shared.
    pub shared: Option<Shared>,
    /// The ids in SharePoint.
    pub sharepoint_ids: Option<SharepointIds>,
    /// Its size in bytes.
    pub size: Option<i64>,
    /// What makes it a video.
    pub video: Option<Video>,
    /// Its address for WebDAV.
    pub web_dav_url: Option<String>,
    /// What is in it.
    #[graph(navigation)]
    pub children: Option<Vec<DriveItem>>,
    /// The thumbnails.
    #[graph(navigation)]
    pub thumbnails: Option<Vec<ThumbnailSet>>,
}

/// `microsoft.graph.itemReference`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ItemReference {
    /// The id.
    pub id: Option<String>,
    /// The id of the drive.
    pub drive_id: Option<String>,
    /// Whether it is personal, for business or a library.
    pub drive_type: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// Where it is, as a path.
    pub path: Option<String>,
    /// The id of its sharing link.
    pub share_id: Option<String>,
    /// The ids in SharePoint.
    pub sharepoint_ids: Option<SharepointIds>,
    /// The id of the site.
    pub site_id: Option<String>,
}

/// `microsoft.graph.remoteItem`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RemoteItem {
    /// The id.
    pub id: Option<String>,
    /// Who created it.
    pub created_by: Option<IdentitySet>,
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// What makes it a file.
    pub file: Option<File>,
    /// What the client says of it.
    pub file_system_info: Option<FileSystemInfo>,
    /// What makes it a folder.
    pub folder: Option<Folder>,
    /// What makes it an image.
    pub image: Option<Image>,
    /// Who changed it last.
    pub last_modified_by: Option<IdentitySet>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    /// The name.
    pub name: Option<String>,
    /// What makes it a package.
    pub package: Option<Package>,
    /// Where it is.
    pub parent_reference: Option<ItemReference>,
    /// How it is shared.
    pub shared: Option<Shared>,
    /// The ids in SharePoint.
    pub sharepoint_ids: Option<SharepointIds>,
    /// Its size in bytes.
    pub size: Option<i64>,
    /// What makes it a video.
    pub video: Option<Video>,
    /// Its address for WebDAV.
    pub web_dav_url: Option<String>,
    /// Its address in a browser.
    pub web_url: Option<String>,
    /// The id of the drive.
    pub drive_id: Option<String>,
}

/// `microsoft.graph.thumbnailSet`.
#[graph_entity]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ThumbnailSet {
    /// The key.
    #[graph(key)]
    pub id: Option<String>,
    /// The large one.
    pub large: Option<Thumbnail>,
    /// The middle one.
    pub medium: Option<Thumbnail>,
    /// The small one.
    pub small: Option<Thumbnail>,
    /// The source.
    pub source: Option<Thumbnail>,
}

/// `microsoft.graph.thumbnail`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Thumbnail {
    /// The height in pixels.
    pub height: Option<i32>,
    /// The id of the source item.
    pub source_item_id: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The width in pixels.
    pub width: Option<i32>,
}
