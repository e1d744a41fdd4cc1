//! The objects of HSDS 3 (Human Services Data Specification, docs.openreferral.org) that a centre is told with. Other
//! systems may send more members than these; what a centre has no place for is passed over.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{api::casework::centres::wire::CentreInput, domain::values::language::Lang};

macro_rules! objects {
    ($($(#[$about:meta])* $name:ident { $($(#[$meta:meta])* $member:ident: $kind:ty,)* })*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
        #[serde(default)]
        pub(in crate::api) struct $name {
            $($(#[$meta])* pub $member: $kind,)*
        }
    )*};
}

objects! {
    /// An organization with its locations and services.
    HsdsOrganization {
        /// Its identifier.
        id: Uuid,
        /// Its name.
        #[schema(max_length = 200)]
        name: String,
        /// What it is.
        #[schema(max_length = 200)]
        description: String,
        /// Where it works.
        #[schema(max_items = 500)]
        locations: Vec<HsdsLocation>,
        /// What it does.
        #[schema(max_items = 10000)]
        services: Vec<HsdsService>,
    }

    /// Where an organization works: a centre.
    HsdsLocation {
        /// Its identifier.
        id: Uuid,
        /// Always `physical`.
        #[schema(max_length = 20, example = "physical")]
        location_type: String,
        /// Its name.
        #[schema(max_length = 200)]
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Where it was read, and how sure that is.
        #[schema(max_length = 4000)]
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        /// Its page on the web.
        #[schema(max_length = 508)]
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        /// Degrees north.
        #[schema(minimum = -90, maximum = 90)]
        #[serde(skip_serializing_if = "Option::is_none")]
        latitude: Option<f64>,
        /// Degrees east.
        #[schema(minimum = -180, maximum = 180)]
        #[serde(skip_serializing_if = "Option::is_none")]
        longitude: Option<f64>,
        /// The code of its municipality.
        #[schema(max_length = 40)]
        #[serde(skip_serializing_if = "Option::is_none")]
        external_identifier: Option<String>,
        /// `OKTMO`, where it lies in Tatarstan.
        #[schema(max_length = 40)]
        #[serde(skip_serializing_if = "Option::is_none")]
        external_identifier_type: Option<String>,
        /// Its address.
        #[schema(max_items = 10)]
        addresses: Vec<HsdsAddress>,
        /// Its telephones.
        #[schema(max_items = 10)]
        phones: Vec<HsdsPhone>,
        /// When it is open.
        #[schema(max_items = 400)]
        schedules: Vec<HsdsSchedule>,
        /// The same in full, as HSDS cannot say it: texts in five languages, the clock by its name, holidays.
        #[serde(skip_serializing_if = "Option::is_none")]
        koprik: Option<HsdsCentre>,
    }

    /// An address.
    HsdsAddress {
        /// Its identifier.
        id: Uuid,
        /// The address.
        #[schema(max_length = 200)]
        address_1: String,
        /// The city; empty if only the address names it.
        #[schema(max_length = 200)]
        city: String,
        /// The republic; empty if it is not known.
        #[schema(max_length = 200)]
        state_province: String,
        /// Empty: the address holds it, if it is known.
        #[schema(max_length = 20)]
        postal_code: String,
        /// The country (ISO 3166-1); empty if it is not known.
        #[schema(max_length = 2, example = "RU")]
        country: String,
        /// Always `physical`.
        #[schema(max_length = 20, example = "physical")]
        address_type: String,
    }

    /// A telephone.
    HsdsPhone {
        /// Its identifier.
        id: Uuid,
        /// Its number.
        #[schema(max_length = 40)]
        number: String,
    }

    /// Times in which a location is open, of each week (RFC 5545), or of the days from `valid_from` to `valid_to` alone.
    HsdsSchedule {
        /// Its identifier.
        id: Uuid,
        /// The first day that it holds for.
        #[schema(max_length = 10)]
        #[serde(skip_serializing_if = "Option::is_none")]
        valid_from: Option<String>,
        /// The last day that it holds for.
        #[schema(max_length = 10)]
        #[serde(skip_serializing_if = "Option::is_none")]
        valid_to: Option<String>,
        /// How far its clock is before UTC, in hours.
        #[schema(minimum = -12, maximum = 14)]
        #[serde(skip_serializing_if = "Option::is_none")]
        timezone: Option<f64>,
        /// `WEEKLY`.
        #[schema(max_length = 20)]
        #[serde(skip_serializing_if = "Option::is_none")]
        freq: Option<String>,
        /// The days of the week.
        #[schema(max_length = 40, example = "MO,TU")]
        #[serde(skip_serializing_if = "Option::is_none")]
        byday: Option<String>,
        /// When it opens; closed on these days if it does not.
        #[schema(max_length = 20)]
        #[serde(skip_serializing_if = "Option::is_none")]
        opens_at: Option<String>,
        /// When it closes; on the day after if that is not later than it opens.
        #[schema(max_length = 20)]
        #[serde(skip_serializing_if = "Option::is_none")]
        closes_at: Option<String>,
    }

    /// What is done for people.
    HsdsService {
        /// Its identifier.
        id: Uuid,
        /// Its name.
        #[schema(max_length = 200)]
        name: String,
        /// `active`.
        #[schema(max_length = 40, example = "active")]
        status: String,
        /// What it costs.
        #[schema(max_length = 200)]
        #[serde(skip_serializing_if = "Option::is_none")]
        fees_description: Option<String>,
        /// The last day on which somebody assured that all this is so.
        #[schema(max_length = 10)]
        #[serde(skip_serializing_if = "Option::is_none")]
        assured_date: Option<String>,
        /// The languages that it is given in.
        #[schema(max_items = 20)]
        languages: Vec<HsdsLanguage>,
        /// What to bring along.
        #[schema(max_items = 20)]
        required_documents: Vec<HsdsDocument>,
        /// The word of Koprik for what it is.
        #[schema(max_items = 20)]
        attributes: Vec<HsdsAttribute>,
        /// Where it is given.
        #[schema(max_items = 500)]
        service_at_locations: Vec<HsdsServiceAtLocation>,
    }

    /// A language.
    HsdsLanguage {
        /// Its identifier.
        id: Uuid,
        /// Its code (ISO 639).
        #[schema(max_length = 3)]
        code: String,
    }

    /// A document that somebody brings along.
    HsdsDocument {
        /// Its identifier.
        id: Uuid,
        /// What it is.
        #[schema(max_length = 200)]
        document: String,
    }

    /// A word from a closed list.
    HsdsAttribute {
        /// Its identifier.
        id: Uuid,
        /// What the word says.
        #[schema(max_length = 40, example = "service_kind")]
        link_type: String,
        /// The word, as `kind` of a service of a centre.
        #[schema(max_length = 40, example = "legal_advice")]
        value: String,
    }

    /// That a service is given at a location.
    HsdsServiceAtLocation {
        /// Its identifier.
        id: Uuid,
        /// The location of the organization that is meant.
        location_id: Option<Uuid>,
        /// The location, in brief where the organization has it in full.
        location: Option<HsdsLocation>,
    }
}

/// A centre in full, and in which language the members of HSDS tell of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub(in crate::api) struct HsdsCentre {
    /// The language.
    pub lang: Lang,
    /// The centre as `POST /v1/centres` takes it.
    pub centre: CentreInput,
}

/// A page of organizations, as the API of HSDS 3 has it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct HsdsPage {
    /// How many organizations there are.
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub total_items: usize,
    /// How many pages.
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub total_pages: usize,
    /// Which of them this is; the first is 1.
    #[schema(minimum = 1, maximum = 1_000_000)]
    pub page_number: usize,
    /// How many organizations it has.
    #[schema(minimum = 0, maximum = 100)]
    pub size: usize,
    /// Whether it is the first page.
    pub first_page: bool,
    /// Whether it is the last page.
    pub last_page: bool,
    /// Whether it has none.
    pub empty: bool,
    /// The organizations by their names.
    #[schema(max_items = 100)]
    pub contents: Vec<HsdsOrganization>,
}
