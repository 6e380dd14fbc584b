import { keyOf } from './address.ts';
import type { DiscordApi } from './api.ts';
import { isRefusal } from './failures.ts';
import { type Forums, tagNames } from './forums.ts';
import type { DiscordChannelInfo, Interaction } from './payload.ts';
import { forThreads, inChannel, inForum, lacking, permissionsIn } from './permissions.ts';

/** The command with which a board sets the bot up in a server. */
export const setUpCommand = {
  type: 1,
  name: 'inrichten',
  description: 'kies een hulpforum, en kijk wat de bot hier nog mist',
  contexts: [0],
  integration_types: [0],
  // Discord shows it to whoever manages the server; who may use it, the desk decides.
  default_member_permissions: '32',
  options: [
    { type: 7, name: 'forum', description: 'elk bericht hierin is een vraag aan de balie', channel_types: [15] },
    { type: 5, name: 'weg', description: 'de balie laat dit forum weer los' },
  ],
};

/** What setting up works with. */
export interface SetupParts {
  api: DiscordApi;
  forums: Forums;
  /** Whether this account belongs to the board. */
  maySetUp(senderKey: string): Promise<boolean>;
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
  async answer({ data, guild_id: guild, channel_id }: Interaction, userId: string): Promise<string> {
    const { forums, maySetUp, onForums } = this.parts;
    if (!(await maySetUp(keyOf({ kind: 'user', id: userId })))) {
      return 'Dit kan alleen het bestuur. Bent u dat? Meld u dan aan met uw code: /koppel CODE.';
    }
    if (typeof guild !== 'string' || typeof channel_id !== 'string') return 'Doe dit in een kanaal van uw server.';
    const option = (name: string) => data?.options?.find((one) => one.name === name)?.value;
    const forum = option('forum');
    if (typeof forum === 'string' && option('weg') === true) await forums.remove(forum);
    else if (typeof forum === 'string' && (await forums.add(forum))) onForums();
    return this.report(guild, channel_id);
  }

  private async report(guild: string, channelId: string): Promise<string> {
    const { api, forums } = this.parts;
    const me = await api.me();
    const reads = await api.mayReadContent();
    const lines = [
      await this.inspect(guild, channelId, me, reads ? [...inChannel, ...forThreads] : inChannel),
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
