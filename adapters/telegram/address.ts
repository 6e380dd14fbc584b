/** The private chat with an account, a group, or one topic of a group. */
export interface Address {
  chat_id: number;
  /** Only for a topic of a forum group. */
  message_thread_id?: number;
  /** Number of the ticket whose place is a card in here, and not all of it. */
  card?: number;
}

/**
 * The key of a conversation. That of a private chat is the id of the account, so that the core finds the private conversation
 * of whoever writes in a group.
 */
export function keyOf({ chat_id, message_thread_id: thread, card }: Address): string {
  return `${chat_id}${thread === undefined ? '' : `:${thread}`}${card === undefined ? '' : `#${card}`}`;
}

/** Where a conversation is; undefined for a key that is none of ours. Behind `#` stands the ticket of a card. */
export function addressOf(key: string): Address | undefined {
  const match = /^(-?\d{1,16})(?::(\d{1,16}))?(?:#(\d{1,9}))?$/.exec(key);
  if (!match) return undefined;
  const [, chat, thread, card] = match;
  return {
    chat_id: Number(chat),
    ...(thread !== undefined && { message_thread_id: Number(thread) }),
    ...(card !== undefined && { card: Number(card) }),
  };
}

/** Groups have negative ids. */
export function isGroup({ chat_id }: Address): boolean {
  return chat_id < 0;
}
