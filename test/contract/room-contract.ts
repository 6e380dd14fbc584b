import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../src/desk/conversation.ts';
import type { Room } from '../../src/desk/room.ts';
import type { DeskStores } from '../../src/desk/stores.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Transactor } from '../../src/kernel/transaction.ts';
import { deskSays, newTicket } from './samples.ts';

/** What every `RoomStore` does. */
export function describeRoomContract(name: string, openDatabase: () => Promise<Transactor<DeskStores>>): void {
  describe(`rooms in ${name}`, () => {
    const newGroup = (stores: DeskStores, now = 1_000): Promise<Conversation> =>
      stores.conversations.openConversation('proef', newId(), now, 'advisors');
    const newRoom = async (stores: DeskStores, group: Conversation, ticketId?: string): Promise<Room> => {
      const { id: conversationId } = await newGroup(stores);
      const card = await stores.conversations.appendMessage(deskSays(conversationId, 'Vraag 1'));
      const id = ticketId ?? (await newTicket(stores)).id;
      return { ticketId: id, groupId: group.id, conversationId, cardId: card.id, title: null };
    };

    test('a group of advisors is one until it is no longer, and a room is none', async () => {
      const { stores } = await openDatabase();
      const [later, group] = [await newGroup(stores, 2_000), await newGroup(stores)];
      await stores.conversations.openConversation('proef', newId(), 1_000, 'group');
      await stores.rooms.addRoom(await newRoom(stores, group));
      expect(await stores.rooms.advisorGroups()).toEqual([group, later]);
      await stores.conversations.updateConversation(group.id, { audience: 'group' });
      expect(await stores.rooms.advisorGroups()).toEqual([later]);
    });

    test('a ticket has one room in a group, and each can be found', async () => {
      const { stores } = await openDatabase();
      const [group, other] = [await newGroup(stores), await newGroup(stores, 2_000)];
      const room = await newRoom(stores, group);
      const second = await newRoom(stores, group, room.ticketId);
      const elsewhere = await newRoom(stores, other, room.ticketId);
      expect(await stores.rooms.addRoom(elsewhere)).toBe(true);
      expect(await stores.rooms.addRoom(room)).toBe(true);
      expect(await stores.rooms.addRoom(second)).toBe(false);
      expect(await stores.rooms.roomOf(room.conversationId)).toEqual(room);
      expect(await stores.rooms.roomOf(second.conversationId)).toBeUndefined();
      expect(await stores.rooms.roomsAbout(room.ticketId)).toEqual([room, elsewhere]);
      const next = await newRoom(stores, group);
      await stores.rooms.addRoom(next);
      expect(await stores.rooms.roomsIn(group.id)).toEqual([room, next]);
    });

    test('a message of a room is found by its id on the platform, in its own group only', async () => {
      const { stores } = await openDatabase();
      const [group, other] = [await newGroup(stores), await newGroup(stores)];
      const [room, next] = [await newRoom(stores, group), await newRoom(stores, other)];
      for (const one of [room, next]) {
        await stores.rooms.addRoom(one);
        await stores.conversations.addRefs(one.conversationId, one.cardId, ['7', one.cardId]);
      }
      expect(await stores.rooms.roomWithRef(group.id, '7')).toEqual(room);
      expect(await stores.rooms.roomWithRef(other.id, '7')).toEqual(next);
      expect(await stores.rooms.roomWithRef(group.id, next.cardId)).toBeUndefined();
    });

    test('its title is noted, and all rooms of a group can end', async () => {
      const { stores } = await openDatabase();
      const [group, other] = [await newGroup(stores), await newGroup(stores)];
      const [room, next] = [await newRoom(stores, group), await newRoom(stores, other)];
      await stores.rooms.addRoom(room);
      await stores.rooms.addRoom(next);
      await stores.rooms.setTitle(room.conversationId, '#1 · open');
      expect(await stores.rooms.roomOf(room.conversationId)).toEqual({ ...room, title: '#1 · open' });
      await stores.rooms.removeRooms(group.id);
      expect(await stores.rooms.roomsIn(group.id)).toEqual([]);
      expect(await stores.rooms.roomsIn(other.id)).toEqual([next]);
      expect(await stores.conversations.findConversation(room.conversationId)).toBeDefined();
    });
  });
}
