import { PassThrough } from 'node:stream';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../../adapters/database/database.ts';
import { TerminalChannel } from '../../../adapters/terminal/terminal-channel.ts';
import type { InboundEvent } from '../../../src/desk/channel.ts';
import { deskSays, memberSays } from '../../contract/samples.ts';

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
    conversations: database.stores.conversations,
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
    expect(await channel.send('buurt', answer)).toEqual({ kind: 'delivered' });
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
      await channel.send('ander', answer);
      expect(printed().endsWith(`“niet geholpen”.)${ending}`)).toBe(true);
      await channel.stop();
    }
  });

  it('does not take the welcome for the reply to the first line', async () => {
    const answer = await earlierConversation();
    const { channel } = await terminal({ key: 'ander', typed: 'een\n' });
    let over = false;
    const ended = channel.ended().then(() => (over = true));
    await channel.send('ander', { ...answer, id: 'welkom' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(over).toBe(false);
    await channel.send('ander', { ...answer, id: 'antwoord' });
    await ended;
  });
});
