/** Heaps' law: a text of `n` words has about `k · n^beta` different ones. */
export interface Heaps {
  k: number;
  beta: number;
}

/** How many words were read, and how many different ones that were. */
export interface Growth {
  words: number;
  vocabulary: number;
}

/** Counts words and different words of a text as it goes by, and remembers the growth at regular steps. */
export class WordCounter {
  words = 0;
  readonly points: Growth[] = [];
  private readonly seen = new Set<string>();
  private nextPoint = 100;

  get vocabulary(): number {
    return this.seen.size;
  }

  count(word: string): void {
    this.words++;
    this.seen.add(word);
    if (this.words < this.nextPoint) return;
    this.points.push({ words: this.words, vocabulary: this.seen.size });
    this.nextPoint = Math.ceil(this.words * 1.25);
  }
}

/** The law that fits a growth best: a straight line through the logarithms, by least squares. */
export function fitHeaps(points: readonly Growth[]): Heaps {
  const xs = points.map(({ words }) => Math.log(words));
  const ys = points.map(({ vocabulary }) => Math.log(vocabulary));
  const meanX = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / ys.length;
  let covariance = 0;
  let variance = 0;
  for (const [i, x] of xs.entries()) {
    covariance += (x - meanX) * ((ys[i] ?? 0) - meanY);
    variance += (x - meanX) ** 2;
  }
  const beta = variance > 0 ? covariance / variance : 0;
  return { k: Math.exp(meanY - beta * meanX), beta };
}
