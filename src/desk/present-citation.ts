import type { Citation } from '../answering/answer.ts';

/** A citation as commands print it and scripts read it: where a quote stands, without our own numbers. */
export type PresentedCitation = Pick<Citation, 'source' | 'title' | 'section' | 'page' | 'date' | 'quote'>;

/** Lists the fields of a citation that leave the program. */
export function presentCitation({ source, title, section, page, date, quote }: Citation): PresentedCitation {
  return { source, title, section, page, date, quote };
}
