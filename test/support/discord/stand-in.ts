import { Server } from 'node:net';
import { onTestFinished } from 'vitest';

interface Seed {
  channels: { id: string; name: string; type: number }[];
  users: { id: string; username: string }[];
  botUser: { id: string; username: string };
  botToken: string;
}

/** A message as the stand-in shows it. */
export interface StandInMessage {
  id: string;
  content: string;
  author: { id: string };
  components?: { components: { label: string; custom_id: string }[] }[];
  message_reference?: { message_id?: string };
}

/** What somebody did that the bot has to answer. */
interface Asked {
  id: string;
}

/** The stand-in, as far as the tests use it. */
export interface StandIn {
  readonly restUrl: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  channel(id: string): {
    getMessages(): Promise<StandInMessage[]>;
    getInteractionResponse(id: string): Promise<{ type: number; data: string | null; acknowledged: boolean } | null>;
    getThreads(): Promise<{ id: string; name?: string | null }[]>;
    user(id: string): {
      submitModal(what: { customId: string; fields: { customId: string; value: string }[] }): Promise<Asked>;
      sendMessage(what: { content: string }): Promise<unknown>;
      runSlashCommand(what: { name: string; options: object[] }): Promise<Asked>;
      clickButton(what: { messageId: string; customId: string }): Promise<Asked>;
    };
  };
  simulateInteraction(what: { type: number; channelId: string; userId: string; data: object }): Promise<Asked>;
  prisma: { applicationCommand: { count(): Promise<number> } };
}

/** Not told to the compiler: its types would bring in those of a browser, over ours. */
const packageName: string = 'discord-digital-twin';

/**
 * The platform as somebody else understood it: the stand-in from npm, for the real client library. It knows no direct messages
 * and no refusals; for those there is the strict one. All of one process share its database, so a test file starts one.
 */
export async function startStandIn(seed: Seed): Promise<StandIn> {
  const { DigitalDiscord } = (await import(packageName)) as { DigitalDiscord: new (seed: Seed) => StandIn };
  const twin = new DigitalDiscord(seed);
  await onLoopback(() => twin.start());
  onTestFinished(() => twin.stop());
  return twin;
}

/** The stand-in would listen on every interface, and offers no choice: whatever begins to listen meanwhile listens on the loopback address. */
async function onLoopback(start: () => Promise<void>): Promise<void> {
  const { listen } = Server.prototype;
  Server.prototype.listen = function (this: Server, port: number, listening: () => void) {
    return Reflect.apply(listen, this, [port, '127.0.0.1', listening]) as Server;
  } as typeof listen;
  try {
    await start();
  } finally {
    Server.prototype.listen = listen;
  }
}
