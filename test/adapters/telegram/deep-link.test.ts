import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { questionOf, startLink } from '../../../adapters/telegram/deep-link.ts';
import { channelTo, startTelegram } from '../../support/telegram/telegram-desk.ts';
import { until } from '../../support/until.ts';

const parameterIn = (link: string) => new URL(link).searchParams.get('start');

describe('a link into the chat', () => {
  test('carries a short question, and brings it back', () => {
    const link = startLink('dorpsbalie_bot', 'Wat kost de zaal?');
    expect(link).toMatch(/^https:\/\/t\.me\/dorpsbalie_bot\?start=vraag_[\w-]+$/);
    expect(questionOf(parameterIn(link) ?? '')).toBe('Wat kost de zaal?');
  });

  test.each([
    ['no question', null],
    ['one that does not fit', 'Hoe vragen wij als dorpsbelang subsidie aan voor een nieuw dorpshuis?'],
    ['a command', '/intrekken 1'],
    ['more than a line', 'Een\ntwee'],
    ['nothing', ''],
  ])('carries nothing for %s', (_, question) => {
    expect(startLink('dorpsbalie_bot', question)).toBe('https://t.me/dorpsbalie_bot');
  });

  test('is one that Telegram takes, whatever was asked, and never changes what was asked', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 20 }));
    fc.assert(
      fc.property(text, (question) => {
        const parameter = parameterIn(startLink('dorpsbalie_bot', question));
        if (parameter === null) return;
        expect(parameter).toMatch(/^[\w-]{1,64}$/);
        expect(questionOf(parameter)).toBe(question);
      }),
    );
  });

  test('is known once Telegram said who the bot is, also to a process that receives nothing', async () => {
    const telegram = await startTelegram();
    const channel = channelTo(telegram);
    expect(channel.inviteLink('Mag dat?')).toBeUndefined();
    const link = await until('the link', () => channel.inviteLink('Mag dat?'));
    expect(link).toEqual({ platform: 'Telegram', url: startLink('dorpsbalie_bot', 'Mag dat?') });
    expect(telegram.calls.filter(({ method }) => method === 'getMe')).toHaveLength(1);
  });
});
