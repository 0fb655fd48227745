//! The memory of this process.

use std::fs;

/// The most resident memory so far, in kilobytes; `None` if the system does not report it.
#[must_use]
pub fn peak() -> Option<u64> {
    kilobytes("VmHWM:")
}

/// The resident memory, in kilobytes; `None` if the system does not report it.
#[must_use]
pub fn resident() -> Option<u64> {
    kilobytes("VmRSS:")
}

fn kilobytes(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
