export const defaultSizes = '1000,10000,100000';

/** Parses `--sizes`. */
export function sizesOf(list: string): number[] {
  const sizes = list.split(',').map(Number);
  if (sizes.some((size) => !Number.isSafeInteger(size) || size < 1 || size > 1_000_000)) {
    throw new Error('--sizes takes numbers of passages from 1 to 1000000 with commas between them');
  }
  return sizes;
}
