import type { Posting } from '../../src/desk/channel.ts';
import type { ReplyDetails } from '../../src/desk/conversation.ts';
import type { DiscordApi } from './api.ts';
import type { DiscordChannelInfo } from './payload.ts';

/** The names of the tags that show how it stands with the question of a post. The board makes them; a forum may lack any. */
const tagNames = { answered: 'beantwoord', with_advisor: 'bij adviseur', solved: 'opgelost' } as const;

type Standing = keyof typeof tagNames;

/** Most tags that a post may have. */
const mostTags = 5;

/** The forums in which each post is a question to the desk. */
export class Forums {
  private readonly api: DiscordApi;
  private readonly ids: ReadonlySet<string>;

  constructor(api: DiscordApi, ids: Iterable<string>) {
    this.api = api;
    this.ids = new Set(ids);
  }

  get isEmpty(): boolean {
    return this.ids.size === 0;
  }

  /** Whether a thread is a post in one of them. */
  async holds(threadId: string): Promise<boolean> {
    return !this.isEmpty && this.isIn(await this.api.channel(threadId));
  }

  /** Ids of the posts that are open now. */
  async openPosts(): Promise<string[]> {
    const posts: string[] = [];
    for (const guild of new Set(await this.guilds())) {
      posts.push(...(await this.api.activeThreads(guild)).filter((thread) => this.isIn(thread)).map(({ id }) => id));
    }
    return posts;
  }

  /** Shows by the tags of a post how it stands with the question, as far as the forum has tags for that. */
  async show(threadId: string, { message }: Posting): Promise<void> {
    const standing = standingOf(message.details);
    if (standing === undefined || this.isEmpty) return;
    const post = await this.api.channel(threadId);
    if (!this.isIn(post)) return;
    const forum = await this.api.channel(post.parent_id ?? '');
    const tagOf = (name: string) => forum.available_tags?.find((tag) => tag.name.trim().toLowerCase() === name)?.id;
    const wanted = tagOf(tagNames[standing]);
    const ours = Object.values(tagNames).map(tagOf);
    const applied = post.applied_tags ?? [];
    const others = applied.filter((tag) => !ours.includes(tag));
    if (wanted === undefined || applied.includes(wanted) || others.length >= mostTags) return;
    await this.api.setTags(threadId, [...others, wanted]);
  }

  private isIn({ parent_id: parent }: DiscordChannelInfo): boolean {
    return typeof parent === 'string' && this.ids.has(parent);
  }

  private async guilds(): Promise<string[]> {
    const forums = await Promise.all([...this.ids].map((id) => this.api.channel(id)));
    return forums.flatMap(({ guild_id: guild }) => guild ?? []);
  }
}

function standingOf(details: ReplyDetails | null): Standing | undefined {
  return details?.stands ?? (details?.outcome === 'answered' ? 'answered' : undefined);
}
