-- What is past its time is dropped for everybody by what collects (src/store/purge.ts). Of what a workspace made it sees, and may
-- drop, only what is past its time; the days are those of src/model/retention.ts.
DO $$
DECLARE kept record;
BEGIN
  FOR kept IN SELECT * FROM (VALUES
    ('messages', 'coalesce(edited_at, posted_at)', 90),
    ('deliveries', 'coalesce(sent_at, claimed_at)', 90),
    ('boards', 'ended_at', 30),
    ('incidents', 'ended_at', 400),
    ('changes', 'at', 400)
  ) AS times(walled, since, days)
  LOOP
    EXECUTE format('CREATE POLICY collector_finds_expired ON %I FOR SELECT USING (current_setting(''groundswell.collector'', true) = ''on'' AND %s < now() - interval ''%s days'')',
      kept.walled, kept.since, kept.days);
    EXECUTE format('CREATE POLICY collector_expires ON %I FOR DELETE USING (current_setting(''groundswell.collector'', true) = ''on'' AND %s < now() - interval ''%s days'')',
      kept.walled, kept.since, kept.days);
  END LOOP;
END $$;
--> statement-breakpoint
DROP POLICY collector_expires ON trackers;
--> statement-breakpoint
CREATE POLICY collector_expires ON trackers FOR DELETE
  USING (current_setting('groundswell.collector', true) = 'on' AND removed_at < now() - interval '30 days');
--> statement-breakpoint
-- Made apart and then attached, so that whoever stores or reads snapshots at this moment goes on.
CREATE OR REPLACE FUNCTION make_snapshot_day(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  name text := 'snapshots_' || to_char(day, 'YYYYMMDD');
BEGIN
  IF to_regclass(name) IS NOT NULL THEN
    RETURN;
  END IF;
  -- Two that ask at once: the second waits, then finds it made.
  PERFORM pg_advisory_xact_lock(hashtext('make_snapshot_day'));
  IF to_regclass(name) IS NOT NULL THEN
    RETURN;
  END IF;
  BEGIN
    EXECUTE format('CREATE TABLE %I (LIKE snapshots INCLUDING ALL)', name);
  EXCEPTION WHEN duplicate_table THEN
    -- Whoever waited may still remember that there was none.
    RETURN;
  END;
  EXECUTE format(
    'ALTER TABLE snapshots ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    name, day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
END $$;
--> statement-breakpoint
-- A week of everything is read without the years before it. Hours come in the order of time, and their time never changes.
CREATE INDEX rollup_hours_at ON rollup_hours USING brin (at);
