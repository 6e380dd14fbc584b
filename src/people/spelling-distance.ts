/**
 * How many letters have to be added, left out, replaced or swapped with their neighbour to make one name the other (optimal
 * string alignment: Damerau 1964, restricted).
 */
export function spellingDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const replaced = at(last, j - 1) + (same ? 0 : 1);
      row[j] = Math.min(at(row, j - 1) + 1, at(last, j) + 1, replaced, swapped ? at(beforeLast, j - 2) + 1 : replaced);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, other.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
