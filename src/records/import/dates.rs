//! Which way round a column writes its dates: told by any part that can only be a day. Knows nothing of fields.

use super::fold::fold;
use crate::fields::DateOrder;

/// How many values speak for each order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    ymd: usize,
    mdy: usize,
    dmy: usize,
}

impl Votes {
    pub fn count<'a>(values: impl Iterator<Item = &'a str>) -> Votes {
        let mut votes = Votes::default();
        for parts in values.filter_map(parts) {
            match parts {
                (year, _, _) if year > 31 => votes.ymd += 1,
                (first, second, _) if first > 12 && second <= 12 => votes.dmy += 1,
                (first, second, _) if second > 12 && first <= 12 => votes.mdy += 1,
                _ => {}
            }
        }
        votes
    }

    /// The order most values speak for; none when they leave it open.
    pub fn order(self) -> Option<DateOrder> {
        let Votes { ymd, mdy, dmy } = self;
        // Dates that begin with the year are read as such whatever the order: they only decide when nothing else does.
        match (mdy, dmy) {
            (0, 0) if ymd > 0 => Some(DateOrder::Ymd),
            (0, 0) => None,
            _ if mdy >= dmy => Some(DateOrder::Mdy),
            _ => Some(DateOrder::Dmy),
        }
    }
}

/// The three numbers of a date written in digits, as they stand; a first part of four digits is a year.
fn parts(text: &str) -> Option<(u32, u32, u32)> {
    let folded = fold(text.split_whitespace().next()?);
    let mut numbers = folded.split(['/', '-', '.', '年', '月', '日']).filter(|part| !part.is_empty());
    let mut next = || numbers.next().filter(|part| part.len() <= 4).and_then(|part| part.parse::<u32>().ok());
    let found = (next()?, next()?, next()?);
    match numbers.next() {
        None => Some(found),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_told_by_what_can_only_be_a_day() {
        let order = |values: &[&str]| Votes::count(values.iter().copied()).order();
        assert_eq!(order(&["3/1/2017", "10/20/2016"]), Some(DateOrder::Mdy));
        assert_eq!(order(&["3/1/2017 08:00", "20/10/2016 08:00"]), Some(DateOrder::Dmy));
        assert_eq!(order(&["2024年6月10日", "2024/6/10", "２０２４．６．１０"]), Some(DateOrder::Ymd));
        assert_eq!(order(&["3/1/2017", "1.2", "x", "", "1-2-3-4"]), None);
        assert_eq!(order(&["2024-01-02", "25/12/2023"]), Some(DateOrder::Dmy));
    }
}
