import { once } from "node:events";
import { type AddressInfo, createServer, connect as dial, type Socket } from "node:net";

/** A way to Postgres on which statements change. */
export interface Wire {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Every statement that is prepared on the way is sent on as `rewrite` gives it back; all else passes as it is.
 * See https://www.postgresql.org/docs/current/protocol-message-formats.html: Parse is 'P', its length, its name, the statement.
 */
export async function openWire(postgresUrl: string, rewrite: (statement: string) => string): Promise<Wire> {
  const { hostname, port } = new URL(postgresUrl);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const postgres = dial(Number(port), hostname);
    for (const socket of [client, postgres]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        client.destroy();
        postgres.destroy();
      });
    }
    postgres.pipe(client);
    const read = messages(rewrite);
    client.on("data", (chunk) => postgres.write(read(chunk)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: own } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(postgresUrl), { port: String(own) }).href,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** Takes what comes in pieces, gives back whole messages. */
function messages(rewrite: (statement: string) => string): (chunk: Buffer) => Buffer {
  let waiting: Buffer = Buffer.alloc(0);
  // The first message has no letter, only a length.
  let letter = 0;
  return (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    const whole: Buffer[] = [];
    while (waiting.length >= letter + 4) {
      const length = letter + waiting.readInt32BE(letter);
      if (waiting.length < length) break;
      const message = waiting.subarray(0, length);
      waiting = waiting.subarray(length);
      whole.push(letter === 1 && message[0] === parse ? rewritten(message, rewrite) : message);
      letter = 1;
    }
    return Buffer.concat(whole);
  };
}

const parse = "P".charCodeAt(0);

function rewritten(message: Buffer, rewrite: (statement: string) => string): Buffer {
  const from = message.indexOf(0, 5) + 1;
  const to = message.indexOf(0, from);
  const statement = Buffer.from(rewrite(message.toString("utf8", from, to)));
  const changed = Buffer.concat([message.subarray(0, from), statement, message.subarray(to)]);
  changed.writeInt32BE(changed.length - 1, 1);
  return changed;
}
