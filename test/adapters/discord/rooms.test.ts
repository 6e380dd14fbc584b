import { ChannelType, PermissionFlagsBits as May } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { labels, openDiscordDesk } from '../../support/discord/discord-desk.ts';
import { bot, type FakeChannel, type FakeMessage, type FakeUser } from '../../support/discord/world.ts';
import { png } from '../../support/files.ts';
import { until } from '../../support/until.ts';

const aboutStatutes = 'Ik wil graag een adviseur spreken over de statuten.';
const photo = { name: 'gevel.png', type: 'image/png', content: png };

type Overwrites = FakeChannel['overwrites'];

/** What the bot may not in the channel of advisors. */
const without = (deny: bigint): Overwrites => [{ id: bot.id, type: 1, allow: 0n, deny }];

/** A channel of advisors, and a member whose question waits there. */
async function scene({
  overwrites = [],
  maxActiveThreads = 1_000,
}: {
  overwrites?: Overwrites;
  maxActiveThreads?: number;
} = {}) {
  const desk = await openDiscordDesk({ sendRate: null });
  const { discord, hears } = desk;
  discord.platform.maxActiveThreads = maxActiveThreads;
  const channel = discord.addChannel('adviseurs', ChannelType.GuildText, { overwrites });
  const piet = await desk.joins('piet', 'board');
  const advisors: FakeUser[] = [];
  for (const name of ['Anna', 'Bert']) {
    const advisor = await desk.advisor(name.toLowerCase());
    discord.says(advisor, `/naam ${name}`);
    await hears(advisor, /wij noemen u/);
    advisors.push(advisor);
  }
  const [anna, bert] = advisors as [FakeUser, FakeUser];
  await until('commands', () => discord.platform.commands.get(''));
  discord.runs(piet, 'adviesgroep', {}, channel);
  await hears(channel, /^Dit is nu een adviesgroep/);
  const lid = discord.addMember('lid');
  discord.says(lid, aboutStatutes);
  const threads = () => discord.world.threadsOf(discord.guild.id);
  const card = await until('the card', () =>
    [channel, ...threads()]
      .flatMap((place) => discord.botMessages(place))
      .find(({ content }) => /erachter gaat naar het lid\.$/.test(content)),
  );
  await desk.quiet();
  const place = discord.world.channel(card.channelId);
  const atMember = () =>
    discord
      .botMessages(discord.world.dm(lid.id))
      .map(({ content }) => content)
      .join('\n');
  const fills = async (who: FakeUser, message: FakeMessage, button: string, tekst: string) => {
    const pressed = discord.people.presses(who, message, button);
    await until('the form', () => pressed.modal ?? undefined);
    return discord.people.fills(who, pressed, { tekst });
  };
  return { ...desk, channel, place, card, threads, atMember, fills, piet, anna, bert, lid };
}

/** The same with the ticket in Anna's hands. */
async function claimed(options: Parameters<typeof scene>[0] = {}) {
  const set = await scene(options);
  set.discord.people.presses(set.anna, set.card, 'Vraag 1 oppakken');
  const work = await set.hears(set.place, /Anna heeft vraag 1/);
  await set.hears(set.lid, /Anna heeft uw vraag 1 opgepakt/);
  await set.quiet();
  return { ...set, work };
}

describe.each([{ threads: true }, { threads: false }])('a ticket among advisors (threads: $threads)', ({ threads }) => {
  const overwrites = threads ? [] : without(May.CreatePublicThreads);

  test('is claimed, answered with a photo, edited, handed over and resolved there, and nothing else reaches the member', async () => {
    const { discord, hears, quiet, channel, place, card, atMember, fills, anna, bert, lid } = await scene({
      overwrites,
    });
    expect(place === channel).toBe(!threads);
    const stranger = discord.addMember('vreemde');
    discord.people.presses(stranger, card, 'Vraag 1 oppakken');
    await hears(place, /Ik weet nog niet dat u adviseur bent/);
    discord.people.presses(anna, card, 'Vraag 1 oppakken');
    const work = await hears(place, /Anna heeft vraag 1/);
    expect(labels(work).flat()).toEqual(
      expect.arrayContaining(['Overdragen', 'Teruggeven', 'Antwoord aan het lid', 'Notitie']),
    );
    await until('the button to go', () => !labels(card).flat().includes('Vraag 1 oppakken') || undefined);

    discord.says(lid, 'Wij zijn met 12', undefined, { files: [photo] });
    const asked = await hears(place, /Wij zijn met 12/);
    expect(asked.attachments).toMatchObject([{ content: png }]);
    expect(asked.replyToId).toBe(threads ? null : card.id);
    await quiet();
    discord.says(anna, 'Weet iemand dit?', place);
    discord.says(bert, 'Volgens mij 15', place, { replyTo: asked });
    await hears(place, /Dit bleef onder adviseurs/);
    const sent = discord.says(anna, `<@${bot.id}> /antwoord Kijk op de foto`, place, {
      files: [photo],
      replyTo: asked,
    });
    const shown = await hears(lid, /Kijk op de foto/);
    expect(shown).toMatchObject({
      content: '**Adviseur Anna · vraag 1**\nKijk op de foto',
      attachments: [{ content: png }],
    });
    await until('a sign', () => sent.reactions.size || undefined);
    discord.edits(sent, `<@${bot.id}> /antwoord Kijk goed`);
    await until('the edit', () => shown.content.endsWith('Kijk goed') || undefined);

    await fills(anna, asked, 'Antwoord aan het lid', 'U mag\nmet 12 komen');
    expect((await hears(lid, /U mag\nmet 12 komen/)).content).toMatch(/^\*\*Adviseur Anna/);
    const echo = await hears(place, /U mag/);
    expect(echo.content).toMatch(/^\*\*anna\*\*\n\/antwoord U mag/);
    await until('a sign', () => echo.reactions.size || undefined);
    await fills(bert, asked, 'Notitie', 'Ik weet hier meer van');
    await hears(place, /Ik weet hier meer van/);

    discord.runs(anna, 'overdragen', { tekst: 'Bert' }, place);
    if (!threads) discord.says(anna, `<@${bot.id}> /overdragen Bert`, place, { replyTo: work });
    await hears(lid, /Bert heeft uw vraag 1 opgepakt/);
    discord.says(bert, `<@${bot.id}> /antwoord Tot ziens`, place, { replyTo: work });
    await hears(lid, /Adviseur Bert · vraag 1\*\*\nTot ziens/);
    discord.people.presses(bert, work, 'Vraag 1 afronden');
    await hears(lid, /denkt dat vraag 1 beantwoord is/);
    discord.says(lid, 'geholpen');
    await hears(place, /Vraag 1 is gesloten|Het lid van vraag 1 is geholpen/);
    await quiet();
    for (const inside of ['Weet iemand dit', 'Volgens mij 15', 'Ik weet hier meer van'])
      expect(atMember()).not.toContain(inside);
  });
});

test('each ticket has a thread, named by its state, put away at the end and opened again', async () => {
  const { discord, hears, quiet, place, anna, lid, work } = await claimed();
  expect(place.name).toBe(`#1 · opgepakt door Anna · ${aboutStatutes}`);
  discord.people.presses(anna, work, 'Teruggeven');
  await hears(place, /is weer vrij/);
  await quiet();
  // Discord takes two names in ten minutes: the third waits for another change, and nothing for the name.
  expect(place.name).toBe(`#1 · open · ${aboutStatutes}`);
  discord.says(lid, '/intrekken 1');
  await hears(place, /Het lid heeft vraag 1 ingetrokken/);
  await quiet();
  expect(place.name).toBe(`#1 · open · ${aboutStatutes}`);
  expect(place.thread?.archived).toBe(true);
  discord.says(lid, '/heropen 1');
  await hears(place, /is weer vrij|Het lid wil verder/);
  await quiet();
  expect(place.thread?.archived).toBe(false);
  expect(place.name).toMatch(/^#1 · (?:open|opgepakt)/);
});

test('a thread that was put away by hand is opened, also when it was locked; one that is gone is made anew', async () => {
  const { discord, hears, place, threads, lid, anna } = await claimed();
  discord.archives(place);
  discord.says(lid, 'Bent u daar?');
  await hears(place, /Bent u daar/);
  discord.archives(place, true);
  discord.says(lid, 'Nog steeds?');
  await hears(place, /Nog steeds/);
  expect(place.thread?.archived).toBe(false);
  discord.removes(place);
  discord.says(lid, 'Hallo?');
  const again = await until('another thread', () => threads()[0]);
  const asked = await hears(again, /Hallo\?/);
  await hears(again, /^De plek van vraag 1 was weg/);
  discord.says(anna, `<@${bot.id}> /antwoord Ja hoor`, again, { replyTo: asked });
  await hears(lid, /Ja hoor/);
});

test('a locked thread of somebody else’s making is left for a new one when the bot may not open it', async () => {
  const { discord, hears, channel, place, threads, lid } = await claimed();
  channel.overwrites = without(May.ManageThreads);
  Object.assign(place.thread ?? {}, { locked: true });
  discord.says(lid, 'Bent u daar?');
  const again = await until('another thread', () => threads().find(({ id }) => id !== place.id));
  await hears(again, /Bent u daar/);
});

test('when there is room for no more threads, the ticket is a card in the channel', async () => {
  const { place, channel, hears, discord, anna, lid, card } = await scene({ maxActiveThreads: 0 });
  expect(place).toBe(channel);
  expect(card.content).toMatch(/^\\?#1 · open/);
  discord.people.presses(anna, card, 'Vraag 1 oppakken');
  await until('the title', () => card.content.includes('opgepakt door Anna') || undefined);
  discord.says(lid, 'Bent u daar?');
  expect((await hears(channel, /Bent u daar/)).replyToId).toBe(card.id);
});

test('without the right to make threads the desk says so, once; without the right to write in them it goes on in the channel', async () => {
  const lacking = await scene({ overwrites: without(May.CreatePublicThreads) });
  await lacking.hears(lacking.channel, /^Ik mag in deze groep geen onderwerp of thread openen/);
  const { discord, channel, lid, hears } = await claimed();
  channel.overwrites = without(May.SendMessagesInThreads);
  discord.says(lid, 'Bent u daar?');
  await hears(channel, /Bent u daar/);
});

test('slash commands are said to all of the room, with a file for the member; what is not for a group stays private', async () => {
  const { discord, hears, quiet, place, channel, anna, lid, piet } = await claimed();
  const sent = discord.runs(anna, 'antwoord', { tekst: 'Kijk *hier* @everyone', bestand: photo }, place);
  const shown = await hears(lid, /Kijk/);
  expect(shown.attachments).toMatchObject([{ content: png }]);
  const echo = await until('what was typed', () => discord.answers(sent)[0]);
  expect(echo).toMatchObject({ onlyFor: null, pinged: { everyone: false } });
  expect(echo.content).toMatch(/^\*\*anna\*\*\n\/antwoord Kijk \\\*hier\\\*.*\n\(gevel/);
  await until('a sign', () => echo.reactions.size || undefined);
  const asked = discord.runs(anna, 'wachtrij', {}, channel);
  const queue = await hears(channel, /wacht|vragen/i, await until('what was typed', () => discord.answers(asked)[0]));
  expect(queue.replyToId).toBe(asked.originalId);
  const secret = discord.runs(anna, 'profiel', {}, place);
  expect((await until('an answer', () => discord.answers(secret)[0])).onlyFor).toBe(anna.id);
  discord.runs(piet, 'adviesgroep', { tekst: 'uit' }, channel);
  await hears(channel, /^Dit is geen adviesgroep meer/);
  const inOrdinary = discord.runs(anna, 'antwoord', { tekst: 'Nog iets' }, channel);
  expect((await until('an answer', () => discord.answers(inOrdinary)[0])).onlyFor).toBe(anna.id);
  await quiet();
});

test('the board chooses the channel in setting up, and hears what is missing there', async () => {
  const desk = await openDiscordDesk({ maySetUp: async () => true });
  const { discord } = desk;
  const piet = await desk.joins('piet', 'board');
  discord.guild.roles.set('55', { id: '55', name: 'beheer', permissions: May.ManageGuild });
  discord.guild.members.set(piet.id, ['55']);
  const [hall, channel] = [discord.addChannel('algemeen'), discord.addChannel('adviseurs', ChannelType.GuildText)];
  channel.overwrites = without(May.CreatePublicThreads | May.ManageThreads);
  await until('commands', () => discord.platform.commands.get(''));
  const asked = discord.runs(piet, 'inrichten', { adviseurs: channel.id }, hall);
  const { content } = await until('a report', () => discord.answers(asked)[0]);
  expect(content).toContain(`<#${channel.id}>: de bot mist nog: Openbare threads aanmaken, Threads beheren.`);
  expect(content).toContain(`<#${hall.id}>: de bot mag hier alles wat nodig is.`);
  await desk.hears(channel, /^Dit is nu een adviesgroep/);
  discord.runs(piet, 'inrichten', { adviseurs: channel.id, weg: true }, hall);
  await desk.hears(channel, /^Dit is geen adviesgroep meer/);
});
