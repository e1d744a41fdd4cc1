DROP TRIGGER merged_candidates_do_not_look_for_work;
DROP TRIGGER candidate_merges_make_no_chain;
DROP TRIGGER candidate_merges_in_turn;
DROP VIEW merged_candidates;
DROP TABLE candidate_merges;
