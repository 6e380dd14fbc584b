import { interactionRef, keyOf } from './address.ts';
import type { DiscordApi } from './api.ts';
import { isRefusal } from './failures.ts';
import { type Forums, tagNames } from './forums.ts';
import type { HandOver } from './hand-over.ts';
import type { DiscordChannelInfo, Interaction } from './payload.ts';
import { forAdvisors, forThreads, inChannel, inForum, lacking, permissionsIn } from './permissions.ts';

/** The command with which a board sets the bot up in a server. */
export const setUpCommand = {
  type: 1,
  name: 'inrichten',
  description: 'kies een hulpforum of een kanaal voor adviseurs, en kijk wat de bot hier nog mist',
  contexts: [0],
  integration_types: [0],
  // Discord shows it to whoever manages the server; who may use it, the desk decides.
  default_member_permissions: '32',
  options: [
    { type: 7, name: 'forum', description: 'elk bericht hierin is een vraag aan de balie', channel_types: [15] },
    {
      type: 7,
      name: 'adviseurs',
      description: 'hier krijgt elke vraag voor een adviseur een draad',
      channel_types: [0],
    },
    { type: 5, name: 'weg', description: 'de balie laat dit forum of kanaal weer los' },
  ],
};

/** What setting up works with. */
export interface SetupParts {
  api: DiscordApi;
  forums: Forums;
  /** Whether this account belongs to the board. */
  maySetUp(senderKey: string): Promise<boolean>;
  amongAdvisors(conversationKey: string): Promise<boolean>;
  handOver: HandOver;
  /** Called when a forum was added: for it other events are needed. */
  onForums(): void;
}

/** Sets the bot up in a server, and says exactly what it lacks. In Dutch: it is for the board. */
export class Setup {
  private readonly parts: SetupParts;

  constructor(parts: SetupParts) {
    this.parts = parts;
  }

  /** Does what was asked, and gives the words for who asked it. */
  async answer({ id, data, guild_id: guild, channel_id }: Interaction, userId: string): Promise<string> {
    const { forums, maySetUp, onForums } = this.parts;
    const senderKey = keyOf({ kind: 'user', id: userId });
    if (!(await maySetUp(senderKey))) {
      return 'Dit kan alleen het bestuur. Bent u dat? Meld u dan aan met uw code: /koppel CODE.';
    }
    if (typeof guild !== 'string' || typeof channel_id !== 'string') return 'Doe dit in een kanaal van uw server.';
    const option = (name: string) => data?.options?.find((one) => one.name === name)?.value;
    const forum = option('forum');
    const away = option('weg') === true;
    if (typeof forum === 'string' && away) await forums.remove(forum);
    else if (typeof forum === 'string' && (await forums.add(forum))) onForums();
    const advisors = option('adviseurs');
    if (typeof advisors === 'string') await this.chooseAdvisors(advisors, !away, senderKey, interactionRef(id));
    return this.report(guild, typeof advisors === 'string' ? [channel_id, advisors] : [channel_id], advisors);
  }

  /** Says in that channel, for who sets up, that it is one of advisors from now on, or no longer. */
  private async chooseAdvisors(channel: string, from: boolean, senderKey: string, ref: string): Promise<void> {
    await this.parts.handOver.event({
      ...{ eventId: ref, conversationKey: keyOf({ kind: 'channel', id: channel }), senderKey, audience: 'group' },
      action: { kind: 'text', text: from ? '/adviesgroep' : '/adviesgroep uit', ref },
    });
  }

  /** @param advisors the channel that was just chosen for them */
  private async report(guild: string, channels: readonly string[], advisors: unknown): Promise<string> {
    const { api, forums, amongAdvisors } = this.parts;
    const me = await api.me();
    const reads = await api.mayReadContent();
    const wantedIn = async (id: string) => {
      if (id === advisors || (await amongAdvisors(keyOf({ kind: 'channel', id })))) return forAdvisors;
      return reads ? [...inChannel, ...forThreads] : inChannel;
    };
    const lines = [
      ...(await Promise.all([...new Set(channels)].map(async (id) => this.inspect(guild, id, me, await wantedIn(id))))),
      ...(await Promise.all(forums.all.map((id) => this.inspect(guild, id, me, inForum)))),
      ...(forums.isEmpty ? ['Hulpforum: nog niet gekozen. Kies er een met /inrichten forum.'] : []),
      reads
        ? 'Berichten lezen: mag.'
        : 'Berichten lezen: mag niet. Voor een hulpforum en besloten draden is dat nodig: zet in het Developer Portal van Discord, onder Bot, “Message Content Intent” aan.',
    ];
    return lines.join('\n');
  }

  private async inspect(guild: string, id: string, me: string, wanted: typeof inChannel): Promise<string> {
    const { api } = this.parts;
    const place = `<#${id}>`;
    try {
      const channel = await api.channel(id);
      if (channel.guild_id !== guild) return `${place}: hoort bij een andere server.`;
      const member = { id: me, roles: await api.rolesOf(guild, me) };
      const missing = lacking(permissionsIn(channel, await api.guildRoles(guild), member, guild), wanted);
      const rights =
        missing.length === 0
          ? 'de bot mag hier alles wat nodig is.'
          : `de bot mist nog: ${missing.join(', ')}. Geef die rechten bij Kanaal bewerken › Rechten.`;
      return `${place}: ${rights}${this.missingTags(channel)}`;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return `${place}: de bot ziet dit kanaal niet. Geef het recht Kanalen bekijken bij Kanaal bewerken › Rechten.`;
    }
  }

  private missingTags({ id, available_tags: tags }: DiscordChannelInfo): string {
    if (!this.parts.forums.all.includes(id)) return '';
    const there = new Set((tags ?? []).map(({ name }) => name.trim().toLowerCase()));
    const missing = Object.values(tagNames).filter((name) => !there.has(name));
    return missing.length === 0
      ? ''
      : ` Wilt u zien hoe het met een vraag staat? Maak dan deze tags: ${missing.join(', ')}.`;
  }
}
