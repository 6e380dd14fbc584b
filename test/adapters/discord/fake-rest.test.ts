import { ChannelType, Events, MessageFlags, PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';
import { loggedIn } from '../../support/discord/plain-client.ts';
import { limited } from '../../support/discord/rate-limits.ts';
import { Refusal } from '../../support/discord/refusal.ts';
import { until } from '../../support/until.ts';

/** The REST interface of the fake, as the real client library meets it. */

test('a 429 is waited for, and a bucket that is empty is not asked', async () => {
  const { discord, client } = await loggedIn();
  const dm = discord.world.dm(discord.addMember('lid').id);
  discord.refuseNext(/^POST .*messages$/, limited(0.3));
  discord.platform.limits.limits.set('POST /channels/{}/messages', { most: 2, withinMs: 400 });
  const user = await client.users.fetch(String(dm.recipientId));
  for (const text of ['een', 'twee', 'drie', 'vier']) await user.send(text);
  expect(discord.botMessages(dm).map(({ content }) => content)).toEqual(['een', 'twee', 'drie', 'vier']);
  expect(discord.invalidRequests).toBe(1);
});

test('threads: an archived one opens by sending, a locked one does not, and their number has a limit', async () => {
  const { discord, client } = await loggedIn();
  const lid = discord.addMember('lid');
  const forum = discord.addChannel('hulp', ChannelType.GuildForum);
  const post = discord.posts(lid, forum, 'De zaal', 'Wat kost de zaal?');
  const channel = await until('the thread', () => client.channels.cache.get(post.id));
  if (!channel.isThread()) throw new Error('no thread');
  discord.archives(post);
  const first = post.messages.get(post.id);
  await expect(client.rest.put(`/channels/${post.id}/thread-members/${lid.id}`)).rejects.toMatchObject({ code: 50083 });
  await channel.send('Tien euro');
  expect(post.thread).toMatchObject({ archived: false });
  expect(first?.content).toBe('Wat kost de zaal?');
  discord.archives(post, true);
  await expect(channel.send('Of elf')).rejects.toMatchObject({ code: 50083 });
  discord.platform.maxActiveThreads = 0;
  const desk = await client.channels.fetch(discord.addChannel('balie').id);
  if (desk?.type !== ChannelType.GuildText) throw new Error('no text channel');
  await expect(desk.threads.create({ name: 'Vraag 1' })).rejects.toMatchObject({ code: 160006 });
});

test('what does not fit is refused with the place where', async () => {
  const { discord, client } = await loggedIn();
  const dm = discord.world.dm(discord.addMember('lid').id);
  const send = (body: object) => client.rest.post(`/channels/${dm.id}/messages`, { body });
  await expect(send({ content: 'a'.repeat(2001) })).rejects.toThrow(/content\[BASE_TYPE_MAX_LENGTH\]/);
  await expect(send({ content: ' ' })).rejects.toMatchObject({ code: 50006 });
  const button = { type: 2, style: 1, label: 'Ja', custom_id: 'ja' };
  await expect(send({ components: [{ type: 1, components: [button, button] }] })).rejects.toThrow(/DUPLICATED/);
  await expect(send({ components: Array(6).fill({ type: 1, components: [] }) })).rejects.toMatchObject({ code: 50035 });
  const wide = { type: 1, components: [1, 2, 3, 4, 5, 6].map((i) => ({ ...button, custom_id: `${i}` })) };
  await expect(send({ components: [wide] })).rejects.toMatchObject({ code: 50035 });
  await expect(send({ embeds: [{ title: 'a', description: 'b'.repeat(4097) }] })).rejects.toThrow(/description/);
  const full = { description: 'b'.repeat(4000) };
  await expect(send({ embeds: [full, full] })).rejects.toThrow(/6000/);
  const many = Array.from({ length: 41 }, () => ({ type: 10, content: 'a' }));
  await expect(send({ flags: MessageFlags.IsComponentsV2, components: many })).rejects.toThrow(/40/);
  await send({ flags: MessageFlags.IsComponentsV2, components: many.slice(1) });
  discord.refuseNext(/messages$/, new Refusal(403, 50007, 'Cannot send messages to this user'));
  await expect(send({ content: 'a' })).rejects.toMatchObject({ code: 50007 });
  await expect(client.rest.get('/channels/123456789/messages')).rejects.toMatchObject({ code: 10003 });
});

test('a repeated nonce gives the earlier message, and who is named is known', async () => {
  const { discord, client } = await loggedIn();
  const lid = discord.addMember('lid');
  const dm = discord.world.dm(lid.id);
  const send = (more: object) =>
    client.rest.post(`/channels/${dm.id}/messages`, { body: { content: `@everyone <@${lid.id}>`, ...more } });
  const once = { nonce: 'a1', enforce_nonce: true, allowed_mentions: { parse: [] } };
  expect(await send(once)).toMatchObject({ id: ((await send(once)) as { id: string }).id });
  await send({});
  expect(discord.botMessages(dm).map(({ pinged }) => pinged)).toEqual([
    { everyone: false, users: [], roles: [] },
    { everyone: true, users: [lid.id], roles: [] },
  ]);
});

test('files go up with their bytes, and down again as long as their link works', async () => {
  const { discord, client } = await loggedIn();
  const lid = discord.addMember('lid');
  const got: Uint8Array[] = [];
  client.on(Events.MessageCreate, async ({ attachments, author, channel }) => {
    const url = attachments.first()?.url;
    if (author.bot || url === undefined) return;
    got.push(new Uint8Array(await (await fetch(url)).arrayBuffer()));
    if (channel.isSendable()) await channel.send({ files: [{ attachment: Buffer.from([3, 4]), name: 'terug.bin' }] });
  });
  discord.says(lid, '', undefined, { files: [{ name: 'plan.bin', type: 'text/plain', content: Uint8Array.of(1, 2) }] });
  const [sent] = (await until('a file', () => discord.botMessages(discord.world.dm(lid.id))[0])).attachments;
  expect(got).toEqual([Uint8Array.of(1, 2)]);
  expect(sent).toMatchObject({ filename: 'terug.bin', content: Uint8Array.of(3, 4) });
});

test('rights are those of role and channel, and who loses them is refused', async () => {
  const { discord, client } = await loggedIn();
  const room = discord.addChannel('bestuur');
  const send = () => client.rest.post(`/channels/${room.id}/messages`, { body: { content: 'Hallo' } });
  await send();
  const me = { id: String(client.user?.id), type: 1 as const, allow: 0n };
  room.overwrites = [{ ...me, deny: PermissionFlagsBits.SendMessages }];
  await expect(send()).rejects.toMatchObject({ code: 50013, status: 403 });
  room.overwrites = [{ ...me, deny: PermissionFlagsBits.ViewChannel }];
  await expect(send()).rejects.toMatchObject({ code: 50001, status: 403 });
  const [first] = discord.botMessages(room);
  room.overwrites = [];
  const said = discord.says(discord.addMember('lid'), 'Hoi', room);
  const change = (id = '') => client.rest.patch(`/channels/${room.id}/messages/${id}`, { body: { content: 'Anders' } });
  await change(first?.id);
  await expect(change(said.id)).rejects.toMatchObject({ code: 50005 });
  await expect(client.rest.delete(`/channels/${room.id}/messages/${said.id}`)).rejects.toMatchObject({ code: 50013 });
  discord.expels();
  await expect(send()).rejects.toMatchObject({ code: 50001 });
  expect(discord.invalidRequests).toBe(5);
});

test('a thread may be renamed twice in ten minutes, is private when it says so, and takes tags that exist', async () => {
  const { discord, client } = await loggedIn();
  const rest = client.rest.setToken(discord.token);
  rest.options.rejectOnRateLimit = () => true;
  const desk = discord.addChannel('balie');
  const lid = discord.addMember('lid');
  const thread = (await rest.post(`/channels/${desk.id}/threads`, { body: { name: 'Vraag 1' } })) as {
    id: string;
    type: number;
  };
  expect(thread.type).toBe(ChannelType.PrivateThread);
  const rename = (name: string) => rest.patch(`/channels/${thread.id}`, { body: { name } });
  await rename('Vraag 1 (bij Anna)');
  await rename('Vraag 1 (opgelost)');
  await expect(rename('Vraag 1 (heropend)')).rejects.toMatchObject({ retryAfter: expect.any(Number) });
  await rest.put(`/channels/${thread.id}/thread-members/${lid.id}`);
  expect(discord.world.channel(thread.id).thread?.memberIds).toContain(lid.id);

  const forum = discord.addChannel('hulp', ChannelType.GuildForum, {
    tags: [{ id: '900001', name: 'nieuw', moderated: false }],
  });
  const post = (tags: string[]) =>
    rest.post(`/channels/${forum.id}/threads`, { body: { name: 'a', applied_tags: tags, message: { content: 'b' } } });
  await post(['900001']);
  await expect(post(['900009'])).rejects.toMatchObject({ code: 10087 });
  await expect(rest.post(`/channels/${forum.id}/messages`, { body: { content: 'a' } })).rejects.toMatchObject({
    code: 50008,
  });
});
