ALTER TABLE "installations" ALTER COLUMN "sealed" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "team_id" text;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "team_name" text;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "enterprise_id" text;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "enterprise_name" text;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "org_wide" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "bot_user_id" text;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "bot_id" text;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "expires_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "installations_enterprise_id_index" ON "installations" USING btree ("enterprise_id");--> statement-breakpoint
ALTER TABLE "installations" ADD CONSTRAINT "installations_revoked_hold_no_token" CHECK (revoked_at is null or sealed is null);--> statement-breakpoint
-- What keeps the keys (src/store/keeper.ts) finds the sealed tokens of all workspaces, and what an organisation's installation
-- serves. It reads only: each row is written in the name of its own workspace.
CREATE POLICY keeper_reads ON installations FOR SELECT
  USING (current_setting('groundswell.keeper', true) = 'on');
--> statement-breakpoint
-- A workspace that left goes for good after its days (src/model/retention.ts), and everything it made with it.
CREATE POLICY collector_finds_expired ON workspaces FOR SELECT
  USING (current_setting('groundswell.collector', true) = 'on' AND removed_at < now() - interval '30 days');
--> statement-breakpoint
CREATE POLICY collector_expires ON workspaces FOR DELETE
  USING (current_setting('groundswell.collector', true) = 'on' AND removed_at < now() - interval '30 days');
