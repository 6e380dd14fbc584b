import { expect, test } from 'vitest';
import { invite } from '../../../src/people/invitation.ts';
import { advisors, anna, openStandInDesk } from '../../support/discord/stand-in-desk.ts';
import { until } from '../../support/until.ts';

test('a ticket among advisors has a thread, and is claimed and answered there by buttons, a form and a slash command', async () => {
  const { standIn, house, hears, member } = await openStandInDesk();
  const { people, tickets } = house.database.stores;
  const code = await invite(people, { role: 'board' }, Date.now());
  const text = (value: string) => [{ name: 'tekst', type: 3, value }];
  const advisor = standIn.channel(advisors).user(anna);
  await advisor.runSlashCommand({ name: 'koppel', options: text(code) });
  await hears(/aangemeld als bestuurslid/, advisors);
  await advisor.runSlashCommand({ name: 'adviesgroep', options: [] });
  await hears(/^Dit is nu een adviesgroep/, advisors);

  await member.runSlashCommand({ name: 'adviseur', options: text('Ik heb een vraag over de statuten.') });
  const [thread] = await until('a thread', async () => {
    const threads = await standIn.channel(advisors).getThreads();
    return threads.length > 0 ? threads : undefined;
  });
  expect(thread?.name).toMatch(/^#1 · open · /);
  const there = thread?.id ?? '';
  const inThread = standIn.channel(there).user(anna);
  const card = await hears(/erachter gaat naar het lid\.$/, there);
  const claim = card.components?.flatMap((row) => row.components).find(({ label }) => /oppakken/.test(label));
  await inThread.clickButton({ messageId: card.id, customId: claim?.custom_id ?? '' });
  const claimed = await hears(/heeft vraag 1/, there);
  const form = claimed.components
    ?.flatMap((row) => row.components)
    .find(({ label }) => label === 'Antwoord aan het lid');
  const pressed = await inThread.clickButton({ messageId: claimed.id, customId: form?.custom_id ?? '' });
  await until('the form', async () => {
    const shown = await standIn.channel(there).getInteractionResponse(pressed.id);
    return shown?.type === 9 || undefined;
  });
  await inThread.submitModal({ customId: form?.custom_id ?? '', fields: [{ customId: 'tekst', value: 'Artikel 4' }] });
  await hears(/\/antwoord Artikel 4/, there);
  await inThread.runSlashCommand({ name: 'antwoord', options: text('En artikel 5') });
  await hears(/\/antwoord En artikel 5/, there);
  const ticket = await until('the ticket', async () => (await tickets.listTickets(1))[0]);
  await until('both answers', async () => {
    const kinds = (await tickets.listEvents(ticket.id)).filter(({ kind }) => kind === 'answered');
    return kinds.length === 2 || undefined;
  });
});
