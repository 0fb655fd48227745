//! Entities of which nothing matters but that a path or an expansion leads to them.

/// Entities with a key alone, which are asked for without `$select`.
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
