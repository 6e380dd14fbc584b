import { describe, expect, test } from 'vitest';
import type { NewAttachment } from '../../src/desk/conversation.ts';
import type { DeskStores } from '../../src/desk/stores.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Transactor } from '../../src/kernel/transaction.ts';
import { memberSays, newConversation, newTicket } from './samples.ts';

/** What every `ConversationStore` does with messages that go from one side of a ticket to the other. */
export function describeRelayContract(name: string, openDatabase: () => Promise<Transactor<DeskStores>>): void {
  describe(`relays in ${name}`, () => {
    test('a relayed message comes back with where it came from, and is found from there', async () => {
      const { stores } = await openDatabase();
      const { conversations } = stores;
      const [there, here] = [await newConversation(stores), await newConversation(stores)];
      const written = await conversations.appendMessage(memberSays(there.id, 'Dat mag.'));
      const before = await conversations.appendMessage(memberSays(here.id, 'Mag dat?'));
      const said = {
        ...{ ...memberSays(here.id, 'Dat mag.'), author: 'relayed' as const },
        relay: { ticket: 7, messageId: written.id, from: 'advisor' as const, name: 'Anneke “van” Dijk' },
        ...{ ticketId: newId(), replyToId: before.id },
      };

      const relayed = await conversations.appendMessage(said);

      expect(relayed).toMatchObject(said);
      expect(await conversations.findMessage(said.id)).toEqual(relayed);
      expect(await conversations.relaysOf(written.id)).toEqual([relayed]);
      expect(await conversations.relaysOf(said.id)).toEqual([]);
    });

    test('attachments are kept byte for byte and in order, for their conversation', async () => {
      const { stores } = await openDatabase();
      const { conversations } = stores;
      const { id: conversationId } = await newConversation(stores);
      const everyByte = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
      const files = [fileOf('z.pdf', everyByte), fileOf('leeg.txt', new Uint8Array()), fileOf('a.png', everyByte)];

      const said = { ...memberSays(conversationId, ''), attachments: files };
      const message = await conversations.appendMessage(said);

      expect(message.attachments).toEqual(files.map(({ content: _content, ...attachment }) => attachment));
      expect(await conversations.findMessage(said.id)).toEqual(message);
      expect(await conversations.listMessages(conversationId, 0, 10)).toEqual([message]);
      for (const [index, { id, content }] of files.entries()) {
        const found = await conversations.findAttachment(id);
        expect(found).toMatchObject({ attachment: message.attachments[index], conversationId });
        expect(Buffer.from(found?.content ?? []).equals(content)).toBe(true);
      }
      expect(await conversations.findAttachment(newId())).toBeUndefined();
    });

    test('a message that is taken back loses text and attachments, once, and is not edited any more', async () => {
      const { stores } = await openDatabase();
      const { conversations } = stores;
      const { id: conversationId } = await newConversation(stores);
      const [gone, kept] = [fileOf('weg.pdf', Uint8Array.of(1)), fileOf('blijft.pdf', Uint8Array.of(2))];
      const said = { ...memberSays(conversationId, 'Mijn nummer is 06'), attachments: [gone] };
      const message = await conversations.appendMessage(said);
      await conversations.appendMessage({ ...memberSays(conversationId, 'Hoi'), attachments: [kept] });

      expect(await conversations.deleteMessage(said.id, 5_000)).toBe(true);
      expect(await conversations.deleteMessage(said.id, 6_000)).toBe(false);
      expect(await conversations.editMessage(said.id, 'Toch', 7_000)).toBe(false);

      const left = { ...message, text: '', attachments: [], deletedAt: 5_000 };
      expect(await conversations.findMessage(said.id)).toEqual(left);
      expect(await conversations.findAttachment(gone.id)).toBeUndefined();
      expect(await conversations.findAttachment(kept.id)).toBeDefined();
      expect(await conversations.deleteMessage(newId(), 5_000)).toBe(false);
    });

    test('what looks different since a moment is found, up to where the reader is', async () => {
      const { stores } = await openDatabase();
      const { conversations, outbox } = stores;
      const [here, there] = [await newConversation(stores), await newConversation(stores)];
      const say = (text: string) => conversations.appendMessage(memberSays(here.id, text));
      const [, edited, gone, sent] = [await say('blijft'), await say('een'), await say('twee'), await say('drie')];
      const later = await say('vier');
      await conversations.editMessage(edited.id, 'Een', 5_000);
      await conversations.deleteMessage(gone.id, 6_000);
      await conversations.editMessage(later.id, 'Vier', 6_000);
      const relay = { ticket: 1, messageId: sent.id, from: 'member' as const, name: '' };
      const relayed = { ...memberSays(there.id, 'drie'), author: 'relayed' as const, relay };
      await conversations.appendMessage(relayed);
      const row = { channel: 'web', conversationId: there.id, messageId: relayed.id, createdAt: 5_000 };
      await outbox.enqueue(row);
      const changed = async (since: number) =>
        (await conversations.changedSince(here.id, since, sent.seq)).map(({ text, deletedAt }) => deletedAt ?? text);

      expect(await changed(5_000)).toEqual(['Een', 6_000]);
      const [due] = await outbox.dueRows(['web'], 7_000, 1);
      await outbox.markDelivered(due?.seq ?? 0, 7_000);
      expect(await changed(5_001)).toEqual([6_000, 'drie']);
      expect(await changed(7_000)).toEqual(['drie']);
      await outbox.enqueue({ ...row, action: 'change', createdAt: 8_000 });
      expect(await changed(7_001)).toEqual([]);
      expect(await conversations.changedSince(there.id, 0, 1e9)).toEqual([]);
    });

    test('an edit replaces the text of its message only, and the last one stands', async () => {
      const { stores } = await openDatabase();
      const { conversations } = stores;
      const { id: conversationId } = await newConversation(stores);
      const message = await conversations.appendMessage(memberSays(conversationId, 'Hoe gaat dad?'));
      const other = await conversations.appendMessage(memberSays(conversationId, 'Hoi'));

      expect(await conversations.editMessage(message.id, 'Hoe gaat dat?', 5_000)).toBe(true);
      expect(await conversations.editMessage(message.id, 'Hoe gaat dit?', 6_000)).toBe(true);
      expect(await conversations.editMessage(newId(), 'Wat?', 6_000)).toBe(false);

      const edited = { ...message, text: 'Hoe gaat dit?', editedAt: 6_000 };
      expect(await conversations.listMessages(conversationId, 0, 10)).toEqual([edited, other]);
    });

    test('a message is found by each id that the platform gave it, in its own conversation', async () => {
      const { stores } = await openDatabase();
      const { conversations } = stores;
      const [mine, theirs] = [await newConversation(stores), await newConversation(stores)];
      const message = await conversations.appendMessage(memberSays(mine.id, 'Lang verhaal'));
      const other = await conversations.appendMessage(memberSays(theirs.id, 'Hoi'));
      await conversations.addRefs(mine.id, message.id, ['20', '3']);
      await conversations.addRefs(mine.id, message.id, []);
      await conversations.addRefs(mine.id, message.id, ['3', '1']);
      await conversations.addRefs(theirs.id, other.id, ['3']);

      expect(await conversations.refsOf(message.id)).toEqual(['20', '3', '1']);
      expect(await conversations.findMessageByRef(mine.id, '3')).toEqual(message);
      expect(await conversations.findMessageByRef(theirs.id, '3')).toEqual(other);
      expect(await conversations.findMessageByRef(theirs.id, '1')).toBeUndefined();
      expect(await conversations.refsOf(newId())).toEqual([]);
      await conversations.forgetRefs(mine.id);
      expect(await conversations.refsOf(message.id)).toEqual([]);
      expect(await conversations.findMessageByRef(mine.id, '3')).toBeUndefined();
      expect(await conversations.findMessageByRef(theirs.id, '3')).toEqual(other);
    });

    test('the messages of a ticket are those that belong to it, in one conversation', async () => {
      const { stores } = await openDatabase();
      const { conversations } = stores;
      const [mine, theirs] = [await newConversation(stores), await newConversation(stores)];
      const ticketId = newId();
      const first = await conversations.appendMessage(memberSays(mine.id, 'een'));
      await conversations.appendMessage(memberSays(mine.id, 'iets anders'));
      await conversations.appendMessage({ ...memberSays(theirs.id, 'daar'), ticketId });
      await conversations.appendMessage({ ...memberSays(mine.id, 'ander ticket'), ticketId: newId() });
      const second = await conversations.appendMessage({ ...memberSays(mine.id, 'twee'), ticketId });
      await conversations.setTicket(first.id, ticketId);

      const found = await conversations.ticketMessages(ticketId, mine.id);
      expect(found).toEqual([{ ...first, ticketId }, second]);
      expect(await conversations.ticketMessages(newId(), mine.id)).toEqual([]);
    });

    test('what was passed on in some tickets comes from both sides, without what else was said there', async () => {
      const { stores } = await openDatabase();
      const { conversations } = stores;
      const [mine, theirs] = [await newConversation(stores), await newConversation(stores)];
      const passOn = async (conversationId: string, ticketId: string, from: 'member' | 'advisor') => {
        const source = await conversations.appendMessage({ ...memberSays(theirs.id, 'bron'), ticketId });
        const relay = { ticket: 1, messageId: source.id, from, name: '' };
        const said = { ...memberSays(conversationId, from), author: 'relayed' as const, relay, ticketId };
        return conversations.appendMessage(said);
      };
      const [one, other, third] = [newId(), newId(), newId()];
      const passed = [await passOn(mine.id, one, 'advisor'), await passOn(theirs.id, other, 'member')];
      await passOn(mine.id, third, 'advisor');

      expect(await conversations.relayedIn([other, one])).toEqual(passed);
      expect(await conversations.relayedIn([])).toEqual([]);
      expect(await conversations.relayedIn([newId()])).toEqual([]);
    });

    test('every conversation that works on a ticket leaves it, and no other', async () => {
      const { stores } = await openDatabase();
      const { conversations } = stores;
      const [mine, theirs] = [await newTicket(stores), await newTicket(stores)];
      const working: string[] = [];
      for (const ticket of [mine, mine, theirs]) {
        const { id } = await newConversation(stores);
        await conversations.updateConversation(id, { currentTicketId: ticket.id });
        working.push(id);
      }
      const current = async () => {
        const found = await Promise.all(working.map((id) => conversations.findConversation(id)));
        return found.map((conversation) => conversation?.currentTicketId);
      };
      expect(await current()).toEqual([mine.id, mine.id, theirs.id]);

      await conversations.leaveTicket(mine.id);

      expect(await current()).toEqual([null, null, theirs.id]);
    });
  });
}

function fileOf(name: string, content: Uint8Array): NewAttachment {
  return { id: newId(), name, mediaType: 'application/octet-stream', bytes: content.length, content };
}
