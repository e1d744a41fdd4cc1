//! The keys and checks of what is offered to, and signed with, whom was chosen.

use koprik::store::constraint::Constraint;

use super::rows::{APPLICATION, Case, OFFER, document};

/// A vacancy and a candidate who was chosen for it.
pub(super) fn chosen() -> Vec<String> {
    vec![
        document("vacancies", 3, 8, "NULL", "{}"),
        document("candidates", 4, 9, "NULL", "{}"),
        APPLICATION.replace("'draft'", "'selected'"),
    ]
}

pub(super) fn cases_of_offers() -> Vec<Case> {
    let with = |constraint, further: Vec<String>| (constraint, [chosen(), further].concat());
    let case =
        |constraint, from: &str, to: &str| with(constraint, vec![OFFER.replacen(from, to, 1)]);
    let offered = |id: &str| APPLICATION.replace(":1", id).replace("'draft'", "'contract_offered'");
    vec![
        with(Constraint::OfferId, vec![OFFER.to_owned(), OFFER.replace("'sent'", "'expired'")]),
        with(Constraint::LiveOffer, vec![OFFER.to_owned(), OFFER.replace(":2", ":5")]),
        with(
            Constraint::OfferedApplication,
            vec![
                document("vacancies", 6, 8, "NULL", "{}"),
                offered(":5").replace(":3", ":6"),
                document("vacancies", 2, 8, "NULL", "{}"),
                offered(":7").replace(":3", ":2"),
            ],
        ),
        case(Constraint::OfferEmployer, ":8", ":7"),
        case(Constraint::OfferAgency, ":9", ":7"),
        case(Constraint::OfferVacancy, ":3", ":7"),
        case(Constraint::OfferCandidate, ":4", ":7"),
        case(Constraint::OfferApplication, ":1", ":7"),
        case(Constraint::OfferStatus, "'sent'", "'forgotten'"),
        case(Constraint::OfferTime, ":now", ":then"),
        case(Constraint::OfferAnswered, "'sent'", "'declined'"),
        with(
            Constraint::OfferAccepted,
            vec![
                OFFER
                    .replace("'sent'", "'accepted'")
                    .replace("texts)", "texts, word, accepted_hash)")
                    .replace("'{}')", "'{}', '{}', 'other')"),
            ],
        ),
        case(Constraint::Version, "'sent', 1", "'sent', 0"),
    ]
}

/// A contract that follows offer 2.
const CONTRACT: &str = "INSERT INTO contracts \
     (id, owner, agency, vacancy, candidate, status, version, created_at, updated_at, application, offer, terms, told_by, \
      terms_hash, accepted_hash, signed_on, paper_hash, findings) \
     VALUES (:5, :8, :9, :3, :4, 'signed', 1, :now, :now, :1, :2, '{}', '1', 'h', 'h', '', '', '[]')";

/// The session in which the worker says yes to offer 2.
const SAID: &str = "INSERT INTO worker_sessions \
     (id, candidate, act, record, channel, language, contact, code_hash, begun_at, expires_at, tries, opened_at, used_at, delivery, \
      sealed_code, attempts, next_attempt_at) \
     VALUES (:6, :4, 'answer_offer', :2, 'sms', 'ru', 'm', 'h', :then, :now, 0, :then, :then, 'sent', NULL, 0, NULL)";

/// An accepted offer to whom was chosen.
fn accepted() -> Vec<String> {
    let word = r#"'h', '{}', '{"session": "00000000-0000-0000-0000-000000000006"}', 'h'"#;
    let accepted = OFFER
        .replace("'sent'", "'accepted'")
        .replace("texts)", "texts, word, accepted_hash)")
        .replace("'h', '{}'", word);
    chosen().into_iter().chain([SAID.to_owned(), accepted]).collect()
}

pub(super) fn cases_of_contracts() -> Vec<Case> {
    let with = |constraint, further: Vec<String>| (constraint, [accepted(), further].concat());
    let case =
        |constraint, from: &str, to: &str| with(constraint, vec![CONTRACT.replacen(from, to, 1)]);
    let over = CONTRACT.replace("'signed'", "'replaced'");
    let pin =
        "INSERT INTO contract_pins (contract, pin_hash, wrong, given_at) VALUES (:5, 'h', 0, :now)";
    let signed = |pins: [String; 2]| [vec![CONTRACT.to_owned()], pins.into()].concat();
    let wrong = pin.replace("0, :now", "3, :now");
    vec![
        with(Constraint::ContractPin, signed([pin.to_owned(), pin.to_owned()])),
        with(Constraint::ContractOfPin, vec![pin.to_owned()]),
        with(Constraint::ContractWrongPins, vec![CONTRACT.to_owned(), wrong]),
        with(Constraint::ContractId, vec![CONTRACT.to_owned(), over]),
        with(Constraint::LiveContract, vec![CONTRACT.to_owned(), CONTRACT.replace(":5", ":6")]),
        case(Constraint::ContractEmployer, ":8", ":7"),
        case(Constraint::ContractAgency, ":9", ":7"),
        case(Constraint::ContractVacancy, ":3", ":7"),
        case(Constraint::ContractCandidate, ":4", ":7"),
        case(Constraint::ContractOffer, ":2", ":7"),
        with(Constraint::ContractApplication, vec![CONTRACT.replace(":1, :2", ":7, :7")]),
        case(Constraint::ContractStatus, "'signed'", "'forgotten'"),
        case(Constraint::ContractHeld, "'signed'", "'held'"),
        case(Constraint::ContractEnded, "'signed'", "'ended'"),
        case(Constraint::Version, "'signed', 1", "'signed', 0"),
    ]
}

/// Checks of SQLite: in PostgreSQL the type of the column holds them.
pub(super) fn cases_of_their_json() -> Vec<Case> {
    let broken = |statement: String| (Constraint::Json, [chosen(), vec![statement]].concat());
    let signed = |statement: String| (Constraint::Json, [accepted(), vec![statement]].concat());
    let spoken = OFFER.replace("texts)", "texts, word)");
    vec![
        broken(OFFER.replace("'{}', '1'", "'no', '1'")),
        broken(OFFER.replace("'h', '{}'", "'h', 'no'")),
        broken(spoken.replace("'h', '{}'", "'h', '{}', 'no'")),
        signed(CONTRACT.replace("'{}', '1'", "'no', '1'")),
        signed(CONTRACT.replace("'[]'", "'no'")),
        signed(CONTRACT.replace("findings)", "findings, agreement)").replace("'[]'", "'[]', 'no'")),
        signed(CONTRACT.replace("findings)", "findings, arrival)").replace("'[]'", "'[]', 'no'")),
    ]
}
