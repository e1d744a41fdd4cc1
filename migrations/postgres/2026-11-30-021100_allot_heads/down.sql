DROP TRIGGER applications_follow_the_allotment ON applications;
DROP FUNCTION follow_the_allotment();
ALTER TABLE applications DROP COLUMN job_order;
DROP TRIGGER vacancies_stay_within_the_order ON vacancies;
DROP FUNCTION publish_within_the_order();
DROP TRIGGER job_orders_count_what_is_allotted ON job_orders;
DROP FUNCTION count_what_is_allotted();
DROP TABLE allotments;
DROP FUNCTION allot_within_the_order();
