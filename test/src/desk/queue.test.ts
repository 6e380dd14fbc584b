import { describe, expect, test } from 'vitest';
import { invite } from '../../../src/people/invitation.ts';
import { engines } from '../../support/databases.ts';
import { SteppedDesk } from '../../support/stepped-desk.ts';
import { notice, unanswerable } from '../../support/village-notice.ts';

const aboutStatutes = 'Ik wil graag een adviseur spreken over de statuten.';
const hour = 3_600_000;

describe.each(engines)('the queue on $engine', ({ newPlace }) => {
  const build = async () => SteppedDesk.build((await newPlace()).config);
  /** A member whose question waits, and the advisors Anna and Bert. */
  const waiting = async () => {
    const desk = await build();
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.joins('bert', 'advisor', 'Bert');
    await desk.say('lid', aboutStatutes);
    return desk;
  };
  const texts = async (desk: SteppedDesk, key: string) => (await desk.transcript(key)).map(({ text }) => text);
  const state = async (desk: SteppedDesk) => (await desk.tickets())[0]?.state;

  test('a question goes to an advisor, is answered by them, and ends when the member is helped', async () => {
    const desk = await waiting();
    expect((await desk.last('anna')).text).toContain(aboutStatutes);
    await desk.presses('anna', 'Vraag 1 oppakken');
    expect(await state(desk)).toBe('claimed');
    expect((await desk.last('lid')).text).toMatch(/^Anna heeft uw vraag 1 opgepakt/);
    expect((await desk.last('bert')).text).toBe('Vraag 1 is opgepakt door Anna. U hoeft niets te doen.');

    await desk.happens('anna', { kind: 'text', text: 'Dag! Wat wilt u aan de statuten veranderen?' });
    expect(await desk.last('lid')).toMatchObject({
      author: 'relayed',
      text: 'Dag! Wat wilt u aan de statuten veranderen?',
      relay: { ticket: 1, from: 'advisor', name: 'Anna' },
    });
    expect(await state(desk)).toBe('waiting');

    expect(await desk.happens('lid', { kind: 'text', text: notice.rent.question })).toEqual([]);
    expect(await desk.last('anna')).toMatchObject({
      author: 'relayed',
      text: notice.rent.question,
      relay: { from: 'member' },
    });
    expect(await state(desk)).toBe('claimed');

    await desk.presses('anna', 'Vraag 1 afronden');
    expect(await state(desk)).toBe('resolved');
    expect((await desk.say('lid', 'geholpen')).text).toContain('Vraag 1 is klaar');
    expect(await state(desk)).toBe('closed');
    expect(await desk.eventsOf((await desk.tickets())[0])).toEqual([
      ...['opened', 'offered', 'claimed', 'answered', 'replied', 'resolved', 'confirmed'],
    ]);
  });

  test('of two who take it at the same moment one gets it, and the other hears who', async () => {
    const desk = await waiting();
    await desk.channel.happens('anna', { kind: 'text', text: '/neem 1' });
    await desk.channel.happens('bert', { kind: 'text', text: '/neem 1' });
    const due = await desk.database.stores.inbox.dueEvents([desk.channel.name], desk.clock.now(), 10);
    expect(due).toHaveLength(2);
    await Promise.all(due.map((event) => desk.desk.handle(event)));
    await desk.handleDue();
    const claims = (await desk.eventsOf((await desk.tickets())[0])).filter((kind) => kind === 'claimed');
    expect(claims).toHaveLength(1);
    const told = [...(await texts(desk, 'anna')), ...(await texts(desk, 'bert'))];
    expect(told.filter((text) => text.startsWith('U hebt vraag 1.'))).toHaveLength(1);
    expect(told.filter((text) => text.startsWith('Vraag 1 is al opgepakt door '))).toHaveLength(1);
  });

  test('an answer of the desk that was not sent yet is not sent after somebody took over', async () => {
    const desk = await waiting();
    await desk.sendDue();
    await desk.say('lid', notice.rent.question);
    await desk.say('anna', '/neem 1');
    await desk.sendDue();
    const sent = desk.channel.textsTo('lid');
    expect(sent.filter((text) => notice.rent.fact.test(text))).toEqual([]);
    expect(sent.at(-1)).toMatch(/^Anna heeft uw vraag 1 opgepakt/);
  });

  test('a claim waits while an answer of the desk is on its way', async () => {
    const desk = await waiting();
    await desk.sendDue();
    await desk.say('lid', notice.rent.question);
    const { outbox, inbox } = desk.database.stores;
    const [row] = await outbox.dueRows([desk.channel.name], desk.clock.now(), 10);
    if (!row) throw new Error('nothing to send');
    await outbox.beginAttempt(row.seq, desk.clock.now());

    await desk.channel.happens('anna', { kind: 'text', text: '/neem 1' });
    const [event] = await inbox.dueEvents([desk.channel.name], desk.clock.now(), 10);
    if (!event) throw new Error('nothing was due');
    await desk.desk.handle(event);
    expect(await state(desk)).toBe('open');

    await outbox.markDelivered(row.seq, desk.clock.now());
    desk.clock.time += 1_000;
    await desk.handleDue();
    expect(await state(desk)).toBe('claimed');
  });

  test('a question of its own reaches the archive, also while an advisor has the ticket', async () => {
    const desk = await waiting();
    await desk.say('anna', '/neem 1');
    expect((await desk.say('lid', `/vraag ${notice.rent.question}`)).text).toMatch(notice.rent.fact);
    expect((await desk.last('anna')).author).toBe('desk');
  });

  test('a silent advisor is nudged, and then the ticket is free again', async () => {
    const desk = await waiting();
    await desk.say('anna', '/neem 1');
    desk.clock.time += 11 * hour;
    await desk.doDueTasks();
    expect((await desk.last('anna')).text).toContain('wacht op u');
    desk.clock.time += 48 * hour;
    await desk.doDueTasks();
    expect(await state(desk)).toBe('open');
    expect((await texts(desk, 'lid')).at(-1)).toContain('wacht weer op een adviseur');
    expect((await texts(desk, 'bert')).at(-1)).toContain('Er wacht een vraag');
    expect((await desk.say('anna', 'Hier is mijn antwoord')).author).toBe('desk');
    expect(await texts(desk, 'lid')).not.toContain('Hier is mijn antwoord');
    await desk.presses('bert', 'Vraag 1 oppakken');
    expect(await state(desk)).toBe('claimed');
  });

  test('a ticket that is handed over, given back or withdrawn leaves nobody in doubt', async () => {
    const desk = await waiting();
    await desk.say('anna', '/neem 1');
    expect((await desk.say('anna', '/overdragen Karel')).text).toContain('Bert');
    await desk.say('anna', '/overdragen bert');
    expect((await desk.last('bert')).text).toMatch(/^Anna droeg vraag 1 aan u over/);
    expect((await desk.last('lid')).text).toMatch(/^Bert heeft uw vraag 1 opgepakt/);
    await desk.presses('bert', 'Verder met vraag 1');
    await desk.say('bert', '/teruggeven Ik weet hier te weinig van');
    expect(await state(desk)).toBe('open');
    await desk.say('anna', '/neem 1');
    expect((await desk.say('lid', '/intrekken')).text).toContain('Vraag 1 is ingetrokken');
    expect((await desk.last('anna')).text).toContain('ingetrokken');
    expect((await desk.say('anna', 'Nog iets')).author).toBe('desk');
  });

  test('an old button never ends another ticket, and words like those of the language itself are no commands', async () => {
    const desk = await waiting();
    await desk.say('ander', aboutStatutes);
    await desk.say('anna', '/neem 1');
    await desk.say('anna', '/neem 2');
    await desk.presses('anna', 'Vraag 1 afronden');
    expect((await desk.tickets()).map((ticket) => ticket.state)).toEqual(['claimed', 'claimed']);
    expect((await desk.say('derde', '/constructor')).text).toContain('Die opdracht ken ik niet');
    expect((await desk.say('derde', notice.rent.question)).text).toMatch(notice.rent.fact);
  });

  test('nobody takes their own question', async () => {
    const desk = await waiting();
    await desk.say('anna', 'Ik wil graag een adviseur spreken over de begroting.');
    expect((await desk.say('anna', '/neem 2')).text).toContain('uw eigen vraag');
    expect((await desk.tickets())[1]?.state).toBe('open');
    expect((await desk.last('bert')).text).toContain('begroting');
  });

  test('what is asked after a ticket has ended is a question of its own', async () => {
    const desk = await build();
    await desk.say('lid', 'adviseur');
    await desk.say('lid', '/intrekken');
    expect((await desk.say('lid', notice.rent.question)).text).toMatch(notice.rent.fact);
    await desk.say('lid', unanswerable);
    expect((await desk.tickets()).map((ticket) => ticket.state)).toEqual(['withdrawn', 'open']);
  });

  test('of two tickets the one under way gets what the member writes', async () => {
    const desk = await waiting();
    await desk.say('lid', 'Ik wil graag een adviseur spreken over de begroting.');
    await desk.say('anna', '/neem 1');
    await desk.say('bert', '/neem 2');
    desk.clock.time += 1_000;
    await desk.say('bert', '/afronden');
    await desk.happens('lid', { kind: 'text', text: 'Hoe zit het met artikel 12?' });
    expect((await desk.last('anna')).text).toBe('Hoe zit het met artikel 12?');
  });

  test('who was away when all were asked is asked when they are back', async () => {
    const desk = await build();
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.joins('bestuur', 'board', 'Carla');
    await desk.say('anna', '/afwezig tot 2026-08-13');
    await desk.say('lid', aboutStatutes);
    expect((await desk.last('bestuur')).text).toContain(aboutStatutes);
    desk.clock.time += 72 * hour;
    await desk.doDueTasks();
    expect((await desk.last('anna')).text).toContain(aboutStatutes);
  });

  test('a note and what is typed after a pause never reach the member', async () => {
    const desk = await waiting();
    await desk.say('anna', '/neem 1');
    await desk.say('anna', '/notitie Het lid is boos');
    await desk.say('anna', '/pauze');
    await desk.say('anna', notice.rent.question);
    const seen = (await texts(desk, 'lid')).join('\n');
    expect(seen).not.toContain('boos');
    expect(seen).not.toMatch(notice.rent.fact);
    expect((await desk.say('bert', '/bekijk 1')).text).toContain('Het lid is boos');
  });

  test('whoever wrote what could not be delivered hears so', async () => {
    const desk = await waiting();
    await desk.say('anna', '/neem 1');
    await desk.sendDue();
    desk.channel.outcome = (key) =>
      key === 'lid' ? { kind: 'undeliverable', reason: 'blocked' } : { kind: 'delivered' };
    await desk.happens('anna', { kind: 'text', text: 'Bent u daar?' });
    await desk.sendDue();
    expect(desk.channel.textsTo('anna').at(-1)).toContain('het lid heeft de balie geblokkeerd');
  });

  test('a member can neither see the queue nor take a ticket, and a forged button does nothing', async () => {
    const desk = await waiting();
    for (const typed of ['/neem 1', '/wachtrij', '/bekijk 1', '/notitie hoi']) {
      expect((await desk.say('ander', typed)).text).toContain('Dit kunnen alleen adviseurs');
    }
    const offer = await desk.last('anna');
    expect(await desk.happens('ander', { kind: 'chose', messageId: offer.id, choice: 0 })).toEqual([]);
    expect(await state(desk)).toBe('open');
    expect((await desk.say('ander', '/dansen')).text).toMatch(/^Die opdracht ken ik niet/);
  });

  test('a code works once, and after five wrong ones the right one has to wait', async () => {
    const desk = await build();
    const { people } = desk.database.stores;
    const code = await invite(people, { role: 'advisor' }, desk.clock.now());
    for (let i = 0; i < 5; i++)
      expect((await desk.say('raadt', `/koppel ABCD-${i}`)).text).toContain('Deze code werkt niet');
    expect((await desk.say('raadt', `/koppel ${code}`)).text).toContain('te vaak');
    expect((await desk.say('anna', `/koppel ${code.toLowerCase().replaceAll('-', ' ')}`)).text).toContain(
      'U bent nu adviseur',
    );
    expect((await desk.say('bert', `/koppel ${code}`)).text).toContain('Deze code werkt niet');
  });

  test('a question that came when there was nobody is offered later', async () => {
    const desk = await build();
    await desk.say('lid', aboutStatutes);
    await desk.joins('anna', 'advisor', 'Anna');
    desk.clock.time += 5 * hour;
    expect(await desk.doDueTasks()).toBe(1);
    expect((await desk.last('anna')).text).toContain(aboutStatutes);
  });

  test('an account on a second channel gets what is for the same person', async () => {
    const desk = await build();
    await desk.joins('anna', 'advisor', 'Anna');
    const code = /\/koppel (\S+)/.exec((await desk.say('anna', '/koppel')).text)?.[1];
    desk.clock.time += 1_000;
    expect((await desk.say('anna-thuis', `/koppel ${code}`)).text).toContain('Gelukt, Anna');
    await desk.say('lid', aboutStatutes);
    expect((await desk.last('anna-thuis')).text).toContain(aboutStatutes);
    expect((await desk.last('anna')).text).not.toContain(aboutStatutes);
  });

  test('a ticket that nobody has is not said to be of a colleague', async () => {
    const desk = await SteppedDesk.build((await newPlace()).config);
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.say('lid', 'Ik wil graag een adviseur spreken over de statuten.');
    for (const typed of ['/verder 1', '/voorstel 1']) {
      expect((await desk.say('anna', typed)).text).toBe('Vraag 1 heeft nog niemand. Pak hem eerst op: /neem 1.');
    }
    await desk.say('lid', '/intrekken 1');
    expect((await desk.say('anna', '/verder 1')).text).toBe('Vraag 1 is al afgerond.');
  });
});
