/** Larger than what processors keep close by. */
const bytes = 512 * 1024 * 1024;
const rounds = 5;

/** How many bytes a second this machine reads from memory in order, on one core, in JavaScript: the best of some rounds. */
export function measureBandwidth(): number {
  const numbers = new Float64Array(bytes / 8).fill(1);
  let best = 0;
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const sum = sumOf(numbers);
    const seconds = (performance.now() - started) / 1_000;
    if (sum !== numbers.length) throw new Error('the sum is wrong');
    best = Math.max(best, bytes / seconds);
  }
  return best;
}

/** Four sums side by side, so that reading is what takes the time and not waiting for the addition before. */
function sumOf(numbers: Float64Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0; i < numbers.length; i += 4) {
    a += numbers[i] as number;
    b += numbers[i + 1] as number;
    c += numbers[i + 2] as number;
    d += numbers[i + 3] as number;
  }
  return a + b + c + d;
}
