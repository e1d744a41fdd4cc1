DROP TRIGGER amendments_stay;
DROP TRIGGER amendments_stay_as_they_are;
DROP TRIGGER changes_stay;
DROP TRIGGER changes_stay_as_they_are;
