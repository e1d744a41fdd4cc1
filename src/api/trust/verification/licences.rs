//! Whether an agency is licensed, or an employer verified, by name.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    api::{
        auth::access::Access,
        http::{error::ApiError, reply::Reply},
        request::context::{Answer, Context},
        route::value::Route,
        trust::verification::wire::Named,
    },
    app::trust::licences::FoundLicence,
    domain::{
        law::sentence::sentence,
        parties::{
            legal_ids::LicenceNumber,
            likeness::{LicenceHolder, Likeness, NameKey},
        },
        trust::genuineness::{CodeResult, complain_at, no_fee},
        values::language::Lang,
    },
    taxonomy::Taxonomy,
};

/// The longest name that is looked at, in bytes.
const LONGEST: usize = 400;

/// Whom to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct FindLicencesQuery {
    /// The whole name, in any script, with or without the form of the company.
    #[param(min_length = 3, max_length = 100, example = "Тошкент Иш")]
    name: String,
    /// Language of the answer; by default as `Accept-Language` says.
    #[param(inline, value_type = Option<Lang>)]
    lang: Option<String>,
}

/// An agency or an employer of a name, or of one that is read as it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FoundLicenceView {
    /// What it is.
    holder: LicenceHolder,
    /// Its name.
    #[schema(max_length = 200)]
    name: String,
    /// How its name stands to the one that was asked for.
    likeness: Likeness,
    /// `genuine` if it is licensed, or verified.
    result: CodeResult,
    /// The number of an agency's licence; `null` for an employer.
    #[schema(required)]
    licence: Option<LicenceNumber>,
    /// The last day of an agency's licence; `null` for an employer.
    #[schema(required, max_length = 10)]
    valid_to: Option<NaiveDate>,
    /// Where an employer is registered; `null` for an agency.
    #[schema(required, max_length = 200)]
    municipality: Option<String>,
}

/// Who bears a name, and who is read as it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FoundLicencesView {
    /// The agencies and employers that somebody has checked, those of the very name first.
    #[schema(max_items = 10)]
    found: Vec<FoundLicenceView>,
    /// Whether some only look alike, or several bear the name: then the number of the licence tells which is which.
    look_alikes: bool,
    /// What to do, in a sentence.
    #[schema(max_length = 300)]
    advice: String,
    /// That nobody may ask you for a fee.
    #[schema(max_length = 200)]
    no_fee: String,
    /// Where to complain.
    #[schema(max_length = 200)]
    complain_at: String,
}

impl FoundLicenceView {
    fn of(found: FoundLicence, taxonomy: &Taxonomy, lang: Lang) -> Self {
        let Named { employer, agency, municipality, .. } = Named::of(&found.facts, taxonomy, lang);
        Self {
            holder: found.holder,
            name: agency.or(employer).unwrap_or_default(),
            likeness: found.likeness,
            result: found.result,
            licence: found.facts.licence,
            valid_to: found.facts.valid_to,
            municipality,
        }
    }
}

impl FoundLicencesView {
    fn of(found: Vec<FoundLicence>, taxonomy: &Taxonomy, lang: Lang) -> Self {
        let look_alikes =
            found.len() > 1 || found.iter().any(|one| one.likeness == Likeness::Alike);
        let advice = match (found.is_empty(), look_alikes) {
            (true, _) => "licence.nobody",
            (false, true) => "licence.look_alikes",
            (false, false) => "licence.one",
        };
        Self {
            found: found.into_iter().map(|one| FoundLicenceView::of(one, taxonomy, lang)).collect(),
            look_alikes,
            advice: sentence(advice, lang, &[]),
            no_fee: no_fee(lang),
            complain_at: complain_at(lang),
        }
    }
}

/// The route of the search.
pub(super) fn route() -> Route {
    Route::get("/v1/licences", Access::OpenSparingly)
        .says(
            "find_licences",
            "Is this agency licensed, or this employer verified?",
            "For everybody, without a token, by the whole name: how each agency and employer of this name stands, and a \
             warning of those that are read as it at a glance (letters of another alphabet, digits for letters, one or two \
             slips). Those that nobody has checked are not told, and part of a name finds nothing: this is no list. Nobody \
             writes down who asked for what.",
        )
        .query::<FindLicencesQuery>()
        .localized()
        .json::<FoundLicencesView>(200, "Who bears the name, and who is read as it")
        .to(find_licences)
}

async fn find_licences(context: Context) -> Answer {
    let FindLicencesQuery { name, lang } = context.query()?;
    let lang = context.language(lang.as_deref())?;
    let key = (name.len() <= LONGEST).then(|| NameKey::of(&name)).filter(NameKey::is_enough);
    let key = key.ok_or_else(|| {
        ApiError::Malformed("name: expected a whole name of 3 to 100 characters".to_owned())
    })?;
    context
        .run(move |context| {
            let found = context.app().find_licences(&key)?;
            Reply::ok(&FoundLicencesView::of(found, &context.app().taxonomy(), lang))
        })
        .await
}
