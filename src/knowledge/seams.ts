/**
 * Finds where passages differ from the file they come from.
 *
 * Both texts are compared with white space collapsed. Between two seams a passage stands literally in the file; a single
 * character between two seams may be one that was put in (`|` between table cells, a letter of a ligature).
 */
export class SeamFinder {
  readonly #literal: string;
  #at = 0;
  /** Characters that may yet be searched outside the neighbourhood, so that a hostile file costs no more than linear time. */
  #budget: number;

  constructor(literal: string) {
    this.#literal = literal.replace(/\s+/gu, ' ');
    this.#budget = 50_000_000 + 20 * this.#literal.length;
  }

  /** The seams of the next passage. Passages are given in their order, because the file is followed along with them. */
  find(text: string): number[] {
    const { chars, offsets } = collapsed(text);
    const seams: number[] = [];
    let from = 0;
    let at = this.#findNear(chars, 0, this.#at) ?? this.#findFar(chars, 0);
    while (from < chars.length) {
      const length = at === undefined ? 0 : this.#matchLength(chars, from, at);
      if (length === 0 || at === undefined) {
        // not in the file: each character on its own, up to the next that can be found
        mark(seams, offsets[from]);
        from += 1;
        mark(seams, offsets[from]);
        if (from >= chars.length) break;
        at = this.#findNear(chars, from, this.#at);
        continue;
      }
      from += length;
      this.#at = at + length;
      if (from >= chars.length) break;
      mark(seams, offsets[from]);
      at = this.#resume(chars, from);
    }
    return seams.filter((seam) => seam > 0 && seam < text.length);
  }

  /** Where the text goes on in the file after a difference. */
  #resume(chars: string, from: number): number | undefined {
    return this.#findNear(chars, from, this.#at) ?? this.#findFar(chars, from);
  }

  /** The nearest place from `start` on where the text from `from` on matches well; the best one when none does. */
  #findNear(chars: string, from: number, start: number): number | undefined {
    const wanted = Math.min(12, chars.length - from);
    const end = Math.min(this.#literal.length, start + 160);
    const first = chars.charCodeAt(from);
    let best: number | undefined;
    let most = 0;
    for (let at = start; at < end; at += 1) {
      if (this.#literal.charCodeAt(at) !== first) continue;
      const length = this.#matchLength(chars, from, at, wanted);
      if (length >= wanted) return at;
      if (length > most) [best, most] = [at, length];
    }
    // a letter or two match anywhere; only something just ahead can be meant
    if (best !== undefined && (most >= 4 || best - start <= 4)) return best;
    return undefined;
  }

  #findFar(chars: string, from: number): number | undefined {
    const wanted = chars.slice(from, from + 24).trimEnd();
    if (wanted.length < 4 || this.#budget <= 0) return undefined;
    for (const [needle, start] of [
      [wanted, this.#at],
      [wanted, 0],
      [wanted.slice(0, 8).trimEnd(), this.#at],
      [wanted.slice(0, 8).trimEnd(), 0],
    ] as const) {
      const at = this.#literal.indexOf(needle, start);
      this.#budget -= (at === -1 ? this.#literal.length : at) - start;
      if (at !== -1) return at;
    }
    return undefined;
  }

  #matchLength(chars: string, from: number, at: number, most = Number.POSITIVE_INFINITY): number {
    const end = Math.min(chars.length - from, this.#literal.length - at, most);
    let length = 0;
    while (length < end && chars.charCodeAt(from + length) === this.#literal.charCodeAt(at + length)) length += 1;
    return length;
  }
}

function mark(seams: number[], offset: number | undefined): void {
  if (offset !== undefined && seams.at(-1) !== offset) seams.push(offset);
}

/** The text with white space collapsed, and for each of its characters the offset it had. */
function collapsed(text: string): { chars: string; offsets: number[] } {
  const offsets: number[] = [];
  let chars = '';
  let inSpace = false;
  for (let i = 0; i < text.length; i += 1) {
    const space = /\s/u.test(text.charAt(i));
    if (space && inSpace) continue;
    inSpace = space;
    chars += space ? ' ' : text.charAt(i);
    offsets.push(i);
  }
  return { chars, offsets };
}
