CREATE TABLE "boards" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "boards_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"tracker_id" bigint NOT NULL,
	"surface" text NOT NULL,
	"channel_id" text NOT NULL,
	"period_ms" integer NOT NULL,
	"message_id" text,
	"shown" text,
	"created_by" jsonb NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"about" bigint NOT NULL,
	"who" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"before" jsonb NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" jsonb
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"key" text NOT NULL,
	"state" text NOT NULL,
	"surface" text,
	"channel_id" text,
	"message_id" text,
	"claimed_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"attempts" integer DEFAULT 1 NOT NULL,
	"problem" text,
	CONSTRAINT "deliveries_workspaceId_key_unique" UNIQUE("workspace_id","key")
);
--> statement-breakpoint
CREATE TABLE "digests" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "digests_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"surface" text NOT NULL,
	"channel_id" text NOT NULL,
	"every" text NOT NULL,
	"at" text NOT NULL,
	"zone" text NOT NULL,
	"tracker_ids" bigint[] NOT NULL,
	"last_sent_on" text,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"stopped_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "incidents_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"tracker_id" bigint NOT NULL,
	"phase" text NOT NULL,
	"sensitivity" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"moved_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"networks" text[] NOT NULL,
	"first" jsonb NOT NULL,
	"peak" jsonb NOT NULL,
	"last_hour" integer NOT NULL,
	"authors" integer,
	"silent" boolean NOT NULL,
	"message_id" text
);
--> statement-breakpoint
CREATE TABLE "installations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "installations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"surface" text NOT NULL,
	"sealed" text NOT NULL,
	"scopes" text[] NOT NULL,
	"installed_by" text NOT NULL,
	"installed_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "installations_workspaceId_surface_unique" UNIQUE("workspace_id","surface")
);
--> statement-breakpoint
CREATE TABLE "listeners" (
	"feed_id" bigint NOT NULL,
	"tracker_id" bigint NOT NULL,
	"workspace_id" text NOT NULL,
	"pace_ms" integer NOT NULL,
	CONSTRAINT "listeners_feedId_trackerId_unique" UNIQUE("feed_id","tracker_id")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"author" jsonb,
	"only_for" text,
	"content" jsonb NOT NULL,
	"posted_at" timestamp with time zone NOT NULL,
	"edited_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "trackers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "trackers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" text NOT NULL,
	"surface" text NOT NULL,
	"channel_id" text NOT NULL,
	"subject_id" bigint NOT NULL,
	"display" text NOT NULL,
	"networks" text[] NOT NULL,
	"pace_ms" integer NOT NULL,
	"sensitivity" text NOT NULL,
	"alerts" boolean DEFAULT true NOT NULL,
	"muted_until" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"filter" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"message_id" text,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" text PRIMARY KEY NOT NULL,
	"surface" text NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "authors" (
	"network" text NOT NULL,
	"id" text NOT NULL,
	"handle" text NOT NULL,
	"name" text,
	"followers" integer,
	"verified" boolean,
	"influencer" boolean NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "authors_network_id_pk" PRIMARY KEY("network","id")
);
--> statement-breakpoint
CREATE TABLE "coverage" (
	"feed_id" bigint PRIMARY KEY NOT NULL,
	"seen" "tstzmultirange" NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cursors" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"moved_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feed_posts" (
	"feed_id" bigint NOT NULL,
	"posted_at" timestamp with time zone NOT NULL,
	"post_key" bigint NOT NULL,
	"author_bit" smallint,
	CONSTRAINT "feed_posts_feed_id_posted_at_post_key_pk" PRIMARY KEY("feed_id","posted_at","post_key")
);
--> statement-breakpoint
CREATE TABLE "feeds" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "feeds_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source" text NOT NULL,
	"network" text NOT NULL,
	"subject_id" bigint NOT NULL,
	"workspace_id" text,
	"detector" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "feeds_once" UNIQUE NULLS NOT DISTINCT("source","network","subject_id","workspace_id")
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"key" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "posts_key_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"network" text NOT NULL,
	"id" text NOT NULL,
	"author_id" text,
	"posted_at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"content" text NOT NULL,
	"language" text,
	"sentiment" text,
	"text" text NOT NULL,
	"tags" text[] NOT NULL,
	"topics" text[] NOT NULL,
	"likes" integer,
	"shares" integer,
	"replies" integer,
	"views" bigint,
	"rate" real,
	"viral" boolean DEFAULT false NOT NULL,
	"sensitive" boolean DEFAULT false NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"more" jsonb,
	CONSTRAINT "posts_once" UNIQUE("network","id")
);
--> statement-breakpoint
CREATE TABLE "quotas" (
	"source" text NOT NULL,
	"payer" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"requests" integer NOT NULL,
	"cost_usd" real DEFAULT 0 NOT NULL,
	CONSTRAINT "quotas_source_payer_window_start_pk" PRIMARY KEY("source","payer","window_start")
);
--> statement-breakpoint
CREATE TABLE "rollup_hours" (
	"feed_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"counted" integer,
	"observed" integer DEFAULT 0 NOT NULL,
	"engagement" bigint DEFAULT 0 NOT NULL,
	"views" bigint DEFAULT 0 NOT NULL,
	"negative" integer DEFAULT 0 NOT NULL,
	"positive" integer DEFAULT 0 NOT NULL,
	"authors" bit(16384) DEFAULT 0::bit(16384) NOT NULL,
	CONSTRAINT "rollup_hours_feed_id_at_pk" PRIMARY KEY("feed_id","at")
);
--> statement-breakpoint
CREATE TABLE "rollup_minutes" (
	"feed_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"counted" integer,
	"observed" integer DEFAULT 0 NOT NULL,
	"engagement" bigint DEFAULT 0 NOT NULL,
	"views" bigint DEFAULT 0 NOT NULL,
	"negative" integer DEFAULT 0 NOT NULL,
	"positive" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "rollup_minutes_feed_id_at_pk" PRIMARY KEY("feed_id","at")
);
--> statement-breakpoint
CREATE TABLE "snapshots" (
	"post_key" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"likes" integer,
	"shares" integer,
	"replies" integer,
	"views" bigint,
	CONSTRAINT "snapshots_post_key_at_pk" PRIMARY KEY("post_key","at")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "subjects" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "subjects_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"display" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "subjects_kind_key_unique" UNIQUE("kind","key")
);
--> statement-breakpoint
ALTER TABLE "boards" ADD CONSTRAINT "boards_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "boards" ADD CONSTRAINT "boards_tracker_id_trackers_id_fk" FOREIGN KEY ("tracker_id") REFERENCES "public"."trackers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digests" ADD CONSTRAINT "digests_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_tracker_id_trackers_id_fk" FOREIGN KEY ("tracker_id") REFERENCES "public"."trackers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "installations" ADD CONSTRAINT "installations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listeners" ADD CONSTRAINT "listeners_feed_id_feeds_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."feeds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listeners" ADD CONSTRAINT "listeners_tracker_id_trackers_id_fk" FOREIGN KEY ("tracker_id") REFERENCES "public"."trackers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trackers" ADD CONSTRAINT "trackers_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trackers" ADD CONSTRAINT "trackers_subject_id_subjects_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subjects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coverage" ADD CONSTRAINT "coverage_feed_id_feeds_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."feeds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feeds" ADD CONSTRAINT "feeds_subject_id_subjects_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subjects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "boards_one_live" ON "boards" USING btree ("tracker_id","channel_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "changes_workspace_id_at_index" ON "changes" USING btree ("workspace_id","at");--> statement-breakpoint
CREATE INDEX "digests_workspace_id_channel_id_index" ON "digests" USING btree ("workspace_id","channel_id");--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_one_open" ON "incidents" USING btree ("tracker_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "incidents_workspace_id_tracker_id_opened_at_index" ON "incidents" USING btree ("workspace_id","tracker_id","opened_at");--> statement-breakpoint
CREATE INDEX "listeners_tracker_id_index" ON "listeners" USING btree ("tracker_id");--> statement-breakpoint
CREATE INDEX "messages_workspace_id_channel_id_id_index" ON "messages" USING btree ("workspace_id","channel_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "trackers_one_per_channel" ON "trackers" USING btree ("workspace_id","channel_id","subject_id");--> statement-breakpoint
CREATE INDEX "feed_posts_post_key_index" ON "feed_posts" USING btree ("post_key");