import type { InboxEvent } from '../delivery/inbox.ts';
import { newId } from '../kernel/ids.ts';
import type { Language } from '../knowledge/document.ts';
import { may } from '../people/permissions.ts';
import { type Command, commandsFor, groupCommands } from './commands.ts';
import type { Conversation, Message } from './conversation.ts';
import type { Decision } from './decide.ts';
import { chooseAdvisorGroup } from './queue/advisor-group.ts';
import type { Actor } from './queue/order.ts';
import type { Work } from './queue/work.ts';
import { react } from './react.ts';
import { sayAnswer } from './say-answer.ts';
import { showSourceOfNewest } from './show-source.ts';
import { plain, Voice } from './voice.ts';

/** Something that was said in a group, and by which account. */
export interface SaidInGroup {
  group: Conversation;
  message: Message;
  senderKey: string;
}

/**
 * Reacts in a group, where everybody reads along: what the archive says is for all, as a reply to who asked. What concerns one
 * person goes on in their private conversation; the group only hears that.
 */
export async function reactInGroup(
  work: Work,
  event: InboxEvent,
  decision: Decision,
  { group, message, senderKey }: SaidInGroup,
  language: Language,
): Promise<void> {
  const { stores, now } = work;
  const voice = new Voice(stores, { ...group, language }, now, message.id);
  switch (decision.kind) {
    case 'answer':
      await sayAnswer(voice, decision, false);
      return;
    case 'decline':
      await voice.say(voice.wording.declined, { ...plain, outcome: 'declined' });
      return;
    case 'say':
      await voice.say(voice.wording[decision.what]);
      return;
    case 'rate':
      if (decision.helpful) await voice.say(voice.wording.helped, { ...plain, stands: 'solved' });
      else await voice.say(voice.wording.queue.notHere, { ...plain, continues: 'privately' });
      return;
    case 'intake':
    case 'reopen':
      // About a ticket, and a group has none.
      await voice.say(voice.wording.queue.notHere, { ...plain, continues: 'privately' });
      return;
    case 'escalate':
    case 'tell_more': {
      const { id: conversationId } = await stores.conversations.openConversation(group.channel, senderKey, now);
      await stores.conversations.lockConversation(conversationId);
      // What was asked stands in the private conversation too: there the ticket belongs to it.
      const questionMessageId = newId();
      const copy = { id: questionMessageId, conversationId, author: 'member' as const, details: null, createdAt: now };
      await stores.conversations.appendMessage({ ...copy, text: decision.question });
      const there: Decision =
        decision.kind === 'escalate'
          ? { ...decision, questionMessageId }
          : { kind: 'escalate', reason: 'human_requested', question: decision.question, questionMessageId, ranked: [] };
      await react(work, { ...event, conversationId }, there, language);
      await voice.say(voice.wording.queue.goesOnPrivately, {
        ...{ ...plain, continues: 'privately', stands: 'with_advisor' },
      });
    }
  }
}

/** Does a command that was given in a group; one that is not for a group is pointed to the private conversation. */
export async function runGroupCommand(
  work: Work,
  actor: Actor,
  command: Command | 'unknown',
  message: Message,
): Promise<void> {
  const { stores, now } = work;
  const voice = new Voice(stores, actor.conversation, now, message.id);
  const { queue } = voice.wording;
  if (command === 'unknown' || command.name === 'help') {
    const known = commandsFor((permission) => may(undefined, permission));
    const here = known.filter((name) => groupCommands.some((allowed) => allowed === name));
    await voice.say(queue.help(command === 'unknown', here));
  } else if (command.name === 'lees') await showSourceOfNewest(stores, voice, command.ticket);
  else if (command.name === 'adviesgroep') await chooseAdvisorGroup({ ...work, actor, command, voice, message });
  else if (command.name === 'vraag') await voice.say(queue.whichQuestion);
  else await voice.say(queue.notHere, { ...plain, continues: 'privately' });
}
