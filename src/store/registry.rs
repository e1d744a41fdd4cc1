//! Every kind of document: its table, its table of facets and its body, in one line. Its word in the change log is the
//! body's `KIND`.

/// Hands the kinds to a macro that declares something of each.
macro_rules! documents {
    ($declare:ident) => {
        $declare! {
            employers, employer_facets: crate::domain::parties::employer::EmployerBody;
            agencies, agency_facets: crate::domain::parties::agency::AgencyBody;
            vacancies, vacancy_facets: crate::domain::recruitment::vacancy::VacancyBody;
            candidates, candidate_facets: crate::domain::recruitment::candidate::CandidateBody;
            job_orders, job_order_facets: crate::domain::programme::job_order::JobOrderBody;
            groups_of_workers, group_of_workers_facets: crate::domain::programme::group::GroupBody;
            allocations, allocation_facets: crate::domain::programme::allocation::AllocationBody;
            region_partnerships, region_partnership_facets: crate::domain::programme::partnership::PartnershipBody;
            measures, measure_facets: crate::domain::programme::roadmap::measure::MeasureBody;
            indicators, indicator_facets: crate::domain::programme::roadmap::indicator::IndicatorBody;
            meetings, meeting_facets: crate::domain::programme::roadmap::meeting::MeetingBody;
            selection_sessions, selection_session_facets: crate::domain::programme::selection_session::SelectionSessionBody;
            trips, trip_facets: crate::domain::programme::trip::TripBody;
            centres, centre_facets: crate::domain::casework::centre::CentreBody;
            advisory_cases, advisory_case_facets: crate::domain::casework::advice::AdvisoryCaseBody;
            guides, guide_facets: crate::domain::casework::guide::GuideBody;
            equivalences, equivalence_facets: crate::domain::learning::equivalence::EquivalenceBody;
            courses, course_facets: crate::domain::learning::course::CourseBody;
            saved_searches, saved_search_facets: crate::domain::recruitment::saved_search::SavedSearchBody;
            complaints, complaint_facets: crate::domain::casework::complaint::ComplaintBody;
        }
    };
}
pub(super) use documents;
