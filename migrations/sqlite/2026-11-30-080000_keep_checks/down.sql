DROP TABLE check_warnings;
DROP TRIGGER applications_go_past_a_gate;
DROP TABLE gate_snapshots;
DROP TABLE application_checks;
