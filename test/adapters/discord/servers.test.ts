import { ChannelType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { type DiscordDesk, labels, openDiscordDesk, startDiscord } from '../../support/discord/discord-desk.ts';
import { until } from '../../support/until.ts';
import { notice, unanswerable } from '../../support/village-notice.ts';

const me = '<@1100000000000000777>';
const tickets = (desk: DiscordDesk) => desk.house.database.stores.tickets.listTickets(10);

async function inServer() {
  const desk = await openDiscordDesk();
  const lid = desk.discord.addMember('lid');
  const room = desk.discord.addChannel('algemeen');
  await until('commands', () => desk.discord.platform.commands.get(''));
  return { desk, discord: desk.discord, lid, room };
}

describe('among others', () => {
  test('a question by name is answered in reply, with sources and nothing of a person', async () => {
    const { desk, discord, lid, room } = await inServer();
    discord.says(lid, 'Wie komt er vanavond?', room);
    const question = discord.says(lid, `${me} ${notice.rent.question}`, room);
    const answer = await desk.hears(room, notice.rent.fact);
    expect(answer.replyToId).toBe(question.id);
    expect(answer.pinged).toEqual({ everyone: false, users: [], roles: [] });
    expect(labels(answer)).toEqual([['Bron 1']]);

    const other = discord.addMember('ander');
    const pressed = discord.people.presses(other, answer, 'Bron 1');
    const passage = await until('the passage', () => discord.answers(pressed)[0]);
    expect(passage).toMatchObject({ onlyFor: other.id, content: expect.stringMatching(/^Bron 1: /) });

    discord.says(other, 'En voor leden?', room, { replyTo: answer });
    await until('a second', () => discord.botMessages(room)[1]);
    await desk.quiet();
    expect(discord.botMessages(room)).toHaveLength(2);
    expect(await tickets(desk)).toEqual([]);
  });

  test('a slash command is answered where everybody reads it', async () => {
    const { discord, lid, room } = await inServer();
    const asked = discord.runs(lid, 'vraag', { tekst: notice.rent.question }, room);
    const answer = await until('the answer', () => discord.answers(asked)[0]);
    expect(answer).toMatchObject({ onlyFor: null, content: expect.stringMatching(notice.rent.fact) });
    expect(discord.botMessages(room)).toHaveLength(1);
  });

  test('a question that is shown above its answer calls nobody, and is shown as it was typed', async () => {
    const { discord, lid, room } = await inServer();
    const tekst = `@everyone @here <@${lid.id}> <@&${discord.guild.id}> **Let op** [hier](https://voorbeeld.nl)`;
    const asked = discord.runs(lid, 'vraag', { tekst }, room);
    const answer = await until('the answer', () => discord.answers(asked)[0]);
    expect(answer.content).toContain('\\*\\*Let op\\*\\* \\[hier](');
    expect(answer.pinged).toEqual({ everyone: false, users: [], roles: [] });
  });

  test('what the archive does not know goes on in private, and a button leads there', async () => {
    const { desk, discord, lid, room } = await inServer();
    const anna = await desk.advisor('anna');
    discord.says(lid, `${me} ${unanswerable}`, room);
    const told = await desk.hears(room, /privégesprek/);
    expect(told.content).not.toMatch(/nummer|vraag 1/);
    expect(labels(told)).toEqual([['Verder in een privégesprek']]);
    await desk.quiet();
    expect(await tickets(desk)).toMatchObject([{ question: unanswerable, state: 'open' }]);
    await desk.hears(lid, /staat klaar/);
    const pressed = discord.people.presses(lid, told, 'Verder in een privégesprek');
    const word = await until('a word', () => discord.answers(pressed)[0]);
    expect(word.onlyFor).toBe(lid.id);

    discord.people.presses(anna, await desk.hears(anna, /Nergenswoude/), 'Vraag 1 oppakken');
    await desk.hears(lid, /opgepakt/);
    discord.says(anna, 'Dat zoek ik op.');
    await desk.hears(lid, /Dat zoek ik op\./);
    await desk.quiet();
    expect(discord.botMessages(room)).toHaveLength(1);
  });

  test('whoever takes no direct messages reads what waited after they allow them', async () => {
    const { desk, discord, lid, room } = await inServer();
    lid.closed = true;
    discord.says(lid, `${me} ${unanswerable}`, room);
    const told = await desk.hears(room, /privégesprek/);
    await desk.quiet();
    expect(await tickets(desk)).toMatchObject([{ state: 'open' }]);
    lid.closed = false;
    discord.people.presses(lid, told, 'Verder in een privégesprek');
    await desk.hears(lid, /vraag/i);
  });

  test('personal commands are answered so that only who gave them reads it', async () => {
    const { desk, discord, lid, room } = await inServer();
    discord.says(lid, 'Ik wil graag een adviseur spreken over de statuten.');
    await desk.hears(lid, /staat klaar/);
    const asked = discord.runs(lid, 'mijnvragen', {}, room);
    const answer = await until('the answer', () => discord.answers(asked)[0]);
    expect(answer).toMatchObject({ onlyFor: lid.id, content: expect.stringContaining('statuten') });
    discord.says(lid, `${me} /mijnvragen`, room);
    await desk.hears(room, /niet in een groep/);
    for (const { content } of discord.botMessages(room)) expect(content).not.toContain('statuten');
  });

  test('without rights in the channel nothing is sent there, and nothing is tried in a loop', async () => {
    const { desk, discord, lid, room } = await inServer();
    room.overwrites.push({ id: '1100000000000000777', type: 1, allow: 0n, deny: 1n << 11n });
    discord.says(lid, `${me} ${notice.rent.question}`, room);
    await desk.quiet();
    expect(discord.botMessages(room)).toEqual([]);
    expect(discord.traffic.filter(({ status }) => status === 403).length).toBeLessThan(4);
  });

  test('a channel that is removed, and a server that puts the bot out, keep nobody else waiting', async () => {
    const { desk, discord, lid, room } = await inServer();
    discord.says(lid, `${me} ${notice.rent.question}`, room);
    await desk.hears(room, notice.rent.fact);
    discord.says(lid, `${me} ${notice.phone.question}`, room);
    discord.removes(room);
    discord.expels();
    await desk.quiet();
    discord.says(lid, notice.meeting.question);
    await desk.hears(lid, notice.meeting.fact);
  });
});

describe('a help forum', () => {
  test('each post is a question, with a tag that says how it stands', async () => {
    const discord = await startDiscord();
    const tags = ['beantwoord', 'bij adviseur', 'opgelost'].map((name, i) => ({
      id: `90000${i}`,
      name,
      moderated: false,
    }));
    const forum = discord.addChannel('hulp', ChannelType.GuildForum, { tags });
    const desk = await openDiscordDesk({ discord, forums: [forum.id] });
    const lid = discord.addMember('lid');
    const post = discord.posts(lid, forum, 'De zaal', notice.rent.question);
    await desk.hears(post, notice.rent.fact);
    await until('a tag', () => (post.thread?.appliedTags.includes('900000') ? true : undefined));

    const hard = discord.posts(lid, forum, 'De ijsvereniging', unanswerable);
    await desk.hears(hard, /privégesprek/);
    await until('a tag', () => (hard.thread?.appliedTags.includes('900001') ? true : undefined));
    expect(await tickets(desk)).toMatchObject([{ question: unanswerable }]);

    const elsewhere = discord.posts(lid, discord.addChannel('praat', ChannelType.GuildForum), 'De zaal', 'Mooie zaal!');
    await desk.quiet();
    expect(discord.botMessages(elsewhere)).toEqual([]);
  });

  test('a post of the time that nobody listened is answered after the start', async () => {
    const discord = await startDiscord();
    const forum = discord.addChannel('hulp', ChannelType.GuildForum);
    const post = discord.posts(discord.addMember('lid'), forum, 'De zaal', notice.rent.question);
    const desk = await openDiscordDesk({ discord, forums: [forum.id] });
    await desk.hears(post, notice.rent.fact);
  });
});
