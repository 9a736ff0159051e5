CREATE TABLE "relay_posts" (
	"relay_id" bigint NOT NULL,
	"workspace_id" text NOT NULL,
	"post_key" bigint NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"batch" integer,
	"twin_of" bigint,
	"marks" text DEFAULT '' NOT NULL,
	CONSTRAINT "relay_posts_relay_id_post_key_pk" PRIMARY KEY("relay_id","post_key")
);
--> statement-breakpoint
CREATE TABLE "relays" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "relays_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"tracker_id" bigint NOT NULL,
	"surface" text NOT NULL,
	"channel_id" text NOT NULL,
	"mode" text NOT NULL,
	"max_per_hour" integer NOT NULL,
	"created_by" jsonb NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"message_id" text,
	"sent_batch" integer DEFAULT 0 NOT NULL,
	"told_to" timestamp with time zone NOT NULL,
	"looked_at" timestamp with time zone,
	"next_at" timestamp with time zone NOT NULL,
	"stopped_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "relay_posts" ADD CONSTRAINT "relay_posts_relay_id_relays_id_fk" FOREIGN KEY ("relay_id") REFERENCES "public"."relays"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relays" ADD CONSTRAINT "relays_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relays" ADD CONSTRAINT "relays_tracker_id_trackers_id_fk" FOREIGN KEY ("tracker_id") REFERENCES "public"."trackers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "relay_posts_relay_id_hour_index" ON "relay_posts" USING btree ("relay_id","hour");--> statement-breakpoint
CREATE UNIQUE INDEX "relays_one_per_tracker" ON "relays" USING btree ("tracker_id") WHERE stopped_at is null;--> statement-breakpoint
CREATE INDEX "relays_next" ON "relays" USING btree ("next_at") WHERE stopped_at is null;--> statement-breakpoint
CREATE INDEX "posts_viral" ON "posts" USING btree ("posted_at") WHERE viral;--> statement-breakpoint
DO $$
DECLARE walled text;
BEGIN
  FOREACH walled IN ARRAY ARRAY['relays', 'relay_posts']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY own_workspace ON %I USING (workspace_id = current_setting(''groundswell.workspace'', true)) WITH CHECK (workspace_id = current_setting(''groundswell.workspace'', true))',
      walled);
  END LOOP;
END $$;
--> statement-breakpoint
-- News comes for all workspaces at once, so whoever looks for everybody (src/store/relays.ts) sees those that stand; it can change none,
-- and drops only what is past its time (src/store/purge.ts).
CREATE POLICY collector_finds_due ON relays FOR SELECT
  USING (current_setting('groundswell.collector', true) = 'on' AND stopped_at IS NULL);
--> statement-breakpoint
CREATE POLICY collector_finds_expired ON relays FOR SELECT
  USING (current_setting('groundswell.collector', true) = 'on' AND stopped_at < now() - interval '30 days');
--> statement-breakpoint
CREATE POLICY collector_expires ON relays FOR DELETE
  USING (current_setting('groundswell.collector', true) = 'on' AND stopped_at < now() - interval '30 days');
--> statement-breakpoint
CREATE POLICY collector_finds_expired ON relay_posts FOR SELECT
  USING (current_setting('groundswell.collector', true) = 'on' AND hour < now() - interval '2 days');
--> statement-breakpoint
CREATE POLICY collector_expires ON relay_posts FOR DELETE
  USING (current_setting('groundswell.collector', true) = 'on' AND hour < now() - interval '2 days');
