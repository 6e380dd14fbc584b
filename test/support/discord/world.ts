import { ChannelType, PermissionFlagsBits } from 'discord.js';

/** Somebody with an account. */
export interface FakeUser {
  id: string;
  username: string;
  bot: boolean;
  /** Takes no direct messages from this bot: blocked it, or allows none from people of its servers. */
  closed: boolean;
}

export interface FakeGuild {
  id: string;
  name: string;
  ownerId: string;
  /** Permissions of a role, by its id; that of everybody has the id of the guild. */
  roles: Map<string, { id: string; name: string; permissions: bigint }>;
  /** Roles of whoever is a member, by account. */
  members: Map<string, string[]>;
}

interface FakeThread {
  ownerId: string;
  archived: boolean;
  locked: boolean;
  memberIds: Set<string>;
  appliedTags: string[];
  autoArchiveMinutes: number;
}

export interface FakeChannel {
  id: string;
  type: ChannelType;
  /** Null for a direct message. */
  guildId: string | null;
  parentId: string | null;
  name: string;
  topic: string | null;
  /** With whom, of a direct message. */
  recipientId: string | null;
  overwrites: { id: string; type: 0 | 1; allow: bigint; deny: bigint }[];
  /** Tags that a forum offers. */
  tags: { id: string; name: string; moderated: boolean }[];
  flags: number;
  thread: FakeThread | null;
  messages: Map<string, FakeMessage>;
}

export interface FakeAttachment {
  id: string;
  filename: string;
  description: string | null;
  content_type: string | null;
  content: Uint8Array;
}

export interface FakeMessage {
  id: string;
  channelId: string;
  authorId: string;
  type: number;
  content: string;
  embeds: Record<string, unknown>[];
  components: Record<string, unknown>[];
  attachments: FakeAttachment[];
  flags: number;
  at: number;
  editedAt: number | null;
  replyToId: string | null;
  nonce: string | number | null;
  /** Whom the message names, as far as `allowed_mentions` lets it: these get a notification. */
  pinged: { everyone: boolean; users: string[]; roles: string[] };
  /** Who put which sign under it. */
  reactions: Map<string, Set<string>>;
  /** Who alone can see it, when it came with the ephemeral flag. */
  onlyFor: string | null;
  /** The interaction that it answers. */
  interactionId: string | null;
  /** Fields of the wire that the fake itself knows nothing of: stickers, polls. */
  extra: Readonly<Record<string, unknown>>;
}

export const bot = { id: '1100000000000000777', username: 'Dorpsbalie' } as const;

/** Everything that a bot gets in the README of the project, and nothing more. */
const usualPermissions =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.CreatePublicThreads |
  PermissionFlagsBits.CreatePrivateThreads |
  PermissionFlagsBits.ManageThreads |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.ReadMessageHistory;

/** Accounts, servers, channels and what is written in them; knows no rules. */
export class World {
  readonly users = new Map<string, FakeUser>();
  readonly guilds = new Map<string, FakeGuild>();
  readonly channels = new Map<string, FakeChannel>();
  /** What is shown to one person only stands in no channel. */
  readonly ephemeral = new Map<string, FakeMessage>();
  private readonly now: () => number;
  private lastId = 0n;

  constructor(now: () => number) {
    this.now = now;
    this.users.set(bot.id, { ...bot, bot: true, closed: true });
  }

  /** An id that sorts by time (documentation: Reference > Snowflakes). */
  newId(): string {
    const byTime = BigInt(this.now() - 1_420_070_400_000) << 22n;
    this.lastId = byTime > this.lastId ? byTime : this.lastId + 1n;
    return String(this.lastId);
  }

  addUser(username: string): FakeUser {
    const user = { id: this.newId(), username, bot: false, closed: false };
    this.users.set(user.id, user);
    return user;
  }

  /** A server with the bot in it. */
  addGuild(name: string, permissions: bigint = usualPermissions): FakeGuild {
    const id = this.newId();
    const role = { id: this.newId(), name: 'Dorpsbalie', permissions };
    const guild: FakeGuild = {
      id,
      name,
      ownerId: this.addUser('eigenaar').id,
      roles: new Map([
        [
          id,
          { id, name: '@everyone', permissions: PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages },
        ],
        [role.id, role],
      ]),
      members: new Map([[bot.id, [role.id]]]),
    };
    guild.members.set(guild.ownerId, []);
    this.guilds.set(id, guild);
    return guild;
  }

  addChannel(fields: Pick<FakeChannel, 'type' | 'name'> & Partial<FakeChannel>): FakeChannel {
    const channel: FakeChannel = {
      ...{ id: this.newId(), guildId: null, parentId: null, topic: null, recipientId: null },
      ...{ overwrites: [], tags: [], flags: 0, thread: null, messages: new Map() },
      ...fields,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** The conversation of the bot with somebody; there is always one. */
  dm(userId: string): FakeChannel {
    const found = [...this.channels.values()].find(({ recipientId }) => recipientId === userId);
    return found ?? this.addChannel({ type: ChannelType.DM, name: '', recipientId: userId });
  }

  channel(id: string): FakeChannel {
    const channel = this.channels.get(id);
    if (!channel) throw new Error(`no channel ${id}`);
    return channel;
  }

  message(id: string): FakeMessage | undefined {
    const hidden = this.ephemeral.get(id);
    if (hidden) return hidden;
    for (const { messages } of this.channels.values()) {
      const message = messages.get(id);
      if (message) return message;
    }
    return undefined;
  }

  threadsOf(guildId: string): FakeChannel[] {
    return [...this.channels.values()].filter((channel) => channel.guildId === guildId && channel.thread !== null);
  }

  /** What an account may do in a channel (documentation: Topics > Permissions > Permission Hierarchy). */
  permissions(userId: string, channel: FakeChannel): bigint {
    const all = Object.values(PermissionFlagsBits).reduce((sum, one) => sum | one, 0n);
    const guild = channel.guildId === null ? undefined : this.guilds.get(channel.guildId);
    if (!guild) return channel.guildId === null ? all : 0n;
    const roles = guild.members.get(userId);
    if (!roles) return 0n;
    if (guild.ownerId === userId) return all;
    const held = [guild.id, ...roles];
    const base = held.reduce((sum, id) => sum | (guild.roles.get(id)?.permissions ?? 0n), 0n);
    if (base & PermissionFlagsBits.Administrator) return all;
    // A thread has the permissions of the channel that it hangs under.
    const { overwrites } = channel.parentId === null ? channel : this.channel(channel.parentId);
    return [guild.id, ...roles, userId].reduce((sum, id) => {
      const found = overwrites.find((one) => one.id === id);
      return found ? (sum & ~found.deny) | found.allow : sum;
    }, base);
  }
}
