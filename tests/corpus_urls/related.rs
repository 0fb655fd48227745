//! Entities that only occur in paths and expansions.

/// Entities with a key alone, which are requested without `$select`.
macro_rules! related {
    ($($entity:ident)*) => {$(
        #[graph_core::graph_entity(select = false)]
        struct $entity {
            #[graph(key)]
            id: Option<String>,
        }
    )*};
}

pub(crate) use related;
