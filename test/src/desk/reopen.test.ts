import { describe, expect, test } from 'vitest';
import { wordings } from '../../../src/desk/wording/wordings.ts';
import { engines } from '../../support/databases.ts';
import { SteppedDesk } from '../../support/stepped-desk.ts';
import { notice, unanswerable } from '../../support/village-notice.ts';

const aboutStatutes = 'Ik wil graag een adviseur spreken over de statuten.';
const day = 24 * 3_600_000;

describe.each(engines)('time and the ends of a ticket on $engine', ({ newPlace }) => {
  const build = async () => SteppedDesk.build((await newPlace()).config);
  const state = async (desk: SteppedDesk) => (await desk.tickets())[0]?.state;
  /** A ticket of `lid` in which the advisor Anna has answered. */
  const answered = async () => {
    const desk = await build();
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.say('lid', aboutStatutes);
    await desk.say('anna', '/neem 1');
    await desk.happens('anna', { kind: 'text', text: 'Welk artikel bedoelt u?' });
    await desk.say('anna', '/pauze');
    return desk;
  };
  /** The same after the member was silent for so long that it was closed. */
  const closed = async () => {
    const desk = await answered();
    for (let days = 0; days < 12; days++) {
      desk.clock.time += day;
      await desk.doDueTasks();
    }
    expect(await state(desk)).toBe('closed');
    return desk;
  };

  test('after weeks without the desk a member is reminded, and has the time to answer before the next word', async () => {
    const desk = await answered();
    desk.clock.time += 42 * day;
    const later = async () => {
      await desk.doDueTasks();
      desk.clock.time += 4 * day;
      return (await desk.eventsOf((await desk.tickets())[0])).at(-1);
    };
    expect([await later(), await later(), await later()]).toEqual(['reminded', 'stale_warned', 'closed']);
  });

  test('after weeks without the desk an advisor is nudged before their claim ends', async () => {
    const desk = await answered();
    await desk.happens('lid', { kind: 'text', text: 'Artikel 12' });
    desk.clock.time += 42 * day;
    await desk.doDueTasks();
    expect(await state(desk)).toBe('claimed');
    expect((await desk.last('anna')).text).toContain('wacht op u');
    desk.clock.time += 2 * day;
    await desk.doDueTasks();
    expect(await state(desk)).toBe('open');
  });

  test('a ticket that was never taken goes to one circle at a time, also after an outage', async () => {
    const desk = await build();
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.joins('bestuur', 'board', 'Carla');
    await desk.say('lid', aboutStatutes);
    desk.clock.time += 42 * day;
    expect(await desk.doDueTasks()).toBe(1);
    expect((await desk.last('bestuur')).text).not.toContain(aboutStatutes);
  });

  test('a closed ticket goes on with the button under the word that it was closed', async () => {
    const desk = await closed();
    expect((await desk.presses('lid', 'Toch nog een vraag hierover'))[0]?.text).toContain('gaat naar Anna');
    expect(await state(desk)).toBe('claimed');
    expect((await desk.last('anna')).text).toContain('wil verder met vraag 1');
    expect(await desk.happens('lid', { kind: 'text', text: 'Artikel 12' })).toEqual([]);
    expect((await desk.transcript('anna')).map(({ text }) => text)).toContain('Artikel 12');
  });

  test('a message after the closing that asks nothing reopens it; a question does not', async () => {
    const desk = await closed();
    expect((await desk.say('lid', notice.rent.question)).text).toMatch(notice.rent.fact);
    expect(await state(desk)).toBe('closed');
    expect((await desk.say('lid', '/heropen 1')).text).toContain('weer open');

    const other = await closed();
    expect((await other.say('lid', unanswerable)).details).toMatchObject({ outcome: 'escalated', ticket: 2 });
    expect(await state(other)).toBe('closed');

    const third = await closed();
    const reply = await third.say('lid', 'Sorry, ik was ziek. Het gaat mij om artikel 12.');
    expect(reply.text).toContain('weer geopend en uw bericht aan Anna doorgegeven');
    expect((await third.transcript('anna')).map(({ text }) => text).join()).toContain('artikel 12');
    expect(await state(third)).toBe('claimed');
    expect(await third.tickets()).toHaveLength(1);
  });

  test('a late message after the closing opens nothing again', async () => {
    const desk = await closed();
    desk.clock.time += 20 * day;
    await desk.say('lid', 'Het bestuur van de ijsvereniging heeft ruzie.');
    expect(await state(desk)).toBe('closed');
  });

  test('a reply to a message of a closed ticket reopens it', async () => {
    const desk = await closed();
    const theirs = (await desk.transcript('lid')).find(({ text }) => text === 'Welk artikel bedoelt u?');
    await desk.say('lid', notice.rent.question);
    const text = 'Wat staat er in artikel 12?';
    await desk.happens('lid', { kind: 'text', text, replyToRef: theirs?.id ?? '' });
    expect(await state(desk)).toBe('claimed');
    expect((await desk.transcript('anna')).map((message) => message.text)).toContain(text);
  });

  test('a ticket is not reopened for an advisor who is away or stopped, nor by somebody else', async () => {
    const desk = await closed();
    expect((await desk.say('ander', '/heropen 1')).text).toContain('geen gesloten vraag');
    const { people } = desk.database.stores;
    const [anna] = await people.listPeople('advisor');
    await people.updatePerson(anna?.id ?? '', { roles: [] });
    expect((await desk.say('lid', '/heropen')).text).toBe(wordings.nl.queue.reopenedForQueue(1));
    expect(await state(desk)).toBe('open');
    expect((await desk.say('lid', 'Wat staat er in artikel 12?')).text).toContain(wordings.nl.toldMore(1));
  });

  test('nobody goes on with a ticket that has ended', async () => {
    const desk = await answered();
    await desk.say('anna', '/verder 1');
    await desk.say('anna', '/afronden');
    expect((await desk.say('anna', '/verder 1')).text).toBe('Vraag 1 is al afgerond.');
    expect((await desk.conversation('anna'))?.currentTicketId).toBeNull();
  });

  test('a ticket that is free again goes round the circles: not to who stopped, is away or wants quiet', async () => {
    const desk = await build();
    for (const name of ['anna', 'bert', 'cor', 'dirk']) await desk.joins(name, 'advisor', name);
    await desk.say('dirk', '/profiel vragen 0');
    await desk.say('lid', aboutStatutes);
    await desk.say('anna', '/neem 1');
    const { people } = desk.database.stores;
    const bert = (await people.listPeople('advisor')).find(({ name }) => name === 'bert');
    await people.updatePerson(bert?.id ?? '', { roles: [] });
    await desk.say('cor', '/profiel stil 00:00-23:59');
    await desk.say('dirk', '/profiel vragen 3');
    desk.clock.time += 1_000;
    const before = new Map<string, number>();
    for (const name of ['anna', 'bert', 'cor', 'dirk']) before.set(name, (await desk.transcript(name)).length);
    await desk.say('anna', '/teruggeven te druk');
    const offered = async (name: string) =>
      (await desk.transcript(name)).slice(before.get(name)).some(({ text }) => text.includes('Er wacht een vraag'));
    expect([await offered('anna'), await offered('bert'), await offered('cor'), await offered('dirk')]).toEqual([
      ...[false, false, false, true],
    ]);
    await desk.say('cor', '/profiel stil nee');
    desk.clock.time += 5 * 3_600_000;
    await desk.doDueTasks();
    expect(await offered('cor')).toBe(true);
  });

  test('“niet geholpen” under an answer to /vraag hands over the question without the command', async () => {
    const desk = await build();
    await desk.say('lid', `/vraag ${notice.rent.question}`);
    await desk.say('lid', 'niet geholpen');
    expect((await desk.tickets())[0]?.question).toBe(notice.rent.question);
    await desk.say('ander', `/vraag ${notice.rent.question}`);
    await desk.say('ander', 'adviseur');
    expect((await desk.tickets())[1]?.question).toBe(notice.rent.question);
  });

  test('of two colleagues with one name each can be handed a ticket, by button', async () => {
    const desk = await answered();
    await desk.joins('bert-1', 'advisor', 'Bert');
    await desk.joins('bert-2', 'advisor', 'Bert');
    await desk.say('bert-2', '/profiel regio Gouda');
    await desk.say('anna', '/verder 1');
    const list = await desk.say('anna', '/overdragen bert');
    const labels = list.details?.choices?.map(({ label }) => label) ?? [];
    expect(labels).toEqual(['Bert (adviseur)', 'Bert (werkt in Rijnstreek en Groene Hart)']);
    await desk.presses('anna', labels[1] ?? '');
    expect((await desk.last('bert-2')).text).toMatch(/^Anna droeg vraag 1 aan u over/);
    expect((await desk.last('bert-1')).text).not.toContain('droeg vraag 1');
  });

  test('an advisor who is a member too hears, when asked something, that what they type goes elsewhere', async () => {
    const desk = await build();
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.joins('bert', 'advisor', 'Bert');
    await desk.say('anna', aboutStatutes);
    await desk.say('lid', 'Ik wil graag een adviseur spreken over de begroting.');
    await desk.say('anna', '/neem 2');
    await desk.say('bert', '/neem 1');
    await desk.happens('bert', { kind: 'text', text: 'Welk artikel?' });
    expect((await desk.last('anna')).text).toContain('Wat u typt, gaat naar het lid van vraag 2');
    await desk.happens('anna', { kind: 'text', text: 'Voor het lid' });
    expect((await desk.last('lid')).text).toBe('Voor het lid');
    expect((await desk.presses('anna', 'Even iets anders'))[0]?.text).toContain('uw eigen vraag 1');
    await desk.happens('anna', { kind: 'text', text: 'Artikel 12' });
    expect((await desk.transcript('bert')).map(({ text }) => text)).toContain('Artikel 12');
    expect((await desk.transcript('lid')).map(({ text }) => text)).not.toContain('Artikel 12');
  });

  test('who works on a ticket is asked nothing about one of their own', async () => {
    const desk = await answered();
    await desk.say('anna', '/verder 1');
    const own = await desk.say('anna', `/vraag ${unanswerable}`);
    expect(own.details).toMatchObject({ outcome: 'escalated', ticket: 2 });
    expect(own.details?.awaits).toBeUndefined();
  });

  test('a question after a ticket that asked for one and has ended goes to the archive', async () => {
    const desk = await build();
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.say('lid', 'adviseur');
    await desk.say('anna', '/neem 1');
    await desk.happens('lid', { kind: 'text', text: 'Mag een lid twee keer stemmen?' });
    await desk.say('anna', '/afronden');
    await desk.say('lid', 'geholpen');
    expect((await desk.say('lid', notice.rent.question)).text).toMatch(notice.rent.fact);
  });

  test('who says after all that it did not help, goes on with the same ticket', async () => {
    const desk = await answered();
    await desk.say('anna', '/verder 1');
    await desk.say('anna', '/afronden');
    await desk.say('lid', 'geholpen');
    expect((await desk.say('lid', 'niet geholpen')).text).toContain('weer geopend en uw bericht aan Anna doorgegeven');
    expect((await desk.tickets()).map((ticket) => ticket.state)).toEqual(['claimed']);
  });

  test('an advisor who reopens or is helped with a question of their own hears that what they type goes elsewhere', async () => {
    const desk = await build();
    for (const name of ['Anna', 'Bert']) await desk.joins(name.toLowerCase(), 'advisor', name);
    await desk.say('anna', aboutStatutes);
    await desk.say('lid', 'Ik wil graag een adviseur spreken over de begroting.');
    await desk.say('anna', '/neem 2');
    const warning = wordings.nl.queue.busyElsewhere(1, 2);
    await desk.say('bert', '/neem 1');
    expect((await desk.last('anna')).text).toContain(warning);
    await desk.say('bert', '/afronden');
    expect((await desk.say('anna', '/heropen 1')).text).toContain(warning);
    await desk.say('anna', '/intrekken 1');
    const { people } = desk.database.stores;
    const bert = (await people.listPeople('advisor')).find(({ name }) => name === 'Bert');
    await people.updatePerson(bert?.id ?? '', { roles: [] });
    expect((await desk.say('anna', '/heropen 1')).text).toMatch(
      /wacht op een adviseur.*gaat naar het lid van vraag 2/s,
    );
  });

  test('an old button with a colleague hands over no other ticket', async () => {
    const desk = await answered();
    await desk.joins('bert', 'advisor', 'Bert');
    await desk.say('ander', 'Ik wil graag een adviseur spreken over de begroting.');
    await desk.say('anna', '/verder 1');
    await desk.say('anna', '/overdragen');
    await desk.say('anna', '/neem 2');
    expect((await desk.presses('anna', 'Bert'))[0]?.text).toBe(wordings.nl.queue.noCurrent);
    expect((await desk.tickets()).map(({ state: now }) => now)).toEqual(['waiting', 'claimed']);
    expect((await desk.last('bert')).text).not.toContain('droeg vraag');
  });

  test('to whether it is answered “ja” closes the ticket; a word that asks nothing goes to the advisor', async () => {
    const resolved = async () => {
      const desk = await answered();
      await desk.say('anna', '/verder 1');
      await desk.say('anna', '/afronden');
      return desk;
    };
    const content = await resolved();
    expect((await content.say('lid', 'Ja hoor, dank u wel!')).text).toContain('Vraag 1 is klaar');
    expect(await state(content)).toBe('closed');
    const more = ['Nee, nog niet.', 'Nee. Moet dat bij de notaris?', 'Maar artikel 3 gaat over iets anders.'];
    for (const text of more) {
      const desk = await resolved();
      expect((await desk.say('lid', text)).text).toContain('uw bericht aan Anna doorgegeven');
      expect((await desk.transcript('anna')).map((message) => message.text)).toContain(text);
      expect(await state(desk)).toBe('claimed');
    }
    const pressed = await resolved();
    await pressed.presses('lid', 'Nee, nog niet');
    expect(await state(pressed)).toBe('claimed');
    expect((await pressed.last('anna')).text).toContain('vraag 1');
    const asks = await resolved();
    expect((await asks.say('lid', notice.rent.question)).text).toMatch(notice.rent.fact);
    expect(await state(asks)).toBe('resolved');
  });
});
