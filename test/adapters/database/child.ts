/** A process of its own for the tests: `child.ts <action> <database config as JSON>`. Says what happens in lines of JSON. */
import { openDatabase } from '../../../adapters/database/database.ts';
import type { DatabaseConfig } from '../../../adapters/database/engine.ts';
import { acquireServerLock } from '../../../adapters/database/server-lock.ts';
import { toDeskError } from '../../../src/kernel/errors.ts';
import { editionOf, newConversation } from '../../contract/samples.ts';

const actions: Record<string, (config: DatabaseConfig) => Promise<void>> = {
  /** Opens the database and closes it. */
  async open(config) {
    await (await openDatabase(config)).close();
    say({ opened: true });
  },
  /** Is the server until it is killed or its input ends. */
  async serve(config) {
    const lock = await acquireServerLock(config);
    say({ serving: true });
    for await (const _ of process.stdin);
    await lock.release();
  },
  /** Stores an edition. */
  async ingest(config) {
    const database = await openDatabase(config);
    const document = await database.stores.knowledge.saveEdition(editionOf('gids.md'), []);
    await database.close();
    say({ document: document.id });
  },
  /** Accepts events and says which, until it is killed. */
  async accept(config) {
    const { stores } = await openDatabase(config);
    const conversation = await newConversation(stores);
    for (let count = 0; ; count++) {
      const event = { channel: 'web', eventId: `event ${count}`, conversationId: conversation.id, payload: '{}' };
      await stores.inbox.acceptEvent({ ...event, receivedAt: count });
      say({ accepted: event.eventId });
    }
  },
};

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const [action = '', config = ''] = process.argv.slice(2);
try {
  await actions[action]?.(JSON.parse(config));
} catch (error) {
  const { code, message } = toDeskError(error);
  say({ code, message });
}
