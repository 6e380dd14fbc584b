/** A copy of a list with as much room again. */
export function doubled<T extends Int32Array | Uint16Array | Int16Array>(list: T): T {
  const larger = new (list.constructor as new (length: number) => T)(list.length * 2);
  larger.set(list);
  return larger;
}
