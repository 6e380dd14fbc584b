/**
 * The `n`th largest of some scores, or 0 when there are fewer. Goes through them once with a heap of the `n` largest so far:
 * nearly all are refused by the first comparison, where sorting would cost more than finding the passages did.
 *
 * @param places where the scores stand in `scores`
 */
export function nthLargest(scores: Float32Array, places: readonly number[], n: number): number {
  if (n < 1 || places.length < n) return 0;
  const heap = Float32Array.from({ length: n }, (_, i) => scores[places[i] as number] as number).sort();
  for (let i = n; i < places.length; i++) {
    const score = scores[places[i] as number] as number;
    if (score > (heap[0] as number)) replaceSmallest(heap, score);
  }
  return heap[0] as number;
}

/** Puts a number in the place of the smallest, which stands first, and lets it sink to where it belongs. */
function replaceSmallest(heap: Float32Array, value: number): void {
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number)) child++;
    if ((heap[child] as number) >= value) break;
    heap[at] = heap[child] as number;
    at = child;
  }
  heap[at] = value;
}
