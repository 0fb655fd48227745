//! The expansion has the same meaning in any scope. Compiling these files is most of the test.

mod no_prelude;
mod shadowed;
mod configured;
mod attributes;
mod documented;
mod by_macro;
mod checked;
mod return_types;
mod warned;
