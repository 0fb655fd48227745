//! What a user sees who writes something wrong: one file a mistake, in `ui/<rule>/<mistake>.rs` or
//! `ui/schema/<rule>/<mistake>.rs`.
//!
//! After a change of wording, `TRYBUILD=overwrite cargo test -p graph-tests --test ui` writes the `.stderr` files anew;
//! read each as the one who gets it.

use std::io;
use std::path::Path;

#[test]
fn each_mistake_says_what_to_write() -> io::Result<()> {
    lend_metadata()?;
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/*/*.rs");
    cases.compile_fail("ui/schema/*/*.rs");
    Ok(())
}

/// Puts the metadata where the cases of `ui/schema/` look for it: the crate that they are compiled in has a folder of its
/// own, below the target directory.
fn lend_metadata() -> io::Result<()> {
    let Some(target) = Path::new(env!("CARGO_TARGET_TMPDIR")).parent() else { return Ok(()) };
    let (from, to) = (Path::new("metadata"), target.join("tests/trybuild/graph-tests/metadata"));
    std::fs::create_dir_all(&to)?;
    for file in std::fs::read_dir(from)? {
        let file = file?;
        if file.path().extension().is_some_and(|extension| extension == "csdl") {
            std::fs::copy(file.path(), to.join(file.file_name()))?;
        }
    }
    Ok(())
}
