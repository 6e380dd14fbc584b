import { expect, test } from 'vitest';
import type { DiscordChannel } from '../../../adapters/discord/channel.ts';
import type { Posting, SendResult } from '../../../src/desk/channel.ts';
import type { Message } from '../../../src/desk/conversation.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { channelTo, startDiscord } from '../../support/discord/discord-desk.ts';
import { limited } from '../../support/discord/rate-limits.ts';
import { Refusal } from '../../support/discord/refusal.ts';
import type { StrictDiscord } from '../../support/discord/strict-discord.ts';
import type { FakeChannel } from '../../support/discord/world.ts';
import { postingOf } from '../../support/posting.ts';

const posts = /^POST .*\/messages$/;

async function setUp(): Promise<{ discord: StrictDiscord; channel: DiscordChannel; dm: FakeChannel; key: string }> {
  const discord = await startDiscord();
  const lid = discord.addMember('lid');
  return { discord, channel: channelTo(discord), dm: discord.world.dm(lid.id), key: `u${lid.id}` };
}

function messageOf(change: Partial<Message> = {}): Message {
  return {
    ...{ seq: 1, id: newId(), conversationId: 'c', author: 'desk', text: 'Hallo', details: null, relay: null },
    ...{ ticketId: null, replyToId: null, attachments: [], helpful: null },
    ...{ createdAt: 1, editedAt: null, deletedAt: null },
    ...change,
  };
}

const long = Array.from({ length: 600 }, (_, i) => `deel${i}`).join(' ');
const textsOf = (discord: StrictDiscord, dm: FakeChannel) => discord.botMessages(dm).map(({ content }) => content);
const refsOf = (result: SendResult) => (result.kind === 'delivered' ? (result.refs ?? []) : []);

test('what Discord answers decides whether a message waits or can never arrive', async () => {
  const { discord, channel, key } = await setUp();
  const attempt = () => channel.send(key, postingOf(messageOf()));
  const after = async (status: number, code: number) => {
    discord.refuseNext(posts, new Refusal(status, code, 'no'));
    return attempt();
  };
  expect(await after(403, 50007)).toEqual({ kind: 'undeliverable', reason: 'closed_to_messages' });
  expect(await after(403, 50013)).toMatchObject({ reason: 'not_allowed' });
  // The channel of a private conversation may be another by now: it is opened anew, once.
  expect(await after(403, 50001)).toMatchObject({ kind: 'delivered' });
  expect(await after(404, 10003)).toMatchObject({ kind: 'delivered' });
  expect(await after(400, 50035)).toMatchObject({ reason: 'refused' });
  expect(await after(500, 0)).toMatchObject({ kind: 'retry', code: 'discord_500' });
  expect(await after(503, 0)).toMatchObject({ kind: 'retry' });
  expect(await after(401, 0)).toMatchObject({ kind: 'retry', code: 'discord_401_0' });
  expect(await attempt()).toMatchObject({ kind: 'delivered' });
  expect(await channel.send('u123456', postingOf(messageOf()))).toEqual({ kind: 'undeliverable', reason: 'gone' });
  expect(await channel.send('c123456', postingOf(messageOf()))).toEqual({ kind: 'undeliverable', reason: 'gone' });
  expect(await channel.send('nergens', postingOf(messageOf()))).toEqual({ kind: 'undeliverable', reason: 'gone' });
  await discord.close();
  expect(await attempt()).toMatchObject({ kind: 'retry', code: 'discord_unreachable' });
});

test('a 429 says how long to wait, and what is known to be too fast is not even asked', async () => {
  const { discord, channel, dm, key } = await setUp();
  const attempt = (own: string) => channel.send(key, postingOf(messageOf(), { key: own }));
  discord.platform.limits.limits.set('POST /channels/{}/messages', { most: 2, withinMs: 60_000 });
  for (const own of ['0', '1']) expect(await attempt(own)).toMatchObject({ kind: 'delivered' });
  const later = await attempt('2');
  expect(later).toMatchObject({ kind: 'retry', code: 'discord_429', receiverOnly: true });
  expect(later.kind === 'retry' && later.afterMs).toBeGreaterThan(50_000);
  expect(discord.invalidRequests).toBe(0);
  const another = channelTo(discord);
  const told = await another.send(key, postingOf(messageOf(), { key: '3' }));
  expect(told).toMatchObject({ kind: 'retry', code: 'discord_429' });
  expect(told.kind === 'retry' && told.afterMs).toBeGreaterThan(50_000);
  expect(discord.invalidRequests).toBe(1);
  discord.refuseNext(posts, limited(3, true));
  const all = await another.send('c123456', postingOf(messageOf()));
  expect(all).toMatchObject({ kind: 'retry', code: 'discord_429' });
  expect(all).not.toHaveProperty('receiverOnly');
  expect(discord.botMessages(dm)).toHaveLength(2);
});

test('a wrong token costs one refused request for each attempt, and not more', async () => {
  const { discord, key } = await setUp();
  const channel = channelTo(Object.assign(Object.create(discord) as StrictDiscord, { token: 'Een.andere.sleutel' }));
  const attempt = () => channel.send(key, postingOf(messageOf()));
  expect(await attempt()).toMatchObject({ kind: 'retry' });
  expect(await attempt()).toMatchObject({ kind: 'retry' });
  expect(discord.invalidRequests).toBe(2);
});

test('a message whose answer got lost is not doubled when it is sent again', async () => {
  const { discord, channel, dm, key } = await setUp();
  const posting = postingOf(messageOf());
  discord.loseAnswer(posts);
  expect(await channel.send(key, posting)).toMatchObject({ kind: 'retry' });
  const refs = refsOf(await channel.send(key, posting));
  expect(discord.botMessages(dm).map(({ id }) => id)).toEqual(refs);
});

test('a long message that stopped halfway goes on where it stopped', async () => {
  const { discord, channel, dm, key } = await setUp();
  const posting = postingOf(messageOf({ text: long }));
  discord.refuseNext(posts, new Refusal(502, 0, 'Bad Gateway'), 1);
  expect(await channel.send(key, posting)).toMatchObject({ kind: 'retry' });
  expect(refsOf(await channel.send(key, posting))).toHaveLength(3);
  expect(textsOf(discord, dm).join(' ')).toBe(long);
});

test('an edit changes what stands there, also when it gets longer or shorter', async () => {
  const { discord, channel, dm, key } = await setUp();
  const message = messageOf({ text: 'kort' });
  let refs = refsOf(await channel.send(key, postingOf(message)));
  const change = async (text: string) => {
    const posting = postingOf({ ...message, text, editedAt: 2 }, { action: 'change', refs });
    refs = [...refs, ...refsOf(await channel.send(key, posting))];
  };
  await change('kort');
  expect(textsOf(discord, dm)).toEqual(['kort']);
  await change(long);
  expect(textsOf(discord, dm).join(' ')).toBe(long);
  await change('weer kort');
  expect(textsOf(discord, dm)).toEqual(['weer kort']);
});

test('what is taken back goes, and what was gone already is no fault', async () => {
  const { discord, channel, dm, key } = await setUp();
  const message = messageOf({ text: 'Mijn nummer' });
  const takeBack = (refs: readonly string[]): Promise<SendResult> =>
    channel.send(key, postingOf({ ...message, text: '', deletedAt: 2 }, { action: 'change', refs }));
  expect(await takeBack(refsOf(await channel.send(key, postingOf(message))))).toMatchObject({ kind: 'delivered' });
  expect(textsOf(discord, dm)).toEqual([]);
  expect(await takeBack(['1234567890'])).toMatchObject({ kind: 'delivered' });
});

test('files go with their bytes, and what cannot be opened any more is left out', async () => {
  const { discord, channel, dm, key } = await setUp();
  const file = (name: string, mediaType: string) => ({ id: name, name, mediaType, bytes: 3 });
  const attachments = [
    file('a.png', 'image/png'),
    file('b.pdf', 'application/pdf'),
    file('weg.pdf', 'application/pdf'),
  ];
  const open: Posting['open'] = async (id) => (id === 'weg.pdf' ? undefined : Uint8Array.of(1, 2, 3));
  await channel.send(key, postingOf(messageOf({ text: 'Kijk', attachments }), { open }));
  const files = discord.botMessages(dm).flatMap((message) => message.attachments);
  expect(files.map(({ filename }) => filename)).toEqual(['a.png', 'b.pdf']);
  expect(files[0]?.content).toEqual(Uint8Array.of(1, 2, 3));
  expect(textsOf(discord, dm)[0]).toBe('Kijk');
});

test('nobody is called by what the desk passes on, and no mark-up of a member works', async () => {
  const { discord, channel, dm, key } = await setUp();
  const said = discord.says(discord.addMember('ander'), 'Hallo', dm);
  const text = `@everyone @here <@${said.authorId}> <@&${discord.guild.id}> **vet** [link](https://voorbeeld.nl)`;
  await channel.send(key, postingOf(messageOf({ text }), { replyToRef: said.id }));
  const [sent] = discord.botMessages(dm);
  expect(sent?.pinged).toEqual({ everyone: false, users: [], roles: [] });
  expect(sent?.replyToId).toBe(said.id);
  expect(sent?.content).toContain('\\*\\*vet\\*\\*');
});

test('a reply to a message that is gone is sent all the same', async () => {
  const { discord, channel, dm, key } = await setUp();
  expect(await channel.send(key, postingOf(messageOf(), { replyToRef: '999999999' }))).toMatchObject({
    kind: 'delivered',
  });
  expect(textsOf(discord, dm)).toEqual(['Hallo']);
});

test('an archived thread opens again for what is sent; a locked one keeps it out', async () => {
  const { discord, channel } = await setUp();
  const thread = discord.posts(discord.addMember('lid'), discord.addChannel('hulp', 15), 'De zaal', 'Wat kost hij?');
  const send = (key: string) => channel.send(`c${thread.id}`, postingOf(messageOf(), { key }));
  discord.archives(thread);
  expect(await send('1')).toMatchObject({ kind: 'delivered' });
  expect(thread.thread?.archived).toBe(false);
  discord.archives(thread);
  const [first] = discord.botMessages(thread);
  const changed = postingOf(messageOf({ text: 'Anders', editedAt: 2 }), { action: 'change', refs: [first?.id ?? ''] });
  expect(await channel.send(`c${thread.id}`, changed)).toMatchObject({ kind: 'delivered' });
  expect(textsOf(discord, thread)).toEqual(['Anders']);
  const [role] = discord.guild.members.get('1100000000000000777') ?? [];
  const rights = discord.guild.roles.get(role ?? '');
  if (rights) rights.permissions &= ~(1n << 34n);
  discord.archives(thread, true);
  expect(await send('2')).toEqual({ kind: 'undeliverable', reason: 'locked' });
});
