-- What an author said, however it was linked, addressed and marked, as the digest that a correction holds for: nothing of the
-- words can be read from it. Empty where nothing is left. Spaces and marks are listed, so that they are the same in every
-- locale; symbols and emoji stay, since what is meant may hang on them.
CREATE FUNCTION phrase_key(said text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(encode(sha256(convert_to(nullif(btrim(regexp_replace(
    regexp_replace(lower(said), 'https?://[^\u0001-\u0020\u00a0\u3000]*|@[a-z0-9_.@-]*', ' ', 'g'),
    '['
      -- ASCII, but for $ + < = >
      '\u0001-\u0023\u0025-\u002a\u002c-\u002f\u003a\u003b\u003f\u0040\u005b-\u0060\u007b-\u00a1'
      -- § « ¶ · » ¿, Arabic, Devanagari
      '\u00a7\u00ab\u00ad\u00b6\u00b7\u00bb\u00bf\u060c\u061b\u061f\u06d4\u0964\u0965\u1680'
      -- General punctuation but for the joiners within emoji
      '\u2000-\u200b\u200e-\u206f'
      -- Chinese, Japanese, Korean, and the wide ones of ASCII
      '\u3000-\u3003\u3008-\u3011\u3014-\u301f\u30fb\ufeff\uff01-\uff03\uff05-\uff0a\uff0c-\uff0f\uff1a\uff1b\uff1f\uff20\uff3b-\uff40\uff5b-\uff65'
    ']+', ' ', 'g')), ''), 'UTF8')), 'hex'), '')
$$;
--> statement-breakpoint
-- The rows there are have lost what marked them, and those as long as they could be were cut: their words come back to nothing.
-- The owner of the tables is held by the walls too.
ALTER TABLE corrections NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
DELETE FROM corrections WHERE length(phrase) >= 1000 OR phrase_key(phrase) = '';--> statement-breakpoint
DELETE FROM corrections older USING corrections newer
WHERE older.workspace_id = newer.workspace_id AND older.network = newer.network AND older.author_id = newer.author_id
  AND phrase_key(older.phrase) = phrase_key(newer.phrase) AND older.id < newer.id;--> statement-breakpoint
UPDATE corrections SET phrase = phrase_key(phrase);--> statement-breakpoint
ALTER TABLE corrections FORCE ROW LEVEL SECURITY;--> statement-breakpoint
DROP FUNCTION phrase_of(text);--> statement-breakpoint
-- A function, since a plan would reckon with all authors wherever corrections are read, though the policies below ask it of none.
CREATE FUNCTION author_known(of_network text, author text) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM authors WHERE network = of_network AND id = author);
END $$;
--> statement-breakpoint
-- What cleans up (src/store/purge.ts) sees, and may drop, what holds for somebody of whom nothing is stored any more.
CREATE POLICY collector_finds_expired ON corrections FOR SELECT
  USING (current_setting('groundswell.collector', true) = 'on' AND NOT author_known(network, author_id));
--> statement-breakpoint
CREATE POLICY collector_expires ON corrections FOR DELETE
  USING (current_setting('groundswell.collector', true) = 'on' AND NOT author_known(network, author_id));
