import { describe, expect, test } from 'vitest';
import type { MemberAction } from '../../../../src/desk/channel.ts';
import { engines } from '../../../support/databases.ts';
import { SteppedDesk } from '../../../support/stepped-desk.ts';

const file = { name: 'rekening.txt', content: Buffer.from('Rekening van mevrouw Jansen') };

const text = (said: string, more: Partial<Extract<MemberAction, { kind: 'text' }>> = {}): MemberAction => ({
  kind: 'text',
  text: said,
  ...more,
});

describe.each(engines)('whom words and files reach on $engine', ({ newPlace }) => {
  /** Anna has ticket 1, of `lid`; Bert is an advisor too. */
  const claimed = async () => {
    const desk = await SteppedDesk.build((await newPlace()).config);
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.joins('bert', 'advisor', 'Bert');
    await desk.happens('lid', text('Ik wil graag een adviseur spreken over de statuten.', { ref: 'vraag' }));
    await desk.say('anna', '/neem 1');
    return desk;
  };
  const relayedTo = async (desk: SteppedDesk, key: string) =>
    (await desk.transcript(key)).filter(({ author }) => author === 'relayed');
  const textsAt = async (desk: SteppedDesk, key: string) => (await relayedTo(desk, key)).map((message) => message.text);
  const filesAt = async (desk: SteppedDesk, key: string) =>
    (await relayedTo(desk, key)).flatMap(({ attachments }) => attachments.map(({ name }) => name));

  test('a reply about a ticket that is not theirs any more reaches nobody, whatever the advisor works on now', async () => {
    const desk = await claimed();
    await desk.happens('lid', text('Mijn nummer is 06'));
    const [ofFirst] = await relayedTo(desk, 'anna');
    await desk.happens('anna', text('/teruggeven 1'));
    await desk.happens('buur', text('Mag ik een adviseur over de subsidie?'));
    await desk.say('anna', '/neem 2');
    const said = await desk.happens('anna', text('Ik bel u op 06', { replyToRef: ofFirst?.id ?? '' }));
    expect(said.map((message) => message.text)).toEqual([
      'Vraag 1 is niet meer van u. Uw bericht is niet naar het lid gestuurd.',
    ]);
    expect(await textsAt(desk, 'buur')).toEqual([]);
    expect(await textsAt(desk, 'lid')).toEqual([]);
    await desk.happens('anna', text('Dag buur'));
    expect(await textsAt(desk, 'buur')).toEqual(['Dag buur']);
  });

  test('an advisor who asked something themselves replies to their own advisor, not to the member they work for', async () => {
    const desk = await claimed();
    await desk.happens('anna', text('/vraag Mag ik een adviseur over mijn eigen subsidie?'));
    await desk.say('bert', '/neem 2');
    await desk.happens('bert', text('Om hoeveel gaat het?'));
    const [fromBert] = await relayedTo(desk, 'anna');
    await desk.happens('anna', text('Om 5.000 euro', { replyToRef: fromBert?.id ?? '' }));
    expect(await textsAt(desk, 'lid')).toEqual([]);
    expect(await textsAt(desk, 'bert')).toEqual(['Om 5.000 euro']);
  });

  test('of two advisors of one member the one whose message is replied to gets the reply', async () => {
    const desk = await claimed();
    await desk.happens('lid', text('/vraag Mag ik een adviseur over de subsidie?'));
    await desk.say('bert', '/neem 2');
    await desk.happens('anna', text('Wie tekent de statuten?'));
    desk.clock.time += 1_000;
    await desk.happens('bert', text('Om hoeveel gaat het?'));
    const [fromAnna] = await relayedTo(desk, 'lid');
    await desk.happens('lid', text('De voorzitter', { replyToRef: fromAnna?.id ?? '' }));
    expect(await textsAt(desk, 'anna')).toEqual(['De voorzitter']);
    expect(await textsAt(desk, 'bert')).toEqual([]);
  });

  test('a reply to the advisor of a ticket that was resolved opens it again, and goes to nobody else', async () => {
    const desk = await claimed();
    await desk.happens('lid', text('/vraag Mag ik een adviseur over de subsidie?'));
    await desk.say('bert', '/neem 2');
    await desk.happens('anna', text('De voorzitter tekent.'));
    await desk.happens('anna', text('/afronden 1'));
    const [fromAnna] = await relayedTo(desk, 'lid');
    await desk.happens('lid', text('En als die er niet is?', { replyToRef: fromAnna?.id ?? '' }));
    expect(await textsAt(desk, 'anna')).toEqual(['En als die er niet is?']);
    expect(await textsAt(desk, 'bert')).toEqual([]);
    expect(await desk.tickets()).toMatchObject([{ state: 'claimed' }, { state: 'claimed' }]);
  });

  test('whoever takes a ticket a second time does not get its files twice', async () => {
    const desk = await claimed();
    await desk.happens('lid', text('Kijk', { files: [file] }));
    await desk.happens('anna', text('/teruggeven 1'));
    await desk.happens('anna', text('/neem 1'));
    expect(await filesAt(desk, 'anna')).toEqual(['rekening.txt']);
    await desk.happens('anna', text('/overdragen Bert'));
    expect(await filesAt(desk, 'bert')).toEqual(['rekening.txt']);
  });

  test('a file with a note never goes along with a question of the advisor themselves', async () => {
    const desk = await claimed();
    await desk.happens('anna', text('/notitie Zie de rekening', { files: [file] }));
    await desk.happens('anna', text('/vraag Mag ik een adviseur over mijn eigen subsidie?'));
    await desk.happens('anna', text('/notitie En deze', { files: [file] }));
    await desk.happens('bert', text('/neem 2'));
    expect(await filesAt(desk, 'bert')).toEqual([]);
  });

  test('a file that did not reach the member any more stays where it is', async () => {
    const desk = await claimed();
    await desk.happens('anna', text('/vraag Mag ik een adviseur over mijn eigen subsidie?'));
    // The nudge, and then the end of the claim.
    for (let weeks = 0; weeks < 4; weeks += 2) {
      desk.clock.time += 14 * 86_400_000;
      while ((await desk.doDueTasks()) > 0);
    }
    const said = await desk.happens('anna', text('Hier is hij', { files: [file] }));
    await desk.happens('bert', text('/neem 2'));
    expect(said.map((message) => message.text)).toEqual([
      'Vraag 1 is niet meer van u. Uw bericht is niet naar het lid gestuurd.',
    ]);
    expect(await filesAt(desk, 'bert')).toEqual([]);
  });

  test('whoever does not have the ticket any more gets no new words of the member', async () => {
    const desk = await claimed();
    await desk.happens('lid', text('Mijn nummer volgt', { ref: '1' }));
    await desk.happens('anna', text('/overdragen Bert'));
    await desk.happens('lid', { kind: 'edited', ref: '1', text: 'Mijn nummer is 06' });
    expect(await textsAt(desk, 'anna')).toEqual(['Mijn nummer volgt']);
    expect(await textsAt(desk, 'bert')).toEqual(['Mijn nummer is 06']);
    await desk.happens('lid', { kind: 'deleted', ref: '1' });
    expect(await textsAt(desk, 'anna')).toEqual(['']);
    expect(await textsAt(desk, 'bert')).toEqual(['']);
  });

  test('whoever does not have the ticket any more changes nothing at the member', async () => {
    const desk = await claimed();
    await desk.happens('anna', text('Dat mag', { ref: '1' }));
    await desk.happens('anna', text('/overdragen Bert'));
    const said = await desk.happens('anna', { kind: 'edited', ref: '1', text: 'Dat mag niet' });
    expect(await textsAt(desk, 'lid')).toEqual(['Dat mag']);
    expect(said.map((message) => message.text)).toEqual(['Vraag 1 is niet van u. Het lid ziet niet wat u veranderde.']);
  });
});
