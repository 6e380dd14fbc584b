/** The private chat with an account, a group, or one topic of a group. */
export interface Address {
  chat_id: number;
  /** Only for a topic of a forum group. */
  message_thread_id?: number;
}

/**
 * The key of a conversation. That of a private chat is the id of the account, so that the core finds the private conversation
 * of whoever writes in a group.
 */
export function keyOf({ chat_id, message_thread_id }: Address): string {
  return message_thread_id === undefined ? String(chat_id) : `${chat_id}:${message_thread_id}`;
}

/** Where a conversation is; undefined for a key that is none of ours. Behind `#` stands a ticket whose place is the group itself. */
export function addressOf(key: string): Address | undefined {
  const match = /^(-?\d{1,16})(?::(\d{1,16})|#\d{1,9})?$/.exec(key);
  if (!match) return undefined;
  const chat_id = Number(match[1]);
  return match[2] === undefined ? { chat_id } : { chat_id, message_thread_id: Number(match[2]) };
}

/** Groups have negative ids. */
export function isGroup({ chat_id }: Address): boolean {
  return chat_id < 0;
}
