CREATE TABLE "exclusions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "exclusions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"tracker_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"of" text NOT NULL,
	CONSTRAINT "exclusions_trackerId_kind_name_of_unique" UNIQUE("tracker_id","kind","name","of")
);
--> statement-breakpoint
CREATE TABLE "feedback" (
	"workspace_id" text NOT NULL,
	"incident_id" bigint NOT NULL,
	"person_id" text NOT NULL,
	"who" jsonb NOT NULL,
	"verdict" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "feedback_incidentId_personId_unique" UNIQUE("incident_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "exclusions" ADD CONSTRAINT "exclusions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusions" ADD CONSTRAINT "exclusions_tracker_id_trackers_id_fk" FOREIGN KEY ("tracker_id") REFERENCES "public"."trackers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feedback_workspace_id_index" ON "feedback" USING btree ("workspace_id");--> statement-breakpoint
-- The second wall (drizzle/0001_walls.sql).
DO $$
DECLARE walled text;
BEGIN
  FOREACH walled IN ARRAY ARRAY['exclusions', 'feedback']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY own_workspace ON %I USING (workspace_id = current_setting(''groundswell.workspace'', true)) WITH CHECK (workspace_id = current_setting(''groundswell.workspace'', true))',
      walled);
  END LOOP;
END $$;
