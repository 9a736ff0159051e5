import { type AppBskyFeedPost, AtpAgent, RichText } from "@atproto/api";
import type { TestPds } from "@atproto/dev-env";

/** What somebody writes into a box; the facets are made of it as the app makes them. */
export interface Written {
  readonly text: string;
  /** Tags that are not in the text. */
  readonly tags?: readonly string[];
  /** Default: now. */
  readonly at?: Date;
  /** The address of the post that it answers. */
  readonly answers?: string;
  readonly langs?: readonly string[];
}

/** An account of a real server, used through the official client. */
export interface Person {
  readonly did: string;
  /** Each gives the post's address. */
  post(written: Written): Promise<string>;
  /** Many posts in one commit. */
  postMany(written: readonly Written[]): Promise<readonly string[]>;
  edit(uri: string, written: Written): Promise<void>;
  remove(uri: string): Promise<void>;
  like(uri: string): Promise<void>;
  repost(uri: string): Promise<void>;
  follow(did: string): Promise<void>;
  /** For whoever asks in this account's name. */
  appPassword(): Promise<string>;
  /** Takes another name: an identity event. */
  rename(handle: string): Promise<void>;
  /** Away and back again: two account events. */
  pause(): Promise<void>;
}

const collection = "app.bsky.feed.post";
const password = "correct horse";
let appPasswords = 0;

export async function openPerson(pds: TestPds, name: string): Promise<Person> {
  const agent = new AtpAgent({ service: pds.url });
  await agent.createAccount({ handle: `${name}.test`, email: `${name}@mail.test`, password });
  const did = agent.assertDid;
  const recordOf = async ({ text, tags, at = new Date(), answers, langs = ["en"] }: Written) => {
    const rich = new RichText({ text });
    await rich.detectFacets(agent);
    return {
      $type: collection,
      text: rich.text,
      createdAt: at.toISOString(),
      langs: [...langs],
      ...(rich.facets ? { facets: rich.facets } : {}),
      ...(tags ? { tags: [...tags] } : {}),
      ...(answers ? { reply: await replyTo(agent, answers) } : {}),
    } satisfies AppBskyFeedPost.Record;
  };
  const nameOf = async (uri: string) => {
    const { data } = await agent.com.atproto.repo.getRecord({ repo: didIn(uri), collection, rkey: rkeyIn(uri) });
    return { uri, cid: data.cid ?? "" };
  };
  return {
    did,
    post: async (written) => (await agent.post(await recordOf(written))).uri,
    async postMany(written) {
      const writes = (await Promise.all(written.map(recordOf))).map((value) => ({
        $type: "com.atproto.repo.applyWrites#create" as const,
        collection,
        value,
      }));
      const { data } = await agent.com.atproto.repo.applyWrites({ repo: did, writes });
      return (data.results ?? []).map((result) => ("uri" in result ? String(result.uri) : ""));
    },
    async edit(uri, written) {
      const record = await recordOf(written);
      await agent.com.atproto.repo.putRecord({ repo: did, collection, rkey: rkeyIn(uri), record });
    },
    remove: (uri) => agent.deletePost(uri),
    async like(uri) {
      const post = await nameOf(uri);
      await agent.like(post.uri, post.cid);
    },
    async repost(uri) {
      const post = await nameOf(uri);
      await agent.repost(post.uri, post.cid);
    },
    follow: async (other) => void (await agent.follow(other)),
    async appPassword() {
      const { data } = await agent.com.atproto.server.createAppPassword({ name: `bot ${++appPasswords}` });
      return data.password;
    },
    rename: async (handle) => void (await agent.com.atproto.identity.updateHandle({ handle })),
    async pause() {
      await agent.com.atproto.server.deactivateAccount({});
      await agent.com.atproto.server.activateAccount();
    },
  };
}

async function replyTo(agent: AtpAgent, uri: string) {
  const { data } = await agent.com.atproto.repo.getRecord({ repo: didIn(uri), collection, rkey: rkeyIn(uri) });
  const post = { uri, cid: data.cid ?? "" };
  return { root: post, parent: post };
}

/** Posts of all of them at once, and some without the hashtag in between; `meanwhile` is told the number of each. */
export async function writeWaves(
  people: readonly Person[],
  tag: string,
  count: number,
  meanwhile: (number: number) => unknown = () => {},
): Promise<readonly string[]> {
  const uris: string[] = [];
  const write = async (person: Person, from: number) => {
    for (let number = from; number < count; number += people.length) {
      uris.push(await person.post({ text: `wave ${number} of #${tag}` }));
      if (number % 5 === 0) await person.post({ text: `between the waves ${number}` });
      meanwhile(number);
    }
  };
  await Promise.all(people.map(write));
  return uris;
}

const didIn = (uri: string): string => uri.split("/")[2] ?? "";
export const rkeyIn = (uri: string): string => uri.split("/")[4] ?? "";
