//! The mistakes of one item. They are collected, so that the user sees all of them.

use proc_macro2::{Span, TokenStream};

/// One mistake: the fact, the edit and the rule.
pub(crate) struct Diagnostic {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) note: Option<String>,
}

impl Diagnostic {
    /// A lower-case fact about the token at `span`, which is the one to change.
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None, note: None }
    }

    /// The edit to make.
    pub(crate) fn help(self, edit: impl Into<String>) -> Self {
        Self { help: Some(edit.into()), ..self }
    }

    /// The rule.
    pub(crate) fn note(self, rule: impl Into<String>) -> Self {
        Self { note: Some(rule.into()), ..self }
    }

    fn into_error(self) -> syn::Error {
        let mut message = self.message;
        if self.help.is_some() || self.note.is_some() {
            message.push('\n');
        }
        for (label, text) in [("help", self.help), ("note", self.note)] {
            if let Some(text) = text {
                message.extend(["\n", label, ": ", &text]);
            }
        }
        syn::Error::new(self.span, message)
    }
}

/// All mistakes found so far.
#[derive(Default)]
#[must_use]
pub(crate) struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// The diagnostics of a half-typed item, which rustc reports: other mistakes are reported once it is complete.
    pub(crate) fn of_half_typed() -> Self {
        Self(vec![Diagnostic::new(Span::call_site(), "the item is half typed")])
    }

    pub(crate) fn add(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    pub(crate) fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(diagnostics);
    }

    /// Adds a mistake that syn found in the tokens.
    pub(crate) fn add_syntax(&mut self, error: &syn::Error, help: &str) {
        self.add(Diagnostic::new(error.span(), error.to_string()).help(help));
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[cfg(any(feature = "analysis", all(test, feature = "schema")))]
    pub(crate) fn into_iter(self) -> impl Iterator<Item = Diagnostic> {
        self.0.into_iter()
    }

    /// One `compile_error!` a mistake.
    pub(crate) fn into_errors(self) -> TokenStream {
        self.0.into_iter().map(|diagnostic| diagnostic.into_error().into_compile_error()).collect()
    }
}
