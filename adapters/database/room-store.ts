import type { Kysely } from 'kysely';
import type { Conversation } from '../../src/desk/conversation.ts';
import type { Room, RoomStore } from '../../src/desk/room.ts';
import type { Schema } from './schema.ts';

/** Groups of advisors and the rooms in them, in the database. */
export class SqlRoomStore implements RoomStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async advisorGroups(): Promise<Conversation[]> {
    return this.#db
      .selectFrom('conversation')
      .selectAll()
      .where('audience', '=', 'advisors')
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('room').select('cardId').whereRef('room.conversationId', '=', 'conversation.id'))),
      )
      .orderBy('createdAt', 'asc')
      .orderBy('id', 'asc')
      .execute();
  }

  async addRoom(room: Room): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('room')
      .values(room)
      .onConflict((conflict) => conflict.columns(['ticketId', 'groupId']).doNothing())
      .executeTakeFirstOrThrow();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  async roomOf(conversationId: string): Promise<Room | undefined> {
    return this.#rooms().where('room.conversationId', '=', conversationId).executeTakeFirst();
  }

  async roomsAbout(ticketId: string): Promise<Room[]> {
    return this.#rooms()
      .innerJoin('conversation as group', 'group.id', 'room.groupId')
      .where('room.ticketId', '=', ticketId)
      .orderBy('group.createdAt', 'asc')
      .orderBy('group.id', 'asc')
      .execute();
  }

  async roomsIn(groupId: string): Promise<Room[]> {
    return this.#rooms()
      .innerJoin('ticket', 'ticket.id', 'room.ticketId')
      .where('room.groupId', '=', groupId)
      .orderBy('ticket.number', 'asc')
      .execute();
  }

  async roomWithRef(groupId: string, ref: string): Promise<Room | undefined> {
    return this.#rooms()
      .innerJoin('messageRef', 'messageRef.conversationId', 'room.conversationId')
      .where('room.groupId', '=', groupId)
      .where('messageRef.ref', '=', ref)
      .executeTakeFirst();
  }

  async setTitle(conversationId: string, title: string): Promise<void> {
    await this.#db.updateTable('room').set({ title }).where('conversationId', '=', conversationId).execute();
  }

  async removeRooms(groupId: string): Promise<void> {
    await this.#db.deleteFrom('room').where('groupId', '=', groupId).execute();
  }

  #rooms() {
    return this.#db.selectFrom('room').selectAll('room');
  }
}
