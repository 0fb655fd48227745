//! What a drive item can be: its facets.

use chrono::{DateTime, FixedOffset};
use graph_core::graph_complex;

use super::values::IdentitySet;

/// `microsoft.graph.audio`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Audio {
    /// The album.
    pub album: Option<String>,
    /// The album artist.
    pub album_artist: Option<String>,
    /// The artist.
    pub artist: Option<String>,
    /// The bitrate.
    pub bitrate: Option<i64>,
    /// The composers.
    pub composers: Option<String>,
    /// The copyright.
    pub copyright: Option<String>,
    /// Which disc it is on.
    pub disc: Option<i16>,
    /// How many discs there are.
    pub disc_count: Option<i16>,
    /// How long it is.
    pub duration: Option<i64>,
    /// The genre.
    pub genre: Option<String>,
    /// Whether it is protected against copies.
    pub has_drm: Option<bool>,
    /// Whether the bit rate varies.
    pub is_variable_bitrate: Option<bool>,
    /// What a person reads.
    pub title: Option<String>,
    /// Which track it is.
    pub track: Option<i32>,
    /// How many tracks there are.
    pub track_count: Option<i32>,
    /// The year.
    pub year: Option<i32>,
}

/// `microsoft.graph.bundle`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bundle {
    /// The album.
    pub album: Option<Album>,
    /// How many children it has.
    pub child_count: Option<i32>,
}

/// `microsoft.graph.album`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Album {
    /// The id of the cover image item.
    pub cover_image_item_id: Option<String>,
}

/// `microsoft.graph.deleted`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Deleted {
    /// The state or province.
    pub state: Option<String>,
}

/// `microsoft.graph.file`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct File {
    /// The hashes.
    pub hashes: Option<Hashes>,
    /// The media type.
    pub mime_type: Option<String>,
    /// Whether its metadata is still being read.
    pub processing_metadata: Option<bool>,
}

/// `microsoft.graph.hashes`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hashes {
    /// The CRC32 hash.
    pub crc32_hash: Option<String>,
    /// The hash that the service prefers.
    pub quick_xor_hash: Option<String>,
    /// The SHA-1 hash.
    pub sha1_hash: Option<String>,
    /// The SHA-256 hash.
    pub sha256_hash: Option<String>,
}

/// `microsoft.graph.fileSystemInfo`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FileSystemInfo {
    /// When it was created.
    pub created_date_time: Option<DateTime<FixedOffset>>,
    /// When it was last accessed.
    pub last_accessed_date_time: Option<DateTime<FixedOffset>>,
    /// When it was last changed.
    pub last_modified_date_time: Option<DateTime<FixedOffset>>,
}

/// `microsoft.graph.folder`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Folder {
    /// How many children it has.
    pub child_count: Option<i32>,
    /// The view.
    pub view: Option<FolderView>,
}

/// `microsoft.graph.folderView`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FolderView {
    /// What it is sorted by.
    pub sort_by: Option<String>,
    /// The sort order.
    pub sort_order: Option<String>,
    /// The kind of view.
    pub view_type: Option<String>,
}

/// `microsoft.graph.image`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Image {
    /// The height in pixels.
    pub height: Option<i32>,
    /// The width in pixels.
    pub width: Option<i32>,
}

/// `microsoft.graph.geoCoordinates`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GeoCoordinates {
    /// The altitude.
    pub altitude: Option<f64>,
    /// The latitude.
    pub latitude: Option<f64>,
    /// The longitude.
    pub longitude: Option<f64>,
}

/// `microsoft.graph.malware`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Malware {
    /// What it is for.
    pub description: Option<String>,
}

/// `microsoft.graph.package`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Package {
    /// Which kind it is.
    pub r#type: Option<String>,
}

/// `microsoft.graph.photo`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Photo {
    /// The camera make.
    pub camera_make: Option<String>,
    /// The camera model.
    pub camera_model: Option<String>,
    /// The denominator of the exposure time.
    pub exposure_denominator: Option<f64>,
    /// The numerator of the exposure time.
    pub exposure_numerator: Option<f64>,
    /// The aperture.
    pub f_number: Option<f64>,
    /// The focal length.
    pub focal_length: Option<f64>,
    /// The sensitivity of the film.
    pub iso: Option<i32>,
    /// The orientation.
    pub orientation: Option<i16>,
    /// When it was taken.
    pub taken_date_time: Option<DateTime<FixedOffset>>,
}

/// `microsoft.graph.publicationFacet`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PublicationFacet {
    /// Who has it checked out.
    pub checked_out_by: Option<IdentitySet>,
    /// The level.
    pub level: Option<String>,
    /// The id of the version.
    pub version_id: Option<String>,
}

/// `microsoft.graph.shared`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shared {
    /// Who owns it.
    pub owner: Option<IdentitySet>,
    /// What it covers.
    pub scope: Option<String>,
    /// Who shared it.
    pub shared_by: Option<IdentitySet>,
    /// When it was shared.
    pub shared_date_time: Option<DateTime<FixedOffset>>,
}

/// `microsoft.graph.sharepointIds`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SharepointIds {
    /// The id of the list.
    pub list_id: Option<String>,
    /// The id of the list item.
    pub list_item_id: Option<String>,
    /// The GUID of the list item.
    pub list_item_unique_id: Option<String>,
    /// The id of the site.
    pub site_id: Option<String>,
    /// The address of the site.
    pub site_url: Option<String>,
    /// The tenant's id.
    pub tenant_id: Option<String>,
    /// The id of the web.
    pub web_id: Option<String>,
}

/// `microsoft.graph.video`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Video {
    /// The audio bits per sample.
    pub audio_bits_per_sample: Option<i32>,
    /// The audio channels.
    pub audio_channels: Option<i32>,
    /// The audio format.
    pub audio_format: Option<String>,
    /// The audio samples per second.
    pub audio_samples_per_second: Option<i32>,
    /// The bitrate.
    pub bitrate: Option<i32>,
    /// How long it is.
    pub duration: Option<i64>,
    /// The four letters of the codec.
    #[graph(rename = "fourCC")]
    pub four_cc: Option<String>,
    /// The frame rate.
    pub frame_rate: Option<f64>,
    /// The height in pixels.
    pub height: Option<i32>,
    /// The width in pixels.
    pub width: Option<i32>,
}

/// `microsoft.graph.root`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Root {}

/// `microsoft.graph.searchResult`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchResult {
    /// Where a click on it is counted.
    pub on_click_telemetry_url: Option<String>,
}

/// `microsoft.graph.quota`.
#[graph_complex]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Quota {
    /// Present where it is deleted.
    pub deleted: Option<i64>,
    /// The bytes that are left.
    pub remaining: Option<i64>,
    /// The state or province.
    pub state: Option<String>,
    /// All bytes there are.
    pub total: Option<i64>,
    /// The bytes that are used.
    pub used: Option<i64>,
}
