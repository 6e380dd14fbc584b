import type { Kysely } from 'kysely';
import type { ChannelNoteStore } from '../../src/delivery/channel-notes.ts';
import type { Schema } from './schema.ts';

/** What channels remember of their platforms, in the database. */
export class SqlChannelNoteStore implements ChannelNoteStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async notesOf(channel: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#db
      .selectFrom('channelNote')
      .select(['topic', 'value'])
      .where('channel', '=', channel)
      .execute();
    return new Map(rows.map(({ topic, value }) => [topic, value]));
  }

  async writeNote(channel: string, topic: string, value: string | null): Promise<void> {
    if (value === null) {
      await this.#db.deleteFrom('channelNote').where('channel', '=', channel).where('topic', '=', topic).execute();
      return;
    }
    await this.#db
      .insertInto('channelNote')
      .values({ channel, topic, value })
      .onConflict((conflict) => conflict.columns(['channel', 'topic']).doUpdateSet({ value }))
      .execute();
  }
}
