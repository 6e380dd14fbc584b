import { MessageFlags } from 'discord.js';
import { checkChoices, checkCommands } from './command-rules.ts';
import { checkModal } from './component-rules.ts';
import type { FakeInteraction } from './interactions.ts';
import { addMessage, changeMessage, type Draft, removeMessage } from './messages.ts';
import { isLoading, messagePayload } from './payloads.ts';
import type { Platform } from './platform.ts';
import { FormErrors, Refusal, refusals } from './refusal.ts';
import type { Call } from './rest-server.ts';
import { type Route, route } from './routes.ts';
import { checkMessage } from './rules.ts';
import { bot, type FakeMessage } from './world.ts';

/** How long the first answer may take, and how long the token lives. */
const firstAnswerMs = 3_000;
const tokenMs = 15 * 60_000;

/** Which answers fit which interaction (documentation: Interactions > Receiving and Responding > Interaction Callback Type). */
const fitting: Record<FakeInteraction['type'], number[]> = {
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  5: [4, 5, 6, 7],
};

/** Documentation: Interactions > Receiving and Responding > Endpoints; Application Commands > Endpoints. */
export const interactionRoutes: Route[] = [
  route('POST', '/interactions/{}/{}/callback', (platform, call, [id = '', token = '']) => {
    const interaction = platform.interactions.get(id);
    if (interaction?.token !== token || platform.now() - interaction.at > firstAnswerMs) {
      throw refusals.unknownInteraction();
    }
    if (interaction.answeredWith !== null) {
      throw new Refusal(400, 40060, 'Interaction has already been acknowledged.');
    }
    const type = answerFirst(platform, interaction, call);
    return call.query.get('with_response') === 'true' ? callbackResponse(platform, interaction, type) : undefined;
  }),
  route('POST', '/webhooks/{}/{}', (platform, call, [, token = '']) => {
    const interaction = alive(platform, token);
    const original = platform.world.message(interaction.originalId ?? '');
    // Documented: after an answer that was put off the first of these fills it in, and is as visible as was said then.
    if (interaction.answeredWith === 5 && original && isLoading(original)) {
      return wire(platform, changeMessage(platform, original, call));
    }
    checkMessage({ ...call.body }, call.files);
    const message = say(platform, interaction, call, call.body);
    interaction.followUpIds.push(message.id);
    return wire(platform, message);
  }),
  route('GET', '/webhooks/{}/{}/messages/{}', (platform, _, [, token = '', id = '']) =>
    wire(platform, answerOf(platform, token, id).message),
  ),
  route('PATCH', '/webhooks/{}/{}/messages/{}', (platform, call, [, token = '', id = '']) =>
    wire(platform, changeMessage(platform, answerOf(platform, token, id).message, call)),
  ),
  route('DELETE', '/webhooks/{}/{}/messages/{}', (platform, _, [, token = '', id = '']) => {
    removeMessage(platform, answerOf(platform, token, id).message);
  }),
  route('PUT', '/applications/{}/commands', (platform, { body }) => register(platform, '', body)),
  route('GET', '/applications/{}/commands', ({ commands }) => commands.get('') ?? []),
  route('PUT', '/applications/{}/guilds/{}/commands', (platform, { body }, [, guildId = '']) => {
    if (!platform.world.guilds.get(guildId)?.members.has(bot.id)) throw refusals.missingAccess();
    return register(platform, guildId, body);
  }),
  route(
    'GET',
    '/applications/{}/guilds/{}/commands',
    ({ commands }, _, [, guildId = '']) => commands.get(guildId) ?? [],
  ),
];

function register(platform: Platform, place: string, body: unknown): unknown {
  const commands = body as Record<string, unknown>[];
  checkCommands(commands);
  const kept = commands.map((command) => ({
    ...{ id: platform.world.newId(), application_id: bot.id, version: '1', type: 1, ...command },
    ...(place !== '' && { guild_id: place }),
  }));
  platform.commands.set(place, kept);
  return kept;
}

function answerFirst(platform: Platform, interaction: FakeInteraction, { body, files }: Call): number {
  const type = Number(body['type']);
  const data = (body['data'] as Record<string, unknown> | undefined) ?? {};
  const changes = type === 6 || type === 7;
  if (!fitting[interaction.type].includes(type) || (changes && !interaction.source)) {
    const errors = new FormErrors();
    errors.add('type', 'BASE_TYPE_CHOICES', 'Value does not fit this interaction.');
    errors.end();
  }
  if (type === 4) checkMessage(data, files);
  if (type === 8) suggest(interaction, data);
  if (type === 9) {
    checkModal(data);
    interaction.modal = data;
  }
  if (type === 4 || type === 5) {
    const flags = Number(data['flags'] ?? 0) | (type === 5 ? MessageFlags.Loading : 0);
    interaction.originalId = say(platform, interaction, { body: { ...data, flags }, files }, data).id;
  }
  if (changes) interaction.originalId = interaction.source?.id ?? null;
  if (type === 7 && interaction.source) changeMessage(platform, interaction.source, { body: data, files });
  interaction.answeredWith = type;
  return type;
}

function suggest(interaction: FakeInteraction, { choices }: Record<string, unknown>): void {
  const errors = new FormErrors();
  const list = (choices ?? []) as NonNullable<FakeInteraction['suggestions']>;
  checkChoices(errors, 'data.choices', list);
  errors.end();
  interaction.suggestions = list;
}

/** A message that answers an interaction takes no rights in the channel. */
function say(
  platform: Platform,
  interaction: FakeInteraction,
  draft: Draft,
  { flags }: Record<string, unknown>,
): FakeMessage {
  const hidden = (Number(flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  return addMessage(platform, platform.world.channel(interaction.channelId), bot.id, draft, {
    type: interaction.type === 2 ? 20 : 0,
    onlyFor: hidden ? interaction.userId : null,
    interactionId: interaction.id,
  });
}

/** The interaction of a token that still works and was answered. */
function alive(platform: Platform, token: string): FakeInteraction {
  const interaction = [...platform.interactions.values()].find((one) => one.token === token);
  if (!interaction || platform.now() - interaction.at > tokenMs) {
    throw new Refusal(401, 50027, 'Invalid Webhook Token');
  }
  if (interaction.answeredWith === null) throw refusals.unknownWebhook();
  return interaction;
}

function answerOf(platform: Platform, token: string, id: string): { message: FakeMessage } {
  const interaction = alive(platform, token);
  const own = [interaction.originalId, ...interaction.followUpIds];
  const wanted = id === '@original' ? interaction.originalId : id;
  const message = wanted !== null && own.includes(wanted) ? platform.world.message(wanted) : undefined;
  if (!message) throw refusals.unknownMessage();
  return { message };
}

function wire(platform: Platform, message: FakeMessage): Record<string, unknown> {
  return messagePayload(platform.world, platform.url, message);
}

function callbackResponse(platform: Platform, { id, type, originalId }: FakeInteraction, answered: number): unknown {
  const message = platform.world.message(originalId ?? '');
  return {
    interaction: { id, type, ...(message && { response_message_id: message.id }) },
    resource: { type: answered, ...(message && { message: wire(platform, message) }) },
  };
}
