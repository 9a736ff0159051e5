-- Nothing wrote digests before this: there are no rows to carry over.
DROP INDEX "digests_workspace_id_channel_id_index";--> statement-breakpoint
ALTER TABLE "digests" ALTER COLUMN "tracker_ids" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "digests" ADD COLUMN "is_personal" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "digests" ADD COLUMN "schedule" jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "digests" ADD COLUMN "quiet" text NOT NULL;--> statement-breakpoint
ALTER TABLE "digests" ADD COLUMN "since" timestamp with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "digests" ADD COLUMN "last_on" text;--> statement-breakpoint
ALTER TABLE "digests" ADD COLUMN "next_at" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "digests_one_per_channel" ON "digests" USING btree ("workspace_id","surface","channel_id") WHERE stopped_at is null;--> statement-breakpoint
CREATE INDEX "digests_next" ON "digests" USING btree ("next_at") WHERE stopped_at is null;--> statement-breakpoint
ALTER TABLE "digests" DROP COLUMN "every";--> statement-breakpoint
ALTER TABLE "digests" DROP COLUMN "at";--> statement-breakpoint
ALTER TABLE "digests" DROP COLUMN "zone";--> statement-breakpoint
ALTER TABLE "digests" DROP COLUMN "last_sent_on";--> statement-breakpoint
ALTER TABLE "digests" DROP COLUMN "created_at";--> statement-breakpoint
-- Their hour comes for all workspaces at once, so whoever looks for everybody (src/store/digests.ts) sees those that stand; it can change
-- none, and drops only those that were stopped long ago (src/store/purge.ts).
CREATE POLICY collector_finds_due ON digests FOR SELECT
  USING (current_setting('groundswell.collector', true) = 'on' AND stopped_at IS NULL);
--> statement-breakpoint
CREATE POLICY collector_finds_expired ON digests FOR SELECT
  USING (current_setting('groundswell.collector', true) = 'on' AND stopped_at < now() - interval '30 days');
--> statement-breakpoint
CREATE POLICY collector_expires ON digests FOR DELETE
  USING (current_setting('groundswell.collector', true) = 'on' AND stopped_at < now() - interval '30 days');
