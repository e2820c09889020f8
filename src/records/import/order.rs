//! In which order the rows of a sheet are written when they refer to each other: what is named first. Decided by the file alone,
//! so that an import that was interrupted goes on in the same order.

use std::collections::{HashMap, HashSet};

use super::fold::fold;
use super::names_of::naming;
use super::reading::Reading;

/// Rows in the order they are written, and what they bring that others may name.
pub struct Order {
    /// Positions in the sheet.
    pub rows: Vec<usize>,
    /// Folded name → position of the row that brings it first.
    brought: HashMap<String, usize>,
    /// How many rows must be written before a row, along the longest chain; none for rows in a circle.
    depth: HashMap<usize, Option<u32>>,
}

impl Order {
    pub fn of(reading: &Reading) -> Order {
        let to_itself: Vec<usize> = reading
            .columns
            .iter()
            .filter(|column| {
                let kind = &reading.object.fields[column.slot].kind;
                kind.reference().is_some_and(|reference| reference.object == reading.object.key)
            })
            .map(|column| column.slot)
            .collect();
        let mut order = Order { rows: reading.rows.clone(), brought: HashMap::new(), depth: HashMap::new() };
        if to_itself.is_empty() {
            return order;
        }
        for at in &reading.rows {
            for field in naming(&reading.object) {
                let text = fold(&reading.text(*at, field.slot));
                if !text.is_empty() {
                    order.brought.entry(text).or_insert(*at);
                }
            }
        }
        for at in &reading.rows {
            order.measure(reading, &to_itself, *at);
        }
        order.rows.sort_by_key(|at| (order.depth.get(at).copied().flatten(), *at));
        order
    }

    /// Whether another row brings what the row at this position calls by this folded name, without going in a circle.
    pub fn brings(&self, at: usize, name: &str) -> bool {
        let comes_before = |row: usize| match (self.depth.get(&row).copied().flatten(), self.depth.get(&at).copied().flatten()) {
            (Some(named), Some(naming)) => named < naming,
            _ => false,
        };
        self.brought.get(name).is_some_and(|row| *row != at && comes_before(*row))
    }

    /// Without recursion: a chain can be as long as the sheet.
    fn measure(&mut self, reading: &Reading, slots: &[usize], from: usize) {
        let mut path = vec![from];
        let mut on_path = HashSet::from([from]);
        while let Some(at) = path.last().copied() {
            if self.depth.contains_key(&at) {
                path.pop();
                on_path.remove(&at);
                continue;
            }
            let names = slots.iter().map(|slot| fold(&reading.text(at, *slot)));
            let named: Vec<usize> = names.filter_map(|name| self.brought.get(&name).copied()).filter(|row| *row != at).collect();
            match named.iter().find(|row| !self.depth.contains_key(row)) {
                Some(row) if on_path.contains(row) => {
                    self.depth.insert(at, None);
                }
                Some(row) => {
                    path.push(*row);
                    on_path.insert(*row);
                }
                None => {
                    let deepest = named.iter().map(|row| self.depth[row]).try_fold(0, |deepest, depth| depth.map(|depth| deepest.max(depth + 1)));
                    self.depth.insert(at, deepest);
                }
            }
        }
    }
}
