DROP TRIGGER amendments_stay_as_they_are ON amendments;
DROP TRIGGER changes_stay ON changes;
DROP TRIGGER changes_stay_as_they_are ON changes;
DROP FUNCTION refuse_to_change_a_ledger;
