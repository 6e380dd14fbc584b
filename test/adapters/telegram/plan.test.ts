import fc from 'fast-check';
import { expect, test } from 'vitest';
import { format } from '../../../adapters/telegram/format.ts';
import { afterPress, groupKeyboardOf, keyboardOf } from '../../../adapters/telegram/keyboard.ts';
import { planOf } from '../../../adapters/telegram/plan.ts';
import { anyMessage } from '../../support/any-message.ts';
import { checkedText, checkMarkup } from '../../support/telegram/rules.ts';

const withoutSpace = (words: string) => words.replace(/\s+/gu, '');

test('any message of the core becomes messages that Telegram takes, and they read the same', () => {
  fc.assert(
    fc.property(anyMessage, fc.constantFrom('nl' as const, 'en' as const), (one, language) => {
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
    fc.property(anyMessage, fc.nat(), (one, place) => {
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
