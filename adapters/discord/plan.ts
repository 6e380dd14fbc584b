import type { Attachment, Message } from '../../src/desk/conversation.ts';
import type { Language } from '../../src/knowledge/document.ts';
import { partsOf } from './format.ts';

/** What Discord takes where nobody pays for more: bytes of one file, bytes of one message, and files of one message. */
const largestFile = 10 * 1024 * 1024;
const mostBytes = 24 * 1024 * 1024;
const mostFiles = 10;

/** One message of Discord. */
export interface Part {
  /** In Markdown; empty for a message of files alone. */
  content: string;
  files: readonly Attachment[];
}

/** What does not fit Discord is named instead, so that nobody waits for it. */
const tooLarge: Readonly<Record<Language, (name: string) => string>> = {
  nl: (name) => `(Het bestand ${name} is te groot voor Discord: hooguit 10 MB. Vraag om een kleiner bestand.)`,
  en: (name) => `(The file ${name} is too large for Discord: 10 MB at most. Ask for a smaller one.)`,
};

/** The messages of Discord that a message of ours becomes, in order: its words with the first files under them, then the rest. */
export function planOf(message: Message, language: Language): Part[] {
  const fits = message.attachments.filter(({ bytes }) => bytes <= largestFile);
  const left = message.attachments.filter(({ bytes }) => bytes > largestFile);
  const notes = left.map(({ name }) => tooLarge[language](name));
  const text = [message.text, ...notes].filter(Boolean).join('\n\n');
  const [first = [], ...more] = groupsOf(fits);
  const words = partsOf({ ...message, text }, language);
  const parts: Part[] = words.map((content, i) => ({ content, files: i === 0 ? first : [] }));
  if (parts.length === 0 && first.length > 0) parts.push({ content: '', files: first });
  return [...parts, ...more.map((files) => ({ content: '', files }))];
}

function groupsOf(files: readonly Attachment[]): Attachment[][] {
  const groups: Attachment[][] = [];
  let room = 0;
  for (const file of files) {
    const last = groups.at(-1);
    if (last && last.length < mostFiles && file.bytes <= room) {
      last.push(file);
      room -= file.bytes;
    } else {
      groups.push([file]);
      room = mostBytes - file.bytes;
    }
  }
  return groups;
}
