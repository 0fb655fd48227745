//! The six attributes.

use crate::allowed;

/// The kind of an annotated item: one for each attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// `#[graph_entity]`.
    Entity,
    /// `#[graph_complex]`.
    Complex,
    /// `#[graph_enum]`.
    Enumeration,
    /// `#[graph_union]`.
    Union,
    /// `#[graph_action]`.
    Action,
    /// `#[graph_function]`.
    Function,
}

impl ItemKind {
    const ALL: [Self; 6] = [Self::Entity, Self::Complex, Self::Enumeration, Self::Union, Self::Action, Self::Function];

    /// The kind of the attribute with this name.
    #[must_use]
    pub fn of_attribute(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.attribute() == name)
    }

    /// The name of its attribute.
    #[must_use]
    pub const fn attribute(self) -> &'static str {
        match self {
            Self::Entity => "graph_entity",
            Self::Complex => "graph_complex",
            Self::Enumeration => "graph_enum",
            Self::Union => "graph_union",
            Self::Action => "graph_action",
            Self::Function => "graph_function",
        }
    }

    /// Whether it is an action or a function, which are not types of the service.
    #[must_use]
    pub const fn is_operation(self) -> bool {
        matches!(self, Self::Action | Self::Function)
    }

    /// The arguments that its attribute allows.
    pub(crate) const fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Entity => allowed::ENTITY,
            Self::Complex => allowed::TYPE,
            Self::Enumeration => allowed::ENUM,
            Self::Union => allowed::UNION,
            Self::Action => allowed::ACTION,
            Self::Function => allowed::FUNCTION,
        }
    }
}
