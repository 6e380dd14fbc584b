import type { Kysely, Selectable } from 'kysely';
import type {
  Conversation,
  ConversationStore,
  Message,
  NewMessage,
  ReplyDetails,
} from '../../src/desk/conversation.ts';
import { newId } from '../../src/kernel/ids.ts';
import { fromJson } from './json.ts';
import { atomically, type Locks } from './locks.ts';
import type { Schema } from './schema.ts';

/** Conversations and their transcripts in the database. */
export class SqlConversationStore implements ConversationStore {
  readonly #db: Kysely<Schema>;
  readonly #locks: Locks;

  constructor(db: Kysely<Schema>, locks: Locks) {
    this.#db = db;
    this.#locks = locks;
  }

  async openConversation(channel: string, key: string, now: number): Promise<Conversation> {
    const found = await this.findConversationByKey(channel, key);
    if (found !== undefined) return found;
    await this.#db
      .insertInto('conversation')
      .values({ id: newId(), channel, key, language: 'nl', disclosedAt: null, createdAt: now })
      .onConflict((conflict) => conflict.columns(['channel', 'key']).doNothing())
      .execute();
    return this.#byKey(channel, key).executeTakeFirstOrThrow();
  }

  async findConversation(id: string): Promise<Conversation | undefined> {
    return this.#db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirst();
  }

  async findConversationByKey(channel: string, key: string): Promise<Conversation | undefined> {
    return this.#byKey(channel, key).executeTakeFirst();
  }

  async updateConversation(
    id: string,
    change: { language?: Conversation['language']; disclosedAt?: number },
  ): Promise<void> {
    const { language, disclosedAt } = change;
    if (language === undefined && disclosedAt === undefined) return;
    await this.#db
      .updateTable('conversation')
      .set({ ...(language === undefined ? {} : { language }), ...(disclosedAt === undefined ? {} : { disclosedAt }) })
      .where('id', '=', id)
      .execute();
  }

  async appendMessage(message: NewMessage): Promise<Message> {
    const { id, conversationId, author, text, details, createdAt } = message;
    const row = await atomically(this.#db, async (transaction) => {
      await this.#locks.conversation(transaction, conversationId);
      return transaction
        .insertInto('message')
        .values({
          id,
          conversationId,
          author,
          text,
          details: details === null ? null : JSON.stringify(details),
          helpful: null,
          createdAt,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
    });
    return toMessage(row);
  }

  async findMessage(id: string): Promise<Message | undefined> {
    const row = await this.#db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : toMessage(row);
  }

  async listMessages(conversationId: string, afterSeq: number, limit: number): Promise<Message[]> {
    const rows = await this.#transcript(conversationId)
      .where('seq', '>', afterSeq)
      .orderBy('seq', 'asc')
      .limit(limit)
      .execute();
    return rows.map(toMessage);
  }

  async recentMessages(conversationId: string, limit: number): Promise<Message[]> {
    const rows = await this.#transcript(conversationId).orderBy('seq', 'desc').limit(limit).execute();
    return rows.reverse().map(toMessage);
  }

  async rateMessage(messageId: string, helpful: boolean): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('message')
      .set({ helpful: helpful ? 1 : 0 })
      .where('id', '=', messageId)
      .where('helpful', 'is', null)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  #byKey(channel: string, key: string) {
    return this.#db.selectFrom('conversation').selectAll().where('channel', '=', channel).where('key', '=', key);
  }

  #transcript(conversationId: string) {
    return this.#db.selectFrom('message').selectAll().where('conversationId', '=', conversationId);
  }
}

function toMessage(row: Selectable<Schema['message']>): Message {
  return {
    ...row,
    details: row.details === null ? null : fromJson<ReplyDetails>(row.details),
    helpful: row.helpful === null ? null : row.helpful === 1,
  };
}
