-- the dates and the place a scheme was laid before the deciders with: where they are others now, it is to be approved anew; null: laid before this was kept
alter table meeting_scheme add column laid_with jsonb;
-- 不须批准: who said so, when and why
alter table meeting add column scheme_waived jsonb;
