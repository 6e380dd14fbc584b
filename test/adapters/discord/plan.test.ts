import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slashCommands } from '../../../adapters/discord/commands.ts';
import { drawn, rowsOf } from '../../../adapters/discord/components.ts';
import { format, under } from '../../../adapters/discord/format.ts';
import { planOf } from '../../../adapters/discord/plan.ts';
import { afterPress, buttonsOf } from '../../../src/desk/buttons.ts';
import { anyMessage } from '../../support/any-message.ts';
import { checkCommands } from '../../support/discord/command-rules.ts';
import { checkMessage } from '../../support/discord/rules.ts';
import { postingOf } from '../../support/posting.ts';

const withoutSpace = (words: string) => words.replace(/\s+/gu, '');
const languages = fc.constantFrom('nl' as const, 'en' as const);
const places = fc.constantFrom('alone' as const, 'group' as const, 'group with threads' as const);

test('any message of the core becomes messages that Discord takes, and they read the same', () => {
  fc.assert(
    fc.property(anyMessage, languages, places, (one, language, where) => {
      const plan = planOf(one, language);
      for (const { content, files } of plan) {
        const components = rowsOf(postingOf(one, { language }), where).map((row) => ({ ...row }));
        checkMessage({ content, components, flags: 4 }, new Map(), files.length);
        expect(files.length).toBeLessThanOrEqual(10);
        expect(files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(25 * 1024 * 1024);
      }
      const read = withoutSpace(plan.map(({ content }) => content).join(''));
      const sent = plan.flatMap(({ files }) => files.map(({ id }) => id));
      const small = one.attachments.filter(({ bytes }) => bytes <= 10 * 1024 * 1024);
      expect(sent).toEqual(small.map(({ id }) => id));
      if (small.length === one.attachments.length) expect(read).toBe(withoutSpace(format(one, language)));
      else expect(read).toMatch(/tegrootvoorDiscord|toolargeforDiscord/);
    }),
    { numRuns: 500 },
  );
});

test('after a press one tick is left with the sources, and pressing that changes nothing', () => {
  fc.assert(
    fc.property(anyMessage, fc.nat(), (one, place) => {
      const rows = buttonsOf(one, 'nl');
      const buttons = rows.flat();
      const data = buttons[place % buttons.length]?.data ?? '';
      const next = afterPress(rows, data);
      checkMessage({ content: 'x', components: drawn(next ?? rows).map((row) => ({ ...row })) }, new Map());
      expect(afterPress(next ?? rows, 'x')).toBeUndefined();
      if (next) expect(afterPress(next, data)).toBeUndefined();
    }),
  );
});

test('the slash commands are as Discord takes them', () => {
  const commands = slashCommands();
  expect(() => checkCommands(commands as Record<string, unknown>[])).not.toThrow();
  expect(commands).toContainEqual(expect.objectContaining({ name: 'vraag' }));
});

test('what was asked stands above its answer on one line, and never makes it too long', () => {
  expect(under('Wat kost\n*de zaal*?', 'Tien euro.')).toBe('> Wat kost \\*de zaal\\*?\nTien euro.');
  expect(under('', 'Tien euro.')).toBe('Tien euro.');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ maxLength: 2_000 }), (asked, content) => {
      const whole = under(asked, content);
      expect(whole.length).toBeLessThanOrEqual(2_000);
      expect(whole.endsWith(content)).toBe(true);
    }),
  );
});
