import { ChannelType, PermissionFlagsBits as May } from 'discord.js';
import { expect, test } from 'vitest';
import { inForum, lacking, permissionsIn } from '../../../adapters/discord/permissions.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { invite } from '../../../src/people/invitation.ts';
import { may } from '../../../src/people/permissions.ts';
import { newSqlitePlace } from '../../support/databases.ts';
import { openDiscordDesk } from '../../support/discord/discord-desk.ts';
import { until } from '../../support/until.ts';
import { notice } from '../../support/village-notice.ts';

const bot = '1100000000000000777';

test('what somebody may do in a channel follows from their roles and what the channel says of them', () => {
  const roles = [
    { id: '1', permissions: May.ViewChannel | May.SendMessages },
    { id: '2', permissions: May.ManageThreads },
    { id: '3', permissions: May.Administrator },
  ];
  const overwrites = (...all: [id: string, allow: bigint, deny: bigint][]) => ({
    permission_overwrites: all.map(([id, allow, deny]) => ({ id, allow, deny })),
  });
  const has = (channel: ReturnType<typeof overwrites>, ...own: string[]) =>
    permissionsIn(channel, roles, { id: '9', roles: own }, '1');
  expect(has(overwrites())).toBe(May.ViewChannel | May.SendMessages);
  expect(has(overwrites(['1', 0n, May.SendMessages]), '2')).toBe(May.ViewChannel | May.ManageThreads);
  expect(has(overwrites(['1', 0n, May.SendMessages], ['2', May.SendMessages, 0n]), '2') & May.SendMessages).not.toBe(
    0n,
  );
  expect(has(overwrites(['2', May.AddReactions, 0n], ['9', 0n, May.AddReactions]), '2') & May.AddReactions).toBe(0n);
  expect(lacking(has(overwrites(['1', 0n, ~0n]), '3'), inForum)).toEqual([]);
  expect(lacking(has(overwrites(), '2'), inForum)).toEqual([
    'Berichtgeschiedenis lezen',
    'Bestanden bijvoegen',
    'Reacties toevoegen',
    'Berichten verzenden in threads',
  ]);
});

test('the board chooses a forum, hears exactly what is missing, and posts are answered from then on', async () => {
  const { config, open } = await newSqlitePlace();
  const beside = await open();
  const { people } = beside.stores;
  const maySetUp = async (key: string) => may(await people.findPersonByIdentity('discord', key), 'set_up_places');
  const desk = await openDiscordDesk({ config, maySetUp });
  const { discord } = desk;
  const [lid, bestuur] = [discord.addMember('lid'), discord.addMember('bestuur')];
  discord.guild.roles.set('55', { id: '55', name: 'beheer', permissions: May.ManageGuild });
  discord.guild.members.set(bestuur.id, ['55']);
  const room = discord.addChannel('algemeen');
  const forum = discord.addChannel('hulp', ChannelType.GuildForum, {
    overwrites: [{ id: bot, type: 1, allow: 0n, deny: May.AttachFiles }],
  });
  await until('commands', () => discord.platform.commands.get(''));
  const says = async (filled: Record<string, string | boolean> = {}) => {
    const asked = discord.runs(bestuur, 'inrichten', filled, room);
    const answer = await until('an answer', () => discord.answers(asked)[0]);
    expect(answer.onlyFor).toBe(bestuur.id);
    return answer.content;
  };
  expect(await says()).toContain('alleen het bestuur');
  discord.says(bestuur, `/koppel ${await invite(people, { role: 'board' }, systemClock.now())}`);
  await desk.hears(bestuur, /bestuur/);
  expect(await says()).toContain('Hulpforum: nog niet gekozen');

  const before = discord.gateway.identifies.length;
  const report = await says({ forum: forum.id });
  expect(report).toMatch(new RegExp(`<#${forum.id}>: de bot mist nog: .*Bestanden bijvoegen`));
  expect(report).toContain('beantwoord, bij adviseur, opgelost');
  await until('a session', () => discord.gateway.identifies[before] && (discord.gateway.connected || undefined));
  const post = discord.posts(lid, forum, 'Huur', notice.rent.question);
  await desk.hears(post, notice.rent.fact);

  expect(await says({ forum: forum.id, weg: true })).toContain('Hulpforum: nog niet gekozen');
  const quiet = discord.posts(lid, forum, 'Huur', notice.rent.question);
  await desk.quiet();
  expect(discord.botMessages(quiet)).toEqual([]);
});
