//! Each use case asks for the scope itself: a route that forgot to ask would open nothing.

use koprik::{
    app::{
        AppError,
        law::benefit_claims::{NewBenefitClaim, NewBenefitDecision},
        learning::{
            enrolments::{NewCourseResult, NewEnrolment},
            recognitions::NewRecognition,
        },
        programme::{
            contracts::{NewAgreement, NewContract},
            job_orders::NewDecision,
            offers::{NewAnswer, NewOffer},
            roadmap::{actuals::NewActual, measures::GivenUp},
        },
        resource::{rules::DocumentRules, transition::Transition},
        trust::disclosure_requests::NewDisclosureRequest,
    },
    domain::{
        access::{
            actor::{Actor, Client, Denied},
            scope::{Role, Scope},
        },
        casework::{advice::AdvisoryCaseBody, guide::GuideBody},
        law::{
            benefit::{BenefitDecision, PaidOut},
            fee::FeePayer,
            words::Side,
        },
        learning::{
            course::CourseBody,
            enrolment::CourseOutcome,
            equivalence::EquivalenceBody,
            qualification::Purpose,
            recognition::{
                QualificationKind, RecognitionBody, RecognitionDecision, RecognitionOutcome,
            },
        },
        parties::{agency::AgencyBody, employer::EmployerBody},
        programme::{
            application::{ApplicationBody, ApplicationStatus},
            job_order::{Allotment, JobOrderBody, Verdict},
            offer::OfferAnswer,
            partnership::PartnershipBody,
            roadmap::{indicator::IndicatorBody, measure::MeasureBody, meeting::MeetingBody},
            statistics::month::Month,
        },
        recruitment::{
            candidate::CandidateBody, saved_search::SavedSearchBody, vacancy::VacancyBody,
        },
        resource::{Resource, id::Id},
        trust::disclosure_request::{DisclosureRequestBody, DisclosureStatus},
        values::{
            language::Lang,
            money::{Amount, Currency},
            text::ExternalRef,
        },
    },
};
use serde_json::json;
use uuid::Uuid;

use crate::support::{
    TestApp, bodies, on_both,
    world::{but, id},
};

/// What a use case that was refused was refused for; nothing if it was not.
fn lacks<T>(done: Result<T, AppError>) -> Option<Scope> {
    match done.map(drop) {
        Err(AppError::Denied(Denied::Scope(scope))) => Some(scope),
        _ => None,
    }
}

/// An organisation that owns a record, and operators, with a token that carries no scope.
fn without_scopes(owner: Role, organisation: Uuid) -> [Actor; 2] {
    [owner, Role::Operator].map(|role| {
        let id = Uuid::now_v7();
        Actor::Client(Client { id, organisation, role, scopes: Vec::new() })
    })
}

fn no_document_is_changed_without_the_scope<R: DocumentRules>(app: &TestApp, id: Uuid) {
    let (app, id) = (&app.server.app, Id::<R>::new(id));
    let record = app.find(&Actor::System, id).unwrap().record;
    let (reference, body): (ExternalRef, R) = ("R-1".parse().unwrap(), record.body.clone());
    let to = |to| Transition { to, reason: None, seen: None };
    for actor in without_scopes(R::OWNER, record.owner) {
        let refused = [
            lacks(app.find_to_write(&actor, id)),
            lacks(app.find_to_move(&actor, id)),
            lacks(app.create(&actor, None, body.clone(), None)),
            lacks(app.replace(&actor, record.clone(), None, body.clone())),
            lacks(app.put_by_ref(&actor, reference.clone(), body.clone(), |_| Ok(()))),
            lacks(app.put_all::<R>(&actor, &[])),
            lacks(app.delete(&actor, record.clone())),
            lacks(app.transition(&actor, id, to(R::moves(record.status)[0].to), None)),
        ];
        assert_eq!(refused, [Some(R::WRITE); 8], "{} by {:?}", R::KIND, actor.role());
        let read = R::PUBLIC.is_none().then(|| lacks(app.find(&actor, id)));
        assert!(read.is_none_or(|lacking| lacking == Some(R::READ)), "{}", R::KIND);
        assert_eq!(lacks(app.history(&actor, id, 0, 1)), Some(R::READ), "{}", R::KIND);
    }
    assert_eq!(app.find(&Actor::System, id).unwrap().record, record, "nothing has changed");
}

on_both! {
    fn no_use_case_of_a_document_goes_without_its_scope(app) {
        let (employer, agency) = (app.new_employer(), app.new_agency());
        let [employers, agencies] =
            [(Role::Employer, employer), (Role::Agency, agency)].map(|(role, id)| app.client(role, id, ""));
        let vacancy = id(&employers.post("/v1/vacancies", &bodies::vacancy()).expect(201));
        let candidate = id(&agencies.post("/v1/candidates", &bodies::candidate()).expect(201));
        no_document_is_changed_without_the_scope::<EmployerBody>(app, employer);
        no_document_is_changed_without_the_scope::<AgencyBody>(app, agency);
        no_document_is_changed_without_the_scope::<VacancyBody>(app, vacancy);
        no_document_is_changed_without_the_scope::<CandidateBody>(app, candidate);
        let search = id(&employers.post("/v1/saved-searches", &bodies::saved_search()).expect(201));
        no_document_is_changed_without_the_scope::<SavedSearchBody>(app, search);
        let course = id(&app.partner().post("/v1/courses", &bodies::course()).expect(201));
        no_document_is_changed_without_the_scope::<CourseBody>(app, course);
        let equivalence = id(&app.operator().post("/v1/equivalences", &bodies::equivalence()).expect(201));
        no_document_is_changed_without_the_scope::<EquivalenceBody>(app, equivalence);
        let advised = id(&app.partner().post("/v1/advisory-cases", &bodies::advisory_case()).expect(201));
        no_document_is_changed_without_the_scope::<AdvisoryCaseBody>(app, advised);
        for actor in without_scopes(Role::Partner, Uuid::now_v7()) {
            let repeated = app.server.app.repeat_advisory_case(&actor, Id::new(advised), None);
            assert_eq!(lacks(repeated), Some(AdvisoryCaseBody::WRITE));
        }
        let measure = id(&app.operator().post("/v1/roadmap/measures", &bodies::measure()).expect(201));
        no_document_is_changed_without_the_scope::<MeasureBody>(app, measure);
        let of = but(bodies::indicator(), &json!({"measure_id": measure}));
        let indicator = id(&app.operator().post("/v1/roadmap/indicators", &of).expect(201));
        no_document_is_changed_without_the_scope::<IndicatorBody>(app, indicator);
        let meeting = id(&app.operator().post("/v1/roadmap/meetings", &bodies::meeting()).expect(201));
        no_document_is_changed_without_the_scope::<MeetingBody>(app, meeting);
        for actor in without_scopes(Role::Operator, Uuid::now_v7()) {
            let new = GivenUp { side: Side::ALL[0], reason: "why".to_owned(), version: 1 };
            let dropped = app.server.app.give_measure_up(&actor, Id::new(measure), new);
            let new = NewActual { month: Month(0), value: None, source: None, reason: None };
            let frozen = app.server.app.freeze_actual(&actor, Id::new(indicator), new);
            assert_eq!([lacks(dropped), lacks(frozen)], [Some(MeasureBody::WRITE); 2]);
            let told = app.server.app.indicator_progress(&actor, Id::new(indicator));
            let listed = app.server.app.actuals(&actor, Id::new(indicator), None, 1);
            let read = [lacks(told), lacks(listed), lacks(app.server.app.agenda(&actor))];
            assert_eq!(read, [Some(MeasureBody::READ); 3]);
        }
        let guide = id(&app.operator().post("/v1/guides", &bodies::guide()).expect(201));
        no_document_is_changed_without_the_scope::<GuideBody>(app, guide);
        let order = id(&employers.post("/v1/job-orders", &bodies::job_order()).expect(201));
        no_document_is_changed_without_the_scope::<JobOrderBody>(app, order);
        let tied = id(&app.operator().post("/v1/region-partnerships", &bodies::partnership()).expect(201));
        no_document_is_changed_without_the_scope::<PartnershipBody>(app, tied);
        for actor in without_scopes(Role::Operator, Uuid::now_v7()) {
            let new = NewDecision { side: Side::ALL[0], verdict: Verdict::Approve, reason: None, version: 1 };
            let decided = app.server.app.decide_on_partnership(&actor, Id::new(tied), new);
            assert_eq!(lacks(decided), Some(PartnershipBody::WRITE));
        }
        for actor in without_scopes(Role::Operator, Uuid::now_v7()) {
            let new = NewDecision { side: Side::ALL[0], verdict: Verdict::Approve, reason: None, version: 1 };
            let decided = app.server.app.decide_on_order(&actor, Id::new(order), new);
            let authorised = app.server.app.authorise(&actor, Id::new(order), agency);
            let wanted = Allotment { vacancy: Id::new(vacancy), order: Id::new(order), heads: 1 };
            let allotted = app.server.app.allot(&actor, wanted);
            let written = [lacks(decided), lacks(authorised), lacks(allotted)];
            assert_eq!(written, [Some(JobOrderBody::WRITE); 3]);
            let listed = app.server.app.allotments(&actor, Id::new(order), None, 1);
            assert_eq!(lacks(listed), Some(JobOrderBody::READ));
        }
    }

    fn no_disclosure_is_asked_for_without_the_scope(app) {
        let [vacancy, candidate] = [Uuid::now_v7(), Uuid::now_v7()];
        for actor in without_scopes(Role::Employer, Uuid::now_v7()) {
            let new = NewDisclosureRequest { vacancy: Id::new(vacancy), candidate: Id::new(candidate), purpose: "an interview".to_owned() };
            let asked = app.server.app.request_disclosure(&actor, new, None);
            assert_eq!(lacks(asked), Some(DisclosureRequestBody::WRITE));
            let wanted = Transition { to: DisclosureStatus::Withdrawn, reason: None, seen: None };
            let moved = app.server.app.transition::<DisclosureRequestBody>(&actor, Id::new(vacancy), wanted, None);
            assert_eq!(lacks(moved), Some(DisclosureRequestBody::WRITE));
        }
    }

    fn nothing_is_recognised_and_nobody_enrolled_without_the_scope(app) {
        let (app, write) = (&app.server.app, Some(RecognitionBody::WRITE));
        let (candidate, language, evidence) = (Id::new(Uuid::now_v7()), Lang::En, String::new());
        for actor in without_scopes(Role::Agency, Uuid::now_v7()) {
            let filed = NewRecognition {
                candidate, kind: QualificationKind::Vocational, document_hash: "0".repeat(64).parse().unwrap(),
                purpose: Purpose::Work, authority: String::new(), skills: Vec::new(), applied_on: app.today(),
                fee_payer: FeePayer::Employer, language, evidence: evidence.clone(),
            };
            let decision = RecognitionDecision {
                outcome: RecognitionOutcome::Refused, skills: Vec::new(), level: None, valid_until: None, conditions: None,
                missing: None, course: None, no_course: None, decided_on: app.today(), recorded_at: app.now(),
            };
            let result = NewCourseResult { outcome: CourseOutcome::Failed, tested: false, ended_on: app.today(), skills: None };
            let enrolment = NewEnrolment { course: Id::new(Uuid::now_v7()), candidate, language, evidence: evidence.clone() };
            let refused = [
                lacks(app.file_recognition(&actor, filed, None)),
                lacks(app.decide_on_recognition(&actor, Id::new(Uuid::now_v7()), decision, None)),
                lacks(app.enrol(&actor, enrolment, None)),
                lacks(app.report_course_result(&actor, Id::new(Uuid::now_v7()), result, None)),
            ];
            assert_eq!(refused, [write; 4]);
        }
    }

    fn no_application_is_begun_moved_or_read_without_the_scope(app) {
        let pair = || (Id::new(Uuid::now_v7()), Id::new(Uuid::now_v7()));
        let (app, write) = (&app.server.app, Some(ApplicationBody::WRITE));
        for role in [Role::Employer, Role::Agency] {
            for actor in without_scopes(role, Uuid::now_v7()) {
                assert_eq!([lacks(app.invite(&actor, pair(), None)), lacks(app.apply(&actor, pair(), None, None))], [write; 2]);
                let wanted = Transition { to: ApplicationStatus::Closed, reason: None, seen: None };
                let id = Id::<ApplicationBody>::new(Uuid::now_v7());
                assert_eq!(lacks(app.transition(&actor, id, wanted, None)), write);
                assert_eq!(lacks(app.applicant(&actor, id)), Some(ApplicationBody::READ));
                let (terms, expires_at) = (serde_json::from_value(bodies::all_terms()).unwrap(), app.now());
                let new = NewOffer { application: id, terms, expires_at };
                assert_eq!(lacks(app.offer(&actor, new, None)), write);
                let (answer, language) = (OfferAnswer::Accepted, Lang::En);
                let new = NewAnswer { answer, terms_hash: "0".repeat(64).parse().unwrap(), language, evidence: None };
                let terms = serde_json::from_value(bodies::all_terms()).unwrap();
                let (signed_on, hash) = (app.today(), "0".repeat(64));
                let contract = NewContract { application: id, terms, signed_on, paper_hash: hash.parse().unwrap() };
                assert_eq!(lacks(app.record_contract(&actor, contract, None)), write);
                let agreement = NewAgreement {
                    terms_hash: hash.parse().unwrap(), terms: Vec::new(), centre: Id::new(Uuid::now_v7()),
                    case_reference: String::new(), language, evidence: None,
                };
                assert_eq!(lacks(app.agree_to_contract(&actor, Id::new(Uuid::now_v7()), agreement, None)), write);
                assert_eq!(lacks(app.answer_offer(&actor, Id::new(Uuid::now_v7()), new, None)), write);
                let (asked, currency, item) = (Amount::whole(1), Currency::Uzs, "visa".to_owned());
                let claim = NewBenefitClaim { application: id, item, asked, currency };
                assert_eq!(lacks(app.claim_benefit(&actor, claim, None)), write);
                let decision = NewBenefitDecision { decision: BenefitDecision::Approved, granted: None, reason: None };
                assert_eq!(lacks(app.decide_on_benefit(&actor, Id::new(Uuid::now_v7()), decision, None)), write);
                let payout = PaidOut { on: app.today(), evidence: String::new() };
                assert_eq!(lacks(app.pay_benefit(&actor, Id::new(Uuid::now_v7()), payout, None)), write);
            }
        }
    }
}
