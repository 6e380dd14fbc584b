import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../../adapters/database/database.ts';
import { TerminalChannel } from '../../../adapters/terminal/terminal-channel.ts';
import type { InboundEvent } from '../../../src/desk/channel.ts';
import type { Message } from '../../../src/desk/conversation.ts';
import { deskSays, memberSays } from '../../contract/samples.ts';
import { postingOf } from '../../support/posting.ts';
import { until } from '../../support/until.ts';

let database: Database;
beforeEach(async () => {
  const opened = await openDatabase({ kind: 'sqlite-memory' });
  onTestFinished(() => opened.close());
  database = opened;
});

/** A terminal in which everything was typed beforehand. */
async function terminal({ isTTY = false, key = 'buurt', typed = '' } = {}) {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
  const channel = new TerminalChannel({
    input,
    output,
    stores: database.stores,
    conversationKey: key,
  });
  input.end(typed);
  const events: InboundEvent[] = [];
  await channel.start({
    receive: (_channel, event) => {
      events.push(event);
      return Promise.resolve({ duplicate: false });
    },
  });
  return { channel, events, printed: () => String(output.read() ?? '') };
}

async function earlierConversation() {
  const { conversations } = database.stores;
  const { id } = await conversations.openConversation('terminal:buurt', 'buurt', 1_000);
  const answer = deskSays(id, 'De zaal kost 45 euro.', { outcome: 'answered', ratable: true });
  for (const message of [
    deskSays(id, 'Welkom.'),
    memberSays(id, 'Wie bent u?'),
    deskSays(id, 'De balie.'),
    memberSays(id, 'Wat kost de zaal?'),
  ])
    await conversations.appendMessage(message);
  return conversations.appendMessage(answer);
}

describe('a conversation in a terminal', () => {
  it('begins with nothing of its own when it is new', async () => {
    await earlierConversation();
    const { events, printed } = await terminal({ key: 'ander' });
    expect(printed()).toBe('');
    expect(events.map(({ action }) => action.kind)).toEqual(['opened']);
  });

  it('goes on with the last exchange, and shows no reply twice', async () => {
    const answer = await earlierConversation();
    const { channel, printed } = await terminal();
    const shown = printed();
    expect(shown).toBe(
      '\n> Wat kost de zaal?\n\nDe zaal kost 45 euro.\n\n(Geholpen? Typ “geholpen” of “niet geholpen”.)\n\n',
    );
    expect(await channel.send('buurt', postingOf(answer))).toEqual({ kind: 'delivered' });
    expect(printed()).toBe('');
    await channel.stop();
  });

  it('asks for no rating that was given', async () => {
    const answer = await earlierConversation();
    await database.stores.conversations.rateMessage(answer.id, true);
    expect((await terminal()).printed()).not.toContain('Geholpen?');
  });

  it('shows a person whose turn it is, and nothing of that to a program', async () => {
    const answer = await earlierConversation();
    for (const [isTTY, ending] of [
      [true, '\n\n> '],
      [false, '\n\n'],
    ] as const) {
      const { channel, printed } = await terminal({ isTTY, key: 'ander' });
      await channel.send('ander', postingOf(answer));
      expect(printed().endsWith(`“niet geholpen”.)${ending}`)).toBe(true);
      await channel.stop();
    }
  });

  it('names who wrote a relayed message, and the question', async () => {
    const { channel, printed } = await terminal({ key: 'ander' });
    const answer = await earlierConversation();
    const relay = { ticket: 12, messageId: 'm', from: 'advisor', name: 'Anna' } as const;
    const relayed: Message = { ...answer, id: 'r', author: 'relayed', details: null, relay, text: 'Dat kan.' };
    await channel.send('ander', postingOf(relayed));
    expect(printed()).toBe('\nAdviseur Anna (vraag 12): Dat kan.\n\n');
    await channel.send('ander', postingOf({ ...relayed, editedAt: 5 }, { action: 'change' }));
    expect(printed()).toBe('\nAdviseur Anna (vraag 12): Dat kan. (aangepast)\n\n');
    await channel.send('ander', postingOf({ ...relayed, text: '', deletedAt: 5 }, { action: 'change' }));
    expect(printed()).toBe('\nAdviseur Anna (vraag 12): (bericht ingetrokken)\n\n');
    await channel.stop();
  });

  it('says what can be typed, and hands a command over as it was typed', async () => {
    const { channel, events, printed } = await terminal({ key: 'ander', typed: '/neem 12\n' });
    const choices = [
      { label: 'Ik neem hem', command: '/neem 12' },
      { label: 'Bekijken', command: '/bekijk 12' },
    ];
    const { conversationId } = await earlierConversation();
    const { conversations } = database.stores;
    await channel.send(
      'ander',
      postingOf(await conversations.appendMessage(deskSays(conversationId, 'Nieuw.', { choices }))),
    );
    expect(printed()).toBe('\nNieuw.\n\nKies: [Ik neem hem: /neem 12] [Bekijken: /bekijk 12]\n\n');
    await channel.ended();
    expect(events.at(-1)?.action).toEqual({ kind: 'text', text: '/neem 12' });
  });
});

describe('the end of a conversation in a terminal', () => {
  /** A terminal whose lines are stored as the desk does, to be handled when the test says so. */
  async function storedTerminal(typed: string) {
    const { conversations, inbox, outbox } = database.stores;
    const input = new PassThrough();
    const output = new PassThrough({ encoding: 'utf8' });
    const channel = new TerminalChannel({ input, output, stores: database.stores, conversationKey: 'buurt' });
    const { id: conversationId } = await conversations.openConversation(channel.name, 'buurt', 1_000);
    input.end(typed);
    await channel.start({
      receive: async (name, { eventId }) => {
        const event = { channel: name, eventId, conversationId, payload: '{}', receivedAt: 1_000 };
        return { duplicate: !(await inbox.acceptEvent(event)) };
      },
    });
    let over = false;
    const ended = channel.ended().then(() => {
      over = true;
    });
    const handleOne = async (...replies: readonly string[]) => {
      const [event] = await until('a line that waits', async () => {
        const due = await inbox.dueEvents([channel.name], 2_000, 1);
        return due.length > 0 ? due : undefined;
      });
      await database.transaction(async (stores) => {
        for (const text of replies) {
          const { id } = await stores.conversations.appendMessage(deskSays(conversationId, text));
          await stores.outbox.enqueue({ channel: channel.name, conversationId, messageId: id, createdAt: 2_000 });
        }
        await stores.inbox.endEvent(event?.seq ?? 0, 2_000);
      });
    };
    const sendOne = async () => {
      const [row] = await outbox.dueRows([channel.name], 2_000, 1);
      const message = await conversations.findMessage(row?.messageId ?? '');
      if (!row || !message) throw new Error('nothing to send');
      await channel.send('buurt', postingOf(message));
      await outbox.markDelivered(row.seq, 2_000);
    };
    /** Gives an end that comes too early the time to show. */
    const isOver = () => delay(120).then(() => over);
    return { channel, conversationId, ended, handleOne, sendOne, isOver, printed: () => String(output.read() ?? '') };
  }

  it('waits for the reply to the last line, however many came before that or unasked', async () => {
    const { channel, conversationId, ended, handleOne, sendOne, isOver, printed } = await storedTerminal('een\ntwee\n');
    await handleOne('Welkom');
    await handleOne('eerste', 'en nog iets');
    for (let sent = 0; sent < 3; sent++) await sendOne();
    const unasked = deskSays(conversationId, 'ongevraagd');
    await channel.send('buurt', postingOf(await database.stores.conversations.appendMessage(unasked)));
    expect(printed()).toBe('\nWelkom\n\n\neerste\n\n\nen nog iets\n\n\nongevraagd\n\n');
    expect(await isOver()).toBe(false);
    await handleOne('tweede');
    expect(await isOver()).toBe(false);
    await sendOne();
    await ended;
    expect(printed()).toContain('tweede');
  });

  it('does not wait for a reply that never comes', async () => {
    const { ended, handleOne, isOver } = await storedTerminal('dit gaat naar het lid\n');
    await handleOne();
    expect(await isOver()).toBe(false);
    await handleOne();
    await ended;
  });
});
