import { expect, test } from 'vitest';
import { invite } from '../../src/people/invitation.ts';
import { type DiscordDesk, openDiscordDesk } from '../support/discord/discord-desk.ts';
import { bot } from '../support/discord/world.ts';
import { png } from '../support/files.ts';
import type { StrictTelegram } from '../support/telegram/strict-telegram.ts';
import { channelTo as channelToTelegram, startTelegram } from '../support/telegram/telegram-desk.ts';
import { until } from '../support/until.ts';

const aboutStatutes = 'Ik wil graag een adviseur spreken over de statuten.';

/** One desk that is open on both, each with its real client library. */
async function setUp() {
  const telegram = await startTelegram();
  const desk = await openDiscordDesk({ beside: [channelToTelegram(telegram)] });
  return { desk, discord: desk.discord, telegram };
}

const inTelegram = (telegram: StrictTelegram, chat: number, pattern: RegExp, after = 0) =>
  until(`${pattern} in ${chat}`, () =>
    telegram
      .botMessages(chat)
      .find(({ message_id, text, caption }) => message_id > after && pattern.test(text ?? caption ?? '')),
  );

async function telegramAdvisor({ house }: DiscordDesk, telegram: StrictTelegram, id: number, name: string) {
  telegram.says(id, `/koppel ${await invite(house.database.stores.people, { role: 'advisor' }, Date.now())}`);
  await inTelegram(telegram, id, /U bent nu adviseur/);
  telegram.says(id, `/naam ${name}`);
  await inTelegram(telegram, id, new RegExp(name));
}

test('a member on Telegram, advisors on Discord and Telegram: photo, edit, hand-over and resolution', async () => {
  const { desk, discord, telegram } = await setUp();
  const [lid, bea] = [100, 200];
  const anna = await desk.advisor('anna');
  discord.says(anna, '/naam Anna');
  await desk.hears(anna, /Anna/);
  telegram.says(lid, aboutStatutes);
  discord.people.presses(anna, await desk.hears(anna, /statuten/), 'Vraag 1 oppakken');
  await inTelegram(telegram, lid, /Anna heeft uw vraag 1 opgepakt/);

  const photo = { photo: [{ file_id: telegram.addFile(png), file_size: png.length }], caption: 'De gevel' };
  const sent = telegram.sends(lid, photo);
  const shown = await desk.hears(anna, /De gevel/);
  await until('a sign', () => sent.reaction);
  expect(shown.attachments).toMatchObject([{ content: png }]);

  const said = discord.says(anna, 'Dat is artikel 4', undefined, { replyTo: shown });
  const there = await inTelegram(telegram, lid, /artikel 4/);
  expect(there.reply_to_message).toMatchObject({ caption: 'De gevel' });
  await until('a sign', () => said.reactions.size || undefined);
  discord.edits(said, 'Dat is artikel 5');
  await until('the edit', () => there.text?.endsWith('artikel 5') || undefined);

  await telegramAdvisor(desk, telegram, bea, 'Bea');
  discord.says(anna, '/overdragen Bea: jij weet dit beter');
  telegram.presses(bea, await inTelegram(telegram, bea, /droeg vraag 1 aan u over/), 'Verder met vraag 1');
  await inTelegram(telegram, bea, /gaat naar het lid/);
  await inTelegram(telegram, lid, /Bea heeft uw vraag 1/);
  telegram.says(bea, 'Ik neem het over.');
  const last = await inTelegram(telegram, lid, /Ik neem het over/);
  telegram.says(bea, '/afronden');
  await inTelegram(telegram, lid, /beantwoord|opgelost|geholpen/i, last.message_id);
  telegram.says(lid, '/geholpen 1');
  await until(
    'the end',
    async () => (await desk.house.database.stores.tickets.listTickets(1))[0]?.state === 'closed' || undefined,
  );
});

test('a member on Discord, an advisor on Telegram: file, edit, deletion and resolution', async () => {
  const { desk, discord, telegram } = await setUp();
  const bea = 200;
  await telegramAdvisor(desk, telegram, bea, 'Bea');
  const lid = discord.addMember('lid');
  discord.says(lid, aboutStatutes);
  telegram.presses(bea, await inTelegram(telegram, bea, /statuten/), 'Vraag 1 oppakken');
  await desk.hears(lid, /Bea heeft uw vraag 1 opgepakt/);

  const file = { name: 'gevel.png', type: 'image/png', content: png };
  const said = discord.says(lid, 'De gevel', undefined, { files: [file] });
  const shown = await inTelegram(telegram, bea, /De gevel/);
  expect(shown.file).toMatchObject({ content: png });
  discord.edits(said, 'De achtergevel');
  await until('the edit', () => shown.caption?.endsWith('achtergevel') || undefined);
  discord.deletes(said);
  await until('gone', () => (telegram.botMessages(bea).includes(shown) ? undefined : true));

  telegram.says(bea, '@everyone *Dat* is artikel 4');
  const there = await desk.hears(lid, /artikel 4/);
  expect(there.content).toContain('\\*Dat\\*');
  expect(there.pinged).toEqual({ everyone: false, users: [], roles: [] });
  telegram.says(bea, '/afronden');
  await desk.hears(lid, /beantwoord|opgelost|geholpen/i, there);
  discord.runs(lid, 'geholpen', { nummer: 1 });
  await until(
    'the end',
    async () => (await desk.house.database.stores.tickets.listTickets(1))[0]?.state === 'closed' || undefined,
  );
});

test('a member on Telegram, advisors in a thread on Discord: photo, edit, hand-over and resolution', async () => {
  const { desk, discord, telegram } = await setUp();
  const lid = 100;
  const [piet, anna, bert] = [
    await desk.joins('piet', 'board'),
    await desk.advisor('anna'),
    await desk.advisor('bert'),
  ];
  for (const [who, name] of [
    [anna, 'Anna'],
    [bert, 'Bert'],
  ] as const) {
    discord.says(who, `/naam ${name}`);
    await desk.hears(who, /wij noemen u/);
  }
  const channel = discord.addChannel('adviseurs');
  await until('commands', () => discord.platform.commands.get(''));
  discord.runs(piet, 'adviesgroep', {}, channel);
  await desk.hears(channel, /^Dit is nu een adviesgroep/);
  telegram.says(lid, aboutStatutes);
  const thread = await until('a thread', () => discord.world.threadsOf(discord.guild.id)[0]);
  discord.people.presses(anna, await desk.hears(thread, /gaat naar het lid\.$/), 'Vraag 1 oppakken');
  await inTelegram(telegram, lid, /Anna heeft uw vraag 1 opgepakt/);

  const photo = { photo: [{ file_id: telegram.addFile(png), file_size: png.length }], caption: 'De gevel' };
  const sent = telegram.sends(lid, photo);
  const shown = await desk.hears(thread, /De gevel/);
  await until('a sign', () => sent.reaction);
  expect(shown.attachments).toMatchObject([{ content: png }]);
  telegram.push({ edited_message: { ...sent, caption: 'De achtergevel', edit_date: 1 } });
  await until('the edit', () => shown.content.endsWith('achtergevel') || undefined);

  discord.says(bert, 'Mooie foto', thread, { replyTo: shown });
  await desk.hears(thread, /Dit bleef onder adviseurs/);
  const pressed = discord.people.presses(anna, shown, 'Antwoord aan het lid');
  await until('the form', () => pressed.modal ?? undefined);
  discord.people.fills(anna, pressed, { tekst: 'Dat is artikel 4' });
  const there = await inTelegram(telegram, lid, /artikel 4/);
  expect(there.reply_to_message).toMatchObject({ caption: 'De gevel' });
  const written = discord.says(anna, `<@${bot.id}> /antwoord En artikel 5`, thread);
  const second = await inTelegram(telegram, lid, /artikel 5/);
  discord.edits(written, `<@${bot.id}> /antwoord En artikel 6`);
  await until('the edit', () => second.text?.endsWith('artikel 6') || undefined);

  discord.runs(anna, 'overdragen', { tekst: 'Bert' }, thread);
  await inTelegram(telegram, lid, /Bert heeft uw vraag 1/);
  discord.runs(bert, 'afronden', {}, thread);
  await inTelegram(telegram, lid, /denkt dat vraag 1 beantwoord is/);
  telegram.says(lid, '/geholpen 1');
  await until('the thread to be put away', () => thread.thread?.archived || undefined);
  const read = telegram.botMessages(lid).map(({ text, caption }) => text ?? caption);
  expect(read.join('\n')).not.toContain('Mooie foto');
});
