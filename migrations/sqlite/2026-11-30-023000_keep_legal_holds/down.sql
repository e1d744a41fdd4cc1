DROP TRIGGER identities_under_a_hold_stay;
DROP TRIGGER candidates_under_a_hold_stay;
DROP VIEW held_candidates;
DROP TABLE legal_holds;
