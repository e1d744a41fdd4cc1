SELECT wall('job_orders', 'owner = {organisation}
    OR body -> ''agencies'' @> jsonb_build_array(jsonb_build_object(''agency'', {organisation}::text))
    OR (SELECT true FROM applications AS one WHERE one.job_order = job_orders.id LIMIT 1)');
DROP TRIGGER allotments_stay_within_the_share ON allotments;
DROP FUNCTION allot_within_the_share();
DROP TRIGGER job_orders_pool_adds_up ON job_orders;
DROP FUNCTION add_the_pool_up();
DROP FUNCTION share_of(jsonb, uuid);
