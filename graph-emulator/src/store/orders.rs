//! The orders of ordered lists, which later pages continue.

use std::collections::VecDeque;
use std::sync::Arc;

/// The number of lists that can be continued: a client needs its last, and a long run must not fill the memory.
const MAX_ORDERS: usize = 1000;

/// The number of positions in all orders, of eight bytes each. The last order stays, however long it is.
const MAX_POSITIONS: usize = 2_000_000;

/// The orders of the last first pages. Equal orders are kept once.
#[derive(Default)]
pub(super) struct Orders {
    kept: VecDeque<(u32, Arc<[u64]>)>,
    last: u32,
    positions: usize,
}

impl Orders {
    /// Keeps the order of a list, and returns its number. If there are too many, the oldest is dropped.
    pub(super) fn keep(&mut self, order: Vec<u64>) -> u32 {
        let equal = self.kept.iter().rev().find(|(_, kept)| **kept == *order).map(|(_, kept)| Arc::clone(kept));
        let order = equal.unwrap_or_else(|| {
            self.positions += order.len();
            order.into()
        });
        self.last = self.last.wrapping_add(1);
        self.kept.push_back((self.last, order));
        while self.kept.len() > MAX_ORDERS || (self.positions > MAX_POSITIONS && self.kept.len() > 1) {
            self.drop_first();
        }
        self.last
    }

    pub(super) fn get(&self, number: u32) -> Option<&Arc<[u64]>> {
        self.kept.iter().rev().find(|(own, _)| *own == number).map(|(_, order)| order)
    }

    fn drop_first(&mut self) {
        let Some((_, first)) = self.kept.pop_front() else { return };
        if !self.kept.iter().any(|(_, kept)| Arc::ptr_eq(kept, &first)) {
            self.positions -= first.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_positions_of_all_orders_are_bounded() {
        let mut orders = Orders::default();
        let half: Vec<u64> = (0..MAX_POSITIONS as u64 / 2).collect();
        let first = orders.keep(half.clone());
        let second = orders.keep(half.clone());
        assert_eq!(orders.positions, half.len(), "equal orders are one");
        let third = orders.keep(half.iter().rev().copied().collect());
        assert!([first, second, third].iter().all(|number| orders.get(*number).is_some()));
        let fourth = orders.keep(vec![1]);
        assert!(orders.get(first).is_none() && orders.get(second).is_none());
        assert!(orders.get(third).is_some() && orders.get(fourth).is_some());
        assert_eq!(orders.positions, half.len() + 1);
        let long = orders.keep((0..=MAX_POSITIONS as u64).collect());
        assert!(orders.get(long).is_some() && orders.get(fourth).is_none());
    }

    #[test]
    fn the_number_of_orders_is_bounded() {
        let mut orders = Orders::default();
        let first = orders.keep(vec![1]);
        for _ in 0..MAX_ORDERS - 1 {
            orders.keep(vec![1]);
        }
        assert!(orders.get(first).is_some());
        orders.keep(vec![2]);
        assert!(orders.get(first).is_none());
    }
}
