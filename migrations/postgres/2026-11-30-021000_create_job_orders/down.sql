DROP TABLE job_order_facets;
DROP TABLE job_orders;
