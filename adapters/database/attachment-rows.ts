import type { Kysely } from 'kysely';
import type { Attachment, NewAttachment } from '../../src/desk/conversation.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Schema } from './schema.ts';

const attachmentColumns = ['attachment.id', 'attachment.name', 'attachment.mediaType', 'attachment.bytes'] as const;

/** Stores the attachments of a message, in order. */
export async function insertAttachments(
  db: Kysely<Schema>,
  messageId: string,
  attachments: readonly NewAttachment[],
): Promise<Attachment[]> {
  for (const [position, { content, ...attachment }] of attachments.entries()) {
    await db
      .insertInto('attachment')
      .values({ ...attachment, messageId, position, content: Buffer.from(content) })
      .execute();
  }
  return attachments.map(({ content: _content, ...attachment }) => attachment);
}

/** Gives one message the attachments of another, under ids of their own; the content goes from row to row inside the database. */
export async function copyAttachments(db: Kysely<Schema>, from: string, to: string): Promise<Attachment[]> {
  const found = await db
    .selectFrom('attachment')
    .select(attachmentColumns)
    .where('messageId', '=', from)
    .orderBy('position', 'asc')
    .execute();
  const copies: Attachment[] = [];
  for (const { id: sourceId, ...rest } of found) {
    const copy = { id: newId(), ...rest };
    await db
      .insertInto('attachment')
      .columns(['id', 'messageId', 'position', 'name', 'mediaType', 'bytes', 'content'])
      .expression((eb) =>
        eb
          .selectFrom('attachment')
          .select([
            eb.val(copy.id).as('id'),
            eb.val(to).as('messageId'),
            ...(['position', 'name', 'mediaType', 'bytes', 'content'] as const),
          ])
          .where('attachment.id', '=', sourceId),
      )
      .execute();
    copies.push(copy);
  }
  return copies;
}

/** The attachments of these messages, each message's in order; one that has none is left out. */
export async function attachmentsOf(
  db: Kysely<Schema>,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, Attachment[]>> {
  const found = await db
    .selectFrom('attachment')
    .select([...attachmentColumns, 'attachment.messageId'])
    .where('messageId', 'in', messageIds)
    .orderBy('position', 'asc')
    .execute();
  const byMessage = new Map<string, Attachment[]>();
  for (const { messageId, ...attachment } of found) {
    byMessage.set(messageId, [...(byMessage.get(messageId) ?? []), attachment]);
  }
  return byMessage;
}

/** An attachment with its content, and the conversation that may see it. */
export async function findAttachment(
  db: Kysely<Schema>,
  id: string,
): Promise<{ attachment: Attachment; conversationId: string; content: Uint8Array } | undefined> {
  const row = await db
    .selectFrom('attachment')
    .innerJoin('message', 'message.id', 'attachment.messageId')
    .select([...attachmentColumns, 'attachment.content', 'message.conversationId'])
    .where('attachment.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { content, conversationId, ...attachment } = row;
  return { attachment, conversationId, content };
}
