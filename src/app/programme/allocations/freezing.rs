//! An allocation is frozen: what goes in is read, put into its one order, hashed, and never changes again.

use uuid::Uuid;

use crate::{
    allocation::{
        self, Input, Method, OrderSource, Problem,
        input::{Cap, CapKind, INPUT_FORMAT},
    },
    app::{
        App,
        error::AppError,
        programme::allocations::{
            gathering::{self, Gathered, by_id, municipality, seats_of},
            grouping, keeping,
        },
        resource::{checked::By, visible::Visible},
    },
    domain::{
        FieldError,
        access::actor::{Actor, Denied},
        programme::allocation::{
            Allocation, AllocationBody, AllocationCap, AllocationCapKind, AllocationFigures,
            AllocationId, AllocationMethod, AllocationOrderSource, AllocationStatus,
        },
        programme::group::Group,
        recruitment::vacancy::Vacancy,
        resource::{RecordKind, Resource},
        values::hex::hex,
    },
    matching::Weights,
    store::{
        programme::allocations::{self, AllocationDocument},
        records::{Document, Stored},
        tx::Tx,
    },
};

/// A new seed in hexadecimal, and the commitment to it.
pub fn new_seed() -> Result<(String, String), AppError> {
    let mut seed = [0_u8; 32];
    getrandom::fill(&mut seed)
        .map_err(|error| AppError::Thread(std::io::Error::other(error.to_string())))?;
    Ok((hex(&seed), allocation::input::commitment(&seed)))
}

impl App {
    /// Freezes a draft: reads the vacancies and the candidates as they are now.
    pub fn freeze_allocation(
        &self,
        actor: &Actor,
        id: AllocationId,
    ) -> Result<Visible<AllocationBody>, AppError> {
        let draft = self.operated(actor, id)?;
        in_state(&draft, AllocationStatus::Draft, "frozen")?;
        self.loaded()?;
        self.follower.poll()?; // whatever was written before, it finds
        let body = &draft.body;
        let (gathered, groups) = self.store.read(|conn| {
            let mut gathered = gathering::gather(conn, &body.vacancies, &body.candidates)?;
            let groups = grouping::gather(conn, &mut gathered, &body.candidates)?;
            Ok::<_, AppError>((gathered, groups))
        })?;
        let today = self.today();
        let kept = self.store.read(|conn| keeping::reservations(conn, &gathered, body, today))?;
        let mut draft = draft;
        draft.body.reservations.extend(kept);
        let input = self.input_of(&draft, (&gathered, &groups))?;
        let text = serde_json::to_string(&input).map_err(unwritable)?;
        let mut employers: Vec<Uuid> = gathered.vacancies.iter().map(|one| one.owner).collect();
        employers.sort_unstable();
        employers.dedup();
        let mut body = draft.body.clone();
        body.input_hash = Some(input.hash());
        body.employers = employers;
        body.figures = Some(AllocationFigures {
            units: u32::try_from(input.units.len()).unwrap_or(u32::MAX),
            vacancies: u32::try_from(input.vacancies.len()).unwrap_or(u32::MAX),
            ..AllocationFigures::default()
        });
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let later = self.writer.run(move |tx| {
            let later = stored(tx, &draft, (body, AllocationStatus::Frozen), "freeze", &by)?;
            allocations::insert(tx, id, AllocationDocument::Input, &text)?;
            Ok::<_, AppError>(later)
        })?;
        self.react_to(RecordKind::Allocation, later.status.as_str());
        self.seen(actor, later)
    }

    /// An allocation that an operator does something with.
    pub(super) fn operated(&self, actor: &Actor, id: AllocationId) -> Result<Allocation, AppError> {
        actor.require(AllocationBody::WRITE)?;
        let found = self.store.read(|conn| AllocationBody::find(conn, actor.reach(), id))?;
        let found = found.ok_or(AppError::NoSuch(RecordKind::Allocation))?;
        let relation = found.relation(actor);
        if AllocationBody::WRITERS.contains(&relation) {
            Ok(found)
        } else {
            Err(Denied::Role.into())
        }
    }

    fn input_of(
        &self,
        draft: &Allocation,
        (gathered, groups): (&Gathered, &[Group]),
    ) -> Result<Input, AppError> {
        let (body, weights) = (&draft.body, Weights::default());
        let vacancies = &gathered.vacancies;
        let mut input = Input {
            caps: body.caps.iter().map(|cap| cap_of(cap, vacancies)).collect(),
            day: self.today(),
            format: INPUT_FORMAT.to_owned(),
            method: method_of(body.method),
            order_source: source_of(body.order_source),
            seed_commitment: body.seed_commitment.clone(),
            units: grouping::put_together(gathering::judge(self, gathered, &weights), groups),
            vacancies: vacancies.iter().map(|one| seats_of(one, body)).collect(),
            weights: weights.to_array(),
        };
        input.sort();
        let mut wrong = unknown_vacancies(body, vacancies);
        wrong.extend(unranked(body, vacancies));
        wrong.extend(input.problems().iter().map(field_error));
        if wrong.is_empty() { Ok(input) } else { Err(AppError::Invalid(wrong)) }
    }
}

/// The same method, as the solver has it.
pub(super) const fn method_of(method: AllocationMethod) -> Method {
    match method {
        AllocationMethod::CommonOrder => Method::CommonOrder,
        AllocationMethod::OwnLists => Method::OwnLists,
    }
}

/// The same source of order numbers, as the solver has it.
const fn source_of(source: AllocationOrderSource) -> OrderSource {
    match source {
        AllocationOrderSource::MatchScore => OrderSource::MatchScore,
        AllocationOrderSource::EmployerRank => OrderSource::EmployerRank,
    }
}

/// Vacancies that nobody has ranked, where rankings order.
fn unranked(body: &AllocationBody, vacancies: &[Vacancy]) -> Vec<FieldError> {
    if body.order_source == AllocationOrderSource::MatchScore {
        return Vec::new();
    }
    let is_ranked = |one: &&Vacancy| body.rankings.iter().any(|ranking| ranking.vacancy == one.id);
    let missing = vacancies.iter().filter(|one| !is_ranked(one));
    missing
        .map(|one| {
            let why = format!("the employer's ranking of the vacancy {} is missing", one.id);
            FieldError::new("/rankings", "required", why)
        })
        .collect()
}

fn cap_of(cap: &AllocationCap, vacancies: &[Vacancy]) -> Cap {
    let limits = |one: &&Vacancy| {
        let named = cap.vacancies.is_empty() || cap.vacancies.contains(&one.id);
        let place = cap.municipality.as_ref().map(ToString::to_string);
        named && place.is_none_or(|place| place == municipality(one))
    };
    Cap {
        id: cap.id.clone(),
        kind: match cap.kind {
            AllocationCapKind::Vacancy => CapKind::Vacancy,
            AllocationCapKind::Site => CapKind::Site,
            AllocationCapKind::EmployerOkved => CapKind::EmployerOkved,
            AllocationCapKind::Municipality => CapKind::Municipality,
            AllocationCapKind::Republic => CapKind::Republic,
            AllocationCapKind::Other => CapKind::Other,
        },
        max: cap.max,
        members: vacancies.iter().filter(limits).map(|one| one.id.0).collect(),
        source: cap.source.clone(),
    }
}

/// Vacancies that caps, reservations and rankings name, and that take no part.
fn unknown_vacancies(body: &AllocationBody, vacancies: &[Vacancy]) -> Vec<FieldError> {
    let known = by_id(vacancies);
    let why = "takes no part in the allocation: name it in vacancy_ids, or leave it out";
    let wrong = |pointer: String| FieldError::new(pointer, "unknown_id", why);
    let caps = body.caps.iter().enumerate().flat_map(|(at, cap)| {
        let named = cap.vacancies.iter().enumerate();
        named.map(move |(n, id)| (format!("/caps/{at}/vacancy_ids/{n}"), *id))
    });
    let kept = body.reservations.iter().enumerate();
    let kept = kept.map(|(at, kept)| (format!("/reservations/{at}/vacancy_id"), kept.vacancy));
    let ranked = body.rankings.iter().enumerate();
    let ranked = ranked.map(|(at, one)| (format!("/rankings/{at}/vacancy_id"), one.vacancy));
    let named = caps.chain(kept).chain(ranked).filter(|(_, id)| !known.contains_key(&id.0));
    named.map(|(pointer, _)| wrong(pointer)).collect()
}

/// What is wrong with what goes in, where it was given.
pub(super) fn field_error(problem: &Problem) -> FieldError {
    let (pointer, code) = match problem {
        Problem::CapsCross(..) => ("/caps", "caps_cross"),
        Problem::ReservationAboveSeats(_) => ("/reservations", "reservation_above_seats"),
        Problem::GroupAboveCaps(_) | Problem::Members(_) => ("/candidate_ids", "group_too_large"),
        Problem::RankNeedsOwnLists => ("/method", "contradiction"),
        Problem::Twice(_) => ("/caps", "duplicate"),
        Problem::UnknownVacancy(_) => ("/vacancy_ids", "unknown_id"),
    };
    FieldError::new(pointer, code, problem.to_string())
}

/// Refuses what does not follow from the state.
pub(super) fn in_state(
    allocation: &Allocation,
    wanted: AllocationStatus,
    to: &str,
) -> Result<(), AppError> {
    if allocation.status == wanted {
        return Ok(());
    }
    let status = allocation.status;
    Err(AppError::Conflict(format!("only a {wanted} allocation is {to}, and this one is {status}")))
}

/// Stores an allocation with another body in another state, which nobody has changed meanwhile.
pub(super) fn stored(
    tx: &mut Tx<'_>,
    before: &Allocation,
    (body, to): (AllocationBody, AllocationStatus),
    action: &str,
    by: &By,
) -> Result<Allocation, AppError> {
    AllocationBody::claim(tx.conn(), before.id)?;
    let reference = before.external_ref.clone();
    let later = before.clone().with_body(body, reference, by.now).entered(to, by.now);
    let is_stored = AllocationBody::update(tx, before, &later, by.note(action))?;
    is_stored.then_some(later).ok_or(AppError::Outdated)
}

/// What was kept cannot be read, or what is to be kept not written.
#[expect(clippy::needless_pass_by_value, reason = "it is the form that `map_err` takes")]
pub(super) fn unwritable(error: serde_json::Error) -> AppError {
    let why = error.to_string();
    crate::store::StoreError::CorruptRow { table: "allocation_documents", id: Uuid::nil(), why }
        .into()
}
