import { type Stretch, splitText } from '../../src/desk/split-text.ts';

/** What a stretch of text looks like; places are in UTF-16 code units, as Telegram counts them. */
export interface Entity {
  type: 'bold' | 'italic';
  offset: number;
  length: number;
}

/** A text with how it looks. Nothing in it has to be escaped: the text itself is never read as markup. */
export interface Formatted {
  text: string;
  entities: Entity[];
}

/** A stretch of text in one look; plain unless said. */
export function styled(text: string, type?: Entity['type']): Formatted {
  return { text, entities: type === undefined || text === '' ? [] : [{ type, offset: 0, length: text.length }] };
}

/** Texts behind each other. */
export function joined(parts: readonly Formatted[]): Formatted {
  const whole: Formatted = { text: '', entities: [] };
  for (const { text, entities } of parts) {
    whole.entities.push(...entities.map((entity) => ({ ...entity, offset: entity.offset + whole.text.length })));
    whole.text += text;
  }
  return whole;
}

/** The text in parts of at most `most` code units; an entity stays whole, or goes on in the next part when it is too long. */
export function split({ text, entities }: Formatted, most: number): Formatted[] {
  const whole = entities.map(({ offset, length }) => ({ start: offset, end: offset + length }));
  return splitText(text, most, whole).map((part) => ({
    text: text.slice(part.start, part.end),
    entities: entities.flatMap((entity) => clipped(entity, part)),
  }));
}

function clipped(entity: Entity, { start, end }: Stretch): Entity[] {
  const from = Math.max(entity.offset, start);
  const to = Math.min(entity.offset + entity.length, end);
  return to > from ? [{ ...entity, offset: from - start, length: to - from }] : [];
}
