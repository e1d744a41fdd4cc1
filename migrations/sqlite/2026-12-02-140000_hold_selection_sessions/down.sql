DROP TABLE selection_tests;
DROP TRIGGER selection_sessions_close_with_results;
DROP TABLE selection_results;
DROP TRIGGER selection_sessions_seat_those_who_have_a_slot;
DROP TABLE selection_slots;
DROP TABLE selection_session_facets;
DROP TABLE selection_sessions;
