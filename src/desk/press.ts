import type { MemberAction } from './channel.ts';

/** What a button stands for; `done` shows what was pressed and does nothing. */
export type Press =
  | { kind: 'choice'; messageId: string; choice: number }
  | { kind: 'rating'; messageId: string; helpful: boolean }
  | { kind: 'source'; messageId: string; number: number }
  | { kind: 'advisor'; messageId: string }
  | { kind: 'done' };

const letters = { choice: 'c', rating: 'r', source: 's', advisor: 'a' } as const;

/**
 * A button's data, of 64 bytes at most, for which every platform has room: a letter, the message's UUID in 22 characters, and
 * a number.
 */
export function encodePress(press: Press): string {
  switch (press.kind) {
    case 'done':
      return 'x';
    case 'choice':
      return written(press, press.choice);
    case 'rating':
      return written(press, press.helpful ? 1 : 0);
    case 'source':
      return written(press, press.number);
    case 'advisor':
      return written(press, 0);
  }
}

/** What a pressed button stands for; undefined for what we never wrote. Whether the message may be pressed is the core's. */
export function decodePress(data: string): Press | undefined {
  if (data === 'x') return { kind: 'done' };
  const match = /^([crsa])([\w-]{22})(\d{1,4})$/.exec(data);
  const messageId = uuidOf(match?.[2] ?? '');
  const number = Number(match?.[3]);
  if (!match || messageId === undefined) return undefined;
  switch (match[1]) {
    case letters.choice:
      return { kind: 'choice', messageId, choice: number };
    case letters.rating:
      return number > 1 ? undefined : { kind: 'rating', messageId, helpful: number === 1 };
    case letters.source:
      return { kind: 'source', messageId, number };
    default:
      return { kind: 'advisor', messageId };
  }
}

/** What somebody does who presses it. */
export function pressAction(press: Exclude<Press, { kind: 'done' }>): MemberAction {
  const { messageId } = press;
  switch (press.kind) {
    case 'choice':
      return { kind: 'chose', messageId, choice: press.choice };
    case 'rating':
      return { kind: 'rated', messageId, helpful: press.helpful };
    case 'source':
      return { kind: 'source', messageId, number: press.number };
    case 'advisor':
      return { kind: 'text', text: '/adviseur' };
  }
}

function written({ kind, messageId }: { kind: keyof typeof letters; messageId: string }, number: number): string {
  return `${letters[kind]}${Buffer.from(messageId.replaceAll('-', ''), 'hex').toString('base64url')}${number}`;
}

function uuidOf(short: string): string | undefined {
  const bytes = Buffer.from(short, 'base64url');
  if (bytes.length !== 16 || bytes.toString('base64url') !== short) return undefined;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
