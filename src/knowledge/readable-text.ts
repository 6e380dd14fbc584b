import { isBoilerplate } from './mail-text.ts';
import { plainText } from './markup.ts';
import { sentences } from './sentences.ts';

/** What was left out of texts while they were made readable. */
export interface LeftOut {
  images: number;
  boilerplate: number;
}

/** A text as a member is to read it: no markup, one space between words, no sentences that only keep a mailing going. */
export function readableText(text: string, leftOut: LeftOut): string {
  return withoutBoilerplate(mendSpaces(plainText(text, leftOut)), leftOut);
}

/** One space between words, newlines kept, and the space that a PDF lost after a full stop put back. */
function mendSpaces(text: string): string {
  return text
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .replace(/(?<=\p{Ll}{3})[.!?;](?=\p{L}{2})/gu, (mark, at: number, whole: string) =>
      spaceWasLost(whole, at) ? `${mark} ` : mark,
    )
    .trim();
}

/** Whether the mark at `at`, with a letter right behind it, ended a sentence rather than stands in an address. */
function spaceWasLost(text: string, at: number): boolean {
  const before = /\S*$/.exec(text.slice(Math.max(0, at - 60), at))?.[0] ?? '';
  const after = /^\S*/.exec(text.slice(at + 1, at + 60))?.[0] ?? '';
  if (/[@/\\]|^www\b|\d/i.test(before + after) || /^(?:nl|com|org|eu|net|info|frl|be|de)\b/i.test(after)) return false;
  if (/^\p{Lu}\p{Ll}/u.test(after)) return true;
  // a text without any capitals lost more than a space
  return /^\p{Ll}{2}/u.test(after) && text.length >= 60 && !/\p{Lu}/u.test(text.slice(0, 2000));
}

function withoutBoilerplate(text: string, leftOut: LeftOut): string {
  const spans = sentences(text);
  if (!spans.some((span) => isBoilerplate(text.slice(span.start, span.end)))) return text;
  let kept = '';
  for (const span of spans) {
    const sentence = text.slice(span.start, span.end);
    if (isBoilerplate(sentence)) leftOut.boilerplate += 1;
    else kept += (kept === '' ? '' : text.slice(span.start - 1, span.start)) + sentence;
  }
  return /[\p{L}\p{N}]/u.test(kept) ? kept : '';
}
