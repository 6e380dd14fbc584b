import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../../adapters/database/database.ts';
import { TerminalChannel } from '../../../adapters/terminal/terminal-channel.ts';
import type { InboundEvent } from '../../../src/desk/channel.ts';
import type { Message } from '../../../src/desk/conversation.ts';
import { deskSays, memberSays } from '../../contract/samples.ts';
import { png, program } from '../../support/files.ts';
import { postingOf } from '../../support/posting.ts';
import { until } from '../../support/until.ts';

let database: Database;
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dorpsbalie-terminal-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
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
    attachmentFolder: join(folder, 'bijlagen'),
  });
  input.end(typed);
  const events: InboundEvent[] = [];
  await channel.start({
    receive: (_channel, event) => {
      events.push(event);
      return Promise.resolve({ duplicate: false });
    },
    moved: async () => {},
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

describe('files, edits and receipts in a terminal', () => {
  const relay = { ticket: 12, messageId: 'm', from: 'advisor', name: 'Anna' } as const;
  const attachment = { id: 'f', name: 'gevel.png', mediaType: 'image/png', bytes: 120_400 };
  const withPhoto = async (): Promise<Message> => ({
    ...(await earlierConversation()),
    ...{ id: 'r', author: 'relayed', details: null, relay, text: 'Kijk', attachments: [attachment] },
  });

  it('saves a file that comes in, beside one of the same name, and says where', async () => {
    const { channel, printed } = await terminal({ key: 'ander' });
    const message = await withPhoto();
    const saved = join(folder, 'bijlagen', 'gevel.png');
    await channel.send('ander', postingOf(message, { open: async () => png }));
    expect(printed()).toBe(`\nAdviseur Anna (vraag 12): Kijk\n[bijlage: gevel.png, 120 kB - bewaard als ${saved}]\n\n`);
    await channel.send('ander', postingOf({ ...message, id: 's', text: '' }, { open: async () => program }));
    expect(printed()).toContain(`gevel (2).png]`);
    expect(Buffer.compare(await readFile(saved), png)).toBe(0);
    expect(Buffer.compare(await readFile(join(folder, 'bijlagen', 'gevel (2).png')), program)).toBe(0);
    await channel.send('ander', postingOf({ ...message, id: 't' }));
    expect(printed()).toContain('[bijlage: gevel.png, 120 kB]\n');
  });

  it('tells in one line what arrived and what was changed', async () => {
    const { channel, printed } = await terminal({ isTTY: true, key: 'ander' });
    const own: Message = {
      ...(await earlierConversation()),
      id: 'o',
      author: 'member',
      details: null,
      text: 'Wij zijn met 12',
    };
    await channel.send('ander', postingOf(own, { action: 'receipt', ending: 'delivered' }));
    await channel.send('ander', postingOf(own, { action: 'receipt', ending: 'undeliverable' }));
    await channel.send('ander', postingOf({ ...own, text: 'Wij zijn met 21', editedAt: 5 }, { action: 'change' }));
    expect(printed()).toBe(
      '(aangekomen: Wij zijn met 12)\n> (niet aangekomen: Wij zijn met 12)\n> \n> Wij zijn met 21 (aangepast)\n> ',
    );
  });

  /** What the desk is handed of these lines, in a conversation in which something was typed before. */
  async function typed(...lines: readonly string[]) {
    await earlierConversation();
    const { channel, events, printed } = await terminal({ typed: `${lines.join('\n')}\n` });
    await channel.ended();
    return { actions: events.slice(1).map(({ action }) => action), printed: printed() };
  }

  it('sends a file with what stands behind it', async () => {
    await writeFile(join(folder, 'mijn foto.png'), png);
    await writeFile(join(folder, 'kort.txt'), 'x');
    const { actions } = await typed(
      `/bestand "${join(folder, 'mijn foto.png')}" De "voorgevel" van het huis`,
      `/bestand ${join(folder, 'kort.txt')}`,
    );
    expect(actions).toEqual([
      {
        kind: 'text',
        text: 'De "voorgevel" van het huis',
        files: [{ name: 'mijn foto.png', content: Buffer.from(png) }],
      },
      { kind: 'text', text: '', files: [{ name: 'kort.txt', content: Buffer.from('x') }] },
    ]);
  });

  it('says which file it cannot read, and leaves one that is too large to the desk to refuse', async () => {
    await writeFile(join(folder, 'film.mp4'), '');
    await truncate(join(folder, 'film.mp4'), 21_000_000);
    const { actions, printed } = await typed(
      '/bestand',
      '/bestand weg.png tekst',
      `/bestand ${folder}`,
      `/bestand ${join(folder, 'film.mp4')}`,
    );
    expect(actions).toEqual([{ kind: 'text', text: '', files: [{ name: 'film.mp4', missing: 'too_large' }] }]);
    expect(printed).toContain('Zet het pad erachter');
    expect(printed).toContain('Dit bestand kunnen we niet lezen: weg.png');
    expect(printed).toContain(`Dit bestand kunnen we niet lezen: ${folder}`);
  });

  it('changes and takes back the last line, by our own id, and never a command', async () => {
    const { id: conversationId } = await database.stores.conversations.openConversation(
      'terminal:buurt',
      'buurt',
      1_000,
    );
    const last = async () =>
      (await database.stores.conversations.recentMessages(conversationId, 20)).findLast(
        ({ author }) => author === 'member',
      )?.id;
    const { actions, printed } = await typed('/wijzig  Wat kost de kleine zaal? ', '/wis', '/wijzig', '/wissel');
    const ref = await last();
    expect(actions).toEqual([
      { kind: 'edited', ref, text: 'Wat kost de kleine zaal?' },
      { kind: 'deleted', ref },
      { kind: 'text', text: '/wissel' },
    ]);
    expect(printed).toContain('Zet de nieuwe tekst achter het woord');
    await database.stores.conversations.appendMessage(memberSays(conversationId, '/help'));
    const again = await terminal({ typed: '/wis\n' });
    await again.channel.ended();
    expect(again.events.at(-1)?.action).toEqual({ kind: 'deleted', ref });
  });

  it('says so when there is nothing of one’s own to change; help names what only works here', async () => {
    const { channel, events, printed } = await terminal({ key: 'nieuw', typed: '/wis\n/help\n' });
    await channel.ended();
    expect(events.slice(1).map(({ action }) => action)).toEqual([{ kind: 'text', text: '/help' }]);
    const said = printed();
    expect(said).toContain('U hebt hier nog niets getypt');
    for (const name of ['/bestand', '/wijzig', '/wis']) expect(said).toContain(name);
  });
});

describe('the end of a conversation in a terminal', () => {
  /** A terminal whose lines are stored as the desk does, to be handled when the test says so. */
  async function storedTerminal(typed: string) {
    const { conversations, inbox, outbox } = database.stores;
    const input = new PassThrough();
    const output = new PassThrough({ encoding: 'utf8' });
    const channel = new TerminalChannel({
      ...{ input, output, stores: database.stores, conversationKey: 'buurt' },
      attachmentFolder: join(folder, 'bijlagen'),
    });
    const { id: conversationId } = await conversations.openConversation(channel.name, 'buurt', 1_000);
    input.end(typed);
    await channel.start({
      receive: async (name, { eventId }) => {
        const event = { channel: name, eventId, conversationId, payload: '{}', receivedAt: 1_000 };
        return { duplicate: !(await inbox.acceptEvent(event)) };
      },
      moved: async () => {},
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
