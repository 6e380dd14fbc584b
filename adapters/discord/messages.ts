import { keyOf } from './address.ts';
import { codeOf } from './failures.ts';
import { Lanes } from './lanes.ts';
import { LookUp, type LookUpParts } from './look-up.ts';
import { MessageReader } from './message-reader.ts';
import { type DiscordMessage, deletionSchema, messageSchema } from './payload.ts';
import { isSaidTo } from './translate.ts';

/** Takes what people write, change and take back, of each conversation in order, and first what was missed there. */
export class Messages {
  private readonly parts: LookUpParts;
  private readonly reader: MessageReader;
  private readonly lookUp: LookUp;
  private readonly lanes = new Lanes();
  private turns = 0;
  /** Ends when everything that came in so far lies in the lane of its conversation. */
  private sorted: Promise<void> = Promise.resolve();
  /** Channels among others in which the desk was spoken to: what is taken back elsewhere is none of its business. */
  private readonly known = new Set<string>();

  constructor(parts: LookUpParts) {
    this.parts = parts;
    this.reader = new MessageReader(parts);
    this.lookUp = new LookUp(parts, this.reader);
  }

  /** Looks up what was missed in the conversations that are watched. What comes in meanwhile waits for that. */
  missed(): void {
    const turn = ++this.turns;
    this.sort(async () => {
      const looked: Promise<void>[] = [];
      for (const [key, since] of await this.lookUp.plan()) {
        this.known.add(key);
        looked.push(this.run(key, () => this.lookUp.through(key, since)));
      }
      // What was missed after this began, the next turn looks up.
      void Promise.all(looked).then(() => (turn === this.turns ? this.lookUp.end() : undefined));
    });
  }

  /** Fulfilled when all that came in was handed over, or could not be. */
  async idle(): Promise<void> {
    await this.sorted;
    await this.lanes.idle();
  }

  created(payload: unknown): void {
    const message = this.messageOf(payload);
    if (!message) return;
    this.place(message, (key, inGroup) => {
      this.parts.unstored.set(message.id, key);
      this.run(key, async () => {
        if (!inGroup) await this.reader.follow(message);
        if (await this.reader.take(message, inGroup)) this.known.add(key);
      });
    });
  }

  edited(payload: unknown): void {
    const message = this.messageOf(payload);
    if (typeof message?.edited_timestamp !== 'string') return;
    this.place(message, (key, inGroup) => this.run(key, () => this.reader.takeEdit(message, inGroup)));
  }

  deleted(payload: unknown): void {
    const parsed = deletionSchema.safeParse(payload);
    if (!parsed.success) return;
    const { unstored, privateChannels } = this.parts;
    const { id, ids = [], channel_id: channel } = parsed.data;
    const refs = id === undefined ? ids : [id];
    this.sort(async () => {
      const user = await privateChannels.userOf(channel);
      const key = user === undefined ? keyOf({ kind: 'channel', id: channel }) : keyOf({ kind: 'user', id: user });
      const concerns = user !== undefined || this.known.has(key) || refs.some((ref) => unstored.has(ref));
      if (!concerns) return;
      for (const ref of refs) {
        this.run(key, () => this.reader.takeDeletion(key, ref, user === undefined));
      }
    });
  }

  private messageOf(payload: unknown): DiscordMessage | undefined {
    const parsed = messageSchema.safeParse(payload);
    if (!parsed.success) this.parts.logger.warn({ code: 'message_not_understood' }, 'discord message passed over');
    return parsed.data;
  }

  /** Finds the conversation of a message. Of what strangers say to each other nothing is looked at. */
  private place(message: DiscordMessage, then: (key: string, inGroup: boolean) => void): void {
    const { author, guild_id, id, channel_id } = message;
    const { me, forums, privateChannels } = this.parts;
    if (!author || author.id === me || author.bot === true) return;
    const amongOthers = typeof guild_id === 'string';
    const mayConcern = !amongOthers || isSaidTo(me, message) || (!forums.isEmpty && id === channel_id);
    this.sort(async () => {
      const privately = !amongOthers || (await privateChannels.userOf(channel_id)) === author.id;
      if (privately) then(keyOf({ kind: 'user', id: author.id }), false);
      else if (mayConcern) then(keyOf({ kind: 'channel', id: channel_id }), true);
    });
  }

  private sort(step: () => Promise<void>): void {
    this.sorted = this.sorted.then(step).catch((error: unknown) => this.failed(error));
  }

  private run(key: string, work: () => Promise<void>): Promise<void> {
    return this.lanes.run(key, work).catch((error: unknown) => this.failed(error));
  }

  private failed(error: unknown): void {
    this.parts.logger.error({ code: codeOf(error) }, 'discord message not taken');
  }
}
