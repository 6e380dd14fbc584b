import type { Message } from '../../src/desk/conversation.ts';
import { plainText } from '../../src/desk/plain-text.ts';
import { splitText } from '../../src/desk/split-text.ts';
import { relayLabel } from '../../src/desk/writer-label.ts';
import type { Language } from '../../src/knowledge/document.ts';
import { escaped, unbroken } from './markdown.ts';

/** Most that one message may have, in characters. */
export const longestText = 2000;

/** Begins a line of small print. */
const small = '-# ';

/** A message in Markdown: who wrote it when that was a human, its words, and the sources with their numbers in small print. */
export function format(message: Message, language: Language): string {
  const { relay, text } = message;
  const sources = plainText(message, language).slice(text.length);
  const words = escaped(text) + sources.replace(/^.*\S.*$/gm, (line) => small + escaped(line));
  if (relay === null) return words;
  const header = `**${escaped(relayLabel(relay, language))}**`;
  return text === '' ? header : `${header}\n${words}`;
}

/** The same in as many parts as it takes. */
export function partsOf(message: Message, language: Language): string[] {
  const whole = format(message, language);
  return splitText(whole, longestText, unbroken(whole)).map(({ start, end }) => whole.slice(start, end));
}
