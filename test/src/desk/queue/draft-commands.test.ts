import { describe, expect, test } from 'vitest';
import { engines } from '../../../support/databases.ts';
import { SteppedDesk } from '../../../support/stepped-desk.ts';
import { notice } from '../../../support/village-notice.ts';

describe.each(engines)('the draft of an advisor on $engine', ({ newPlace }) => {
  /** Anna has the question of a member whom the archive's answer did not help. */
  const claimed = async () => {
    const desk = await SteppedDesk.build((await newPlace()).config);
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.say('lid', notice.rent.question);
    await desk.say('lid', 'niet geholpen');
    return { desk, card: await desk.say('anna', '/neem 1') };
  };

  test('a passage of the card is cited and sent with one press each, and the member sees where it stands', async () => {
    const { desk, card } = await claimed();
    expect(card.text).toContain('[1] Mededeling van Dorpsbelang Voorbeeldbuurt, 1. Zaal huren');
    const [draft] = await desk.presses('anna', 'Citeer [1]');
    expect(draft?.text).toContain('45 euro per dagdeel');
    expect(draft?.details?.citations).toMatchObject([{ number: 1, source: notice.file }]);
    expect((await desk.transcript('lid')).filter(({ author }) => author === 'relayed')).toEqual([]);

    const [sent] = await desk.presses('anna', 'Versturen');
    expect(sent?.text).toBe('Verstuurd naar het lid van vraag 1.');
    const reply = await desk.last('lid');
    expect(reply).toMatchObject({ author: 'relayed', relay: { ticket: 1, from: 'advisor', name: 'Anna' } });
    expect(reply.text).toMatch(/^“De grote zaal .*45 euro per dagdeel\..*” \[1\]$/s);
    const [citation] = reply.details?.citations ?? [];
    const document = await desk.database.stores.knowledge.findDocument(citation?.documentId ?? '');
    expect(document?.source).toBe(notice.file);
    expect(notice.text).toContain(citation?.quote);
    expect((await desk.tickets())[0]?.state).toBe('waiting');
    expect((await desk.say('anna', '/verstuur')).text).toContain('Er is nog geen concept');
  });

  test('own words come above the citations, and a number in them takes the place of the quote', async () => {
    const { desk } = await claimed();
    await desk.say('anna', '/citeer 1');
    const above = await desk.say('anna', '/concept Dag! Dit staat in het archief:');
    expect(above.text).toMatch(/Dag! Dit staat in het archief:\n\n“De grote zaal/);
    await desk.say('anna', '/concept Dat kost 45 euro [1].');
    await desk.say('anna', '/verstuur');
    const reply = await desk.last('lid');
    expect(reply.text).toBe('Dat kost 45 euro [1].');
    expect(reply.details?.citations).toHaveLength(1);
  });

  test('without a choice the desk proposes what it found best, and nothing is sent before the advisor says so', async () => {
    const { desk } = await claimed();
    expect((await desk.say('anna', '/concept')).text).toContain('45 euro per dagdeel');
    expect((await desk.say('anna', '/citeer 1')).text).toContain('Er is nog geen concept');
    await desk.say('anna', '/citeer 1');
    const [dropped] = await desk.presses('anna', 'Weggooien');
    expect(dropped?.text).toContain('Er is niets verstuurd');
    expect((await desk.say('anna', '/verstuur')).text).toContain('Er is nog geen concept');
    expect((await desk.last('lid')).author).toBe('desk');
  });

  test('a passage that is not on the card, or not in the archive any more, is not cited', async () => {
    const { desk } = await claimed();
    for (const typed of ['/citeer', '/citeer 9', '/citeer nul']) {
      expect((await desk.say('anna', typed)).text).toMatch(/Typ \/citeer met een nummer/);
    }
    const [document] = await desk.database.stores.knowledge.listDocuments();
    await desk.say('anna', '/citeer 1');
    await desk.database.stores.knowledge.removeDocument(document?.id ?? '');
    expect((await desk.say('anna', '/verstuur')).text).toContain('Er is nog geen concept');
    await desk.say('anna', '/weggooien');
    expect((await desk.say('anna', '/citeer 1')).text).toContain('niet meer zo in het archief');
    expect((await desk.say('anna', '/verstuur')).text).toContain('Er is nog geen concept');
  });

  test('a button of one ticket never cites or sends in another', async () => {
    const { desk } = await claimed();
    await desk.presses('anna', 'Citeer [1]');
    await desk.say('ander', 'Ik wil graag een adviseur spreken over de statuten.');
    await desk.say('anna', '/neem 2');
    for (const label of ['Versturen', 'Citeer [1]']) {
      const [refused] = await desk.presses('anna', label);
      expect(refused?.text).toContain('U werkt nu niet aan een vraag');
    }
    expect((await desk.transcript('ander')).filter(({ author }) => author === 'relayed')).toEqual([]);
  });

  test('what is sent in a ticket that is gone reaches nobody, and the draft stays', async () => {
    const { desk } = await claimed();
    await desk.say('anna', '/concept Hier is mijn antwoord');
    const stores = desk.database.stores;
    const anna = await desk.conversation('anna');
    await desk.say('lid', '/intrekken');
    expect((await desk.say('anna', '/verstuur 1')).text).toContain('niet naar het lid gestuurd');
    expect((await desk.transcript('lid')).filter(({ author }) => author === 'relayed')).toEqual([]);
    const person = await stores.people.findPersonByIdentity(desk.channel.name, anna?.key ?? '');
    expect(await stores.drafts.findDraft((await desk.tickets())[0]?.id ?? '', person?.id ?? '')).toMatchObject({
      text: 'Hier is mijn antwoord',
    });
  });
});
