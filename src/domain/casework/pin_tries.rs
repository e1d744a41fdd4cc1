//! How often a PIN was wrong: after three times no PIN is looked at for a quarter of an hour, so that nobody guesses one.

use chrono::{DateTime, Duration, Utc};

/// After so many wrong PINs no PIN is looked at for a time.
const TRIES: i64 = 3;
/// For how long.
const LOCKED: Duration = Duration::minutes(15);

/// What was tried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PinTries {
    /// How often the PIN was wrong since it was last right, or since it was last locked.
    pub wrong: i64,
    /// Until when no PIN is looked at.
    pub locked_until: Option<DateTime<Utc>>,
}

/// What a try has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinTry {
    /// The PIN is right.
    Right,
    /// It is wrong, and another may be tried.
    Wrong,
    /// None is looked at for so many seconds.
    Locked(u64),
}

impl PinTries {
    /// Counts a try, and says what it has come to.
    pub fn count(&mut self, is_right: bool, now: DateTime<Utc>) -> PinTry {
        if let Some(until) = self.locked_until.filter(|until| *until > now) {
            return locked(until, now);
        }
        if is_right {
            *self = Self::default();
            return PinTry::Right;
        }
        self.wrong += 1;
        if self.wrong < TRIES {
            return PinTry::Wrong;
        }
        let until = now + LOCKED;
        *self = Self { wrong: 0, locked_until: Some(until) };
        locked(until, now)
    }
}

fn locked(until: DateTime<Utc>, now: DateTime<Utc>) -> PinTry {
    PinTry::Locked(u64::try_from((until - now).num_seconds()).unwrap_or_default().max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_wrong_ones_shut_it_for_a_quarter_of_an_hour_even_to_the_right_one() {
        let at = |minute: i64| DateTime::UNIX_EPOCH + Duration::minutes(minute);
        let mut tries = PinTries::default();
        for (minute, is_right, expected) in [
            (0, false, PinTry::Wrong),
            (0, false, PinTry::Wrong),
            (1, true, PinTry::Right),
            (1, false, PinTry::Wrong),
            (2, false, PinTry::Wrong),
            (3, false, PinTry::Locked(900)),
            (17, true, PinTry::Locked(60)),
            (18, true, PinTry::Right),
        ] {
            assert_eq!(tries.count(is_right, at(minute)), expected, "minute {minute}");
        }
        assert_eq!(tries, PinTries::default());
    }
}
