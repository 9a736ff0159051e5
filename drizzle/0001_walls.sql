-- The product connects as groundswell_app, which owns nothing and bypasses nothing.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'groundswell_app') THEN
    CREATE ROLE groundswell_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
  -- An owner that is no superuser must be a member to take the role.
  IF NOT pg_has_role(current_user, 'groundswell_app', 'MEMBER') THEN
    EXECUTE format('GRANT groundswell_app TO %I', current_user);
  END IF;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO groundswell_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO groundswell_app;
--> statement-breakpoint
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO groundswell_app;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO groundswell_app;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO groundswell_app;
--> statement-breakpoint
-- The second wall: a query that forgets its WHERE still gets the rows of the workspace the transaction was opened for, or none.
DO $$
DECLARE walled text;
BEGIN
  FOREACH walled IN ARRAY ARRAY['installations', 'trackers', 'incidents', 'deliveries', 'boards', 'digests', 'changes', 'messages']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY own_workspace ON %I USING (workspace_id = current_setting(''groundswell.workspace'', true)) WITH CHECK (workspace_id = current_setting(''groundswell.workspace'', true))',
      walled);
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE workspaces ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE workspaces FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_workspace ON workspaces
  USING (id = current_setting('groundswell.workspace', true))
  WITH CHECK (id = current_setting('groundswell.workspace', true));
--> statement-breakpoint
-- A feed that a workspace's linked account pays for is that workspace's alone; shared feeds are everybody's.
ALTER TABLE feeds ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE feeds FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY shared_or_own ON feeds
  USING (workspace_id IS NULL OR workspace_id = current_setting('groundswell.workspace', true))
  WITH CHECK (workspace_id IS NULL OR workspace_id = current_setting('groundswell.workspace', true));
--> statement-breakpoint
-- What collects for everybody must read every feed and know which trackers still want one, and drops trackers whose time to
-- come back is over. It says so per transaction (store/collector.ts); no question of a workspace runs in that mode.
CREATE POLICY collector ON feeds
  USING (current_setting('groundswell.collector', true) = 'on')
  WITH CHECK (current_setting('groundswell.collector', true) = 'on');
--> statement-breakpoint
CREATE POLICY collector_reads ON trackers FOR SELECT
  USING (current_setting('groundswell.collector', true) = 'on');
--> statement-breakpoint
CREATE POLICY collector_expires ON trackers FOR DELETE
  USING (current_setting('groundswell.collector', true) = 'on' AND removed_at IS NOT NULL);
--> statement-breakpoint
-- Whom to tell about a feed is read for everybody by what collects, and by each workspace for itself.
ALTER TABLE listeners ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE listeners FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY read_own ON listeners FOR SELECT
  USING (workspace_id = current_setting('groundswell.workspace', true) OR current_setting('groundswell.collector', true) = 'on');
--> statement-breakpoint
CREATE POLICY add_own ON listeners FOR INSERT WITH CHECK (workspace_id = current_setting('groundswell.workspace', true));
--> statement-breakpoint
CREATE POLICY remove_own ON listeners FOR DELETE USING (workspace_id = current_setting('groundswell.workspace', true));
--> statement-breakpoint
-- Partitions belong to the owner, so the product asks for them: one per UTC day, made ahead, dropped whole.
CREATE FUNCTION make_snapshot_day(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF to_regclass('snapshots_' || to_char(day, 'YYYYMMDD')) IS NOT NULL THEN
    RETURN;
  END IF;
  -- Two that ask at once: the second waits, then finds it made.
  PERFORM pg_advisory_xact_lock(hashtext('make_snapshot_day'));
  EXECUTE format(
    'CREATE TABLE IF NOT EXISTS %I PARTITION OF snapshots FOR VALUES FROM (%L) TO (%L)',
    'snapshots_' || to_char(day, 'YYYYMMDD'),
    day::timestamp AT TIME ZONE 'UTC',
    (day + 1)::timestamp AT TIME ZONE 'UTC');
END $$;
--> statement-breakpoint
CREATE FUNCTION drop_snapshot_days(before date) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  old record;
  dropped integer := 0;
BEGIN
  FOR old IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'snapshots'::regclass AND right(c.relname, 8) < to_char(before, 'YYYYMMDD')
  LOOP
    EXECUTE format('DROP TABLE %I', old.relname);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION make_snapshot_day(date), drop_snapshot_days(date) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION make_snapshot_day(date), drop_snapshot_days(date) TO groundswell_app;
--> statement-breakpoint
-- BRIN is a thousandth of a btree for time-ordered rows.
CREATE INDEX posts_posted_at ON posts USING brin (posted_at);
--> statement-breakpoint
CREATE INDEX rollup_minutes_at ON rollup_minutes USING brin (at);
--> statement-breakpoint
-- Room on each page for the next version of a row that is written again and again.
ALTER TABLE rollup_minutes SET (fillfactor = 75);
--> statement-breakpoint
ALTER TABLE rollup_hours SET (fillfactor = 75, toast_tuple_target = 128);
--> statement-breakpoint
ALTER TABLE posts SET (fillfactor = 75);
--> statement-breakpoint
-- The sketch of a few authors is nearly all zeros: compressed inside the row it takes some dozen bytes instead of 2,048.
ALTER TABLE rollup_hours ALTER COLUMN authors SET STORAGE MAIN;
