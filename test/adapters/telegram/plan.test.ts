import fc from 'fast-check';
import { expect, test } from 'vitest';
import { format } from '../../../adapters/telegram/format.ts';
import { afterPress, groupKeyboardOf, keyboardOf } from '../../../adapters/telegram/keyboard.ts';
import { planOf } from '../../../adapters/telegram/plan.ts';
import type { Message } from '../../../src/desk/conversation.ts';
import { checkedText, checkMarkup } from '../../support/telegram/rules.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.lorem({ maxCount: 900, mode: 'words' }),
  fc
    .array(fc.constantFrom('dorp ', '👩🏽‍🌾 ', '\n\n', 'https://dorp.nl/x '), { maxLength: 3_000 })
    .map((all) => all.join('')),
);
const attachment = fc.record({
  id: fc.uuid(),
  name: fc.string({ minLength: 1, maxLength: 50 }),
  mediaType: fc.constantFrom('image/png', 'image/jpeg', 'video/mp4', 'application/pdf', 'audio/ogg'),
  bytes: fc.integer({ min: 1, max: 20_000_000 }),
});
const citation = fc.record({
  number: fc.integer({ min: 1, max: 9 }),
  passageId: fc.nat(),
  documentId: fc.uuid(),
  source: fc.string(),
  title: fc.string({ unit: 'binary' }),
  section: fc.option(fc.string({ unit: 'binary' })),
  page: fc.option(fc.nat()),
  date: fc.option(fc.constant('2025-11')),
  quote: fc.string(),
});
const details = fc.record({
  outcome: fc.constantFrom('answered' as const, null),
  citations: fc.array(citation, { maxLength: 6 }),
  confidence: fc.constant(null),
  ticket: fc.option(fc.nat()),
  ratable: fc.boolean(),
  continues: fc.constant('privately' as const),
  choices: fc.array(fc.record({ label: fc.string({ minLength: 1 }), command: fc.string() }), { maxLength: 8 }),
});
const message: fc.Arbitrary<Message> = fc.record({
  seq: fc.nat(),
  id: fc.uuid(),
  conversationId: fc.uuid(),
  author: fc.constantFrom('desk' as const, 'relayed' as const),
  text,
  details: fc.option(details),
  relay: fc.option(
    fc.record({
      ticket: fc.integer({ min: 1 }),
      messageId: fc.uuid(),
      from: fc.constantFrom('member' as const, 'advisor' as const),
      name: fc.string({ unit: 'binary', maxLength: 40 }),
    }),
  ),
  ticketId: fc.constant(null),
  replyToId: fc.constant(null),
  attachments: fc.array(attachment, { maxLength: 10 }),
  helpful: fc.option(fc.boolean()),
  createdAt: fc.nat(),
  editedAt: fc.constant(null),
  deletedAt: fc.constant(null),
});

const withoutSpace = (words: string) => words.replace(/\s+/gu, '');

test('any message of the core becomes messages that Telegram takes, and they read the same', () => {
  fc.assert(
    fc.property(message, fc.constantFrom('nl' as const, 'en' as const), (one, language) => {
      const keyboard = keyboardOf(one, language);
      const plan = planOf(one, language, keyboard.length > 0);
      const read: string[] = [];
      for (const part of plan) {
        const words = part.kind === 'text' ? part.words : part.caption;
        const most = part.kind === 'text' ? 4096 : 1024;
        if (words) read.push(checkedText(words.text, words.entities, most, 'message is too long'));
        if (part.kind === 'files') expect(part.files.length).toBeGreaterThan(0);
      }
      expect(withoutSpace(read.join(''))).toBe(withoutSpace(format(one, language).text));
      const sent = plan.flatMap((part) => (part.kind === 'files' ? part.files.map((file) => file.attachment.id) : []));
      expect(sent).toEqual(one.attachments.map(({ id }) => id));
      checkMarkup({ reply_markup: { inline_keyboard: keyboard } });
      checkMarkup({ reply_markup: { inline_keyboard: groupKeyboardOf(one, language, 'dorpsbalie_bot') } });
    }),
    { numRuns: 500 },
  );
});

test('after a press one tick is left with the sources, and pressing that changes nothing', () => {
  fc.assert(
    fc.property(message, fc.nat(), (one, place) => {
      const keyboard = keyboardOf(one, 'nl');
      const buttons = keyboard.flat().flatMap((each) => ('callback_data' in each ? [each.callback_data] : []));
      const data = buttons[place % buttons.length] ?? '';
      const next = afterPress(keyboard, data);
      checkMarkup({ reply_markup: { inline_keyboard: next } });
      expect(next.flat().filter(({ text: label }) => label.startsWith('✓ ✓'))).toEqual([]);
      expect(afterPress(next, 'x')).toBe(next);
      expect(afterPress(next, data)).toBe(next);
    }),
  );
});
