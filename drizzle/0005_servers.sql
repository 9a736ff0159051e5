-- Which servers have the bot is told by Discord for all of them at once (src/chat/discord/guilds.ts): those that are gone are found
-- among all workspaces. It reads only: each is written in its own name.
CREATE POLICY keeper_reads ON workspaces FOR SELECT
  USING (current_setting('groundswell.keeper', true) = 'on');
