import type { DatabaseConfig } from '../../adapters/database/engine.ts';
import type { MemberAction } from '../../src/desk/channel.ts';
import type { Message } from '../../src/desk/conversation.ts';
import { SteppedDesk } from './stepped-desk.ts';

/** A question that goes to an advisor. */
export const aboutStatutes = 'Ik wil graag een adviseur spreken over de statuten.';

/** The key of the group, and the one under which a channel with threads opens the first room. */
export const group = 'groep';
export const room = 'groep/1';

/** A desk with a board member, the advisors Anna and Bert, a group of advisors, and a member whose question waits. */
export class AdvisorGroup {
  readonly desk: SteppedDesk;
  /** Where the room of the first ticket is. */
  readonly at: string;

  private constructor(desk: SteppedDesk, at: string) {
    this.desk = desk;
    this.at = at;
  }

  /** @param threads whether the channel opens a place of its own for each room */
  static async build(config: DatabaseConfig, threads = true): Promise<AdvisorGroup> {
    const desk = await SteppedDesk.build(config);
    if (threads) {
      desk.channel.placed = (key, { place }) =>
        key.includes('#') ? { kind: 'delivered', movedTo: `${group}/${place?.number}` } : { kind: 'delivered' };
    }
    await desk.joins('piet', 'board', 'Piet');
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.joins('bert', 'advisor', 'Bert');
    await desk.inGroup(group, 'piet', { kind: 'text', text: '/adviesgroep' });
    await desk.happens('lid', { kind: 'text', text: aboutStatutes });
    await desk.sendDue();
    return new AdvisorGroup(desk, threads ? room : `${group}#1`);
  }

  /** Somebody types in the room; gives what the desk said there. Without threads it is a reply to its card. */
  async says(
    who: string,
    text: string,
    more: Partial<Extract<MemberAction, { kind: 'text' }>> = {},
  ): Promise<Message[]> {
    const inReply = this.at === room ? {} : { replyToRef: (await this.transcript())[0]?.id ?? '' };
    return this.happens(who, { kind: 'text', text, ...inReply, ...more });
  }

  async happens(who: string, action: MemberAction): Promise<Message[]> {
    const said = await this.desk.inGroup(this.at === room ? room : group, who, action, this.at);
    await this.desk.sendDue();
    return said;
  }

  /** Presses the button with this label under the newest message of the room that has it. */
  async presses(who: string, label: string): Promise<Message[]> {
    const has = ({ details }: Message) => details?.choices?.findIndex((choice) => choice.label === label) ?? -1;
    const message = (await this.transcript()).findLast((one) => has(one) >= 0);
    if (!message) throw new Error(`no button “${label}”`);
    return this.happens(who, { kind: 'chose', messageId: message.id, choice: has(message) });
  }

  transcript(): Promise<Message[]> {
    return this.desk.transcript(this.at);
  }

  /** What advisors wrote that reached the member. */
  async atMember(): Promise<Message[]> {
    return (await this.desk.transcript('lid')).filter(({ author }) => author === 'relayed');
  }

  /** Titles that the channel was asked to show, oldest first. */
  titles(): string[] {
    return this.desk.channel.shown.flatMap(({ posting: { action, place } }) =>
      action === 'place' && place ? [place.title] : [],
    );
  }
}
