import { describe, expect, test } from 'vitest';
import { engines } from '../../../support/databases.ts';
import { SteppedDesk } from '../../../support/stepped-desk.ts';
import { unanswerable } from '../../../support/village-notice.ts';

const hour = 3_600_000;

describe.each(engines)('the card of a ticket on $engine', ({ newPlace }) => {
  const build = async () => {
    const desk = await SteppedDesk.build((await newPlace()).config);
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.joins('bert', 'advisor', 'Bert');
    return desk;
  };

  test('says since when it waits, why the desk did not answer, and which passages it looked at', async () => {
    const desk = await build();
    await desk.say('lid', unanswerable);
    desk.clock.time += 3 * hour;
    const card = (await desk.say('anna', '/bekijk 1')).text;
    expect(card).toContain('Gevraagd op woensdag 12 augustus om 10:00 uur, 3 uur geleden.');
    expect(card).toContain('geen antwoord');
    const [ticket] = await desk.tickets();
    expect(ticket?.passages.length).toBeGreaterThan(0);
    for (const [i, { title }] of (ticket?.passages ?? []).entries()) expect(card).toContain(`[${i + 1}] ${title}`);
  });

  test('shows what the member told with the question', async () => {
    const desk = await build();
    await desk.say('lid', unanswerable);
    const [ticket] = await desk.tickets();
    if (!ticket) throw new Error('no ticket');
    const intake = { place: 'Ulrum', tried: 'De gemeente gebeld', neededBy: null };
    await desk.database.stores.tickets.changeTicket(ticket, { intake }, { kind: 'intake', actor: 'member', at: 1 });
    const card = (await desk.say('anna', '/neem 1')).text;
    expect(card).toContain('- Plaats: Ulrum\n- Al gedaan: De gemeente gebeld\n\n');
  });

  test('shows what was answered before, without who asked, and who helped this member', async () => {
    const desk = await build();
    await desk.say('lid', '/naam Jan');
    await desk.say('lid', 'Ik wil graag een adviseur spreken over het wijzigen van de statuten.');
    await desk.say('anna', '/neem 1');
    await desk.happens('anna', { kind: 'text', text: 'Dag Jan, dat gaat via de notaris. Groet, Anna' });
    await desk.say('anna', '/afronden');
    await desk.say('lid', 'geholpen');
    await desk.say('ander', 'Ik wil graag een adviseur spreken over de statuten: hoe kunnen wij die wijzigen?');
    const card = (await desk.say('bert', '/neem 2')).text;
    expect(card).toContain('Eerder beantwoord door een adviseur:\n- Vraag 1:');
    expect(card).toContain('Antwoord: Dag (naam), dat gaat via de notaris.');
    expect(card).not.toMatch(/Jan|eerder geholpen door/);

    await desk.say('lid', 'Ik wil graag een adviseur spreken over de begroting.');
    const again = (await desk.say('bert', '/neem 3')).text;
    expect(again).toContain('Dit lid is eerder geholpen door Anna.');
    expect(again).not.toMatch(/Eerder beantwoord|\/naam/);
  });

  test('shows nothing of what an advisor who asks something talks about with other members', async () => {
    const desk = await build();
    await desk.say('anna', 'Ik wil graag een adviseur spreken over de statuten.');
    await desk.say('lid', 'Ik wil graag een adviseur spreken over de begroting.');
    await desk.say('anna', '/neem 2');
    await desk.happens('lid', { kind: 'text', text: 'Onze penningmeester is ziek.' });
    await desk.happens('anna', { kind: 'text', text: 'Dat is vervelend.' });
    expect((await desk.say('bert', '/bekijk 1')).text).not.toMatch(/penningmeester|vervelend/);
    expect((await desk.say('bert', '/bekijk 2')).text).toMatch(/penningmeester.*vervelend/s);
  });
});
