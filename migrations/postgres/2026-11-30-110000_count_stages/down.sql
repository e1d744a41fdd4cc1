DROP TABLE order_plans;
DROP TABLE application_stages;
DELETE FROM reaction_positions WHERE name IN ('count_stages_of_applications', 'count_heads_of_job_orders');
