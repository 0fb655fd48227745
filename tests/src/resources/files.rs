//! Drives and their items.

use chrono::{DateTime, FixedOffset};
use graph_core::{graph_complex, graph_entity};

use super::facets::{
    Audio, Bundle, Deleted, File, FileSystemInfo, Folder, GeoCoordinates, Image, Malware, Package, Photo,
    PublicationFacet, Quota, Root, SearchResult, Shared, SharepointIds, Video,
};
use super::values::IdentitySet;

#[graph_entity(path = "drives", singleton(name = "my_drive", template = "me/drive"))]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drive {
    #[graph(key)]
    pub id: Option<String>,
    pub created_by: Option<IdentitySet>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub e_tag: Option<String>,
    pub last_modified_by: Option<IdentitySet>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub name: Option<String>,
    pub web_url: Option<String>,
    pub drive_type: Option<String>,
    pub owner: Option<IdentitySet>,
    pub quota: Option<Quota>,
    pub share_point_ids: Option<SharepointIds>,
}

#[graph_entity(path = "drives/{driveId}/items")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DriveItem {
    #[graph(key)]
    pub id: Option<String>,
    pub created_by: Option<IdentitySet>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub description: Option<String>,
    pub e_tag: Option<String>,
    pub last_modified_by: Option<IdentitySet>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub name: Option<String>,
    pub parent_reference: Option<ItemReference>,
    pub web_url: Option<String>,
    pub audio: Option<Audio>,
    pub bundle: Option<Bundle>,
    pub c_tag: Option<String>,
    pub deleted: Option<Deleted>,
    pub file: Option<File>,
    pub file_system_info: Option<FileSystemInfo>,
    pub folder: Option<Folder>,
    pub image: Option<Image>,
    pub location: Option<GeoCoordinates>,
    pub malware: Option<Malware>,
    pub package: Option<Package>,
    pub photo: Option<Photo>,
    pub publication: Option<PublicationFacet>,
    pub remote_item: Option<RemoteItem>,
    pub root: Option<Root>,
    pub search_result: Option<SearchResult>,
    pub shared: Option<Shared>,
    pub sharepoint_ids: Option<SharepointIds>,
    pub size: Option<i64>,
    pub video: Option<Video>,
    pub web_dav_url: Option<String>,
    #[graph(navigation)]
    pub children: Option<Vec<DriveItem>>,
    #[graph(navigation)]
    pub thumbnails: Option<Vec<ThumbnailSet>>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ItemReference {
    pub id: Option<String>,
    pub drive_id: Option<String>,
    pub drive_type: Option<String>,
    pub name: Option<String>,
    pub path: Option<String>,
    pub share_id: Option<String>,
    pub sharepoint_ids: Option<SharepointIds>,
    pub site_id: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RemoteItem {
    pub id: Option<String>,
    pub created_by: Option<IdentitySet>,
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub file: Option<File>,
    pub file_system_info: Option<FileSystemInfo>,
    pub folder: Option<Folder>,
    pub image: Option<Image>,
    pub last_modified_by: Option<IdentitySet>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
    pub name: Option<String>,
    pub package: Option<Package>,
    pub parent_reference: Option<ItemReference>,
    pub shared: Option<Shared>,
    pub sharepoint_ids: Option<SharepointIds>,
    pub size: Option<i64>,
    pub video: Option<Video>,
    pub web_dav_url: Option<String>,
    pub web_url: Option<String>,
    pub drive_id: Option<String>,
}

#[graph_entity]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ThumbnailSet {
    #[graph(key)]
    pub id: Option<String>,
    pub large: Option<Thumbnail>,
    pub medium: Option<Thumbnail>,
    pub small: Option<Thumbnail>,
    pub source: Option<Thumbnail>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Thumbnail {
    pub height: Option<i32>,
    pub source_item_id: Option<String>,
    pub url: Option<String>,
    pub width: Option<i32>,
}
