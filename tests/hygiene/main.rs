//! The expansion means what it says wherever it stands. That these files compile is most of the test.

mod no_prelude;
mod shadowed;
mod configured;
mod attributes;
mod documented;
mod by_macro;
mod checked;
mod answered;
mod warned;
