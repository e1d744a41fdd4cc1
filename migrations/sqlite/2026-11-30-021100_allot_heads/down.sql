DROP TRIGGER applications_follow_the_allotment;
ALTER TABLE applications DROP COLUMN job_order;
DROP TRIGGER vacancies_stay_within_the_order;
DROP TRIGGER job_orders_count_what_is_allotted;
DROP TABLE allotments;
