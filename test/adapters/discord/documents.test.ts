import { expect, test } from 'vitest';
import { labels, openDiscordDesk } from '../../support/discord/discord-desk.ts';
import { makeDocument } from '../../support/documents/make-document.ts';
import { paper } from '../../support/sent-document.ts';
import { until } from '../../support/until.ts';
import { notice } from '../../support/village-notice.ts';

const pdf = async () => ({
  name: 'jeugdhonk.pdf',
  type: 'application/pdf',
  content: await makeDocument('pdf', paper.content),
});

test('a board member sends a document with /document, the desk restarts, they press, and a member is answered from it', async () => {
  const desk = await openDiscordDesk();
  const { discord } = desk;
  const carla = await desk.joins('carla', 'board');
  const lid = discord.addMember('lid');
  await until('commands', () => discord.platform.commands.get(''));
  const sent = discord.runs(carla, 'document', { bestand: await pdf() });
  const preview = await until('the preview', () => discord.answers(sent).at(-1));
  expect(preview.content).toMatch(/Ik heb “jeugdhonk\\?\.pdf” gelezen/);
  expect(labels(preview)).toEqual([['In het archief zetten'], ['Weggooien']]);
  const before = structuredClone(preview);
  await desk.house.close();

  const again = await openDiscordDesk({ discord, config: desk.config });
  const { index } = again.house;
  const documents = index.documentCount;
  discord.people.presses(carla, preview, 'In het archief zetten');
  const done = await again.hears(carla, /staat in het archief/);
  const second = discord.people.presses(carla, before, 'Weggooien');
  const told = await until('an answer to the second press', () => discord.answers(second)[0]);
  expect(told.content).toBe('Dat hebt u al gekozen.');
  await until('the index', () => index.documentCount > documents || undefined);
  discord.says(lid, paper.question);
  await again.hears(lid, paper.fact);

  discord.people.presses(carla, done, 'Haal weer weg');
  await again.hears(carla, /is weer uit het archief/);
  await until('the index', () => index.documentCount === documents || undefined);
});

test('in a channel too only the board member reads what became of a document', async () => {
  const desk = await openDiscordDesk();
  const { discord } = desk;
  const carla = await desk.joins('carla', 'board');
  const room = discord.addChannel('algemeen');
  await until('commands', () => discord.platform.commands.get(''));
  const content = Buffer.from('# Reglement\n\nDe sleutel van het schuurtje ligt bij de bakker aan de Dorpsstraat.');
  const file = { name: 'sleutel.md', type: 'text/markdown', content };
  const sent = discord.runs(carla, 'document', { bestand: file }, room);
  const preview = await until('the preview', () => discord.answers(sent).at(-1));
  expect(preview).toMatchObject({ onlyFor: carla.id, content: expect.stringContaining('gelezen') });
  discord.people.presses(carla, preview, 'In het archief zetten');
  await desk.hears(carla, /staat in het archief/);
  expect(discord.botMessages(room)).toEqual([]);
});

test('a member who sends one is refused kindly, with and without the command', async () => {
  const desk = await openDiscordDesk();
  const { discord } = desk;
  const lid = discord.addMember('lid');
  await until('commands', () => discord.platform.commands.get(''));
  const sent = discord.runs(lid, 'document', { bestand: await pdf() });
  const refused = await until('a refusal', () => discord.answers(sent)[0]);
  expect(refused.content).toContain('Alleen het bestuur kan een document in het archief zetten');
  discord.says(lid, '', undefined, { files: [await pdf()] });
  await desk.hears(lid, /Wat is uw vraag erbij/);
  discord.runs(lid, 'opnemen', { nummer: 1 });
  await desk.hears(lid, /Dit kunnen alleen bestuursleden/);
  discord.says(lid, notice.rent.question);
  await desk.hears(lid, notice.rent.fact);
  expect(await desk.house.database.stores.documentDrafts.listDrafts('waiting', 9)).toEqual([]);
});
