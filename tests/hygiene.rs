//! The expansion means what it says wherever it stands. That these files compile is most of the test.

#[path = "hygiene/no_prelude.rs"]
mod no_prelude;
#[path = "hygiene/shadowed.rs"]
mod shadowed;
#[path = "hygiene/configured.rs"]
mod configured;
#[path = "hygiene/attributes.rs"]
mod attributes;
#[path = "hygiene/documented.rs"]
mod documented;
#[path = "hygiene/by_macro.rs"]
mod by_macro;
#[path = "hygiene/checked.rs"]
mod checked;
#[path = "hygiene/answered.rs"]
mod answered;
#[path = "hygiene/warned.rs"]
mod warned;
