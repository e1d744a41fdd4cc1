//! Anybody asks by name whether an agency is licensed, or an employer verified, and hears of those that are read as it. Only
//! a whole name finds anything, so that nobody is handed a list.

use uuid::Uuid;

use crate::{
    app::{App, error::AppError},
    domain::{
        access::actor::Actor,
        parties::{
            agency::AgencyBody,
            employer::EmployerBody,
            likeness::{LicenceHolder, Likeness, NameKey},
        },
        resource::id::Id,
        trust::genuineness::{CodeFacts, CodeResult, of_agency, of_employer},
    },
    store::{backend::DbConnection, error::StoreError, parties::names, records::Stored},
};

/// The most organisations that are told of.
const MOST: usize = 10;
/// Names that are looked at together.
const PAGE: usize = 1_000;

/// An organisation that bears a name, or one that is read as it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundLicence {
    /// What it is.
    pub holder: LicenceHolder,
    /// How its name stands to the one that was asked for.
    pub likeness: Likeness,
    /// How it stands.
    pub result: CodeResult,
    /// What everybody may know of it.
    pub facts: CodeFacts,
}

impl App {
    /// The agencies and employers of this name, and those that are read as it: the same first. Nothing is written.
    pub fn find_licences(&self, name: &NameKey) -> Result<Vec<FoundLicence>, AppError> {
        let today = self.today();
        let all = self.store.as_server("who knows a name may ask whether it is licensed");
        let found = all.read(|conn| {
            let mut near = Vec::new();
            for holder in LicenceHolder::ALL {
                near.extend(near_names(conn, *holder, name)?);
            }
            near.sort();
            near.truncate(MOST);
            let all = Actor::System;
            let mut found = Vec::new();
            for (likeness, holder, id) in near {
                let told = match holder {
                    LicenceHolder::Agency => AgencyBody::find(conn, all.reach(), Id::new(id))?
                        .map(|agency| of_agency(agency, today)),
                    LicenceHolder::Employer => {
                        EmployerBody::find(conn, all.reach(), Id::new(id))?.map(of_employer)
                    }
                };
                let told =
                    told.map(|(result, facts)| FoundLicence { holder, likeness, result, facts });
                found.extend(told);
            }
            Ok::<_, StoreError>(found)
        })?;
        Ok(found)
    }
}

/// The organisations of a kind that bear a name, or one that is read as it.
fn near_names(
    conn: &mut DbConnection,
    holder: LicenceHolder,
    name: &NameKey,
) -> Result<Vec<(Likeness, LicenceHolder, Uuid)>, StoreError> {
    let (mut near, mut after) = (Vec::new(), Uuid::nil());
    loop {
        let page = names::page(conn, holder, (after, PAGE))?;
        for (id, all) in &page {
            let closest = all.lines().filter_map(|one| name.likeness(&NameKey::of_folded(one)));
            near.extend(closest.min().map(|likeness| (likeness, holder, *id)));
        }
        match page.last() {
            Some((id, _)) if page.len() == PAGE => after = *id,
            _ => return Ok(near),
        }
    }
}
