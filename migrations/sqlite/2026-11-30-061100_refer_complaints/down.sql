DROP TABLE complaint_signals;
DROP TABLE complaint_referrals;
