//! The progress of a download or an upload.

/// The number of bytes of a download or an upload so far.
///
/// # Example
/// ```
/// use graph_core::transfer::Progress;
///
/// fn percent(progress: Progress) -> Option<u64> {
///     let Progress { done, total, .. } = progress;
///     total.map(|total| if total == 0 { 100 } else { done.saturating_mul(100) / total })
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The bytes that arrived.
    pub done: u64,
    /// All bytes, if the service said how many there are.
    pub total: Option<u64>,
}

/// Called after each chunk or fragment.
pub(crate) type Observer = Box<dyn FnMut(Progress) + Send>;
