import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ButtonBuilder,
  ButtonStyle,
  ChannelType,
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  type Interaction,
  MessageFlags,
  ModalBuilder,
  Partials,
  PermissionFlagsBits,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { limited } from '../../support/discord/rate-limits.ts';
import { Refusal } from '../../support/discord/refusal.ts';
import { StrictDiscord } from '../../support/discord/strict-discord.ts';
import { until } from '../../support/until.ts';

/** The fake itself, as the real client library meets it. */

const intents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.MessageContent,
];

async function openDiscord(): Promise<StrictDiscord> {
  const discord = new StrictDiscord();
  await discord.open();
  onTestFinished(() => discord.close());
  return discord;
}

function clientOf(discord: StrictDiscord, options: Partial<ClientOptions> = {}) {
  const client = new Client({ intents, partials: [Partials.Channel], rest: { api: discord.url }, ...options });
  onTestFinished(() => client.destroy());
  const heard: string[] = [];
  client.on(Events.MessageCreate, ({ content, author }) => {
    if (!author.bot) heard.push(content);
  });
  return { client, heard };
}

async function loggedIn(options: Partial<ClientOptions> = {}) {
  const discord = await openDiscord();
  const { client, heard } = clientOf(discord, options);
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await ready;
  return { discord, client, heard };
}

test('a client logs in, hears a direct message and answers it', async () => {
  const { discord, client } = await loggedIn();
  client.on(Events.MessageCreate, (message) => {
    if (!message.author.bot)
      void message.reply({ content: `U zei: ${message.content}`, nonce: 'n1', enforceNonce: true });
  });
  const lid = discord.addMember('lid');
  const said = discord.says(lid, 'Hallo');
  const reply = await until('a reply', () => discord.botMessages(discord.world.dm(lid.id))[0]);
  expect(reply).toMatchObject({ content: 'U zei: Hallo', replyToId: said.id });
  expect(discord.gateway.identifies).toHaveLength(1);
  expect(discord.invalidRequests).toBe(0);
});

const heardOf = (heard: string[], text: string) =>
  until(`“${text}”`, () => (heard.includes(text) ? true : undefined), 30_000);

test('after a broken connection the client resumes, and is told in order what it missed', async () => {
  const { discord, heard } = await loggedIn();
  const lid = discord.addMember('lid');
  discord.says(lid, 'een');
  await heardOf(heard, 'een');
  discord.gateway.drop();
  discord.says(lid, 'twee');
  discord.says(lid, 'drie');
  await heardOf(heard, 'drie');
  discord.gateway.askToReconnect();
  discord.says(lid, 'vier');
  await until('a second', () => (discord.gateway.resumes === 2 ? true : undefined));
  await heardOf(heard, 'vier');
  expect(heard).toEqual(['een', 'twee', 'drie', 'vier']);
  expect(discord.gateway.identifies).toHaveLength(1);
});

test('a session that may be resumed is resumed, and telling the client to connect anew loses nothing', async () => {
  const { discord, heard } = await loggedIn();
  const lid = discord.addMember('lid');
  discord.gateway.invalidate(true);
  discord.says(lid, 'een');
  await until('resumed', () => discord.gateway.resumes || undefined, 30_000);
  await heardOf(heard, 'een');
  expect(heard).toEqual(['een']);
  expect(discord.gateway.identifies).toHaveLength(1);
});

test('a session that is invalid for good starts anew, and what happened in between is not told', async () => {
  const { discord, heard } = await loggedIn();
  const lid = discord.addMember('lid');
  discord.gateway.forget();
  discord.gateway.drop();
  discord.says(lid, 'gemist');
  await until('a new session', () => discord.gateway.identifies[1], 30_000);
  await until('connected', () => discord.gateway.connected || undefined);
  discord.says(lid, 'daarna');
  await heardOf(heard, 'daarna');
  expect(heard).toEqual(['daarna']);
  const missed = await fetchMessages(discord, discord.world.dm(lid.id).id);
  expect(missed).toEqual(['daarna', 'gemist']);
});

async function fetchMessages(discord: StrictDiscord, channelId: string): Promise<string[]> {
  const { client } = clientOf(discord);
  client.rest.setToken(discord.token);
  const messages = (await client.rest.get(`/channels/${channelId}/messages`)) as { content: string }[];
  return messages.map(({ content }) => content);
}

test('a connection that no longer answers heartbeats is given up within two intervals, and nothing is lost', async () => {
  const discord = await openDiscord();
  discord.gateway.heartbeatMs = 200;
  const { client, heard } = clientOf(discord);
  await client.login(discord.token);
  await until('a heartbeat', () => (discord.gateway.heartbeats > 1 ? true : undefined));
  discord.gateway.acknowledging = false;
  discord.gateway.delivering = false;
  discord.says(discord.addMember('lid'), 'in het niets');
  await until('another connection', () => discord.gateway.resumes || undefined);
  discord.gateway.acknowledging = true;
  discord.gateway.delivering = true;
  await heardOf(heard, 'in het niets');
  expect(discord.gateway.identifies).toHaveLength(1);
});

test('a wrong token and intents that were not given end the login', async () => {
  const discord = await openDiscord();
  await expect(clientOf(discord).client.login('Iets.anders.dan-dat')).rejects.toThrow('An invalid token was provided');
  discord.platform.privileged = 0;
  await expect(clientOf(discord).client.login(discord.token)).rejects.toThrow('disallowed intents');
  expect(discord.gateway.closes).toEqual([4014]);
  expect(discord.invalidRequests).toBe(1);
});

test('without the message content intent only direct messages and mentions can be read', async () => {
  const plain = intents.filter((one) => one !== GatewayIntentBits.MessageContent);
  const { discord, client, heard } = await loggedIn({ intents: plain });
  const lid = discord.addMember('lid');
  const channel = discord.addChannel('algemeen');
  discord.says(lid, 'verborgen', channel);
  discord.says(lid, `<@${client.user?.id}> open`, channel);
  discord.says(lid, 'rechtstreeks');
  await heardOf(heard, 'rechtstreeks');
  expect(heard).toEqual(['', '<@1100000000000000777> open', 'rechtstreeks']);
});

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

test('a press is put off and answered by an edit; a second answer, a late one and one after the token are refused', async () => {
  const { discord, client } = await loggedIn();
  const lid = discord.addMember('lid');
  const dm = discord.world.dm(lid.id);
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('help').setLabel('Geholpen').setStyle(ButtonStyle.Success),
  );
  const user = await client.users.fetch(lid.id);
  await user.send({ content: 'Antwoord', components: [row] });
  const refused: unknown[] = [];
  const note = (error: { code?: unknown }) => void refused.push(error.code);
  let late = (): Promise<unknown> => Promise.resolve();
  client.once(Events.InteractionCreate, async (interaction: Interaction) => {
    if (!interaction.isButton()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await client.rest
      .post(`/interactions/${interaction.id}/${interaction.token}/callback`, { body: { type: 6 }, auth: false })
      .catch(note);
    await interaction.editReply('Fijn dat het u hielp');
    late = () => interaction.followUp('Nog iets').catch(note);
  });
  const [message] = discord.botMessages(dm);
  if (!message) throw new Error('nothing was sent');
  const pressed = discord.people.presses(lid, message, 'Geholpen');
  const answer = await until('the answer', () => discord.answers(pressed)[0]);
  expect(answer).toMatchObject({ content: 'Fijn dat het u hielp', onlyFor: lid.id, flags: MessageFlags.Ephemeral });
  discord.platform.travel(15 * 60_000);
  await late();
  const third = new Promise<void>((resolve) => {
    client.once(Events.InteractionCreate, async (interaction: Interaction) => {
      discord.platform.travel(3_001);
      if (interaction.isButton()) await interaction.deferUpdate().catch(note);
      resolve();
    });
  });
  discord.people.presses(lid, message, 'Geholpen');
  await third;
  expect(refused).toEqual([40060, 50027, 10062]);
});

test('commands, suggestions and forms go round', async () => {
  const { discord, client } = await loggedIn();
  const lid = discord.addMember('lid');
  await client.application?.commands.set([
    {
      ...{ name: 'vraag', description: 'Stel een vraag' },
      options: [
        {
          name: 'tekst',
          description: 'Uw vraag',
          type: ApplicationCommandOptionType.String,
          required: true,
          autocomplete: true,
        },
      ],
    },
  ]);
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isAutocomplete()) {
      await interaction.respond([{ name: `${interaction.options.getFocused()} huren`, value: 'huur' }]);
    }
    if (interaction.isChatInputCommand()) {
      const input = new TextInputBuilder().setCustomId('wat').setLabel('Wat?').setStyle(TextInputStyle.Short);
      const rows = new ActionRowBuilder<TextInputBuilder>().addComponents(input);
      await interaction.showModal(new ModalBuilder().setCustomId('f').setTitle('Vraag').addComponents(rows));
    }
    if (interaction.isModalSubmit()) await interaction.reply(`Dus: ${interaction.fields.getTextInputValue('wat')}`);
  });
  const typing = discord.people.completes(lid, 'vraag', { tekst: 'zaal' }, 'tekst', discord.world.dm(lid.id));
  expect(await until('suggestions', () => typing.suggestions ?? undefined)).toEqual([
    { name: 'zaal huren', value: 'huur' },
  ]);
  const run = discord.runs(lid, 'vraag', { tekst: 'huur' });
  await until('a form', () => run.modal ?? undefined);
  const sent = discord.people.fills(lid, run, { wat: 'de zaal' });
  expect((await until('an answer', () => discord.answers(sent)[0])).content).toBe('Dus: de zaal');
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
