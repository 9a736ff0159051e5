CREATE TABLE "echoes" (
	"workspace_id" text NOT NULL,
	"incident_id" bigint NOT NULL,
	"link_id" bigint NOT NULL,
	"acknowledged" jsonb,
	"muted" jsonb,
	CONSTRAINT "echoes_incidentId_linkId_unique" UNIQUE("incident_id","link_id")
);
--> statement-breakpoint
CREATE TABLE "links" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "links_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"surface" text NOT NULL,
	"name" text NOT NULL,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code_hash" text NOT NULL,
	"partner_id" text,
	"partner_surface" text,
	"partner_name" text,
	"redeemed_by" jsonb,
	"redeemed_at" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"confirmed_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "links_codeHash_unique" UNIQUE("code_hash"),
	CONSTRAINT "links_join_two" CHECK (partner_id <> workspace_id),
	CONSTRAINT "links_accepted_by_partner" CHECK (accepted_at is null or partner_id is not null),
	CONSTRAINT "links_confirmed_by_both" CHECK (confirmed_at is null or accepted_at is not null)
);
--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "acknowledged" jsonb;--> statement-breakpoint
ALTER TABLE "echoes" ADD CONSTRAINT "echoes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "echoes" ADD CONSTRAINT "echoes_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "echoes" ADD CONSTRAINT "echoes_link_id_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."links"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_partner_id_workspaces_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "echoes_link_id_index" ON "echoes" USING btree ("link_id");--> statement-breakpoint
CREATE INDEX "links_workspace_id_index" ON "links" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "links_partner_id_index" ON "links" USING btree ("partner_id");--> statement-breakpoint
CREATE UNIQUE INDEX "links_once" ON "links" USING btree (least(workspace_id, partner_id),greatest(workspace_id, partner_id)) WHERE confirmed_at is not null;--> statement-breakpoint
-- A link is seen and ended by its two sides, and by nobody else.
ALTER TABLE links ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE links FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_sides_read ON links FOR SELECT
  USING (current_setting('groundswell.workspace', true) IN (workspace_id, partner_id));
--> statement-breakpoint
CREATE POLICY own_sides_change ON links FOR UPDATE
  USING (current_setting('groundswell.workspace', true) IN (workspace_id, partner_id))
  WITH CHECK (current_setting('groundswell.workspace', true) IN (workspace_id, partner_id));
--> statement-breakpoint
CREATE POLICY own_sides_end ON links FOR DELETE
  USING (current_setting('groundswell.workspace', true) IN (workspace_id, partner_id));
--> statement-breakpoint
CREATE POLICY offer_own ON links FOR INSERT
  WITH CHECK (workspace_id = current_setting('groundswell.workspace', true) AND partner_id IS NULL);
--> statement-breakpoint
-- Whoever says the code, for one transaction (src/store/links.ts), sees the one link that was offered with it, while nobody took it and
-- its time is not over, and can do one thing with it: take the free side.
CREATE POLICY code_finds ON links FOR SELECT
  USING (code_hash = current_setting('groundswell.link_code', true) AND partner_id IS NULL AND expires_at > now());
--> statement-breakpoint
CREATE POLICY code_takes ON links FOR UPDATE
  USING (code_hash = current_setting('groundswell.link_code', true) AND partner_id IS NULL AND expires_at > now())
  WITH CHECK (partner_id = current_setting('groundswell.workspace', true));
--> statement-breakpoint
-- Neither side can say yes for the other, nor change what the other brought. After the policies, so that what they refuse is theirs to
-- refuse.
CREATE FUNCTION keep_consent() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  me text := current_setting('groundswell.workspace', true);
BEGIN
  IF (NEW.id, NEW.workspace_id, NEW.surface, NEW.name, NEW.created_by, NEW.created_at, NEW.code_hash)
    IS DISTINCT FROM (OLD.id, OLD.workspace_id, OLD.surface, OLD.name, OLD.created_by, OLD.created_at, OLD.code_hash) THEN
    RAISE EXCEPTION 'a link stays what it was offered as';
  END IF;
  IF (NEW.partner_id, NEW.partner_surface, NEW.partner_name, NEW.redeemed_by)
    IS DISTINCT FROM (OLD.partner_id, OLD.partner_surface, OLD.partner_name, OLD.redeemed_by)
    AND (OLD.partner_id IS NOT NULL OR NEW.partner_id IS DISTINCT FROM me) THEN
    RAISE EXCEPTION 'only who joins a link says so, and once';
  END IF;
  IF NEW.accepted_at IS DISTINCT FROM OLD.accepted_at AND OLD.partner_id IS DISTINCT FROM me THEN
    RAISE EXCEPTION 'only who typed the code accepts a link';
  END IF;
  IF NEW.confirmed_at IS DISTINCT FROM OLD.confirmed_at AND OLD.workspace_id IS DISTINCT FROM me THEN
    RAISE EXCEPTION 'only who made the code confirms a link';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_consent AFTER UPDATE ON links FOR EACH ROW EXECUTE FUNCTION keep_consent();
--> statement-breakpoint
-- What was not confirmed in its time goes with the next purge (src/model/retention.ts).
CREATE POLICY collector_finds_expired ON links FOR SELECT
  USING (current_setting('groundswell.collector', true) = 'on' AND confirmed_at IS NULL AND expires_at < now() - interval '1 days');
--> statement-breakpoint
CREATE POLICY collector_expires ON links FOR DELETE
  USING (current_setting('groundswell.collector', true) = 'on' AND confirmed_at IS NULL AND expires_at < now() - interval '1 days');
--> statement-breakpoint
-- What came over a link is the receiving workspace's own.
ALTER TABLE echoes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE echoes FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_workspace ON echoes
  USING (workspace_id = current_setting('groundswell.workspace', true))
  WITH CHECK (workspace_id = current_setting('groundswell.workspace', true));
