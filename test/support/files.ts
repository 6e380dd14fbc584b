/** The smallest picture that is one. */
export const png = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

/** The beginning of a program for Windows. */
export const program = Uint8Array.from(Buffer.from('MZ\u0000\u0000this is a program', 'latin1'));
