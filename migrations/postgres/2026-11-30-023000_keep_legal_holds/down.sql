DROP TRIGGER identities_under_a_hold_stay ON identities;
DROP TRIGGER candidates_under_a_hold_stay ON candidates;
DROP FUNCTION refuse_to_erase;
DROP FUNCTION is_held;
DROP TABLE legal_holds;
