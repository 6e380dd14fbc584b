import type { Posting } from '../../src/desk/channel.ts';
import type { Message } from '../../src/desk/conversation.ts';

/** A message on its way to a channel, for the first time unless said. */
export function postingOf(message: Message, more: Partial<Posting> = {}): Posting {
  const key = String(message.seq);
  return {
    action: 'send',
    message,
    language: 'nl',
    refs: [],
    replyToRef: null,
    ending: null,
    place: null,
    key,
    open: async () => undefined,
    ...more,
  };
}
