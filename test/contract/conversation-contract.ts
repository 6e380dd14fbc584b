import { describe, expect, test } from 'vitest';
import type { DeskStores } from '../../src/desk/stores.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Transactor } from '../../src/kernel/transaction.ts';
import { deskSays, memberSays, newConversation } from './samples.ts';

/** What every `ConversationStore` does. */
export function describeConversationContract(name: string, openDatabase: () => Promise<Transactor<DeskStores>>): void {
  describe(`conversations in ${name}`, () => {
    test('the first message of a place makes its conversation, in Dutch and not yet disclosed', async () => {
      const { conversations } = (await openDatabase()).stores;
      const opened = await conversations.openConversation('web', 'sleutel', 1_000);

      expect(opened).toEqual({
        id: expect.any(String),
        channel: 'web',
        key: 'sleutel',
        audience: 'private',
        language: 'nl',
        disclosedAt: null,
        currentTicketId: null,
        createdAt: 1_000,
      });
      expect(await conversations.openConversation('web', 'sleutel', 2_000)).toEqual(opened);
      expect(await conversations.findConversation(opened.id)).toEqual(opened);
      expect(await conversations.findConversationByKey('web', 'sleutel')).toEqual(opened);
    });

    test('a group stays a group', async () => {
      const { conversations } = (await openDatabase()).stores;
      const opened = await conversations.openConversation('telegram', '-5', 1_000, 'group');
      expect(opened.audience).toBe('group');
      expect(await conversations.openConversation('telegram', '-5', 2_000)).toEqual(opened);
    });

    test('the same key in another channel is another conversation', async () => {
      const { conversations } = (await openDatabase()).stores;
      const web = await conversations.openConversation('web', 'sleutel', 1_000);
      const terminal = await conversations.openConversation('terminal', 'sleutel', 1_000);
      expect(terminal.id).not.toBe(web.id);
    });

    test('a conversation that moves keeps its id; one that is there already stays as it is', async () => {
      const { conversations } = (await openDatabase()).stores;
      const group = await conversations.openConversation('telegram', '-5', 1_000);
      expect(await conversations.rekeyConversation('telegram', '-5', '-1005')).toBe(true);
      expect(await conversations.rekeyConversation('telegram', '-5', '-1005')).toBe(false);
      expect(await conversations.findConversationByKey('telegram', '-1005')).toEqual({ ...group, key: '-1005' });
      const other = await conversations.openConversation('telegram', '-5', 2_000);
      expect(await conversations.rekeyConversation('telegram', '-5', '-1005')).toBe(false);
      expect(await conversations.rekeyConversation('web', '-5', '-6')).toBe(false);
      expect(await conversations.findConversationByKey('telegram', '-5')).toEqual(other);
    });

    test('what was never opened is not found', async () => {
      const { conversations } = (await openDatabase()).stores;
      expect(await conversations.findConversation(newId())).toBeUndefined();
      expect(await conversations.findConversationByKey('web', 'onbekend')).toBeUndefined();
      expect(await conversations.findMessage(newId())).toBeUndefined();
      expect(await conversations.listMessages(newId(), 0, 10)).toEqual([]);
    });

    test('an update changes what it names and nothing else', async () => {
      const { stores } = await openDatabase();
      const { conversations } = stores;
      const conversation = await newConversation(stores);
      const other = await newConversation(stores);

      await conversations.updateConversation(conversation.id, { disclosedAt: 5_000 });
      await conversations.updateConversation(conversation.id, { language: 'en' });
      await conversations.updateConversation(conversation.id, {});

      const changed = { ...conversation, language: 'en', disclosedAt: 5_000 };
      expect(await conversations.findConversation(conversation.id)).toEqual(changed);
      expect(await conversations.findConversation(other.id)).toEqual(other);
    });

    test('a message comes back as it was said, with its details', async () => {
      const { stores } = await openDatabase();
      const conversation = await newConversation(stores);
      const said = deskSays(conversation.id, 'Bij de gemeente.\n\n– “Zo” staat het er 🏡', {
        outcome: 'answered',
        confidence: 0.875,
        ticket: 7,
        ratable: true,
        citations: [
          {
            number: 1,
            passageId: 12,
            documentId: 'document',
            source: 'gids.pdf',
            title: 'Gids',
            section: 'Een › Twee',
            page: 3,
            date: '2025-11',
            quote: 'bij de gemeente',
          },
        ],
      });

      const stored = await stores.conversations.appendMessage(said);

      expect(stored).toEqual({
        ...said,
        ...{ relay: null, ticketId: null, replyToId: null, attachments: [] },
        ...{ seq: expect.any(Number), helpful: null, editedAt: null, deletedAt: null },
      });
      expect(await stores.conversations.findMessage(said.id)).toEqual(stored);
    });

    test('a message with NUL and half a surrogate pair is kept without them', async () => {
      const { stores } = await openDatabase();
      const conversation = await newConversation(stores);
      const stored = await stores.conversations.appendMessage(
        memberSays(conversation.id, 'Mag\u0000 dat \ud83c, of \udfe1 niet 🏡?\u0000'),
      );
      expect(stored.text).toBe('Mag dat \ufffd, of \ufffd niet 🏡?');
      expect(await stores.conversations.findMessage(stored.id)).toEqual(stored);
    });

    test('details keep such characters exactly', async () => {
      const { stores } = await openDatabase();
      const conversation = await newConversation(stores);
      const said = deskSays(conversation.id, 'Ja.', {
        citations: [
          {
            number: 1,
            passageId: 1,
            documentId: 'd',
            source: 's',
            title: 't',
            section: null,
            page: null,
            date: null,
            quote: 'a\u0000b\ud800',
          },
        ],
      });
      await stores.conversations.appendMessage(said);
      expect((await stores.conversations.findMessage(said.id))?.details).toEqual(said.details);
    });

    test('a key with such characters names one conversation, however often it is asked for', async () => {
      const { conversations } = (await openDatabase()).stores;
      const opened = await conversations.openConversation('web', 'k\u0000\ud800', 1_000);
      expect(await conversations.openConversation('web', 'k\u0000\ud800', 2_000)).toEqual(opened);
    });

    test('the transcript is read from any point on, and its end from behind', async () => {
      const { stores } = await openDatabase();
      const conversation = await newConversation(stores);
      const other = await newConversation(stores);
      const seqs: number[] = [];
      for (const text of ['een', 'twee', 'drie', 'vier']) {
        seqs.push((await stores.conversations.appendMessage(memberSays(conversation.id, text))).seq);
        await stores.conversations.appendMessage(memberSays(other.id, `ander ${text}`));
      }
      const { conversations } = stores;
      const listed = async (afterSeq: number | undefined, limit: number) =>
        (await conversations.listMessages(conversation.id, afterSeq ?? 0, limit)).map(({ text }) => text);
      const recent = async (limit: number) =>
        (await conversations.recentMessages(conversation.id, limit)).map(({ text }) => text);

      expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
      expect(await listed(0, 10)).toEqual(['een', 'twee', 'drie', 'vier']);
      expect(await listed(0, 2)).toEqual(['een', 'twee']);
      expect(await listed(seqs[1], 10)).toEqual(['drie', 'vier']);
      expect(await listed(seqs[3], 10)).toEqual([]);
      expect(await recent(3)).toEqual(['twee', 'drie', 'vier']);
      expect(await recent(10)).toEqual(['een', 'twee', 'drie', 'vier']);
    });

    test('a message of no conversation is refused', async () => {
      const { stores } = await openDatabase();
      await expect(stores.conversations.appendMessage(memberSays(newId(), 'Hallo?'))).rejects.toThrow();
    });

    test.each([true, false])('the first word on an answer counts (%s)', async (first) => {
      const { stores } = await openDatabase();
      const conversation = await newConversation(stores);
      const answer = await stores.conversations.appendMessage(deskSays(conversation.id, 'Ja.', { ratable: true }));

      expect(await stores.conversations.rateMessage(answer.id, first)).toBe(true);
      expect(await stores.conversations.rateMessage(answer.id, !first)).toBe(false);
      expect(await stores.conversations.rateMessage(answer.id, first)).toBe(false);
      expect((await stores.conversations.findMessage(answer.id))?.helpful).toBe(first);
      expect(await stores.conversations.rateMessage(newId(), first)).toBe(false);
    });
  });
}
