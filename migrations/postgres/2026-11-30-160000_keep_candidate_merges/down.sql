DROP TRIGGER merged_candidates_do_not_look_for_work ON candidates;
DROP FUNCTION refuse_merged_candidate;
DROP TRIGGER candidate_merges_in_turn ON candidate_merges;
DROP FUNCTION merge_in_turn;
DROP VIEW merged_candidates;
DROP TABLE candidate_merges;
