//! The seats of a vacancy.

use serde::{Deserialize, Serialize};

/// A number of seats that whoever writes the vacancy may leave out: what is known already stays then, and 0 where nothing
/// is. It is stored and compared as the number.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(from = "u32", into = "u32")]
pub struct Count(Option<u32>);

impl Count {
    /// The number.
    pub fn get(self) -> u32 {
        self.0.unwrap_or(0)
    }

    /// The number that was said, else the one known before.
    fn or(self, before: Self) -> Self {
        Self(self.0.or(before.0))
    }
}

impl PartialEq for Count {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for Count {}

impl From<u32> for Count {
    fn from(number: u32) -> Self {
        Self(Some(number))
    }
}

impl From<Option<u32>> for Count {
    fn from(said: Option<u32>) -> Self {
        Self(said)
    }
}

impl From<Count> for u32 {
    fn from(count: Count) -> Self {
        count.get()
    }
}

/// The seats of a vacancy: filled + reserved + open + cancelled = total, held by the database too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Openings {
    /// All seats, 1 to 10,000, if the number is known.
    pub total: Option<u32>,
    /// Seats that have been filled, as the employer says.
    pub filled: Count,
    /// Seats that have been given up.
    pub cancelled: Count,
    /// Seats that applications hold: as many as there are applications that hold one.
    #[serde(default)]
    pub reserved: u32,
}

impl Openings {
    /// The seats still to fill; `None` while nobody says how many there are.
    pub fn open(self) -> Option<u32> {
        self.total.map(|total| total.saturating_sub(self.taken()))
    }

    /// The seats that are not open.
    fn taken(self) -> u32 {
        self.filled.get().saturating_add(self.cancelled.get()).saturating_add(self.reserved)
    }

    /// Whether there is a seat to fill, as far as anybody knows.
    pub fn has_open(self) -> bool {
        self.open() != Some(0)
    }

    /// Whether no more seats are taken than there are.
    pub fn add_up(self) -> bool {
        self.total.is_none_or(|total| self.taken() <= total)
    }

    /// The same with a seat more or less that an application holds.
    #[must_use]
    pub fn with_reserved(self, one_more: bool) -> Self {
        let reserved = if one_more {
            self.reserved.saturating_add(1)
        } else {
            self.reserved.saturating_sub(1)
        };
        Self { reserved, ..self }
    }

    /// What another body of the same vacancy leaves of these: the seats of applications are no matter of who writes it, and
    /// neither are counts undone by leaving them out, as a system does that sends the same advertisement each night.
    pub fn keep(&mut self, before: Self) {
        self.reserved = before.reserved;
        self.filled = self.filled.or(before.filled);
        self.cancelled = self.cancelled.or(before.cancelled);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_stays_as_it_was() {
        let before =
            Openings { total: Some(12), filled: 7.into(), cancelled: 1.into(), reserved: 2 };
        let mut silent = Openings { total: Some(12), ..Openings::default() };
        assert_eq!(serde_json::to_value(silent).unwrap()["filled"], 0);
        silent.keep(before);
        assert_eq!(silent, before);
        let mut said = Openings { filled: 0.into(), ..silent };
        said.keep(before);
        assert_eq!((said.open(), said.cancelled.get()), (Some(9), 1));
    }
}
