import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../adapters/database/database.ts';
import { showTickets } from '../../../adapters/terminal/tickets-command.ts';
import type { DeskStores } from '../../../src/desk/stores.ts';
import { deskSays, memberSays, newConversation, ticketAbout } from '../../contract/samples.ts';

let stores: DeskStores;
beforeEach(async () => {
  const database = await openDatabase({ kind: 'sqlite-memory' });
  onTestFinished(() => database.close());
  stores = database.stores;
});

async function shown(number?: string, json = false): Promise<string> {
  const lines: string[] = [];
  await showTickets(stores, number, json, (line) => lines.push(line));
  return lines.join('\n');
}

async function openTicket(question: string, passages: Parameters<typeof ticketAbout>[1] = {}) {
  const conversation = await newConversation(stores);
  const message = await stores.conversations.appendMessage(memberSays(conversation.id, question));
  await stores.conversations.appendMessage(deskSays(conversation.id, 'Uw vraag staat klaar.'));
  return stores.tickets.openTicket(ticketAbout(message, { createdAt: Date.UTC(2026, 10, 1, 9, 30), ...passages }));
}

describe('the queue in the terminal', () => {
  it('says when nothing waits', async () => {
    expect(await shown()).toBe('Er staan geen vragen in de wachtrij.');
    expect(await shown(undefined, true)).toBe('[]');
  });

  it('lists the questions, newest first, each on one line', async () => {
    await openTicket('Hoe krijgen wij\n\neen vergunning?');
    await openTicket('Wie belt mij?', { reason: 'human_requested' });
    expect((await shown()).split('\n')).toEqual([
      '   2  2026-11-01 09:30  wacht        vraagt om een mens: Wie belt mij?',
      '   1  2026-11-01 09:30  wacht        niets gevonden in het archief: Hoe krijgen wij een vergunning?',
    ]);
  });

  it('shows one question whole: what was said, and the passages looked at', async () => {
    const place = {
      passageId: 1,
      source: 'gids.pdf',
      title: 'Gids',
      section: 'Horeca',
      page: 4,
      text: 'Een\nvergunning.',
    };
    await openTicket('Vergunning?', { passages: [place, { ...place, section: null, page: null }] });
    const text = await shown('1');
    expect(text).toContain('Lid   Vergunning?\n  Balie Uw vraag staat klaar.');
    expect(text).toContain('- Gids, Horeca, blz. 4, gids.pdf\n    Een\n        vergunning.');
    expect(text).toContain('- Gids, gids.pdf\n');
    await openTicket('Zonder?');
    expect(await shown('2')).toContain('Passages die zijn bekeken:\n  geen');
  });

  it('tells what happened to it, and when', async () => {
    const { id: ticketId } = await openTicket('Vergunning?');
    const day = (date: number) => Date.UTC(2026, 10, date, 14, 5);
    await stores.tickets.appendEvent({ ticketId, kind: 'asked_again', actor: 'member', at: day(2) });
    await stores.tickets.appendEvent({ ticketId, kind: 'told_more', actor: 'member', at: day(3) });
    await stores.tickets.appendEvent({ ticketId, kind: 'noted', actor: 'advisor', text: 'Ik bel', at: day(4) });
    expect(await shown('1')).toContain(
      [
        'Wat er gebeurde:',
        '  2026-11-01 09:30  in de wachtrij gezet door de balie',
        '  2026-11-02 14:05  opnieuw gevraagd door het lid',
        '  2026-11-03 14:05  meer verteld door het lid',
        '  2026-11-04 14:05  een notitie gemaakt door een adviseur: Ik bel',
        '',
      ].join('\n'),
    );
    const { events } = JSON.parse(await shown('1', true)) as { events: unknown };
    expect(events).toEqual([
      { kind: 'opened', actor: 'desk', at: '2026-11-01 09:30' },
      { kind: 'asked_again', actor: 'member', at: '2026-11-02 14:05' },
      { kind: 'told_more', actor: 'member', at: '2026-11-03 14:05' },
      { kind: 'noted', actor: 'advisor', text: 'Ik bel', at: '2026-11-04 14:05' },
    ]);
  });

  it('gives both as JSON that a program can read', async () => {
    await openTicket('Vergunning?');
    const list: unknown = JSON.parse(await shown(undefined, true));
    expect(list).toMatchObject([{ number: 1, state: 'open', question: 'Vergunning?', createdAt: '2026-11-01 09:30' }]);
    expect(JSON.parse(await shown('1', true))).toMatchObject({
      number: 1,
      conversation: [
        { author: 'member', text: 'Vergunning?' },
        { author: 'desk', text: 'Uw vraag staat klaar.' },
      ],
    });
  });

  it.each(['2', '0', '-1', 'een', '1e0', '1.5', '99999999999999999999', ''])('knows no question %s', async (number) => {
    await openTicket('Vergunning?');
    await expect(shown(number)).rejects.toMatchObject({ code: 'not_found', expected: true });
  });
});
