/** Longest start parameter that Telegram takes; of letters, digits, `_` and `-`. */
const longestParameter = 64;

const mark = 'vraag_';

/**
 * The address at which somebody starts a chat with the bot. It carries the question when that fits; one that does not is
 * left out whole, for half a question is another one.
 */
export function startLink(username: string, question: string | null): string {
  const address = `https://t.me/${username}`;
  const parameter = mark + Buffer.from(question ?? '').toString('base64url');
  // What would not come back as it is, a command or a line end, is not sent either.
  const carries = question !== null && parameter.length <= longestParameter && questionOf(parameter) === question;
  return carries ? `${address}?start=${parameter}` : address;
}

/** The question that a start parameter carries. Anybody can make such a link, so it asks and never commands. */
export function questionOf(parameter: string): string | undefined {
  const encoded = new RegExp(`^${mark}([\\w-]+)$`).exec(parameter)?.[1];
  if (encoded === undefined) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64url')).trim();
    return text === '' || text.startsWith('/') || /\p{Cc}/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
