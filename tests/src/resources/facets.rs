//! What a drive item can be: its facets.

use chrono::{DateTime, FixedOffset};
use graph_core::graph_complex;

use super::values::IdentitySet;

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Audio {
    pub album: Option<String>,
    pub album_artist: Option<String>,
    pub artist: Option<String>,
    pub bitrate: Option<i64>,
    pub composers: Option<String>,
    pub copyright: Option<String>,
    pub disc: Option<i16>,
    pub disc_count: Option<i16>,
    pub duration: Option<i64>,
    pub genre: Option<String>,
    pub has_drm: Option<bool>,
    pub is_variable_bitrate: Option<bool>,
    pub title: Option<String>,
    pub track: Option<i32>,
    pub track_count: Option<i32>,
    pub year: Option<i32>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bundle {
    pub album: Option<Album>,
    pub child_count: Option<i32>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Album {
    pub cover_image_item_id: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Deleted {
    pub state: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct File {
    pub hashes: Option<Hashes>,
    pub mime_type: Option<String>,
    pub processing_metadata: Option<bool>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hashes {
    pub crc32_hash: Option<String>,
    pub quick_xor_hash: Option<String>,
    pub sha1_hash: Option<String>,
    pub sha256_hash: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FileSystemInfo {
    pub created_date_time: Option<DateTime<FixedOffset>>,
    pub last_accessed_date_time: Option<DateTime<FixedOffset>>,
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Folder {
    pub child_count: Option<i32>,
    pub view: Option<FolderView>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FolderView {
    pub sort_by: Option<String>,
    pub sort_order: Option<String>,
    pub view_type: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Image {
    pub height: Option<i32>,
    pub width: Option<i32>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GeoCoordinates {
    pub altitude: Option<f64>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Malware {
    pub description: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Package {
    pub r#type: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Photo {
    pub camera_make: Option<String>,
    pub camera_model: Option<String>,
    pub exposure_denominator: Option<f64>,
    pub exposure_numerator: Option<f64>,
    pub f_number: Option<f64>,
    pub focal_length: Option<f64>,
    pub iso: Option<i32>,
    pub orientation: Option<i16>,
    pub taken_date_time: Option<DateTime<FixedOffset>>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PublicationFacet {
    pub checked_out_by: Option<IdentitySet>,
    pub level: Option<String>,
    pub version_id: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shared {
    pub owner: Option<IdentitySet>,
    pub scope: Option<String>,
    pub shared_by: Option<IdentitySet>,
    pub shared_date_time: Option<DateTime<FixedOffset>>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SharepointIds {
    pub list_id: Option<String>,
    pub list_item_id: Option<String>,
    pub list_item_unique_id: Option<String>,
    pub site_id: Option<String>,
    pub site_url: Option<String>,
    pub tenant_id: Option<String>,
    pub web_id: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Video {
    pub audio_bits_per_sample: Option<i32>,
    pub audio_channels: Option<i32>,
    pub audio_format: Option<String>,
    pub audio_samples_per_second: Option<i32>,
    pub bitrate: Option<i32>,
    pub duration: Option<i64>,
    #[graph(rename = "fourCC")]
    pub four_cc: Option<String>,
    pub frame_rate: Option<f64>,
    pub height: Option<i32>,
    pub width: Option<i32>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Root {}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchResult {
    pub on_click_telemetry_url: Option<String>,
}

#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Quota {
    pub deleted: Option<i64>,
    pub remaining: Option<i64>,
    pub state: Option<String>,
    pub total: Option<i64>,
    pub used: Option<i64>,
}
