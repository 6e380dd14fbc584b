import type { InboxEvent } from '../delivery/inbox.ts';
import { keepInside, runAmongAdvisors } from './among-advisors.ts';
import { parseCommand, questionIn } from './commands.ts';
import type { Message } from './conversation.ts';
import { decideOn, type EventContext, workIn } from './event-context.ts';
import { reactInGroup, runGroupCommand } from './group.ts';
import type { Actor } from './queue/order.ts';
import type { Reaction } from './react.ts';

/** What is said in a group is a command, a question to the archive, or, among advisors, nobody else's business. */
export async function handleInGroup(
  context: EventContext,
  actor: Actor,
  message: Message,
  event: InboxEvent,
  commit: (reaction: Reaction) => Promise<boolean>,
): Promise<void> {
  const now = context.clock.now();
  const command = parseCommand(message.text);
  const question = { ...message, text: questionIn(message.text) ?? '' };
  const amongAdvisors = actor.conversation.audience === 'advisors';
  if (command && question.text === '') {
    const run = amongAdvisors ? runAmongAdvisors : runGroupCommand;
    await commit((stores) => run(workIn(context, stores, now), actor, command, message));
  } else if (amongAdvisors && !command) {
    await commit((stores) => keepInside(workIn(context, stores, now), actor, message));
  } else if (question.text === '') await commit(async () => {});
  else await answer(context, actor, question, event, commit);
}

async function answer(
  context: EventContext,
  { conversation: group, senderKey }: Actor,
  question: Message,
  event: InboxEvent,
  commit: (reaction: Reaction) => Promise<boolean>,
): Promise<void> {
  const now = context.clock.now();
  context.showTyping?.(group.channel, group.key);
  const { decision, language } = await decideOn(context, question, group);
  const said = { group, message: question, senderKey };
  const done = await commit((stores) => reactInGroup(workIn(context, stores, now), event, decision, said, language));
  if (done) context.onHandled?.({ conversationId: group.id, decision });
}
