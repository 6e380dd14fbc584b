import { PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';
import { labels, openDiscordDesk } from '../../support/discord/discord-desk.ts';
import { bot } from '../../support/discord/world.ts';
import { until } from '../../support/until.ts';
import { notice, unanswerable } from '../../support/village-notice.ts';

const me = '<@1100000000000000777>';
const privateThread = 12;

/** A member who asked among others what the archive does not know, takes no direct messages, and chose a thread. */
async function inThread() {
  const desk = await openDiscordDesk({ messageContent: true });
  const { discord } = desk;
  const anna = await desk.advisor('anna');
  const lid = discord.addMember('lid');
  lid.closed = true;
  const room = discord.addChannel('algemeen');
  discord.says(lid, `${me} ${unanswerable}`, room);
  const told = await desk.hears(room, /privégesprek/);
  await desk.quiet();
  const pressed = discord.people.presses(lid, told, 'Verder in een besloten draad');
  const word = await until('a word', () => discord.answers(pressed)[0]);
  const thread = discord.world.channels.get(/<#(\d+)>/.exec(word.content)?.[1] ?? '');
  if (!thread) throw new Error('no thread');
  return { desk, discord, lid, anna, room, told, word, thread };
}

test('what is personal goes on in a thread that only the member sees, and nobody has to name the bot there', async () => {
  const { desk, discord, lid, anna, room, told, word, thread } = await inThread();
  expect(labels(told)).toEqual([['Verder in een privégesprek', 'Verder in een besloten draad']]);
  expect(word.onlyFor).toBe(lid.id);
  expect(thread).toMatchObject({ type: privateThread, parentId: room.id });
  expect([...(thread.thread?.memberIds ?? [])]).toContain(lid.id);
  // What could not arrive before is said here.
  await desk.hears(thread, /staat klaar/);

  discord.people.presses(anna, await desk.hears(anna, /Nergenswoude/), 'Vraag 1 oppakken');
  await desk.hears(thread, /opgepakt/);
  discord.says(lid, 'Het gaat om de haven.', thread);
  await desk.hears(anna, /Het gaat om de haven\./);
  discord.says(anna, 'Dat zoek ik op.');
  await desk.hears(thread, /Dat zoek ik op\./);
  // Others are let in by an admin, and are not taken for the member.
  discord.says(discord.addMember('beheer'), 'Ik kijk mee.', thread);
  await desk.quiet();
  expect(discord.botMessages(discord.world.dm(anna.id)).map(({ content }) => content)).not.toContain('Ik kijk mee.');
  expect(discord.botMessages(room)).toHaveLength(1);
});

test('somebody else who is in the thread presses in vain', async () => {
  const { desk, discord, lid, thread } = await inThread();
  const other = discord.addMember('beheer');
  discord.says(lid, notice.rent.question, thread);
  const answer = await desk.hears(thread, notice.rent.fact);
  const press = async (user: typeof lid, label: string) => {
    const pressed = discord.people.presses(user, answer, label);
    return until('a word', () => discord.answers(pressed)[0]);
  };
  expect(await press(other, 'Geholpen')).toMatchObject({ onlyFor: other.id, content: 'Deze knop werkt niet meer.' });
  discord.people.presses(lid, answer, 'Geholpen');
  await desk.hears(thread, /Fijn|Graag|blij/i);
});

test('whoever presses again, or twice, is led to the thread that they have', async () => {
  const { discord, lid, told, room, thread } = await inThread();
  thread.thread?.memberIds.delete(lid.id);
  discord.archives(thread);
  const pressed = [0, 1].map(() => discord.people.presses(lid, told, 'Verder in een besloten draad'));
  for (const one of pressed) {
    expect((await until('a word', () => discord.answers(one)[0])).content).toContain(`<#${thread.id}>`);
  }
  expect(thread.thread?.memberIds.has(lid.id)).toBe(true);
  const threads = [...discord.world.channels.values()].filter(({ parentId }) => parentId === room.id);
  expect(threads).toHaveLength(1);
});

test('a thread that was put away is opened again, and one that is gone is left for direct messages', async () => {
  const { desk, discord, lid, anna, thread } = await inThread();
  discord.people.presses(anna, await desk.hears(anna, /Nergenswoude/), 'Vraag 1 oppakken');
  await desk.hears(thread, /opgepakt/);
  discord.archives(thread);
  discord.says(anna, 'Dat zoek ik op.');
  await desk.hears(thread, /Dat zoek ik op\./);
  lid.closed = false;
  discord.removes(thread);
  discord.says(anna, 'Ik weet het nu.');
  await desk.hears(lid, /Ik weet het nu\./);
});

test('when the bot may not see the thread any more, direct messages go on', async () => {
  const { desk, discord, lid, anna, room, thread } = await inThread();
  discord.people.presses(anna, await desk.hears(anna, /Nergenswoude/), 'Vraag 1 oppakken');
  await desk.hears(thread, /opgepakt/);
  lid.closed = false;
  room.overwrites.push({ id: bot.id, type: 1, allow: 0n, deny: PermissionFlagsBits.ViewChannel });
  discord.says(anna, 'Ik weet het nu.');
  await desk.hears(lid, /Ik weet het nu\./);
});

test('where no thread can be, the other way is shown', async () => {
  const desk = await openDiscordDesk({ messageContent: true });
  const { discord } = desk;
  const lid = discord.addMember('lid');
  const room = discord.addChannel('algemeen');
  room.overwrites.push({
    id: '1100000000000000777',
    type: 1,
    allow: 0n,
    deny: PermissionFlagsBits.CreatePrivateThreads,
  });
  discord.says(lid, `${me} ${unanswerable}`, room);
  const pressed = discord.people.presses(lid, await desk.hears(room, /privégesprek/), 'Verder in een besloten draad');
  expect(await until('a word', () => discord.answers(pressed)[0])).toMatchObject({
    onlyFor: lid.id,
    content: expect.stringContaining('kan hier niet'),
  });
});
