CREATE TABLE "alarms" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alarms_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"tracker_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"facts" jsonb NOT NULL,
	"silent" boolean NOT NULL,
	"message_id" text,
	CONSTRAINT "alarms_trackerId_kind_key_unique" UNIQUE("tracker_id","kind","key")
);
--> statement-breakpoint
ALTER TABLE "trackers" ADD COLUMN "rules" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "alarms" ADD CONSTRAINT "alarms_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alarms" ADD CONSTRAINT "alarms_tracker_id_trackers_id_fk" FOREIGN KEY ("tracker_id") REFERENCES "public"."trackers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alarms_one_open" ON "alarms" USING btree ("tracker_id","kind") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "alarms_workspace_id_tracker_id_at_index" ON "alarms" USING btree ("workspace_id","tracker_id","at");--> statement-breakpoint
ALTER TABLE alarms ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE alarms FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_workspace ON alarms
  USING (workspace_id = current_setting('groundswell.workspace', true))
  WITH CHECK (workspace_id = current_setting('groundswell.workspace', true));
--> statement-breakpoint
-- Kept as long as incidents are, then dropped for everybody (src/store/purge.ts); the days are those of src/model/retention.ts.
CREATE POLICY collector_finds_expired ON alarms FOR SELECT
  USING (current_setting('groundswell.collector', true) = 'on' AND ended_at < now() - interval '400 days');
--> statement-breakpoint
CREATE POLICY collector_expires ON alarms FOR DELETE
  USING (current_setting('groundswell.collector', true) = 'on' AND ended_at < now() - interval '400 days');
