import type { Kysely, Selectable } from 'kysely';
import type {
  Attachment,
  Audience,
  Conversation,
  ConversationStore,
  Message,
  NewMessage,
  Relay,
  ReplyDetails,
} from '../../src/desk/conversation.ts';
import { newId } from '../../src/kernel/ids.ts';
import { attachmentsOf, copyAttachments, findAttachment, insertAttachments } from './attachment-rows.ts';
import { fromJson } from './json.ts';
import { atomically, type Locks } from './locks.ts';
import type { Schema } from './schema.ts';
import { notWithheld } from './withheld.ts';

/** Conversations and their transcripts in the database. */
export class SqlConversationStore implements ConversationStore {
  readonly #db: Kysely<Schema>;
  readonly #locks: Locks;

  constructor(db: Kysely<Schema>, locks: Locks) {
    this.#db = db;
    this.#locks = locks;
  }

  async openConversation(
    channel: string,
    key: string,
    now: number,
    audience: Audience = 'private',
  ): Promise<Conversation> {
    const found = await this.findConversationByKey(channel, key);
    if (found !== undefined) return found;
    await this.#db
      .insertInto('conversation')
      .values({
        ...{ id: newId(), channel, key, audience, createdAt: now },
        ...{ language: 'nl', disclosedAt: null, currentTicketId: null },
      })
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

  async lockConversation(id: string): Promise<void> {
    await this.#locks.conversation(this.#db, id);
  }

  async updateConversation(id: string, change: Parameters<ConversationStore['updateConversation']>[1]): Promise<void> {
    if (Object.keys(change).length === 0) return;
    await this.#db.updateTable('conversation').set(change).where('id', '=', id).execute();
  }

  async rekeyConversation(channel: string, from: string, to: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('conversation')
      .set({ key: to })
      .where('channel', '=', channel)
      .where('key', '=', from)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('conversation as other')
              .select('other.id')
              .where('other.channel', '=', channel)
              .where('other.key', '=', to),
          ),
        ),
      )
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  async leaveTicket(ticketId: string): Promise<void> {
    await this.#db
      .updateTable('conversation')
      .set({ currentTicketId: null })
      .where('currentTicketId', '=', ticketId)
      .execute();
  }

  async appendMessage(message: NewMessage): Promise<Message> {
    const { id, conversationId, author, text, details, createdAt, relay, ticketId, replyToId } = message;
    const { attachments = [], attachmentsOf: source } = message;
    return atomically(this.#db, async (transaction) => {
      await this.#locks.conversation(transaction, conversationId);
      const stored = await transaction
        .insertInto('message')
        .values({
          ...{ id, conversationId, author, text, createdAt },
          details: details === null ? null : JSON.stringify(details),
          relay: relay ? JSON.stringify(relay) : null,
          relayedId: relay?.messageId ?? null,
          ticketId: ticketId ?? null,
          replyToId: replyToId ?? null,
          ...{ helpful: null, editedAt: null, deletedAt: null },
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      const own = await insertAttachments(transaction, id, attachments);
      const copies = source === undefined ? [] : await copyAttachments(transaction, source, id);
      return toMessage(stored, [...own, ...copies]);
    });
  }

  async findMessage(id: string): Promise<Message | undefined> {
    return (await this.#withAttachments(await this.#messages().where('id', '=', id).execute()))[0];
  }

  async listMessages(conversationId: string, afterSeq: number, limit: number): Promise<Message[]> {
    const rows = await this.#transcript(conversationId)
      .where('seq', '>', afterSeq)
      .orderBy('seq', 'asc')
      .limit(limit)
      .execute();
    return this.#withAttachments(rows);
  }

  async recentMessages(conversationId: string, limit: number): Promise<Message[]> {
    const rows = await this.#transcript(conversationId)
      .where(notWithheld)
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute();
    return this.#withAttachments(rows.reverse());
  }

  async shownMessages(conversationId: string, afterSeq: number, limit: number): Promise<Message[]> {
    const rows = await this.#shown(conversationId)
      .where('seq', '>', afterSeq)
      .orderBy('seq', 'asc')
      .limit(limit)
      .execute();
    return this.#withAttachments(rows);
  }

  async newestShown(conversationId: string, limit: number): Promise<Message[]> {
    const rows = await this.#shown(conversationId).orderBy('seq', 'desc').limit(limit).execute();
    return this.#withAttachments(rows.reverse());
  }

  async changedSince(conversationId: string, since: number, untilSeq: number): Promise<Message[]> {
    const rows = await this.#shown(conversationId)
      .where('seq', '<=', untilSeq)
      .where(({ or, eb, exists, selectFrom }) =>
        or([
          eb('editedAt', '>=', since),
          eb('deletedAt', '>=', since),
          exists(
            selectFrom('message as relayed')
              .innerJoin('outboxRow as row', 'row.messageId', 'relayed.id')
              .select('row.seq')
              .whereRef('relayed.relayedId', '=', 'message.id')
              .where('row.action', '=', 'send')
              .where('row.endedAt', '>=', since),
          ),
        ]),
      )
      .orderBy('seq', 'asc')
      .execute();
    return this.#withAttachments(rows);
  }

  async ticketMessages(ticketId: string, conversationId: string): Promise<Message[]> {
    const rows = await this.#messages()
      .where('ticketId', '=', ticketId)
      .where('conversationId', '=', conversationId)
      .orderBy('seq', 'asc')
      .execute();
    return this.#withAttachments(rows);
  }

  async relayedIn(ticketIds: readonly string[]): Promise<Message[]> {
    if (ticketIds.length === 0) return [];
    const rows = await this.#messages()
      .where('ticketId', 'in', ticketIds)
      .where('author', '=', 'relayed')
      .orderBy('seq', 'asc')
      .execute();
    return this.#withAttachments(rows);
  }

  async relaysOf(messageId: string): Promise<Message[]> {
    const rows = await this.#messages().where('relayedId', '=', messageId).orderBy('seq', 'asc').execute();
    return this.#withAttachments(rows);
  }

  async editMessage(id: string, text: string, now: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('message')
      .set({ text, editedAt: now })
      .where('id', '=', id)
      .where('deletedAt', 'is', null)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  async deleteMessage(id: string, now: number): Promise<boolean> {
    return atomically(this.#db, async (transaction) => {
      await transaction.deleteFrom('attachment').where('messageId', '=', id).execute();
      const { numUpdatedRows } = await transaction
        .updateTable('message')
        .set({ text: '', deletedAt: now })
        .where('id', '=', id)
        .where('deletedAt', 'is', null)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    });
  }

  async setTicket(messageId: string, ticketId: string): Promise<void> {
    await this.#db.updateTable('message').set({ ticketId }).where('id', '=', messageId).execute();
  }

  async findAttachment(
    id: string,
  ): Promise<{ attachment: Attachment; conversationId: string; content: Uint8Array } | undefined> {
    return findAttachment(this.#db, id);
  }

  async addRefs(conversationId: string, messageId: string, refs: readonly string[]): Promise<void> {
    if (refs.length === 0) return;
    await this.#db
      .insertInto('messageRef')
      .values(refs.map((ref) => ({ conversationId, messageId, ref })))
      .onConflict((conflict) => conflict.columns(['conversationId', 'ref']).doNothing())
      .execute();
  }

  async forgetRefs(conversationId: string): Promise<void> {
    await this.#db.deleteFrom('messageRef').where('conversationId', '=', conversationId).execute();
  }

  async findMessageByRef(conversationId: string, ref: string): Promise<Message | undefined> {
    const found = await this.#db
      .selectFrom('messageRef')
      .select('messageId')
      .where('conversationId', '=', conversationId)
      .where('ref', '=', ref)
      .executeTakeFirst();
    return found === undefined ? undefined : this.findMessage(found.messageId);
  }

  async refsOf(messageId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('messageRef')
      .select('ref')
      .where('messageId', '=', messageId)
      .orderBy('seq', 'asc')
      .execute();
    return rows.map((row) => row.ref);
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

  #messages() {
    return this.#db.selectFrom('message').selectAll();
  }

  #transcript(conversationId: string) {
    return this.#messages().where('conversationId', '=', conversationId);
  }

  #shown(conversationId: string) {
    return this.#transcript(conversationId)
      .where(notWithheld)
      .where('seq', '<', ({ selectFrom }) =>
        selectFrom('outboxRow as row')
          .innerJoin('message as answer', 'answer.id', 'row.messageId')
          .select(({ fn, val }) => fn.coalesce(fn.min('answer.seq'), val(Number.MAX_SAFE_INTEGER)).as('firstThatWaits'))
          .where('row.conversationId', '=', conversationId)
          .where('row.endedAt', 'is', null)
          .where('row.startedAt', 'is', null)
          .where('row.withholdable', '=', 1),
      );
  }

  async #withAttachments(rows: readonly Selectable<Schema['message']>[]): Promise<Message[]> {
    if (rows.length === 0) return [];
    const attachments = await attachmentsOf(
      this.#db,
      rows.map((row) => row.id),
    );
    return rows.map((row) => toMessage(row, attachments.get(row.id) ?? []));
  }
}

function toMessage(row: Selectable<Schema['message']>, attachments: readonly Attachment[]): Message {
  const { relayedId: _relayedId, ...message } = row;
  return {
    ...message,
    details: row.details === null ? null : fromJson<ReplyDetails>(row.details),
    relay: row.relay === null ? null : fromJson<Relay>(row.relay),
    helpful: row.helpful === null ? null : row.helpful === 1,
    attachments,
  };
}
