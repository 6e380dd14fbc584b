import { describe, expect, test } from 'vitest';
import { wordings } from '../../../src/desk/wording/wordings.ts';
import { invite } from '../../../src/people/invitation.ts';
import { engines } from '../../support/databases.ts';
import { SteppedDesk } from '../../support/stepped-desk.ts';
import { notice, unanswerable } from '../../support/village-notice.ts';

const aboutStatutes = 'Ik wil graag een adviseur spreken over de statuten.';
/** Says of no subject that advisors know about, so that the first circle holds three of all. */
const aboutBand = 'Ik wil graag een adviseur spreken over de fanfare.';
const { intake } = wordings.nl.queue;

describe.each(engines)('the intake on $engine', ({ newPlace }) => {
  const build = async () => SteppedDesk.build((await newPlace()).config);
  const intakeOf = async (desk: SteppedDesk, number = 1) =>
    (await desk.tickets()).find((ticket) => ticket.number === number)?.intake;

  test('asks step by step, and what is told stands with the ticket and on the card', async () => {
    const desk = await build();
    await desk.joins('anna', 'advisor', 'Anna');
    expect((await desk.say('lid', aboutStatutes)).text).toContain(intake.question.place);
    const second = await desk.say('lid', 'Wij wonen in Strijen');
    expect(second.text).toContain('Strijen (Hoeksche Waard, Zuid-Holland)');
    expect(second.text).toContain(intake.question.tried);
    expect((await desk.say('lid', 'De gemeente gebeld')).text).toContain(intake.question.neededBy);
    expect((await desk.say('lid', 'voor 1 mei')).text).toContain(intake.ready(1));
    expect(await intakeOf(desk)).toEqual({ place: 'Strijen', tried: 'De gemeente gebeld', neededBy: 'voor 1 mei' });
    expect((await desk.say('anna', '/bekijk 1')).text).toContain(
      '- Plaats: Strijen (Hoeksche Waard, Zuid-Holland)\n- Al gedaan: De gemeente gebeld\n- Nodig: voor 1 mei',
    );
    expect(await desk.eventsOf((await desk.tickets())[0])).toEqual(['opened', 'offered', 'intake', 'intake', 'intake']);
  });

  test('can be skipped question by question, or altogether', async () => {
    const desk = await build();
    await desk.say('lid', aboutStatutes);
    expect((await desk.presses('lid', 'Overslaan'))[0]?.text).toContain(intake.question.tried);
    const first = (await desk.transcript('lid')).find(({ details }) => details?.awaits === 'intake_place');
    const twice = await desk.happens('lid', { kind: 'chose', messageId: first?.id ?? '', choice: 0 });
    expect(twice[0]?.text).toBe(intake.nothingAsked);
    expect((await desk.say('lid', 'weet ik niet')).text).toContain(intake.question.neededBy);
    expect((await desk.presses('lid', 'Niets meer vragen'))[0]?.text).toBe(intake.ready(1));
    expect((await desk.say('lid', '/overslaan')).text).toBe(intake.nothingAsked);
    expect(await intakeOf(desk)).toEqual({ place: null, tried: null, neededBy: null });
  });

  test('swallows no question: what is asked is answered, or opens a ticket of its own', async () => {
    const desk = await build();
    await desk.say('lid', aboutStatutes);
    expect((await desk.say('lid', notice.rent.question)).text).toMatch(notice.rent.fact);
    expect((await desk.say('lid', unanswerable)).details).toMatchObject({ outcome: 'escalated', ticket: 2 });
    expect(await intakeOf(desk)).toEqual({ place: null, tried: null, neededBy: null });
  });

  test('loses no answer: thanks, a question and an answer to the next question may come in between', async () => {
    const desk = await build();
    await desk.say('lid', aboutStatutes);
    await desk.say('lid', 'Dank u wel');
    const told = await desk.say('lid', 'We hebben de notaris al gebeld');
    expect(told.text).toContain(intake.question.place);
    await desk.say('lid', notice.rent.question);
    expect((await desk.say('lid', 'Strijen')).text).toContain('Strijen (Hoeksche Waard');
    expect(await intakeOf(desk)).toMatchObject({ place: 'Strijen', tried: 'We hebben de notaris al gebeld' });
    expect(await desk.tickets()).toHaveLength(1);
  });

  test('remembers the place, and asks for it never again', async () => {
    const desk = await build();
    await desk.say('lid', aboutStatutes);
    await desk.say('lid', 'Strijen');
    const second = await desk.say('lid', 'Ik wil graag een adviseur spreken over de begroting.');
    expect(second.text).not.toContain(intake.question.place);
    expect(second.text).toContain(intake.question.tried);
    expect(await intakeOf(desk, 2)).toMatchObject({ place: 'Strijen' });
    expect((await desk.say('lid', '/regio')).text).toContain('U komt uit Strijen');
  });

  test('a place can be set before, and changed with all tickets under way', async () => {
    const desk = await build();
    expect((await desk.say('lid', '/regio')).text).toContain(intake.whichPlace(null));
    await desk.say('lid', '/regio Gouda');
    await desk.say('lid', aboutStatutes);
    expect(await intakeOf(desk)).toMatchObject({ place: 'Gouda' });
    expect((await desk.say('lid', '/regio Maasdam')).text).toContain(intake.question.tried);
    expect(await intakeOf(desk)).toMatchObject({ place: 'Maasdam' });
  });

  test('an unknown place is kept as it was written, with near spellings to choose from', async () => {
    const desk = await build();
    await desk.say('lid', aboutStatutes);
    const reply = await desk.say('lid', 'Strjen');
    expect(reply.text).toContain('“Strjen” staat niet in mijn lijst');
    expect(reply.text).toContain(intake.question.tried);
    expect(await intakeOf(desk)).toMatchObject({ place: 'Strjen' });
    expect((await desk.presses('lid', 'Strijen'))[0]?.text).toContain(intake.question.tried);
    expect(await intakeOf(desk)).toMatchObject({ place: 'Strijen' });
  });

  test('who lives in another province hears whose it is; a province of which we know nothing is not named', async () => {
    const desk = await build();
    await desk.say('lid', aboutStatutes);
    expect((await desk.say('lid', 'Lochem')).text).toContain('DKK Gelderland (Vereniging Dorpshuizen');
    expect((await desk.say('lid', '/regio Goes')).text).not.toContain('andere vereniging');
    expect((await desk.say('lid', '/regio Gouda')).text).not.toContain('andere vereniging');
  });

  test('nothing is asked once an advisor has the ticket: what is typed goes to them', async () => {
    const desk = await build();
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.say('lid', aboutStatutes);
    await desk.say('anna', '/neem 1');
    expect(await desk.happens('lid', { kind: 'text', text: 'Strijen' })).toEqual([]);
    expect((await desk.last('anna')).text).toBe('Strijen');
    expect((await desk.presses('lid', 'Overslaan'))[0]?.text).toBe(intake.nothingAsked);
  });

  test('“laat maar” ends the questions, not the ticket', async () => {
    const desk = await build();
    await desk.say('lid', aboutStatutes);
    expect((await desk.say('lid', 'laat maar')).text).toBe(intake.ready(1));
    expect((await desk.tickets())[0]?.state).toBe('open');
  });

  test('who did not hear of it and works where the member lives, hears of it once', async () => {
    const desk = await build();
    const { people } = desk.database.stores;
    for (const name of ['A', 'B', 'C']) await desk.joins(name, 'advisor', name);
    const code = await invite(
      people,
      { role: 'advisor', region: 'Hoeksche Waard', ambassador: true },
      desk.clock.now(),
    );
    desk.clock.time += 1;
    await desk.say('dirk', `/koppel ${code}`);
    expect((await people.listPeople('advisor')).at(-1)?.profile).toMatchObject({
      regions: ['Hoeksche Waard'],
      ambassadorOf: ['Hoeksche Waard'],
    });
    await desk.say('lid', aboutBand);
    expect((await desk.last('dirk')).text).not.toContain(aboutBand);
    await desk.say('lid', 'Strijen');
    expect((await desk.last('dirk')).text).toContain('U werkt als ambassadeur in Hoeksche Waard');
    const heard = (await desk.transcript('dirk')).length;
    await desk.say('lid', '/regio Maasdam');
    expect(await desk.transcript('dirk')).toHaveLength(heard);
    expect((await desk.transcript('A')).filter(({ text }) => text.includes(aboutBand))).toHaveLength(1);
  });

  test('says how long an answer takes, from how long it took', async () => {
    const desk = await build();
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.say('anna', '/profiel vragen 9');
    expect((await desk.say('lid', aboutStatutes)).text).toContain(intake.expected(null));
    for (let number = 2; number <= 6; number++) {
      await desk.say(`lid ${number}`, aboutStatutes);
      desk.clock.time += 4 * 3_600_000;
      await desk.say('anna', `/neem ${number}`);
      await desk.happens('anna', { kind: 'text', text: 'Dag!' });
      desk.clock.time += 20 * 3_600_000;
    }
    const told = (await desk.say('ander', aboutStatutes)).text;
    expect(told).toContain('Meestal is dat binnen een halve werkdag (zaterdag telt mee).');
  });

  test('an answer is not what a bare “adviseur” is about', async () => {
    const desk = await build();
    await desk.say('lid', unanswerable);
    await desk.say('lid', 'Strijen');
    await desk.say('lid', 'De gemeente gebeld');
    expect((await desk.say('lid', 'adviseur')).text).toContain(wordings.nl.alreadyAsked(1));
    expect((await desk.tickets()).map(({ question }) => question)).toEqual([unanswerable]);
  });

  test('an answer that is changed or taken back changes with the ticket', async () => {
    const desk = await build();
    await desk.say('lid', aboutStatutes);
    for (const text of ['Strjen', 'Jansen van de gemeente gebeld']) await desk.say('lid', text);
    const written = async (text: string) => (await desk.transcript('lid')).find((one) => one.text === text)?.id ?? '';
    await desk.happens('lid', { kind: 'edited', ref: await written('Strjen'), text: 'Strijen' });
    expect(await intakeOf(desk)).toMatchObject({ place: 'Strijen', tried: 'Jansen van de gemeente gebeld' });
    expect((await desk.say('lid', '/regio')).text).toContain('U komt uit Strijen');
    await desk.happens('lid', { kind: 'deleted', ref: await written('Jansen van de gemeente gebeld') });
    expect(await intakeOf(desk)).toMatchObject({ place: 'Strijen', tried: null });
  });
});
