//! Every key and check that stands in one table, by its name in each database.
//!
//! One list for all tables, and so a long one: a name that a database tells of is looked up here and nowhere else, and a test
//! holds it against what the migrations have made.

constraints! {
    /// An employer's ИНН and КПП.
    EmployerInn = "employers_inn_idx", "employers_inn_idx";
    /// The organisations of one ИНН have one ОГРН.
    EmployerOgrn = "employers_have_one_ogrn_for_an_inn", "employers_have_one_ogrn_for_an_inn";
    /// An agency's СТИР.
    AgencyStir = "agencies_stir_idx", "agencies_stir_idx";
    /// The employer of a vacancy.
    VacancyEmployer = "vacancies_owner_fkey", "";
    /// The agency of a candidate.
    CandidateAgency = "candidates_owner_fkey", "";
    /// No more openings are filled and cancelled than there are.
    Openings = "openings_add_up", "openings_add_up";
    /// The id of a client.
    ClientId = "clients_pkey", "clients.id";
    /// The id of a revoked token.
    RevokedToken = "revoked_tokens_pkey", "revoked_tokens.id";
    /// An idempotency key of a client and a route.
    IdempotencyKey = "idempotency_keys_pkey",
        "idempotency_keys.client, idempotency_keys.route, idempotency_keys.key";
    /// The id of a job.
    JobId = "jobs_pkey", "jobs.id";
    /// The state of a job is one of the known.
    JobStatus = "jobs_status_check", "jobs_status_check";
    /// No more is done of a job than there is to do.
    JobDone = "jobs_done_check", "jobs_done_check";
    /// A job has started, unless it waits or was cancelled before.
    JobStarted = "jobs_started_at_check", "jobs_started_at_check";
    /// A job has an end if and only if nobody works on it any more.
    JobFinished = "jobs_finished_at_check", "jobs_finished_at_check";
    /// A job that is erased has ended.
    JobErased = "jobs_erased_at_check", "jobs_erased_at_check";
    /// A job says why it failed if and only if it has.
    JobFailure = "jobs_failure_check", "jobs_failure_check";
    /// A lease has an end, and only a job that runs has a lease.
    JobLease = "jobs_lease_check", "jobs_lease_check";
    /// The number of a result of a job.
    JobResultNumber = "job_results_pkey", "job_results.job, job_results.n";
    /// The result of a job for an item.
    JobResultItem = "job_results_item_job_idx", "job_results.item, job_results.job";
    /// The id of a text that is imported.
    ImportTextId = "import_texts_pkey", "import_texts.id";
    /// The job that reads a text.
    ImportTextJob = "import_texts_job_fkey", "";
    /// A job reads one text.
    ImportTextOfJob = "import_texts_job_key", "import_texts.job";
    /// Where a piece of a text begins.
    ImportPiece = "import_pieces_pkey", "import_pieces.import_text, import_pieces.begins_at";
    /// The text of a piece.
    ImportPieceText = "import_pieces_import_text_fkey", "";
    /// A piece begins in its text.
    ImportPieceBegin = "import_pieces_begin_in_the_text", "import_pieces_begin_in_the_text";
    /// A piece holds something.
    ImportPieceEmpty = "import_pieces_hold_something", "import_pieces_hold_something";
    /// The job of a result.
    JobOfResult = "job_results_job_fkey", "";
    /// Results are numbered from 0.
    JobResultFromZero = "job_results_n_check", "n >= 0";
    /// The number of an entry in the ledger of consents.
    ConsentNumber = "consents_pkey", "consents.n";
    /// The candidate who consents.
    ConsentCandidate = "consents_candidate_fkey", "";
    /// What is consented to is one of the known purposes.
    ConsentPurpose = "consents_known_purpose", "consents_known_purpose";
    /// Consent is given and withdrawn before it is recorded.
    ConsentOfThePast = "consents_of_the_past", "consents_of_the_past";
    /// Consent is given before it is withdrawn.
    ConsentWithdrawn = "consents_given_before_withdrawn", "consents_given_before_withdrawn";
    /// Consent to disclosure, and no other, says what is disclosed.
    ConsentCovers = "consents_cover_what_is_disclosed", "consents_cover_what_is_disclosed";
    /// The number of an entry in the ledger of disclosures.
    DisclosureNumber = "disclosures_pkey", "disclosures.n";
    /// The candidate of whom was read.
    DisclosedCandidate = "disclosures_candidate_fkey", "";
    /// The employer that read.
    DisclosingEmployer = "disclosures_employer_fkey", "";
    /// What was read is something.
    DisclosureOfSomething = "disclosures_of_something", "disclosures_of_something";
    /// The number of an entry in the ledger of legal holds.
    LegalHoldNumber = "legal_holds_pkey", "legal_holds.n";
    /// The candidate of a legal hold.
    LegalHoldCandidate = "legal_holds_candidate_fkey", "";
    /// A legal hold is set or lifted.
    LegalHoldState = "legal_holds_known_state", "legal_holds_known_state";
    /// The number of an entry in the ledger of merges.
    MergeNumber = "candidate_merges_pkey", "candidate_merges.n";
    /// The candidate of a merge.
    MergedCandidate = "candidate_merges_candidate_fkey", "";
    /// A merge is made or undone.
    MergeState = "candidate_merges_known_state", "candidate_merges_known_state";
    /// A merge is of two candidates.
    MergeOfTwo = "candidate_merges_of_two", "candidate_merges_of_two";
    /// A double, once.
    Double = "identity_doubles_pkey", "identity_doubles.candidate, identity_doubles.registered";
    /// The candidate that is a double.
    DoubleCandidate = "identity_doubles_candidate_fkey", "";
    /// The candidate under which a double is registered.
    DoubleRegistered = "identity_doubles_registered_fkey", "";
    /// The key of a subject.
    SubjectKey = "subject_keys_pkey", "subject_keys.subject";
    /// The identity of a candidate.
    Identity = "identities_pkey", "identities.candidate";
    /// The candidate of an identity.
    IdentityCandidate = "identities_candidate_fkey", "";
    /// A mark of a person.
    IdentityMark = "identity_marks_pkey", "identity_marks.mark, identity_marks.candidate";
    /// The identity that a mark is of.
    MarkedIdentity = "identity_marks_candidate_fkey", "";
    /// A mark is of a passport, a ПИНФЛ or a name.
    MarkKind = "identity_marks_known_kind", "identity_marks_known_kind";
    /// One person has a document.
    IdentityDocument = "identity_marks_document_idx", "identity_marks.mark";
    /// A contact of a candidate.
    WorkerContact = "worker_contacts_pkey", "worker_contacts.candidate, worker_contacts.way";
    /// The identity that a contact is of.
    ContactIdentity = "worker_contacts_candidate_fkey", "";
    /// A contact is a telephone or a name in a messenger.
    ContactWay = "worker_contacts_known_way", "worker_contacts_known_way";
    /// A contact is confirmed by staff or by a second code.
    ContactConfirmer = "worker_contacts_known_confirmer", "worker_contacts_known_confirmer";
    /// A contact is confirmed by somebody if and only if it is confirmed.
    ContactConfirmed = "worker_contacts_confirmed_by_somebody",
        "worker_contacts_confirmed_by_somebody";
    /// A second code comes a day after the first.
    ContactSecondCode = "worker_contacts_second_code_a_day_later",
        "worker_contacts_second_code_a_day_later";
    /// The id of a session of a worker.
    WorkerSessionId = "worker_sessions_pkey", "worker_sessions.id";
    /// The candidate of a session.
    WorkerSessionCandidate = "worker_sessions_candidate_fkey", "";
    /// A session is for one of the known acts.
    WorkerSessionAct = "worker_sessions_known_act", "worker_sessions_known_act";
    /// A worker is reached in one of the known ways.
    WorkerSessionChannel = "worker_sessions_known_channel", "worker_sessions_known_channel";
    /// A code has come as far as one of the known.
    WorkerSessionDelivery = "worker_sessions_known_delivery", "worker_sessions_known_delivery";
    /// A code goes to a contact if and only if it is not handed over in person.
    WorkerSessionContact = "worker_sessions_sent_somewhere", "worker_sessions_sent_somewhere";
    /// What is handed over is handed over in person.
    WorkerSessionInPerson = "worker_sessions_handed_over_in_person",
        "worker_sessions_handed_over_in_person";
    /// A code is wrong three times at most.
    WorkerSessionTries = "worker_sessions_three_tries", "worker_sessions_three_tries";
    /// A code is shown in time.
    WorkerSessionOpened = "worker_sessions_opened_in_time", "worker_sessions_opened_in_time";
    /// A worker acts after the code was shown.
    WorkerSessionUsed = "worker_sessions_used_when_open", "worker_sessions_used_when_open";
    /// A code is kept sealed if and only if it is to be sent.
    WorkerSessionSealed = "worker_sessions_sealed_until_sent",
        "worker_sessions_sealed_until_sent";
    /// A code is sent again if and only if it is pending.
    WorkerSessionTime = "worker_sessions_pending_has_a_time",
        "worker_sessions_pending_has_a_time";
    /// The id of a disclosure request.
    DisclosureRequestId = "disclosure_requests_pkey", "disclosure_requests.id";
    /// An open disclosure request about a candidate and a vacancy.
    OpenDisclosureRequest = "disclosure_requests_open_idx",
        "disclosure_requests.vacancy, disclosure_requests.candidate";
    /// The employer that asks for a disclosure.
    DisclosureEmployer = "disclosure_requests_owner_fkey", "";
    /// The agency that decides on a disclosure.
    DisclosureAgency = "disclosure_requests_agency_fkey", "";
    /// The vacancy that a disclosure is for.
    DisclosureVacancy = "disclosure_requests_vacancy_fkey", "";
    /// The candidate whom a disclosure is about.
    DisclosureCandidate = "disclosure_requests_candidate_fkey", "";
    /// A disclosure request is in one of its states.
    DisclosureStatus = "disclosure_requests_known_status", "disclosure_requests_known_status";
    /// A disclosure has an end if and only if it was approved.
    DisclosureTime = "disclosure_requests_approved_for_a_time",
        "disclosure_requests_approved_for_a_time";
    /// The employer of a job order.
    OrderEmployer = "job_orders_owner_fkey", "";
    /// Both sides approve of an approved job order.
    OrderApproval = "job_orders_approved_by_both_sides", "job_orders_approved_by_both_sides";
    /// A partnership of regions is active while both sides approve of it.
    PartnershipApproval = "region_partnerships_active_by_both_sides",
        "region_partnerships_active_by_both_sides";
    /// An advisory case is in one of its states.
    AdviceStatus = "advisory_cases_known_status", "advisory_cases_known_status";
    /// What is answered has an outcome and its minutes.
    AdviceAnswered = "advisory_cases_answered_with_an_outcome",
        "advisory_cases_answered_with_an_outcome";
    /// What is referred names the centre.
    AdviceReferred = "advisory_cases_referred_to_a_centre", "advisory_cases_referred_to_a_centre";
    /// A guide is in one of its states.
    GuideStatus = "guides_known_status", "guides_known_status";
    /// A measure is in one of its states.
    MeasureStatus = "measures_known_status", "measures_known_status";
    /// A measure is dropped once both owners have given it up.
    MeasureDropped = "measures_dropped_by_both_owners", "measures_dropped_by_both_owners";
    /// An indicator is in one of its states.
    IndicatorStatus = "indicators_known_status", "indicators_known_status";
    /// A meeting is in one of its states.
    MeetingStatus = "meetings_known_status", "meetings_known_status";
    /// A version of the figure of a month.
    ActualVersion = "indicator_actuals_pkey",
        "indicator_actuals.indicator, indicator_actuals.month, indicator_actuals.version";
    /// The indicator of a figure.
    ActualIndicator = "indicator_actuals_indicator_fkey", "";
    /// A figure is counted, or typed from a document.
    ActualSource = "indicator_actuals_counted_or_typed", "indicator_actuals_counted_or_typed";
    /// A figure is revised for a reason.
    ActualReason = "indicator_actuals_revised_for_a_reason", "indicator_actuals_revised_for_a_reason";
    /// Two partnerships never tie the same two places on one day.
    PartnershipsApart = "region_partnerships_stay_apart", "region_partnerships_stay_apart";
    /// The heads of a vacancy, under one job order.
    Allotment = "allotments_pkey", "allotments.vacancy";
    /// The vacancy that heads are allotted to.
    AllotmentVacancy = "allotments_vacancy_fkey", "";
    /// The job order whose heads are allotted.
    AllotmentOrder = "allotments_job_order_fkey", "";
    /// As many heads are allotted as an order can have.
    AllotmentHeads = "allotments_heads", "allotments_heads";
    /// The job order of an application.
    ApplicationOrder = "applications_job_order_fkey", "";
    /// An allocation is in one of its states.
    AllocationStatus = "allocations_known_status", "allocations_known_status";
    /// What went into an allocation has a hash from the moment it is frozen.
    AllocationFrozen = "allocations_frozen_by_a_hash", "allocations_frozen_by_a_hash";
    /// An allocation is checked before it is confirmed.
    AllocationChecked = "allocations_checked_before", "allocations_checked_before";
    /// Two organisations agree to a confirmed allocation, one for each side.
    AllocationAgreed = "allocations_confirmed_by_both_sides", "allocations_confirmed_by_both_sides";
    /// A document of an allocation.
    AllocationDocument = "allocation_documents_pkey",
        "allocation_documents.allocation, allocation_documents.kind";
    /// The allocation of a document.
    AllocationOfDocument = "allocation_documents_allocation_fkey", "";
    /// A document of an allocation is what went in, or what came out.
    AllocationDocumentKind = "allocation_documents_known_kind", "allocation_documents_known_kind";
    /// The allocation of an application.
    ApplicationAllocation = "applications_allocation_fkey", "";
    /// The id of an application.
    ApplicationId = "applications_pkey", "applications.id";
    /// A live application of a candidate for a vacancy.
    LiveApplication = "applications_live_idx", "applications.vacancy, applications.candidate";
    /// The employer of an application.
    ApplicationEmployer = "applications_owner_fkey", "";
    /// The agency of an application.
    ApplicationAgency = "applications_agency_fkey", "";
    /// The vacancy of an application.
    ApplicationVacancy = "applications_vacancy_fkey", "";
    /// The candidate of an application.
    ApplicationCandidate = "applications_candidate_fkey", "";
    /// An application is in one of its states.
    ApplicationStatus = "applications_known_status", "applications_known_status";
    /// Somebody known began an application.
    ApplicationOrigin = "applications_known_origin", "applications_known_origin";
    /// An application has a reason to be over if and only if it is.
    ApplicationClosing = "applications_closed_for_a_reason", "applications_closed_for_a_reason";
    /// An application of a candidate to whom terms are offered.
    OfferedApplication = "applications_offered_idx", "applications.candidate";
    /// The agency of a group.
    GroupAgency = "groups_of_workers_owner_fkey", "";
    /// A group is in one of its states.
    GroupStatus = "groups_of_workers_known_status", "groups_of_workers_known_status";
    /// A group that is not dissolved has 2 to 30 members.
    GroupMembers = "groups_of_workers_have_members", "groups_of_workers_have_members";
    /// A member of a group that is not dissolved.
    LiveGroupMember = "group_of_workers_facets_live_idx", "group_of_workers_facets.value";
    /// The id of an offer.
    OfferId = "offers_pkey", "offers.id";
    /// An offer of an application that stands.
    LiveOffer = "offers_live_idx", "offers.application";
    /// The employer of an offer.
    OfferEmployer = "offers_owner_fkey", "";
    /// The agency of an offer.
    OfferAgency = "offers_agency_fkey", "";
    /// The vacancy of an offer.
    OfferVacancy = "offers_vacancy_fkey", "";
    /// The candidate of an offer.
    OfferCandidate = "offers_candidate_fkey", "";
    /// The application that an offer is for.
    OfferApplication = "offers_application_fkey", "";
    /// An offer is in one of its states.
    OfferStatus = "offers_known_status", "offers_known_status";
    /// An offer ends after it began.
    OfferTime = "offers_stand_for_a_time", "offers_stand_for_a_time";
    /// What was answered has a proof.
    OfferAnswered = "offers_answered_with_a_word", "offers_answered_with_a_word";
    /// What is accepted of an offer are its own terms.
    OfferAccepted = "offers_accepted_as_they_are", "offers_accepted_as_they_are";
    /// The id of a contract.
    ContractId = "contracts_pkey", "contracts.id";
    /// A contract of a candidate that is not over.
    LiveContract = "contracts_live_idx", "contracts.candidate";
    /// The employer of a contract.
    ContractEmployer = "contracts_owner_fkey", "";
    /// The agency of a contract.
    ContractAgency = "contracts_agency_fkey", "";
    /// The vacancy of a contract.
    ContractVacancy = "contracts_vacancy_fkey", "";
    /// The candidate of a contract.
    ContractCandidate = "contracts_candidate_fkey", "";
    /// The application of a contract.
    ContractApplication = "contracts_application_fkey", "";
    /// The offer that a contract follows.
    ContractOffer = "contracts_offer_fkey", "";
    /// A contract is in one of its states.
    ContractStatus = "contracts_known_status", "contracts_known_status";
    /// A contract is held if and only if it breaks a promise to which the worker has not agreed.
    ContractHeld = "contracts_held_while_broken", "contracts_held_while_broken";
    /// A contract is ended by something if and only if it has ended.
    ContractEnded = "contracts_ended_by_something", "contracts_ended_by_something";
    /// The id of a recognition.
    RecognitionId = "recognitions_pkey", "recognitions.id";
    /// An open recognition of a document of a candidate by an authority.
    OpenRecognition = "recognitions_open_idx",
        "recognitions.candidate, recognitions.document_hash, recognitions.authority";
    /// The agency of a recognition.
    RecognitionAgency = "recognitions_owner_fkey", "";
    /// The candidate of a recognition.
    RecognitionCandidate = "recognitions_candidate_fkey", "";
    /// A recognition is in one of its states.
    RecognitionStatus = "recognitions_known_status", "recognitions_known_status";
    /// Something was decided if and only if the state says so.
    RecognitionDecided = "recognitions_decided_by_a_decision", "recognitions_decided_by_a_decision";
    /// The state says what was decided.
    RecognitionOutcome = "recognitions_say_what_was_decided", "recognitions_say_what_was_decided";
    /// Whatever counts is skills at a level.
    RecognitionGrants = "recognitions_grant_skills_and_a_level", "recognitions_grant_skills_and_a_level";
    /// Nothing is decided before it is applied for.
    RecognitionDay = "recognitions_decided_after_applied_for", "recognitions_decided_after_applied_for";
    /// The id of an enrolment.
    EnrolmentId = "enrolments_pkey", "enrolments.id";
    /// A candidate is enrolled in a course once.
    LiveEnrolment = "enrolments_live_idx", "enrolments.course, enrolments.candidate";
    /// The agency of an enrolment.
    EnrolmentAgency = "enrolments_owner_fkey", "";
    /// The candidate of an enrolment.
    EnrolmentCandidate = "enrolments_candidate_fkey", "";
    /// The course of an enrolment.
    EnrolmentCourse = "enrolments_course_fkey", "";
    /// An enrolment is in one of its states.
    EnrolmentStatus = "enrolments_known_status", "enrolments_known_status";
    /// A course has a result if and only if it has ended for somebody.
    EnrolmentResult = "enrolments_end_with_a_result", "enrolments_end_with_a_result";
    /// No more sit in a course than it has seats.
    CourseSeats = "courses_seats_add_up", "courses_seats_add_up";
    /// A worker pays nothing for a course of a job order.
    CourseCost = "courses_of_an_order_are_free", "courses_of_an_order_are_free";
    /// The number of an entry in the audit.
    AuditEntryNumber = "audit_entries_pkey", "audit_entries.n";
    /// The number of an amendment.
    AmendmentNumber = "amendments_pkey", "amendments.n";
    /// The id of an amendment.
    AmendmentId = "amendments_id_key", "amendments.id";
    /// Amendments are numbered from 1.
    AmendmentFromOne = "amendments_n_check", "n >= 1";
    /// The id of a rule set.
    RuleSetId = "rule_sets_pkey", "rule_sets.id";
    /// The name of a rule set.
    RuleSetName = "rule_sets_name_key", "rule_sets.name";
    /// The side that approves a rule set.
    RuleSetSide = "rule_set_approvals_pkey",
        "rule_set_approvals.rule_set, rule_set_approvals.side";
    /// The organisation that approves a rule set.
    RuleSetApprover = "rule_set_approvals_rule_set_organisation_key",
        "rule_set_approvals.rule_set, rule_set_approvals.organisation";
    /// The rule set of an approval.
    ApprovedRuleSet = "rule_set_approvals_rule_set_fkey", "";
    /// A side is one of the two.
    KnownSide = "rule_set_approvals_known_side", "rule_set_approvals_known_side";
    /// The number of a report of the workforce.
    WorkforceReportNumber = "workforce_reports_pkey", "workforce_reports.n";
    /// The employer that reports its workforce.
    WorkforceEmployer = "workforce_reports_employer_fkey", "";
    /// No more workers are foreign than there are, and no more of these do not count.
    WorkforceAddsUp = "workforce_reports_add_up", "workforce_reports_add_up";
    /// The id of a compliance check.
    ComplianceCheckId = "compliance_checks_pkey", "compliance_checks.id";
    /// The employer whose offer is checked.
    CheckedEmployer = "compliance_checks_employer_fkey", "";
    /// The rule set of a compliance check.
    CheckingRuleSet = "compliance_checks_rule_set_fkey", "";
    /// Why a check was made is one of the known causes.
    CheckCause = "compliance_checks_known_cause", "compliance_checks_known_cause";
    /// What a check found is one of the known results.
    CheckResult = "compliance_checks_known_result", "compliance_checks_known_result";
    /// A compliance check is about one of the known subjects.
    CheckedSubject = "compliance_checks_known_subject", "compliance_checks_known_subject";
    /// The number of an event of a worker.
    WorkerEventNumber = "worker_events_pkey", "worker_events.n";
    /// The id of an event of a worker.
    WorkerEventId = "worker_events_id_key", "worker_events.id";
    /// The candidate to whom something happened.
    WorkerEventCandidate = "worker_events_candidate_fkey", "";
    /// An event is corrected once.
    CorrectedOnce = "worker_events_corrects_key", "worker_events.corrects";
    /// The event that is corrected.
    CorrectedEvent = "worker_events_corrects_fkey", "";
    /// The number of a deadline.
    DeadlineNumber = "deadlines_pkey", "deadlines.n";
    /// The id of a deadline.
    DeadlineId = "deadlines_id_key", "deadlines.id";
    /// The candidate for whom something is due.
    DeadlineCandidate = "deadlines_candidate_fkey", "";
    /// The event that brought a deadline about.
    DeadlineEvent = "deadlines_event_fkey", "";
    /// The rule set that asks for a deadline.
    DeadlineRuleSet = "deadlines_rule_set_fkey", "";
    /// A rule asks for a thing once for each day of an event of a candidate.
    DeadlineOfEvent = "deadlines_event_idx", "deadlines.candidate, deadlines.rule, deadlines.event_on";
    /// The safe day is no later than the legal one.
    SafeBeforeLate = "deadlines_safe_before_late", "deadlines_safe_before_late";
    /// A deadline ends with a day and with evidence.
    DeadlineEnd = "deadlines_end_with_evidence", "deadlines_end_with_evidence";
    /// Of a deadline that has ended there is nothing to tell.
    ToldWhileOpen = "deadlines_tell_of_what_is_open", "deadlines_tell_of_what_is_open";
    /// Of the days that a deadline had before, both are kept or none.
    EarlierDays = "deadlines_keep_both_days", "deadlines_keep_both_days";
    /// That rules of a set end is told once, so many days before.
    RuleWarning = "rule_warnings_pkey", "rule_warnings.rule_set, rule_warnings.ends_on, rule_warnings.days";
    /// The set whose rules end.
    RuleWarningSet = "rule_warnings_rule_set_fkey", "";
    /// The id of a signal.
    SignalId = "signals_pkey", "signals.id";
    /// Of one subject nobody looks into two signals at once.
    SignalSubject = "signals_subject_idx", "signals.kind, signals.subject";
    /// What a signal is about is one of the known.
    SignalKind = "signals_known_kind", "signals_known_kind";
    /// The state of a signal is one of the known.
    SignalState = "signals_known_state", "signals_known_state";
    /// A signal counts something.
    SignalCount = "signals_count_something", "signals_count_something";
    /// A signal takes each step once.
    SignalMove = "signal_moves_pkey", "signal_moves.signal, signal_moves.to_state";
    /// The signal that was moved.
    MovedSignal = "signal_moves_signal_fkey", "";
    /// The step of a signal is one of the known.
    KnownSignalMove = "signal_moves_known_state", "signal_moves_known_state";
    /// The number of an entry in the ledger of documents.
    DocumentNumber = "worker_documents_pkey", "worker_documents.n";
    /// The candidate of a document.
    DocumentCandidate = "worker_documents_candidate_fkey", "";
    /// A document begins before it ends.
    DocumentDays = "worker_documents_begin_before_they_end", "worker_documents_begin_before_they_end";
    /// The number of an entry in the ledger of checks.
    CheckNumber = "application_checks_pkey", "application_checks.n";
    /// The id of an entry in the ledger of checks.
    CheckId = "application_checks_id_key", "application_checks.id";
    /// The candidate of a check.
    CheckCandidate = "application_checks_candidate_fkey", "";
    /// What is told of a check is one of the known results.
    ToldResult = "application_checks_known_result", "application_checks_known_result";
    /// A check that passed or failed has a day.
    CheckDay = "application_checks_result_has_a_day", "application_checks_result_has_a_day";
    /// Only a check that passed holds until a day.
    CheckHolds = "application_checks_hold_if_passed", "application_checks_hold_if_passed";
    /// A side waives a check, by a rule.
    CheckWaived = "application_checks_waived_by_a_side", "application_checks_waived_by_a_side";
    /// Of some checks no proof is named.
    CheckBare = "application_checks_bare", "application_checks_bare";
    /// A selection session is in one of the known states.
    SelectionStatus = "selection_sessions_known_status", "selection_sessions_known_status";
    /// The employer of a selection session.
    SelectionEmployer = "selection_sessions_owner_fkey", "";
    /// Somebody has one slot of a selection session.
    SelectionSlot = "selection_slots_pkey", "selection_slots.session, selection_slots.candidate";
    /// The selection session of a slot.
    SelectionOfSlot = "selection_slots_session_fkey", "";
    /// Who is invited.
    SelectionSlotCandidate = "selection_slots_candidate_fkey", "";
    /// Whose agency invites.
    SelectionSlotAgency = "selection_slots_agency_fkey", "";
    /// What became of a slot is one of the known.
    SelectionSlotState = "selection_slots_known_state", "selection_slots_known_state";
    /// People are expected while a session lasts.
    SelectionSlotTime = "selection_slots_within_the_session", "selection_slots_within_the_session";
    /// Somebody has one result of a session for a vacancy.
    SelectionResult = "selection_results_pkey",
        "selection_results.session, selection_results.candidate, selection_results.vacancy";
    /// The slot of a result.
    SelectionResultSlot = "selection_results_of_a_slot", "";
    /// The vacancy of a result.
    SelectionResultVacancy = "selection_results_vacancy_fkey", "";
    /// What came of a session is one of the known.
    SelectionOutcome = "selection_results_known_outcome", "selection_results_known_outcome";
    /// Who fails is told why.
    SelectionReason = "selection_results_fail_for_a_reason", "selection_results_fail_for_a_reason";
    /// Somebody is tested once in each skill.
    SelectionTest = "selection_tests_pkey",
        "selection_tests.session, selection_tests.candidate, selection_tests.vacancy, selection_tests.skill";
    /// The result of a test.
    SelectionTestResult = "selection_tests_of_a_result", "";
    /// A level is 1 to 5.
    SelectionTestLevel = "selection_tests_level", "selection_tests_level";
    /// A trip is in one of the known states.
    TripStatus = "trips_known_status", "trips_known_status";
    /// The agency of a trip.
    TripAgency = "trips_owner_fkey", "";
    /// Somebody has one seat on a trip.
    TripSeat = "trip_seats_pkey", "trip_seats.trip, trip_seats.application";
    /// Nobody has two seats.
    LiveTripSeat = "trip_seats_live_idx", "trip_seats.application";
    /// The trip of a seat.
    TripOfSeat = "trip_seats_trip_fkey", "";
    /// For whom a seat is kept.
    TripSeatCandidate = "trip_seats_candidate_fkey", "";
    /// What became of a seat is one of the known.
    TripSeatState = "trip_seats_known_state", "trip_seats_known_state";
    /// The number of an entry in the ledger of arrivals.
    ArrivalNumber = "arrivals_pkey", "arrivals.n";
    /// The id of an entry in the ledger of arrivals.
    ArrivalId = "arrivals_id_key", "arrivals.id";
    /// Who has arrived.
    ArrivalCandidate = "arrivals_candidate_fkey", "";
    /// What is told of an arrival is corrected once.
    ArrivalCorrectedOnce = "arrivals_corrects_key", "arrivals.corrects";
    /// What is corrected of an arrival.
    CorrectedArrival = "arrivals_corrects_fkey", "";
    /// Somebody known tells of an arrival.
    ToldArrival = "arrivals_known_teller", "arrivals_known_teller";
    /// The worker's word of an arrival is shown.
    ArrivalWord = "arrivals_workers_word_is_shown", "arrivals_workers_word_is_shown";
    /// Nobody arrives tomorrow.
    ArrivalDay = "arrivals_not_in_the_future", "arrivals_not_in_the_future";
    /// The number of an entry in the ledger of ends of work.
    WorkEndNumber = "work_ends_pkey", "work_ends.n";
    /// Who has ended work.
    WorkEndCandidate = "work_ends_candidate_fkey", "";
    /// The work of an application ends once.
    WorkEndOnce = "work_ends_application_key", "work_ends.application";
    /// Work ends on one of the known grounds.
    WorkEndGround = "work_ends_known_ground", "work_ends_known_ground";
    /// Whether everything was paid is told in one of the known words.
    WorkEndPay = "work_ends_known_pay", "work_ends_known_pay";
    /// Somebody known tells of the end of work.
    WorkEndTeller = "work_ends_known_teller", "work_ends_known_teller";
    /// The worker's word of the end of work is shown.
    WorkEndWord = "work_ends_workers_word_is_shown", "work_ends_workers_word_is_shown";
    /// No work has ended tomorrow.
    WorkEndDay = "work_ends_not_in_the_future", "work_ends_not_in_the_future";
    /// The number of an entry in the ledger of employment.
    EmploymentNumber = "employment_entries_pkey", "employment_entries.n";
    /// The id of an entry in the ledger of employment.
    EmploymentId = "employment_entries_id_key", "employment_entries.id";
    /// Of whose work is told.
    EmploymentCandidate = "employment_entries_candidate_fkey", "";
    /// The first day and the notice of a work are told once.
    EmploymentOnce = "employment_entries_once_idx", "employment_entries.application, employment_entries.kind";
    /// A month of a work is told of once.
    EmploymentMonth = "employment_entries_month_idx", "employment_entries.application, employment_entries.month";
    /// What is told of a work is one of the known kinds.
    EmploymentKnownKind = "employment_entries_known_kind", "employment_entries_known_kind";
    /// A day is told of a first day and of a notice, a month and its pay of a check-in.
    EmploymentShape = "employment_entries_day_or_month", "employment_entries_day_or_month";
    /// What the worker says was said in a session.
    EmploymentWord = "employment_entries_worker_has_a_session", "employment_entries_worker_has_a_session";
    /// Nothing of tomorrow is told.
    EmploymentDay = "employment_entries_not_in_the_future", "employment_entries_not_in_the_future";
    /// The number of an appeal.
    AppealNumber = "appeals_pkey", "appeals.n";
    /// The id of an appeal.
    AppealId = "appeals_id_key", "appeals.id";
    /// Who appeals.
    AppealCandidate = "appeals_candidate_fkey", "";
    /// A closing is appealed once.
    AppealOnce = "appeals_once", "appeals.application, appeals.closed_version";
    /// An appeal is filed in time.
    AppealInTime = "appeals_in_time", "appeals_in_time";
    /// An appeal is the worker's word, in a session or shown otherwise.
    AppealWord = "appeals_are_the_workers_word", "appeals_are_the_workers_word";
    /// A verdict is one of the known.
    AppealVerdict = "appeals_known_verdict", "appeals_known_verdict";
    /// Somebody decides, for a reason.
    AppealDecision = "appeals_decided_by_somebody", "appeals_decided_by_somebody";
    /// The number of a gate that was passed.
    GateSnapshotNumber = "gate_snapshots_pkey", "gate_snapshots.n";
    /// The candidate who went past a gate.
    GateSnapshotCandidate = "gate_snapshots_candidate_fkey", "";
    /// An application goes past a gate by one of its versions.
    GateSnapshotVersion = "gate_snapshots_version_key",
        "gate_snapshots.application, gate_snapshots.application_version";
    /// The rule set that asked at a gate.
    GateSnapshotRuleSet = "gate_snapshots_rule_set_fkey", "";
    /// A gate is one of the known.
    KnownGate = "gate_snapshots_known_gate", "gate_snapshots_known_gate";
    /// It is told once that a check has so many days left.
    CheckWarning = "check_warnings_pkey", "check_warnings.entry, check_warnings.days";
    /// The check that somebody was warned of.
    WarnedCheck = "check_warnings_entry_fkey", "";
    /// A complaint is in one of the known states.
    ComplaintStatus = "complaints_known_status", "complaints_known_status";
    /// Who is complained of does not deal with the complaint.
    ComplaintAccused = "complaints_accused_stays_out", "complaints_accused_stays_out";
    /// A closed complaint has an outcome, with a remedy and what the worker says to it.
    ComplaintOutcome = "complaints_closed_with_an_outcome", "complaints_closed_with_an_outcome";
    /// A grave complaint is not ended by being withdrawn.
    ComplaintGrave = "complaints_grave_stay_open", "complaints_grave_stay_open";
    /// An anonymous complaint names no candidate.
    ComplaintNamesNobody = "complaints_anonymous_name_nobody", "complaints_anonymous_name_nobody";
    /// A complaint has one code.
    CodeOfComplaint = "complaint_codes_pkey", "complaint_codes.complaint";
    /// The complaint of a code.
    ComplaintOfCode = "complaint_codes_complaint_fkey", "";
    /// The code of a complaint.
    ComplaintCode = "complaint_codes_code_hash_key", "complaint_codes.code_hash";
    /// Wrong PINs are counted from 0.
    ComplaintWrongPins = "complaint_codes_wrong_check", "complaint_codes_wrong_check";
    /// The id of a message about a complaint.
    ComplaintMessageId = "complaint_messages_pkey", "complaint_messages.id";
    /// The complaint of a message.
    ComplaintOfMessage = "complaint_messages_complaint_fkey", "";
    /// Somebody known has written a message.
    ComplaintAuthor = "complaint_messages_known_author", "complaint_messages_known_author";
    /// A clock of a complaint that was not stopped in time, once for each round.
    ComplaintBreach = "complaint_breaches_pkey",
        "complaint_breaches.complaint, complaint_breaches.clock, complaint_breaches.round";
    /// The complaint of a clock.
    ComplaintOfBreach = "complaint_breaches_complaint_fkey", "";
    /// A clock of a complaint is one of the known.
    ComplaintClock = "complaint_breaches_known_clock", "complaint_breaches_known_clock";
    /// The id of a referral of a complaint.
    ReferralId = "complaint_referrals_pkey", "complaint_referrals.id";
    /// The complaint of a referral.
    ReferredComplaint = "complaint_referrals_complaint_fkey", "";
    /// A referral is in one of the known states.
    ReferralState = "complaint_referrals_known_state", "complaint_referrals_known_state";
    /// A referral names somebody for a known reason.
    ReferralBasis = "complaint_referrals_known_basis", "complaint_referrals_known_basis";
    /// What shows a worker's consent goes with consent.
    ReferralConsent = "complaint_referrals_consent_is_shown", "complaint_referrals_consent_is_shown";
    /// Two people say that a life is in danger.
    ReferralByTwo = "complaint_referrals_by_two", "complaint_referrals_by_two";
    /// What befell a complainant, once for each record and state.
    ComplaintSignal = "complaint_signals_pkey",
        "complaint_signals.complaint, complaint_signals.record, complaint_signals.state";
    /// The complaint of what befell somebody.
    WatchedComplaint = "complaint_signals_complaint_fkey", "";
    /// The id of an entry in the ledger of fees.
    FeeId = "fees_pkey", "fees.id";
    /// The candidate of a fee.
    FeeCandidate = "fees_candidate_fkey", "";
    /// The payment that came back.
    RefundedFee = "fees_refunds_fkey", "";
    /// The entry that was wrong.
    ReversedFee = "fees_reverses_fkey", "";
    /// An entry is reversed once.
    ReversedOnce = "fees_reverses_key", "fees.reverses";
    /// A fee is of one of the known kinds.
    FeeKind = "fees_known_kind", "fees_known_kind";
    /// Somebody known paid a fee.
    FeePayer = "fees_known_payer", "fees_known_payer";
    /// Somebody known reported a fee.
    FeeReporter = "fees_known_reporter", "fees_known_reporter";
    /// What the rules say to a fee is one of the known verdicts.
    FeeVerdict = "fees_known_verdict", "fees_known_verdict";
    /// Something was paid.
    FeeAmount = "fees_positive", "fees_positive";
    /// An entry refunds or reverses, not both.
    FeeEntry = "fees_refund_or_reverse", "fees_refund_or_reverse";
    /// The rules speak to payments, and to each.
    FeeRuled = "fees_ruled", "fees_ruled";
    /// A side decides on a case once.
    FeeDecision = "fee_decisions_pkey", "fee_decisions.fee, fee_decisions.side";
    /// An organisation decides on a case for one side.
    FeeDecider = "fee_decisions_fee_organisation_key", "fee_decisions.fee, fee_decisions.organisation";
    /// The case that is decided on.
    DecidedFee = "fee_decisions_fee_fkey", "";
    /// A side is one of the two.
    DecidingSide = "fee_decisions_known_side", "fee_decisions_known_side";
    /// The id of a claim of a benefit.
    BenefitClaimId = "benefit_claims_pkey", "benefit_claims.id";
    /// The claim of an item that is not refused.
    LiveBenefitClaim = "benefit_claims_live_idx", "benefit_claims.application, benefit_claims.item";
    /// The agency of a claim.
    BenefitClaimAgency = "benefit_claims_owner_fkey", "";
    /// The candidate of a claim.
    BenefitClaimCandidate = "benefit_claims_candidate_fkey", "";
    /// The application of a claim.
    BenefitClaimApplication = "benefit_claims_application_fkey", "";
    /// A claim is in one of its states.
    BenefitClaimStatus = "benefit_claims_known_status", "benefit_claims_known_status";
    /// No more is asked than the rule grants.
    BenefitClaimAsked = "benefit_claims_within_the_rule", "benefit_claims_within_the_rule";
    /// No more is granted than was asked, and nothing before somebody decides.
    BenefitClaimGranted = "benefit_claims_granted_as_asked", "benefit_claims_granted_as_asked";
    /// Somebody decides on a claim.
    BenefitClaimDecided = "benefit_claims_decided_by_somebody", "benefit_claims_decided_by_somebody";
    /// A refusal says why.
    BenefitClaimReason = "benefit_claims_refused_for_a_reason", "benefit_claims_refused_for_a_reason";
    /// What is paid was paid on a day, and something shows it.
    BenefitClaimPaid = "benefit_claims_paid_on_a_day", "benefit_claims_paid_on_a_day";
    /// A claim is the agency's word or the worker's.
    BenefitClaimTeller = "benefit_claims_known_teller", "benefit_claims_known_teller";
    /// The worker's word was said in a session.
    BenefitClaimSession = "benefit_claims_workers_word_has_a_session", "benefit_claims_workers_word_has_a_session";
    /// A code is issued once.
    VerificationCode = "verification_codes_pkey", "verification_codes.code";
    /// A record has one code.
    CodeOfRecord = "verification_codes_kind_record_key", "verification_codes.kind, verification_codes.record";
    /// The PIN of a contract.
    ContractPin = "contract_pins_pkey", "contract_pins.contract";
    /// The contract of a PIN.
    ContractOfPin = "contract_pins_contract_fkey", "";
    /// Wrong PINs of a contract are counted from 0 to 2.
    ContractWrongPins = "contract_pins_wrong_check", "contract_pins_wrong_check";
    /// The id of a suspension.
    SuspensionId = "suspensions_pkey", "suspensions.id";
    /// An agency or an employer is suspended.
    SuspendedKind = "suspensions_known_kind", "suspensions_known_kind";
    /// A change of an organisation to suspended is written down once.
    SuspendedOnce = "suspensions_once", "suspensions.organisation, suspensions.version";
    /// An appeal has a moment.
    SuspensionAppeal = "suspensions_appealed_by_somebody", "suspensions_appealed_by_somebody";
    /// A suspension is appealed in time.
    SuspensionAppealTime = "suspensions_appealed_in_time", "suspensions_appealed_in_time";
    /// What is decided on an appeal is one of the known.
    SuspensionVerdict = "suspensions_known_verdict", "suspensions_known_verdict";
    /// A decision is somebody's, with a reason and a moment.
    SuspensionDecision = "suspensions_decided_by_somebody", "suspensions_decided_by_somebody";
    /// What nobody has appealed is not decided on.
    SuspensionUnappealed = "suspensions_decided_after_an_appeal", "suspensions_decided_after_an_appeal";
    /// Another operator decides than the one that has suspended.
    SuspensionDecidedByAnother = "suspensions_decided_by_another", "suspensions_decided_by_another";
    /// The id of a reminder.
    ReminderId = "worker_reminders_pkey", "worker_reminders.id";
    /// The candidate of a reminder.
    ReminderCandidate = "worker_reminders_candidate_fkey", "";
    /// What a reminder tells is one of the known.
    ReminderNews = "worker_reminders_known_news", "worker_reminders_known_news";
    /// How a reminder reaches the worker is one of the known.
    ReminderWay = "worker_reminders_known_way", "worker_reminders_known_way";
    /// What became of a reminder is one of the known.
    ReminderDelivery = "worker_reminders_known_delivery", "worker_reminders_known_delivery";
    /// A reminder is tried again if and only if it is pending.
    ReminderTime = "worker_reminders_pending_has_a_time", "worker_reminders_pending_has_a_time";
    /// Of a deadline one reminder is made on a day.
    ReminderOnce = "worker_reminders_once", "worker_reminders.deadline, worker_reminders.told_on";
    /// A code is about one of the known kinds.
    VerifiedKind = "verification_codes_known_kind", "verification_codes_known_kind";
    /// A text that waits on a record.
    UnmappedText = "unmapped_texts_pkey",
        "unmapped_texts.record, unmapped_texts.kind, unmapped_texts.key, unmapped_texts.lang";
    /// What is left of a record.
    Tombstone = "tombstones_pkey", "tombstones.kind, tombstones.record";
    /// Somebody could see what is gone.
    TombstoneSeenBy = "tombstones_seen_by", "tombstones_seen_by";
    /// A saved search is in one of its states.
    SavedSearchStatus = "saved_searches_known_status", "saved_searches_known_status";
    /// The id of what a saved search has found.
    SavedSearchMatchId = "saved_search_matches_pkey", "saved_search_matches.id";
    /// The saved search that has found something.
    SavedSearchOfMatch = "saved_search_matches_search_fkey", "";
    /// The candidate whom a saved search has found.
    SavedSearchMatchCandidate = "saved_search_matches_candidate_fkey", "";
    /// The vacancy that a saved search has found.
    SavedSearchMatchVacancy = "saved_search_matches_vacancy_fkey", "";
    /// A saved search finds a candidate once.
    SavedSearchCandidate = "saved_search_matches_candidate_idx",
        "saved_search_matches.search, saved_search_matches.candidate";
    /// A saved search finds a vacancy once.
    SavedSearchVacancy = "saved_search_matches_vacancy_idx",
        "saved_search_matches.search, saved_search_matches.vacancy";
    /// A candidate was found, or a vacancy.
    SavedSearchFound = "saved_search_matches_one_found", "saved_search_matches_one_found";
    /// A score is of 0 to 10,000 basis points.
    SavedSearchScore = "saved_search_matches_score", "saved_search_matches_score";
    /// Nothing is due before it was found.
    SavedSearchDue = "saved_search_matches_due_later", "saved_search_matches_due_later";
    /// Nothing is told before it is due.
    SavedSearchTold = "saved_search_matches_told_when_due", "saved_search_matches_told_when_due";
    /// The employer that has seen a profile.
    SeenProfileEmployer = "seen_profiles_employer_fkey", "";
    /// The employer that has asked with a pay.
    AskedPayEmployer = "asked_pays_employer_fkey", "";
    /// The id of a webhook endpoint.
    WebhookEndpointId = "webhook_endpoints_pkey", "webhook_endpoints.id";
    /// The client of a webhook endpoint.
    WebhookEndpointClient = "webhook_endpoints_client_fkey", "";
    /// The address of a client's webhook endpoint.
    WebhookEndpointUrl = "webhook_endpoints_client_url_key",
        "webhook_endpoints.client, webhook_endpoints.url";
    /// A webhook endpoint is in one of its states.
    WebhookEndpointStatus = "webhook_endpoints_known_status", "webhook_endpoints_known_status";
    /// A webhook endpoint has a reason to be disabled if and only if it is.
    WebhookEndpointDisabled = "webhook_endpoints_disabled_for_a_reason",
        "webhook_endpoints_disabled_for_a_reason";
    /// The id of a message to a webhook endpoint.
    WebhookDeliveryId = "webhook_deliveries_pkey", "webhook_deliveries.id";
    /// The webhook endpoint of a message.
    WebhookDeliveryEndpoint = "webhook_deliveries_endpoint_fkey", "";
    /// The change that a webhook endpoint is told of.
    WebhookDeliveryPosition = "webhook_deliveries_endpoint_position_key",
        "webhook_deliveries.endpoint, webhook_deliveries.position";
    /// What became of a message is one of the known.
    WebhookDeliveryStatus = "webhook_deliveries_known_status", "webhook_deliveries_known_status";
    /// A message is sent again if and only if it is pending.
    WebhookDeliveryTime = "webhook_deliveries_pending_has_a_time",
        "webhook_deliveries_pending_has_a_time";
    /// The id of a server that lives.
    ServerId = "servers_pkey", "servers.id";
    /// The id of a signing key.
    SigningKeyId = "signing_keys_pkey", "signing_keys.id";
    /// The first time that an application came into a state.
    ApplicationStage = "application_stages_pkey",
        "application_stages.application, application_stages.stage";
    /// What is counted as closed is so for a reason.
    StageClosing = "application_stages_closed_for_a_reason", "application_stages_closed_for_a_reason";
    /// Nobody comes into a state before being put forward.
    StageOfCohort = "application_stages_after_the_cohort", "application_stages_after_the_cohort";
    /// The heads that a change of a job order plans for a month.
    OrderPlan = "order_plans_pkey", "order_plans.n, order_plans.month";
    /// A plan is of 0 to 10,000 heads.
    PlannedHeads = "order_plans_heads", "order_plans_heads";
    /// The name of a reaction.
    ReactionName = "reaction_positions_pkey", "reaction_positions.name";
    /// The number of a change.
    ChangeNumber = "changes_pkey", "changes.n";
    /// The row with the number of the newest change.
    Head = "head_pkey", "head.id";
    /// There is one such row.
    OneHead = "head_id_check", "id = 1";
}
