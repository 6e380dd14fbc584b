import type { Posting } from '../../src/desk/channel.ts';
import type { ReplyDetails } from '../../src/desk/conversation.ts';
import type { DiscordApi } from './api.ts';
import { unlessRefused } from './failures.ts';
import type { DiscordChannelInfo } from './payload.ts';
import type { Notes } from './private-channels.ts';

/** The names of the tags that show how it stands with the question of a post. The board makes them; a forum may lack any. */
export const tagNames = { answered: 'beantwoord', with_advisor: 'bij adviseur', solved: 'opgelost' } as const;

type Standing = keyof typeof tagNames;

/** Most tags that a post may have. */
const mostTags = 5;

const prefix = 'forum:';

/** The forums in which each post is a question to the desk: those of the settings, and those that the board chose. */
export class Forums {
  private readonly api: DiscordApi;
  private readonly notes: Notes;
  private readonly fromSettings: readonly string[];
  private ids: Set<string>;
  private loaded = false;

  constructor(api: DiscordApi, notes: Notes, ids: Iterable<string>) {
    this.api = api;
    this.notes = notes;
    this.fromSettings = [...ids];
    this.ids = new Set(this.fromSettings);
  }

  /** Asks the notes anew at the next load: another process may have written them. */
  refresh(): void {
    this.loaded = false;
  }

  /** Reads which were chosen before; once. */
  async load(): Promise<void> {
    if (this.loaded) return;
    const topics = [...(await this.notes.read()).keys()].filter((topic) => topic.startsWith(prefix));
    this.ids = new Set([...this.fromSettings, ...topics.map((topic) => topic.slice(prefix.length))]);
    this.loaded = true;
  }

  /** Those that are known; all of them once they were loaded. */
  get all(): readonly string[] {
    return [...this.ids];
  }

  get isEmpty(): boolean {
    return this.ids.size === 0;
  }

  /** False when it was one already. */
  async add(id: string): Promise<boolean> {
    if (this.ids.has(id)) return false;
    await this.notes.write(prefix + id, '');
    this.ids.add(id);
    return true;
  }

  async remove(id: string): Promise<void> {
    await this.notes.write(prefix + id, null);
    this.ids.delete(id);
  }

  /** Whether a thread is a post in one of them. */
  async holds(threadId: string): Promise<boolean> {
    return !this.isEmpty && this.isIn(await this.api.channel(threadId));
  }

  /** Ids of the posts that are open now. A forum that is gone, or closed to the bot, keeps no other from being looked at. */
  async openPosts(): Promise<string[]> {
    const posts: string[] = [];
    for (const guild of new Set(await this.guilds())) {
      const threads = (await unlessRefused(this.api.activeThreads(guild))) ?? [];
      posts.push(...threads.filter((thread) => this.isIn(thread)).map(({ id }) => id));
    }
    return posts;
  }

  /** Shows by the tags of a post how it stands with the question, as far as the forum has tags for that. */
  async show(threadId: string, { message }: Posting): Promise<void> {
    const standing = standingOf(message.details);
    if (standing === undefined) return;
    await this.load();
    if (this.isEmpty) return;
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
    const forums = await Promise.all([...this.ids].map((id) => unlessRefused(this.api.channel(id))));
    return forums.flatMap((forum) => forum?.guild_id ?? []);
  }
}

function standingOf(details: ReplyDetails | null): Standing | undefined {
  return details?.stands ?? (details?.outcome === 'answered' ? 'answered' : undefined);
}
