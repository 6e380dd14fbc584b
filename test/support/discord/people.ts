import { randomBytes } from 'node:crypto';

import { flat } from './component-rules.ts';
import type { FakeInteraction } from './interactions.ts';
import { attachmentPayload, channelPayload, memberPayload, messagePayload, userPayload } from './payloads.ts';
import type { Platform } from './platform.ts';
import type { Upload } from './rest-server.ts';
import { bot, type FakeAttachment, type FakeChannel, type FakeMessage, type FakeUser } from './world.ts';

type Raw = Record<string, unknown>;
/** What somebody fills in. */
export type Filled = Record<string, string | number | boolean | Upload>;

/** What the app of a person does on a press or a command: as strict as the real one in what it lets them do. */
export class People {
  private readonly platform: Platform;

  constructor(platform: Platform) {
    this.platform = platform;
  }

  /** Somebody gives a command, `vraag` or `inrichten kanaal`. */
  runs(user: FakeUser, name: string, filled: Filled, channel: FakeChannel): FakeInteraction {
    const { command, leaf, path } = this.findCommand(user, name, channel);
    const attachments: FakeAttachment[] = [];
    const given = listOf(leaf['options']).flatMap((option) => {
      const value = filled[String(option['name'])];
      if (value === undefined && option['required'] === true)
        throw new Error(`“${String(option['name'])}” is required`);
      if (value === undefined) return [];
      return [{ name: option['name'], type: option['type'], value: this.valueOf(option, value, attachments) }];
    });
    const unknown = Object.keys(filled).filter((key) => !given.some((option) => option.name === key));
    if (unknown.length > 0) throw new Error(`/${name} takes no ${unknown.join()}`);
    const data = { id: command['id'], name: command['name'], type: 1, options: nested(path, given) };
    return this.begin(2, user, channel, { ...data, ...this.resolved(channel, given, attachments) });
  }

  /** Somebody is typing in an option and waits for suggestions. */
  completes(user: FakeUser, name: string, filled: Filled, focused: string, channel: FakeChannel): FakeInteraction {
    const { command, leaf, path } = this.findCommand(user, name, channel);
    const option = listOf(leaf['options']).find((one) => one['name'] === focused);
    if (option?.['autocomplete'] !== true) throw new Error(`“${focused}” gives no suggestions`);
    const given = Object.entries(filled).map(([key, value]) => {
      const type = listOf(leaf['options']).find((one) => one['name'] === key)?.['type'];
      return { name: key, type, value, ...(key === focused && { focused: true }) };
    });
    const data = { id: command['id'], name: command['name'], type: 1, options: nested(path, given) };
    return this.begin(4, user, channel, data);
  }

  /** Somebody presses the button with this label, or with this id. */
  presses(user: FakeUser, message: FakeMessage, label: string): FakeInteraction {
    const found = flat(message.components).find((one) => one['label'] === label || one['custom_id'] === label);
    if (!found) throw new Error(`no button “${label}” under message ${message.id}`);
    if (found['disabled'] === true) throw new Error(`“${label}” cannot be pressed`);
    return this.pressesId(user, message, String(found['custom_id']));
  }

  /** A press of a button as the message had it once, or as somebody made it up. */
  pressesId(user: FakeUser, message: FakeMessage, customId: string): FakeInteraction {
    if (message.onlyFor !== null && message.onlyFor !== user.id) throw new Error('they cannot see this message');
    const data = { custom_id: customId, component_type: 2 };
    // What they still see may be older than what stands there.
    const source = this.platform.world.message(message.id) ?? message;
    return this.begin(3, user, this.platform.world.channel(message.channelId), data, source);
  }

  /** Somebody chooses in a list. */
  chooses(user: FakeUser, message: FakeMessage, customId: string, values: string[]): FakeInteraction {
    const found = flat(message.components).find((one) => one['custom_id'] === customId);
    if (!found) throw new Error(`no list ${customId} under message ${message.id}`);
    const offered = listOf(found['options']).map(({ value }) => value);
    if (found['type'] === 3 && values.some((value) => !offered.includes(value))) throw new Error('not in the list');
    const data = { custom_id: customId, component_type: found['type'], values };
    return this.begin(3, user, this.platform.world.channel(message.channelId), data, message);
  }

  /** Somebody fills in the form that they were shown, and sends it. */
  fills(user: FakeUser, shown: FakeInteraction, filled: Filled): FakeInteraction {
    const { modal } = shown;
    if (!modal) throw new Error('no form was shown');
    const attachments: FakeAttachment[] = [];
    const components = listOf(modal['components']).map((row) => {
      const inner = (row['component'] as Raw | undefined) ?? listOf(row['components'])[0];
      if (!inner) return row;
      const value = this.fieldValue(inner, filled[String(inner['custom_id'])], attachments);
      return row['component']
        ? { type: row['type'], id: 1, component: value }
        : { type: 1, id: 1, components: [value] };
    });
    const channel = this.platform.world.channel(shown.channelId);
    const data = { custom_id: modal['custom_id'], components, ...this.resolved(channel, [], attachments) };
    return this.begin(5, user, channel, data, shown.source);
  }

  private begin(
    type: FakeInteraction['type'],
    user: FakeUser,
    channel: FakeChannel,
    data: Raw,
    source: FakeMessage | null = null,
  ): FakeInteraction {
    const { world, interactions, url, gateway } = this.platform;
    const interaction: FakeInteraction = {
      ...{ id: world.newId(), token: randomBytes(40).toString('base64url'), type, source, at: this.platform.now() },
      ...{ userId: user.id, channelId: channel.id, answeredWith: null, originalId: null, followUpIds: [] },
      ...{ modal: null, suggestions: null },
    };
    interactions.set(interaction.id, interaction);
    const { id, token } = interaction;
    const place = {
      ...{ channel_id: channel.id, channel: channelPayload(world, channel), context: channel.guildId === null ? 1 : 0 },
      ...{ app_permissions: String(world.permissions(bot.id, channel)), locale: 'nl', entitlements: [] },
      ...{ authorizing_integration_owners: { 0: channel.guildId ?? '0' }, attachment_size_limit: 10_485_760 },
    };
    gateway.dispatch({
      ...{ name: 'INTERACTION_CREATE', intent: 0, guildId: channel.guildId },
      data: () => ({
        ...{ id, application_id: bot.id, type, token, version: 1, data, ...place, ...this.who(user, channel) },
        ...(source && { message: { ...messagePayload(world, url, source) } }),
      }),
    });
    return interaction;
  }

  /** In a server a member, elsewhere just somebody. */
  private who(user: FakeUser, channel: FakeChannel): Raw {
    const { world } = this.platform;
    const guild = channel.guildId === null ? undefined : world.guilds.get(channel.guildId);
    if (!guild) return { user: userPayload(world, user.id) };
    const permissions = String(world.permissions(user.id, channel));
    const member = { ...memberPayload(guild, user.id), user: userPayload(world, user.id), permissions };
    return { member, guild_id: guild.id, guild_locale: 'nl', guild: { id: guild.id, locale: 'nl', features: [] } };
  }

  /** The command as the person's app offers it: only where it is registered, and to whom it is shown. */
  private findCommand(user: FakeUser, name: string, channel: FakeChannel): { command: Raw; leaf: Raw; path: Raw[] } {
    const { commands, world } = this.platform;
    const [first = '', ...rest] = name.split(' ');
    const offered = [...(commands.get(channel.guildId ?? '-') ?? []), ...(commands.get('') ?? [])];
    const command = offered.find((one) => one['name'] === first);
    if (!command) throw new Error(`/${first} is not registered`);
    const contexts = command['contexts'] as number[] | null | undefined;
    const inDm = channel.guildId === null;
    if (
      inDm ? command['dm_permission'] === false || contexts?.includes(1) === false : contexts?.includes(0) === false
    ) {
      throw new Error(`/${first} is not offered here`);
    }
    const needed = BigInt(String(command['default_member_permissions'] ?? 0));
    const held = world.permissions(user.id, channel);
    if (!inDm && (held & needed) !== needed) throw new Error(`/${first} is not shown to ${user.username}`);
    const path: Raw[] = [];
    let leaf = command;
    for (const step of rest) {
      leaf = listOf(leaf['options']).find((one) => one['name'] === step) ?? {};
      if (leaf['name'] !== step) throw new Error(`/${name} is not registered`);
      path.push(leaf);
    }
    return { command, leaf, path };
  }

  private valueOf(option: Raw, value: Filled[string], attachments: FakeAttachment[]): unknown {
    if (typeof value === 'object') {
      if (option['type'] !== 11) throw new Error(`“${String(option['name'])}” takes no file`);
      return this.attach(value, attachments);
    }
    const choices = listOf(option['choices']);
    if (choices.length > 0 && !choices.some((choice) => choice['value'] === value)) throw new Error('no such choice');
    if (option['type'] === 3 && String(value).length > Number(option['max_length'] ?? 6000))
      throw new Error('too long');
    return value;
  }

  private fieldValue(input: Raw, value: Filled[string] | undefined, attachments: FakeAttachment[]): Raw {
    const { type, custom_id } = input;
    const optional = input['required'] === false;
    if (value === undefined && !optional && input['value'] === undefined) {
      throw new Error(`“${String(custom_id)}” is required`);
    }
    if (typeof value === 'object') return { type, id: 1, custom_id, values: [this.attach(value, attachments)] };
    if (type !== 4) return { type, id: 1, custom_id, values: value === undefined ? [] : [String(value)] };
    const text = String(value ?? input['value'] ?? '');
    if (text.length > Number(input['max_length'] ?? 4000)) throw new Error(`“${String(custom_id)}” is too long`);
    return { type, id: 1, custom_id, value: text };
  }

  private attach({ name, type, content }: Upload, attachments: FakeAttachment[]): string {
    const id = this.platform.world.newId();
    attachments.push({ id, filename: name, description: null, content_type: type, content });
    return id;
  }

  /** What ids in the options stand for. */
  private resolved(channel: FakeChannel, given: { type: unknown; value: unknown }[], files: FakeAttachment[]): Raw {
    const { world, url } = this.platform;
    // Files of options hang in no message: one that nobody sees makes them fetchable.
    const holder = { ...emptyMessage(world.newId(), channel.id), attachments: files };
    if (files.length > 0) world.ephemeral.set(holder.id, holder);
    const ofType = (type: number) => given.filter((one) => one.type === type).map(({ value }) => String(value));
    const users = ofType(6).map((id) => [id, userPayload(world, id)]);
    const channels = ofType(7).map((id) => [id, { ...channelPayload(world, world.channel(id)), permissions: '0' }]);
    const attachments = files.map((file) => [file.id, attachmentPayload(url, channel.id, file)]);
    const all = Object.entries({ users, channels, attachments }).filter(([, entries]) => entries.length > 0);
    if (all.length === 0) return {};
    return { resolved: Object.fromEntries(all.map(([kind, entries]) => [kind, Object.fromEntries(entries) as Raw])) };
  }
}

function nested(path: Raw[], given: unknown[]): unknown[] {
  return path.reduceRight<unknown[]>((options, { name, type }) => [{ name, type, options }], given);
}

function listOf(value: unknown): Raw[] {
  return (value as Raw[] | null | undefined) ?? [];
}

function emptyMessage(id: string, channelId: string): FakeMessage {
  return {
    ...{
      id,
      channelId,
      authorId: bot.id,
      type: 0,
      content: '',
      embeds: [],
      components: [],
      attachments: [],
      flags: 64,
    },
    ...{ at: 0, editedAt: null, replyToId: null, nonce: null, reactions: new Map(), onlyFor: '', interactionId: null },
    extra: {},
    pinged: { everyone: false, users: [], roles: [] },
  };
}
