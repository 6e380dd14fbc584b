/** A value out of a JSON column: written by us from a `T`, so it is one. */
export function fromJson<T>(json: string): T {
  const value: T = JSON.parse(json);
  return value;
}
