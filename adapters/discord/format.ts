import type { Message } from '../../src/desk/conversation.ts';
import { plainText } from '../../src/desk/plain-text.ts';
import { splitText } from '../../src/desk/split-text.ts';
import { shorten } from '../../src/desk/wording/label.ts';
import { relayLabel } from '../../src/desk/writer-label.ts';
import type { Language } from '../../src/knowledge/document.ts';
import { escaped, unbroken } from './markdown.ts';

/** Most that one message may have, in characters. */
export const longestText = 2000;

/** How much of a question is shown above its answer, in characters. */
const longestQuestion = 200;

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

/** A message with what was asked above it, as long as both fit. */
export function under(asked: string, content: string): string {
  const whole = `> ${escaped(shorten(asked, longestQuestion))}\n${content}`;
  return asked === '' || whole.length > longestText ? content : whole;
}
