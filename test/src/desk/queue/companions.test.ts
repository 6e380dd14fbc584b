import { describe, expect, test } from 'vitest';
import { engines } from '../../../support/databases.ts';
import { SteppedDesk } from '../../../support/stepped-desk.ts';

describe.each(engines)('a colleague who thinks along on $engine', ({ newPlace }) => {
  const along = async () => {
    const desk = await SteppedDesk.build((await newPlace()).config);
    for (const [key, name] of [
      ['anna', 'Anna'],
      ['bert', 'Bert'],
      ['bertjan', 'Bert Jan'],
    ] as const) {
      await desk.joins(key, 'advisor', name);
    }
    await desk.say('lid', 'Ik wil graag een adviseur spreken over de statuten.');
    await desk.say('anna', '/neem 1');
    return desk;
  };
  const seenByMember = async (desk: SteppedDesk) => (await desk.transcript('lid')).map(({ text }) => text).join('\n');

  test('gets the card, writes notes that the assignee sees at once, and never reaches the member', async () => {
    const desk = await along();
    const asked = await desk.say('anna', '/vraagmee Bert: weet jij dit van de notaris?');
    expect(asked.text).toMatch(/^Bert denkt mee bij vraag 1/);
    expect((await desk.last('bert')).text).toMatch(/^Anna vraagt u mee te denken.*notaris.*Vraag 1 van een lid/s);

    expect((await desk.presses('bert', 'Meedenken met vraag 1'))[0]?.text).toContain('Het lid ziet het niet');
    expect((await desk.say('bert', 'Dat moet bij de notaris.')).text).toContain('De notitie staat bij vraag 1');
    expect((await desk.last('anna')).text).toMatch(/^Notitie van Bert bij vraag 1.*Dat moet bij de notaris\./s);
    const written = (await desk.transcript('bert')).findLast(({ author }) => author === 'member');
    // An edit of a note is no question to the desk, and reaches nobody.
    const [edited] = await desk.happens('bert', { kind: 'edited', ref: written?.id ?? '', text: 'Wat kost de zaal?' });
    expect(edited?.text).toBe('Vraag 1 is niet van u. Het lid ziet niet wat u veranderde.');
    await desk.say('anna', '/notitie Dank je!');
    expect((await desk.last('bert')).text).toContain('Dank je!');
    await desk.say('anna', '/vraagmee bert jan');
    expect((await desk.last('bertjan')).text).toContain('Bert: Dat moet bij de notaris.');

    const own = await desk.say('bert', '/pauze');
    expect(own.text).toContain('Wat u typt, gaat nu naar de balie');
    expect((await desk.say('bert', 'Dag')).text).toContain('Goedendag');
    expect(await seenByMember(desk)).not.toMatch(/notaris|Dank je/);
    expect((await desk.tickets())[0]).toMatchObject({ state: 'claimed' });
  });

  test('answers the member only when the ticket becomes theirs', async () => {
    const desk = await along();
    await desk.say('anna', '/vraagmee Bert');
    await desk.say('bert', '/verder 1');
    await desk.say('anna', '/overdragen Bert: jij weet dit beter');
    const told = (await desk.transcript('bert')).map(({ text }) => text).join('\n');
    expect(told).toMatch(
      /geen notitie meer: het gaat naar de balie.*Anna droeg vraag 1 aan u over\.\n\n“jij weet dit beter”/s,
    );
    await desk.say('bert', 'Dit is nog geen antwoord');
    expect(await seenByMember(desk)).not.toContain('Dit is nog geen antwoord');
    await desk.say('bert', '/verder 1');
    await desk.happens('bert', { kind: 'text', text: 'Dag, ik help u verder.' });
    expect(await seenByMember(desk)).toContain('Dag, ik help u verder.');
  });

  test('is somebody else than the one who asked the question, and is asked by the assignee', async () => {
    const desk = await along();
    await desk.say('bert', 'Ik wil graag een adviseur spreken over de begroting.');
    await desk.say('anna', '/neem 2');
    for (const typed of ['/vraagmee Bert', '/vraagmee', '/vraagmee Karel', '/vraagmee Anna']) {
      expect((await desk.say('anna', typed)).text).toMatch(/^Wie mag meedenken\?/);
    }
    await desk.say('anna', '/vraagmee Bert Jan');
    expect((await desk.say('bertjan', '/verder 1')).text).toContain('niet van u');
    await desk.say('bertjan', '/verder 2');
    expect((await desk.say('bertjan', '/vraagmee Anna')).text).toContain('niet van u, maar van Anna');
  });

  test('of two with one name the button takes the question along', async () => {
    const desk = await along();
    await desk.joins('bert-2', 'advisor', 'Bert');
    await desk.say('bert-2', '/profiel regio Gouda');
    await desk.say('anna', '/vraagmee Bert: ken jij een notaris?');
    await desk.presses('anna', 'Bert (adviseur)');
    expect((await desk.last('bert')).text).toContain('“ken jij een notaris?”');
  });

  test('writes no note on a ticket that has ended, and hears how to reply while working on another', async () => {
    const desk = await along();
    await desk.say('lid 2', 'Ik wil graag een adviseur spreken over de begroting.');
    await desk.say('anna', '/vraagmee Bert');
    await desk.say('bert', '/verder 1');
    await desk.say('anna', '/neem 2');
    await desk.say('bert', 'Dat weet de notaris.');
    expect((await desk.last('anna')).text).toContain('Typ eerst /verder 1, en dan /notitie');
    await desk.say('lid', '/intrekken 1');
    expect((await desk.say('bert', 'Wie kan mij helpen?')).text).toContain('niet naar het lid gestuurd');
    expect((await desk.conversation('bert'))?.currentTicketId).toBeNull();
    expect(await desk.eventsOf((await desk.tickets())[0])).toEqual([
      ...['opened', 'offered', 'claimed', 'companion_added', 'noted', 'withdrawn'],
    ]);
  });
});
