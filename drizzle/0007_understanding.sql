CREATE TABLE "corrections" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "corrections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"network" text NOT NULL,
	"author_id" text NOT NULL,
	"author_bit" smallint NOT NULL,
	"phrase" text NOT NULL,
	"sentiment" text NOT NULL,
	"corrected_by" jsonb NOT NULL,
	"corrected_at" timestamp with time zone NOT NULL,
	CONSTRAINT "corrections_once" UNIQUE("workspace_id","network","author_id","phrase")
);
--> statement-breakpoint
CREATE TABLE "word_lists" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "word_lists_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"words" text[] NOT NULL,
	"changed_by" jsonb NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "word_lists_once" UNIQUE("workspace_id","name")
);
--> statement-breakpoint
ALTER TABLE "authors" ADD COLUMN "automated" boolean;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "understanding" smallint;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "language_told" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hours" ADD COLUMN "neutral" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_minutes" ADD COLUMN "neutral" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "word_lists" ADD CONSTRAINT "word_lists_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- What an author said, however it was linked, addressed and marked: the phrase that a correction holds for.
CREATE FUNCTION phrase_of(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT left(btrim(regexp_replace(regexp_replace(lower(said), '(https?://|@)[^[:space:]]*', ' ', 'g'), '[[:space:][:punct:]]+', ' ', 'g')), 1000)
$$;
--> statement-breakpoint
DO $$
DECLARE walled text;
BEGIN
  FOREACH walled IN ARRAY ARRAY['corrections', 'word_lists']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY own_workspace ON %I USING (workspace_id = current_setting(''groundswell.workspace'', true)) WITH CHECK (workspace_id = current_setting(''groundswell.workspace'', true))',
      walled);
  END LOOP;
END $$;
