import { halvesOf, joinTexts, type Vocabulary } from './hyphens.ts';
import { endsClosed, endsHanging, isContactLine, startsLower } from './lines.ts';
import type { Piece } from './paragraphs.ts';

/** A piece, or the place where the text returns to the section of an earlier piece after a figure or a side box. */
export type Flow = { kind: 'piece'; piece: Piece } | { kind: 'return'; to: Piece };

/** How many pieces a side box may have. */
const reach = 24;

/**
 * Puts sentences together again that an empty line, a page break or a side box cut in two.
 *
 * The next piece is taken when the sentence before it is unfinished and it begins in lower case. A piece further back is
 * taken only when that is certain: it ends in half a word of which the other half follows, or in a word that cannot be
 * the last of a sentence. What stood between follows after it, and then the text returns to the first piece's section.
 */
export function rejoinBroken(pieces: readonly Piece[], known: Vocabulary): Flow[] {
  const flow: Flow[] = [];
  for (const next of pieces) {
    const found = next.kind === 'text' ? pieceBefore(flow, next, known) : undefined;
    if (found === undefined) {
      flow.push({ kind: 'piece', piece: { ...next } });
      continue;
    }
    found.text = joinTexts(found.text, next.text, known);
    if (!isLast(flow, found)) flow.push({ kind: 'return', to: found });
  }
  return flow;
}

/** Whether the text stands at the end of this piece, or has returned to it. */
function isLast(flow: readonly Flow[], piece: Piece): boolean {
  const last = flow.at(-1);
  return last !== undefined && (last.kind === 'piece' ? last.piece : last.to) === piece;
}

/** The piece that `next` goes on from. */
function pieceBefore(flow: readonly Flow[], next: Piece, known: Vocabulary): Piece | undefined {
  let best: Piece | undefined;
  let most = 0;
  for (let i = flow.length - 1; i >= 0 && flow.length - i <= reach; i -= 1) {
    const step = flow[i];
    if (step?.kind !== 'piece') continue;
    const strength = strengthOf(step.piece, next, isLast(flow, step.piece), known);
    if (strength > most) [best, most] = [step.piece, strength];
  }
  return best;
}

/** 0: two sentences. 1: likely, if nothing stands between. 2: the first has to go on. 3: halves of a known word. */
function strengthOf(before: Piece, next: Piece, near: boolean, known: Vocabulary): number {
  const text = before.text;
  if (before.kind === 'heading' || before.kind === 'row' || endsClosed(text)) return 0;
  if (isContactLine(text) || isContactLine(next.text)) return 0;
  if (before.size !== undefined && next.size !== undefined && Math.abs(before.size - next.size) > 0.08) return 0;
  const halves = halvesOf(text, next.text, known);
  if (halves === 'known') return 3;
  if (halves === 'likely') return near ? 2.5 : 0;
  const hanging = text.length >= 60 && endsHanging(text);
  if (startsLower(next.text)) return hanging ? 2 : near && text.length >= 60 ? 1 : 0;
  return near && hanging && !/,$/.test(text) && next.text.length >= 30 && /^\p{Lu}/u.test(next.text) ? 1 : 0;
}
