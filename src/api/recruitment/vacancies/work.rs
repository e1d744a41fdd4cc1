//! Where and when the work is, on the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::wire::same::same_members,
    domain::{
        recruitment::{
            vacancy::Workplace,
            work_time::{Rotation, Schedule, WorkHours},
        },
        values::place::Oktmo,
    },
};

/// Where the work is, which need not be where the employer is registered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct WorkplaceBody {
    /// Municipality (ОКТМО). Left out, it is read from an address that names one for sure. Work outside Tatarstan is kept
    /// as a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oktmo: Option<Oktmo>,
    /// Street address.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "ул. Строителей, 1")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// The days of a rotation (вахта).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct RotationBody {
    /// Days at the site.
    #[validate(range(min = 1, max = 365))]
    #[schema(minimum = 1, maximum = 365, example = 60)]
    pub days_on: u16,
    /// Days at home; unknown if it is left out. An answer tells that in `rotation_days_on`, without `rotation`.
    #[validate(range(min = 0, max = 365))]
    #[schema(value_type = u16, minimum = 0, maximum = 365, example = 30)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_off: Option<u16>,
}

/// Working time, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct WorkHoursBody {
    /// Hours a week.
    #[validate(range(min = 1, max = 84))]
    #[schema(minimum = 1, maximum = 84, example = 40)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_per_week: Option<u8>,
    /// How they lie in the week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<Schedule>,
    /// Hours of a shift.
    #[validate(range(min = 1, max = 24))]
    #[schema(minimum = 1, maximum = 24, example = 12)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_per_shift: Option<u8>,
    /// Whether there are night shifts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub night_shifts: Option<bool>,
    /// Days on and off.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rotation: Option<RotationBody>,
    /// Days at the site of a rotation whose days at home nobody says. It counts only without `rotation`.
    #[validate(range(min = 1, max = 365))]
    #[schema(minimum = 1, maximum = 365, example = 60)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rotation_days_on: Option<u16>,
    /// When shifts begin and end, in words.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300, example = "08:00–20:00, 20:00–08:00")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift_clock: Option<String>,
}

impl From<WorkplaceBody> for Workplace {
    fn from(WorkplaceBody { oktmo, address }: WorkplaceBody) -> Self {
        Self { oktmo, address, is_read: false }
    }
}

impl From<&Workplace> for WorkplaceBody {
    fn from(place: &Workplace) -> Self {
        Self { oktmo: place.oktmo.clone(), address: place.address.clone() }
    }
}

/// A workplace as it was sent: what was read from its address is read anew when that changes.
pub(super) fn as_sent(place: &Workplace) -> WorkplaceBody {
    let oktmo = place.oktmo.clone().filter(|_| !place.is_read);
    WorkplaceBody { oktmo, address: place.address.clone() }
}
same_members!(RotationBody, Rotation { days_on, days_off });

impl From<WorkHoursBody> for WorkHours {
    fn from(body: WorkHoursBody) -> Self {
        let alone = |days_on| Rotation { days_on, days_off: None };
        Self {
            hours_per_week: body.hours_per_week,
            schedule: body.schedule,
            hours_per_shift: body.hours_per_shift,
            night_shifts: body.night_shifts,
            rotation: body.rotation.map(Into::into).or(body.rotation_days_on.map(alone)),
            shift_clock: body.shift_clock,
        }
    }
}

impl From<&WorkHours> for WorkHoursBody {
    fn from(hours: &WorkHours) -> Self {
        let rotation = hours.rotation.as_ref();
        Self {
            hours_per_week: hours.hours_per_week,
            schedule: hours.schedule,
            hours_per_shift: hours.hours_per_shift,
            night_shifts: hours.night_shifts,
            rotation: rotation.filter(|one| one.days_off.is_some()).map(Into::into),
            rotation_days_on: rotation.filter(|one| one.days_off.is_none()).map(|one| one.days_on),
            shift_clock: hours.shift_clock.clone(),
        }
    }
}
