CREATE TABLE "notices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"surface" text NOT NULL,
	"channel_id" text NOT NULL,
	"key" text NOT NULL,
	"tracker_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"roundup_id" bigint,
	CONSTRAINT "notices_workspaceId_key_unique" UNIQUE("workspace_id","key")
);
--> statement-breakpoint
CREATE TABLE "peaces" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "peaces_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"surface" text NOT NULL,
	"channel_id" text NOT NULL,
	"quiet" jsonb,
	"per_hour" integer,
	"escalate_ms" integer,
	"escalate_to" jsonb,
	CONSTRAINT "peaces_workspaceId_surface_channelId_unique" UNIQUE("workspace_id","surface","channel_id")
);
--> statement-breakpoint
CREATE TABLE "roundups" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "roundups_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"surface" text NOT NULL,
	"channel_id" text NOT NULL,
	"kind" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"message_id" text,
	"told" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "roundups_workspaceId_surface_channelId_kind_untilAt_unique" UNIQUE("workspace_id","surface","channel_id","kind","until_at")
);
--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "message_channel_id" text;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "announced" jsonb;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "escalate_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "trackers" ADD COLUMN "end_told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "trackers" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_tracker_id_trackers_id_fk" FOREIGN KEY ("tracker_id") REFERENCES "public"."trackers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_roundup_id_roundups_id_fk" FOREIGN KEY ("roundup_id") REFERENCES "public"."roundups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "peaces" ADD CONSTRAINT "peaces_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roundups" ADD CONSTRAINT "roundups_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notices_workspace_id_surface_channel_id_at_index" ON "notices" USING btree ("workspace_id","surface","channel_id","at");--> statement-breakpoint
CREATE INDEX "notices_roundup_id_index" ON "notices" USING btree ("roundup_id");--> statement-breakpoint
CREATE INDEX "roundups_due" ON "roundups" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "incidents_escalate" ON "incidents" USING btree ("escalate_at") WHERE escalate_at is not null;--> statement-breakpoint
-- Each workspace's own, as all that workspaces make.
DO $$
DECLARE walled text;
BEGIN
  FOREACH walled IN ARRAY ARRAY['peaces', 'roundups', 'notices']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY own_workspace ON %I USING (workspace_id = current_setting(''groundswell.workspace'', true)) WITH CHECK (workspace_id = current_setting(''groundswell.workspace'', true))',
      walled);
  END LOOP;
END $$;
--> statement-breakpoint
-- Their time comes for all workspaces at once, so whoever looks for everybody (src/store/due.ts) sees what waits for its time; it can
-- change nothing, and drops only what is past its time (src/store/purge.ts).
CREATE POLICY collector_finds_due ON roundups FOR SELECT
  USING (current_setting('groundswell.collector', true) = 'on' AND due_at IS NOT NULL);
--> statement-breakpoint
CREATE POLICY collector_finds_due ON incidents FOR SELECT
  USING (current_setting('groundswell.collector', true) = 'on' AND escalate_at IS NOT NULL);
--> statement-breakpoint
CREATE POLICY collector_finds_expired ON roundups FOR SELECT
  USING (current_setting('groundswell.collector', true) = 'on' AND until_at < now() - interval '90 days');
--> statement-breakpoint
CREATE POLICY collector_expires ON roundups FOR DELETE
  USING (current_setting('groundswell.collector', true) = 'on' AND until_at < now() - interval '90 days');
--> statement-breakpoint
CREATE POLICY collector_finds_expired ON notices FOR SELECT
  USING (current_setting('groundswell.collector', true) = 'on' AND at < now() - interval '90 days');
--> statement-breakpoint
CREATE POLICY collector_expires ON notices FOR DELETE
  USING (current_setting('groundswell.collector', true) = 'on' AND at < now() - interval '90 days');
