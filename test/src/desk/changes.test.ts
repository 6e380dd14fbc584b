import { describe, expect, test } from 'vitest';
import type { MemberAction } from '../../../src/desk/channel.ts';
import { engines } from '../../support/databases.ts';
import { SteppedDesk } from '../../support/stepped-desk.ts';
import { wholeDatabase } from '../../support/whole-database.ts';

const aboutStatutes = 'Ik wil graag een adviseur spreken over de statuten.';
const answerable = 'Wat kost de huur van de zaal?';

const text = (said: string, more: Partial<Extract<MemberAction, { kind: 'text' }>> = {}): MemberAction => ({
  kind: 'text',
  text: said,
  ...more,
});

describe.each(engines)('edits and deletions on $engine', ({ newPlace }) => {
  const joined = async () => {
    const place = await newPlace();
    const desk = await SteppedDesk.build(place.config);
    await desk.joins('anna', 'advisor', 'Anna');
    return desk;
  };
  const relayedTo = async (desk: SteppedDesk, key: string) =>
    (await desk.transcript(key)).filter(({ author }) => author === 'relayed').map((message) => message.text);

  test('an edit of the question after the claim reaches the advisor, and the desk stays silent', async () => {
    const desk = await joined();
    await desk.happens('lid', text(aboutStatutes, { ref: '1' }));
    await desk.say('anna', '/neem 1');
    expect(await desk.happens('lid', { kind: 'edited', ref: '1', text: `${aboutStatutes} En de KvK.` })).toEqual([]);
    expect(await relayedTo(desk, 'anna')).toEqual([`${aboutStatutes} En de KvK.`]);
    await desk.happens('lid', { kind: 'edited', ref: '1', text: aboutStatutes });
    expect(await relayedTo(desk, 'anna')).toEqual([aboutStatutes]);
  });

  test('an edit of what the desk answered before the claim goes to the advisor and is not answered', async () => {
    const desk = await joined();
    await desk.happens('lid', text(aboutStatutes));
    await desk.happens('lid', text('Hallo', { ref: '2' }));
    await desk.say('anna', '/neem 1');
    expect(await desk.happens('lid', { kind: 'edited', ref: '2', text: answerable })).toEqual([]);
    expect(await relayedTo(desk, 'anna')).toEqual([answerable]);
  });

  test('an edit of a question that was asked with a command leaves the command out of the ticket', async () => {
    const desk = await joined();
    await desk.happens('lid', text('/vraag Mag ik een adviseur over de subsidie?', { ref: '1' }));
    await desk.happens('lid', { kind: 'edited', ref: '1', text: '/vraag Mag ik een adviseur over de statuten?' });
    expect(await desk.tickets()).toMatchObject([{ question: 'Mag ik een adviseur over de statuten?' }]);
  });

  test('what is taken back is gone from a ticket that has ended too', async () => {
    const desk = await joined();
    await desk.happens('lid', text(aboutStatutes, { ref: '1' }));
    await desk.happens('lid', text('/intrekken 1'));
    await desk.happens('lid', { kind: 'deleted', ref: '1' });
    expect(await desk.tickets()).toMatchObject([{ state: 'withdrawn', question: '' }]);
  });

  test('what was taken back stands nowhere any more, nor does what it said before', async () => {
    const { config } = await newPlace();
    const desk = await SteppedDesk.build(config);
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.happens('lid', text(aboutStatutes));
    await desk.say('anna', '/neem 1');
    await desk.happens('lid', text('Bel Zuurdesem', { ref: '1' }));
    await desk.sendDue();
    await desk.happens('lid', { kind: 'edited', ref: '1', text: 'Bel Rozijnenbrood' });
    await desk.sendDue();
    expect(await wholeDatabase(config)).toContain('Rozijnenbrood');
    await desk.happens('lid', { kind: 'deleted', ref: '1' });
    await desk.sendDue();
    expect(await wholeDatabase(config)).not.toMatch(/Zuurdesem|Rozijnenbrood/);
  });

  test('a caption that is taken away goes at the other end; a text is not emptied so', async () => {
    const desk = await joined();
    await desk.happens('lid', text(aboutStatutes));
    await desk.say('anna', '/neem 1');
    const files = [{ name: 'a.txt', content: Buffer.from('a') }];
    await desk.happens('lid', text('Van Jansen', { ref: '1', files }));
    await desk.happens('lid', { kind: 'edited', ref: '1', text: '' });
    await desk.happens('lid', text('Van Pietersen', { ref: '2' }));
    await desk.happens('lid', { kind: 'edited', ref: '2', text: ' ' });
    expect(await relayedTo(desk, 'anna')).toEqual(['', 'Van Pietersen']);
  });

  test('files with nothing but spaces are no question', async () => {
    const desk = await joined();
    const files = [{ name: 'a.txt', content: Buffer.from('a') }];
    const said = await desk.happens('lid', text('  ', { files }));
    expect(said).toHaveLength(1);
    expect(said[0]?.text).toContain('Een bestand kan ik niet lezen.');
  });

  test('what was taken back before it was sent is never shown as arrived', async () => {
    const desk = await joined();
    await desk.happens('lid', text(aboutStatutes));
    await desk.say('anna', '/neem 1');
    await desk.sendDue();
    await desk.happens('lid', text('Mijn nummer', { ref: '1' }));
    await desk.happens('lid', { kind: 'deleted', ref: '1' });
    await desk.sendDue();
    expect(desk.channel.shown.filter(({ posting }) => posting.action === 'receipt')).toEqual([]);
  });

  test('a question that was taken back goes to nobody, also when its answer did not help', async () => {
    const desk = await joined();
    await desk.happens('lid', text(answerable, { ref: '1' }));
    await desk.happens('lid', { kind: 'deleted', ref: '1' });
    expect((await desk.say('lid', 'niet geholpen')).text).toMatch(/^Uw vraag staat er niet meer/);
    expect(await desk.tickets()).toEqual([]);
  });

  test('the words of an advisor that went to nobody are never asked of the desk', async () => {
    const desk = await joined();
    await desk.happens('lid', text(aboutStatutes));
    await desk.say('anna', '/neem 1');
    await desk.happens('lid', text('/intrekken 1'));
    await desk.happens('anna', text('U mag mij bellen', { ref: '1' }));
    expect(await desk.happens('anna', { kind: 'edited', ref: '1', text: 'U mag een adviseur bellen over 06' })).toEqual(
      [],
    );
    expect(await desk.tickets()).toHaveLength(1);
  });
});
