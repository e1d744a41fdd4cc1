//! The keys and checks of claims of benefits.

use koprik::store::constraint::Constraint;

use super::rows::{APPLICATION, Case, document};

/// A claim for application 1 that nobody has decided on.
const CLAIM: &str = "INSERT INTO benefit_claims \
     (id, owner, candidate, status, version, created_at, updated_at, application, item, asked, most, currency, rule, rule_set_name, \
      pay_value, pay_unit, told_by, session, granted, reason, decided_by, decided_at, paid_on, evidence) \
     VALUES (:2, :9, :4, 'filed', 1, :now, :now, :1, 'visa', 90, 100, 'UZS', 'r', 's', 1, 'month', 'agency', NULL, NULL, NULL, NULL, \
      NULL, NULL, NULL)";
const OPEN: &str = "NULL, NULL, NULL, NULL, NULL, NULL)";

fn claim(status: &str, rest: &str) -> String {
    CLAIM.replace("'filed'", &format!("'{status}'")).replace(OPEN, rest)
}

pub(super) fn cases_of_benefit_claims() -> Vec<Case> {
    let vacancy =
        document("vacancies", 3, 8, "NULL", r#"{"openings": {"filled": 0, "cancelled": 0}}"#);
    let candidate = document("candidates", 4, 9, "NULL", "{}");
    let ground = [vacancy, candidate, APPLICATION.to_owned()];
    let case = |constraint, last: String| (constraint, [&ground[..], &[last]].concat());
    let changed = |constraint, from: &str, to: &str| case(constraint, CLAIM.replacen(from, to, 1));
    let then =
        |constraint, last: String| (constraint, [&ground[..], &[CLAIM.to_owned(), last]].concat());
    vec![
        then(Constraint::BenefitClaimId, CLAIM.replace("'visa'", "'ticket'")),
        then(Constraint::LiveBenefitClaim, CLAIM.replace(":2", ":5")),
        changed(Constraint::BenefitClaimAgency, ":9", ":7"),
        changed(Constraint::BenefitClaimCandidate, ":4", ":7"),
        changed(Constraint::BenefitClaimApplication, ":1", ":7"),
        case(Constraint::BenefitClaimStatus, claim("lost", "NULL, 'r', :5, :now, NULL, NULL)")),
        changed(Constraint::BenefitClaimAsked, "90, 100", "101, 100"),
        changed(Constraint::BenefitClaimAsked, "90, 100", "0, 100"),
        case(Constraint::BenefitClaimGranted, claim("approved", "91, NULL, :5, :now, NULL, NULL)")),
        case(Constraint::BenefitClaimGranted, claim("filed", "90, NULL, NULL, NULL, NULL, NULL)")),
        case(
            Constraint::BenefitClaimDecided,
            claim("approved", "90, NULL, NULL, NULL, NULL, NULL)"),
        ),
        case(Constraint::BenefitClaimReason, claim("refused", "NULL, NULL, :5, :now, NULL, NULL)")),
        case(
            Constraint::BenefitClaimPaid,
            claim("paid", "90, NULL, :5, :now, '2026-12-01', NULL)"),
        ),
        case(
            Constraint::BenefitClaimPaid,
            claim("approved", "90, NULL, :5, :now, '2026-12-01', 'e')"),
        ),
        changed(Constraint::BenefitClaimTeller, "'agency'", "'friend'"),
        changed(Constraint::BenefitClaimSession, "'agency'", "'worker'"),
        changed(Constraint::Version, "'filed', 1", "'filed', 0"),
    ]
}
