import { describe, expect, test } from 'vitest';
import { engines } from '../../../support/databases.ts';
import { SteppedDesk } from '../../../support/stepped-desk.ts';

describe.each(engines)('the end of a ticket on $engine', ({ newPlace }) => {
  const resolved = async (question = 'Ik wil graag een adviseur spreken over de statuten.') => {
    const desk = await SteppedDesk.build((await newPlace()).config);
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.say('lid', question);
    await desk.say('anna', '/neem 1');
    await desk.presses('anna', 'Vraag 1 afronden');
    return desk;
  };
  const rating = async (desk: SteppedDesk) => (await desk.tickets())[0]?.rating;

  test('the member confirms with a press and gives a mark; the advisor hears of the first only', async () => {
    const desk = await resolved();
    const [thanks] = await desk.presses('lid', 'Ja, ik ben geholpen');
    expect(thanks?.text).toContain('Wilt u ons een cijfer geven?');
    expect((await desk.presses('lid', '4'))[0]?.text).toContain('Dank u wel');
    expect(await rating(desk)).toBe(4);
    expect((await desk.presses('lid', '5'))[0]?.text).toContain('geen vraag waar u een cijfer voor kunt geven');
    expect(await rating(desk)).toBe(4);
    expect(await desk.eventsOf((await desk.tickets())[0])).toEqual([
      ...['opened', 'offered', 'claimed', 'resolved', 'confirmed', 'rated'],
    ]);
    expect((await desk.last('anna')).text).toBe('Het lid van vraag 1 is geholpen. Dank u wel!');
  });

  test('a digit is a mark right after the desk asked for one, and a message otherwise', async () => {
    const desk = await resolved();
    await desk.say('lid', 'geholpen');
    expect((await desk.say('lid', ' 5 ')).text).toContain('Dank u wel');
    expect(await rating(desk)).toBe(5);
    await desk.say('lid', '3');
    expect(await rating(desk)).toBe(5);
  });

  test('nobody marks the question of somebody else, one that is not done, or with another number', async () => {
    const desk = await resolved();
    expect((await desk.say('ander', '/cijfer 5 bij 1')).text).toContain('Er is geen vraag met nummer 1.');
    expect((await desk.say('ander', '/geholpen 1')).text).toBe('Er is geen vraag met nummer 1.');
    await desk.say('lid', 'geholpen');
    for (const typed of ['/cijfer 0 bij 1', '/cijfer 6 bij 1', '/cijfer bij 1']) await desk.say('lid', typed);
    expect(await rating(desk)).toBeNull();
    await desk.say('lid', 'Ik wil graag een adviseur spreken over de begroting.');
    await desk.say('lid', '/cijfer 5 bij 2');
    expect((await desk.tickets())[1]?.rating).toBeNull();
  });

  test('in English the member is asked in English', async () => {
    const desk = await resolved('I would like to speak to a human about our village hall, please.');
    const [thanks] = await desk.presses('lid', 'Yes, that helped');
    expect(thanks?.text).toContain('Would you like to rate us?');
    expect((await desk.say('lid', '5')).text).toContain('Thank you');
  });

  test('neither a mark nor what was said to the advisor is what a bare “adviseur” is about', async () => {
    const desk = await resolved();
    await desk.happens('lid', { kind: 'text', text: 'niet geholpen' });
    await desk.happens('lid', { kind: 'text', text: 'Het gaat om artikel 12' });
    await desk.say('anna', '/verder 1');
    await desk.say('anna', '/afronden');
    await desk.say('lid', 'geholpen');
    await desk.say('lid', '4');
    expect((await desk.say('lid', 'adviseur')).text).toContain('Wat wilt u');
    expect((await desk.tickets())[1]?.question).toBe('adviseur');
  });
});
