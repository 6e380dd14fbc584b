import { channelPayload, guildPayload, memberPayload, rolePayloads, userPayload } from './payloads.ts';
import type { Platform } from './platform.ts';
import { Refusal, refusals } from './refusal.ts';
import { type Route, route } from './routes.ts';
import { bot, type FakeGuild } from './world.ts';

/** How often a client may IDENTIFY in a day (documentation: Gateway > Session Start Limit Object). */
const sessionStarts = 1_000;

/** The bot itself, people, servers and channels (documentation: Resources > User, Guild, Channel, Application). */
export const accountRoutes: Route[] = [
  route('GET', '/gateway/bot', (platform) => ({
    url: platform.gatewayUrl,
    shards: 1,
    session_start_limit: {
      total: sessionStarts,
      remaining: Math.max(0, platform.sessionStartsLeft ?? sessionStarts - platform.gateway.identifies.length),
      reset_after: 14_400_000,
      max_concurrency: 1,
    },
  })),
  route('GET', '/gateway', (platform) => ({ url: platform.gatewayUrl })),
  route('GET', '/users/@me', ({ world }) => userPayload(world, bot.id)),
  route('GET', '/users/{}', ({ world }, _, [id = '']) => {
    if (!world.users.has(id)) throw refusals.unknownUser();
    return userPayload(world, id);
  }),
  // Opens for everybody; only sending shows whether they take messages.
  route('POST', '/users/@me/channels', ({ world }, { body }) => {
    const id = String(body['recipient_id']);
    if (!world.users.has(id)) throw refusals.unknownUser();
    if (id === bot.id) throw new Refusal(400, 50007, 'Cannot send messages to this user');
    return channelPayload(world, world.dm(id));
  }),
  route('GET', '/(?:oauth2/)?applications/@me', (platform) => ({
    ...{ id: bot.id, name: bot.username, description: '', flags: platform.applicationFlags, verify_key: '00' },
    ...{ bot: userPayload(platform.world, bot.id), bot_public: true, owner: userPayload(platform.world, bot.id) },
  })),
  route('GET', '/users/@me/guilds', ({ world }) => [...world.guilds.values()].map(({ id, name }) => ({ id, name }))),
  route('GET', '/guilds/{}', (platform, _, [id = '']) => guildPayload(platform.world, guildOf(platform, id))),
  route('GET', '/guilds/{}/roles', (platform, _, [id = '']) => rolePayloads(guildOf(platform, id))),
  route('GET', '/guilds/{}/channels', (platform, _, [id = '']) => {
    guildOf(platform, id);
    return [...platform.world.channels.values()]
      .filter((channel) => channel.guildId === id && channel.thread === null)
      .map((channel) => channelPayload(platform.world, channel));
  }),
  route('GET', '/guilds/{}/members/{}', (platform, _, [id = '', userId = '']) => {
    const guild = guildOf(platform, id);
    if (!guild.members.has(userId)) throw new Refusal(404, 10007, 'Unknown Member');
    return { ...memberPayload(guild, userId), user: userPayload(platform.world, userId) };
  }),
];

function guildOf({ world }: Platform, id: string): FakeGuild {
  const guild = world.guilds.get(id);
  if (!guild) throw new Refusal(404, 10004, 'Unknown Guild');
  if (!guild.members.has(bot.id)) throw refusals.missingAccess();
  return guild;
}
