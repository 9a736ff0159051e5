ALTER TABLE "feeds" ADD COLUMN "pace_ms" integer;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "gone_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "rollup_hours" ALTER COLUMN "authors" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "rollup_hours" ALTER COLUMN "authors" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_hours" ADD COLUMN "author_bits" smallint[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE rollup_hours ALTER COLUMN authors SET STORAGE EXTERNAL;
--> statement-breakpoint
ALTER TABLE rollup_hours ALTER COLUMN author_bits SET STORAGE PLAIN;
--> statement-breakpoint
DO $$ BEGIN
  EXECUTE format('CREATE AGGREGATE author_sketch(integer, integer) (SFUNC = set_bit, STYPE = bit, INITCOND = %L)', repeat('0', 16384));
END $$;
