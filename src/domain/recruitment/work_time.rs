//! Working time: hours, shifts, and how they lie in the week or in a rotation.

use serde::{Deserialize, Serialize};

use crate::domain::values::{money::PayUnit, words::words};

words! {
    /// How the working time lies in the week.
    Schedule {
        /// Five days on, two off.
        FiveTwo = "five_two",
        /// Six days on, one off.
        SixOne = "six_one",
        /// Two days on, two off.
        TwoTwo = "two_two",
        /// Three days on, three off.
        ThreeThree = "three_three",
        /// Day and night shifts.
        Shifts = "shifts",
        /// Weeks on, weeks off.
        Rotation = "rotation",
        /// By agreement.
        Flexible = "flexible",
    }
}

/// The days of a rotation (вахта).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotation {
    /// Days at the site, 1 to 365.
    pub days_on: u16,
    /// Days at home, 0 to 365, if known.
    #[serde(default)]
    pub days_off: Option<u16>,
}

impl Rotation {
    /// Days from the beginning of one to that of the next; `None` while nobody says how long one is at home.
    fn length(self) -> Option<u64> {
        Some(u64::from(self.days_on) + u64::from(self.days_off?))
    }
}

/// Working time (schema.org `workHours`), as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkHours {
    /// Hours a week, 1 to 84.
    pub hours_per_week: Option<u8>,
    /// How they lie in the week.
    pub schedule: Option<Schedule>,
    /// Hours of a shift, 1 to 24.
    #[serde(default)]
    pub hours_per_shift: Option<u8>,
    /// Whether there are night shifts.
    #[serde(default)]
    pub night_shifts: Option<bool>,
    /// Days on and off.
    #[serde(default)]
    pub rotation: Option<Rotation>,
    /// When shifts begin and end, in words.
    #[serde(default)]
    pub shift_clock: Option<String>,
}

/// A number of times a month, as a fraction: a year has 12 months, 52 weeks and 365 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PerMonth {
    /// Times.
    pub times: u64,
    /// Months.
    pub months: u64,
}

impl WorkHours {
    /// The schedules by which it is found: the one that is said, and rotation where its days are.
    pub fn schedules(&self) -> impl Iterator<Item = Schedule> {
        self.schedule.into_iter().chain(self.rotation.map(|_| Schedule::Rotation))
    }

    /// How often a month has what a pay is for. `None` where the vacancy does not say enough to tell.
    pub fn per_month(&self, unit: PayUnit) -> Option<PerMonth> {
        let weekly = |times: u64, weeks: u64| PerMonth { times: times * 52, months: weeks * 12 };
        Some(match unit {
            PayUnit::Month => PerMonth { times: 1, months: 1 },
            PayUnit::Week => weekly(1, 1),
            PayUnit::Hour => weekly(self.hours_per_week?.into(), 1),
            PayUnit::Day | PayUnit::Shift => {
                let (shifts, weeks) = self.shifts()?;
                weekly(shifts, weeks)
            }
            PayUnit::Rotation => PerMonth { times: 365, months: 12 * self.rotation?.length()? },
            PayUnit::Piece => return None,
        })
    }

    /// Shifts in a number of weeks.
    fn shifts(&self) -> Option<(u64, u64)> {
        match (self.schedule, self.rotation, self.hours_per_week, self.hours_per_shift) {
            (Some(Schedule::FiveTwo), ..) => Some((5, 1)),
            (Some(Schedule::SixOne), ..) => Some((6, 1)),
            (Some(Schedule::TwoTwo | Schedule::ThreeThree), ..) => Some((7, 2)),
            (_, Some(rotation), ..) => Some((7 * u64::from(rotation.days_on), rotation.length()?)),
            (_, None, Some(week), Some(shift)) => Some((week.into(), shift.into())),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_are_counted_from_what_the_vacancy_says() {
        let of = |schedule, week, shift| WorkHours {
            schedule,
            hours_per_week: week,
            hours_per_shift: shift,
            ..WorkHours::default()
        };
        let six_one = of(Some(Schedule::SixOne), None, None).per_month(PayUnit::Shift);
        assert_eq!(six_one, Some(PerMonth { times: 312, months: 12 }), "26 a month");
        let counted = of(Some(Schedule::Shifts), Some(48), Some(12)).per_month(PayUnit::Day);
        assert_eq!(counted, Some(PerMonth { times: 48 * 52, months: 144 }));
        assert_eq!(of(Some(Schedule::Flexible), Some(40), None).per_month(PayUnit::Shift), None);
        assert_eq!(of(None, None, None).per_month(PayUnit::Hour), None);
        let sixty_thirty = WorkHours {
            rotation: Some(Rotation { days_on: 60, days_off: Some(30) }),
            ..WorkHours::default()
        };
        assert_eq!(
            sixty_thirty.per_month(PayUnit::Rotation),
            Some(PerMonth { times: 365, months: 1080 })
        );
    }

    #[test]
    fn a_rotation_of_unknown_days_at_home_is_of_unknown_length() {
        let rotation = Some(Rotation { days_on: 60, days_off: None });
        let hours = WorkHours {
            rotation,
            hours_per_week: Some(60),
            hours_per_shift: Some(10),
            ..WorkHours::default()
        };
        assert_eq!(hours.per_month(PayUnit::Rotation), None);
        assert_eq!(hours.per_month(PayUnit::Shift), None);
        assert_eq!(hours.schedules().collect::<Vec<_>>(), [Schedule::Rotation]);
    }
}
