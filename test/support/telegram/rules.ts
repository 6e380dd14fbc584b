import { ApiRefusal, type Payload } from './api-server.ts';

interface RawEntity {
  type: string;
  offset: number;
  length: number;
}

/** What Telegram documents that it refuses, and what it quietly does to a text. */

/** The text as it will stand: without white space around it. Refuses what is empty, too long, or has entities that do not fit. */
export function checkedText(text: unknown, entities: unknown, most: number, tooLong: string): string {
  if (typeof text !== 'string' || text.trim() === '') throw new ApiRefusal(400, 'Bad Request: message text is empty');
  if (text.length > most) throw new ApiRefusal(400, `Bad Request: ${tooLong}`);
  if (Buffer.from(text).toString() !== text) throw new ApiRefusal(400, 'Bad Request: strings must be encoded in UTF-8');
  checkEntities(text, entities);
  return text.trim();
}

function checkEntities(text: string, entities: unknown): void {
  for (const { type, offset, length } of (entities ?? []) as RawEntity[]) {
    const known = ['bold', 'italic', 'expandable_blockquote', 'text_link'].includes(type);
    const fits = Number.isInteger(offset) && offset >= 0 && length > 0 && offset + length <= text.length;
    const whole = !splitsPair(text, offset) && !splitsPair(text, offset + length);
    if (!known || !fits || !whole) throw new ApiRefusal(400, "Bad Request: can't parse entities");
  }
}

function splitsPair(text: string, at: number): boolean {
  return (
    at > 0 && at < text.length && /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '')
  );
}

export function checkMarkup({ reply_markup: markup }: Payload): void {
  const rows = (markup as { inline_keyboard?: { text?: string; callback_data?: string; url?: string }[][] } | undefined)
    ?.inline_keyboard;
  for (const button of (rows ?? []).flat()) {
    if (!button.text) throw new ApiRefusal(400, 'Bad Request: inline keyboard button text is empty');
    const bytes = Buffer.byteLength(button.callback_data ?? '');
    if (bytes > 64 || (bytes === 0 && button.url === undefined)) {
      throw new ApiRefusal(400, 'Bad Request: BUTTON_DATA_INVALID');
    }
  }
  if ((rows ?? []).flat().length > 100) throw new ApiRefusal(400, 'Bad Request: REPLY_MARKUP_TOO_LONG');
}

export function checkParseMode({ parse_mode: mode }: Payload): void {
  if (mode !== undefined) throw new ApiRefusal(400, 'Bad Request: this fake wants entities, no parse_mode');
}
