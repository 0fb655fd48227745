//! The report on an annotated item.

use crate::model::{Annotations, TypeRef};

/// The result of a validation.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Report<'m> {
    /// The mistakes, in the order of the parts.
    pub diagnostics: Vec<Diagnostic>,
    /// The deprecated parts, each with the message of the metadata.
    pub deprecations: Vec<(Part, String)>,
    /// The type of each property or argument, in their order; `None` for one that is unknown or unchecked.
    pub types: Vec<Option<&'m TypeRef>>,
    /// The type of an operation's result.
    pub result: Option<&'m TypeRef>,
    /// The stream property of a function's result that the path ends in, which is read instead of the result.
    pub(super) bytes: Option<&'m TypeRef>,
    /// The types of a union that have values, in the order of the file; the base first, if it has values.
    pub members: Vec<&'m str>,
}

/// A mistake in an annotated item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The part that is wrong.
    pub part: Part,
    /// The message.
    pub message: String,
    /// The edit to make.
    pub help: Option<String>,
    /// The rule behind the message.
    pub note: Option<String>,
    /// The metadata's name that is suggested for a misspelt one.
    pub suggestion: Option<String>,
}

/// A part of an annotated item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The item itself.
    Item,
    /// The property or argument of this index.
    Property(usize),
    /// The path of this index.
    Endpoint(usize),
    /// The stream property of this index.
    Stream(usize),
    /// The member of this index.
    Member(usize),
    /// The result of an operation.
    Result,
}

impl Report<'_> {
    #[expect(clippy::indexing_slicing, reason = "the diagnostic at this index was pushed in the line before")]
    pub(super) fn error(&mut self, part: Part, message: impl Into<String>) -> &mut Diagnostic {
        let index = self.diagnostics.len();
        self.diagnostics.push(Diagnostic { part, message: message.into(), help: None, note: None, suggestion: None });
        &mut self.diagnostics[index]
    }

    pub(super) fn deprecated(&mut self, part: Part, annotations: &Annotations) {
        let Some(deprecation) = &annotations.deprecation else { return };
        let why = deprecation.description.as_deref().unwrap_or("the metadata says that it is deprecated");
        let when = deprecation.removal_date.as_ref().map(|date| format!(" (to be removed on {date})"));
        self.deprecations.push((part, format!("{why}{}", when.unwrap_or_default())));
    }
}

impl Diagnostic {
    pub(super) fn help(&mut self, edit: impl Into<String>) -> &mut Self {
        self.help = Some(edit.into());
        self
    }

    pub(super) fn suggestion(&mut self, name: &str) -> &mut Self {
        self.suggestion = Some(name.to_owned());
        self
    }

    pub(super) fn note(&mut self, rule: impl Into<String>) -> &mut Self {
        self.note = Some(rule.into());
        self
    }
}
