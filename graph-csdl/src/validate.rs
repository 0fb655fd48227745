//! Validation of a program's annotated items against the metadata.
//!
//! The macros validate one item at a time, and report each diagnostic at the token to change; `graph-entity check` validates
//! source files.
//!
//! # Example
//! ```
//! use graph_csdl::validate::{AnnotatedItem, AnnotatedProperty, AnnotatedStruct, Part};
//! use graph_csdl::{Metadata, StructuredKind};
//!
//! let metadata = Metadata::parse(r#"<Schema Namespace="microsoft.graph">
//!     <ComplexType Name="emailAddress"><Property Name="address" Type="Edm.String"/></ComplexType></Schema>"#)?;
//! let written = AnnotatedStruct {
//!     name: "microsoft.graph.emailAddress",
//!     kind: StructuredKind::Complex,
//!     properties: vec![AnnotatedProperty { name: "adress", ..AnnotatedProperty::default() }],
//!     endpoints: Vec::new(),
//!     streams: Vec::new(),
//! };
//! let report = AnnotatedItem::Struct(written).validate(&metadata);
//! assert_eq!(report.diagnostics[0].part, Part::Property(0));
//! assert_eq!(report.diagnostics[0].message, "`microsoft.graph.emailAddress` has no property `adress`");
//! assert_eq!(report.diagnostics[0].help.as_deref(), Some("did you mean `address`?"));
//! # Ok::<(), graph_csdl::Error>(())
//! ```

// A module imports only from those above it.
mod item;
mod report;
mod edit;
mod endpoint;
mod suggestion;
mod definition;
mod enumeration;
mod structured;
mod operation;

pub use item::{
    AnnotatedEndpoint, AnnotatedEnum, AnnotatedItem, AnnotatedMember, AnnotatedOperation, AnnotatedProperty,
    AnnotatedStruct, AnnotatedUnion,
};
pub use report::{Diagnostic, Part, Report};

use crate::metadata::Metadata;

impl AnnotatedItem<'_> {
    /// Compares the item with the metadata.
    #[must_use]
    pub fn validate<'m>(&self, metadata: &'m Metadata) -> Report<'m> {
        let mut report = Report::default();
        match self {
            Self::Struct(declared) => structured::check(declared, metadata, &mut report),
            Self::Enum(declared) => enumeration::check(declared, metadata, &mut report),
            Self::Union(declared) => structured::check_union(declared, metadata, &mut report),
            Self::Operation(declared) => operation::check(declared, metadata, &mut report),
        }
        report
    }
}
