import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audienceOf, filesWith, typedCommand } from '../../../adapters/discord/commands.ts';
import { rowsUnder } from '../../../adapters/discord/components.ts';
import { interactionSchema, messageSchema } from '../../../adapters/discord/payload.ts';
import { translate, translateEdit } from '../../../adapters/discord/translate.ts';

const me = '900000000000000777';
const lid = { id: '100', username: 'lid', bot: false };
/** The first second that Discord's ids know. */
const id = String(1000n << 22n);
const sentAt = 1_420_070_401_000;

const read = (payload: unknown, inGroup = false, opensPost = false) => {
  const parsed = messageSchema.safeParse(payload);
  if (!parsed.success) return 'not understood';
  const surroundings = { me, inGroup, opensPost };
  return { said: translate(parsed.data, surroundings), edit: translateEdit(parsed.data, surroundings) };
};
const said = (fields: object, inGroup = false, opensPost = false) => {
  const result = read({ id, channel_id: '55', author: lid, type: 0, content: '', ...fields }, inGroup, opensPost);
  return typeof result === 'object' ? result.said : result;
};
const textOf = (result: ReturnType<typeof said>) =>
  typeof result === 'object' && result.event.action.kind === 'text' ? result.event.action.text : undefined;

describe('in a private conversation', () => {
  test('a text is somebody’s word, with when and in reply to what', () => {
    expect(said({ content: 'Hallo', type: 19, message_reference: { message_id: '3' } })).toEqual({
      files: [],
      event: {
        ...{ eventId: `m${id}`, conversationKey: 'u100', senderKey: 'u100', audience: 'private', sentAt },
        action: { kind: 'text', text: 'Hallo', ref: id, replyToRef: '3' },
      },
    });
  });

  test('names stand instead of ids, and moments and emoji in words', () => {
    const mentions = [{ id: '5', username: 'jan', global_name: 'Jan' }];
    expect(textOf(said({ content: 'Vraag <@5> in <#6> <:huis:7> <a:zwaai:8> </help:9>', mentions }))).toBe(
      'Vraag @Jan in #kanaal :huis: :zwaai: /help',
    );
    expect(textOf(said({ content: 'Om <t:1763733600:f>' }))).toBe('Om 21 november 2025 om 15:00');
    expect(textOf(said({ content: 'Om <t:9999999999999:f>' }))).toBe('Om <t:9999999999999:f>');
  });

  test('a file comes with its words, and a sticker or poll cannot be passed on', () => {
    const attachments = [{ filename: 'a.png', size: 9, url: 'http://x/a.png' }];
    expect(said({ attachments })).toMatchObject({ files: attachments, event: { action: { kind: 'text', text: '' } } });
    const whatOf = (fields: object) => (said(fields) as { event: { action: unknown } }).event.action;
    expect(whatOf({ sticker_items: [{}] })).toEqual({ kind: 'unsupported', what: 'sticker' });
    expect(whatOf({ poll: {} })).toEqual({ kind: 'unsupported', what: 'poll' });
    expect(whatOf({ message_snapshots: [{}] })).toEqual({ kind: 'unsupported', what: 'other' });
  });

  test('what bots and webhooks write is nothing, and so is what only tells what happened', () => {
    expect(said({ content: 'Hoi', author: { id: '5', bot: true } })).toBeUndefined();
    expect(said({ content: 'Hoi', author: { id: me } })).toBeUndefined();
    expect(said({ content: 'Hoi', webhook_id: '8' })).toBeUndefined();
    expect(said({ content: 'Hoi', type: 7 })).toBeUndefined();
    expect(said({ content: 'Hoi', author: null })).toBeUndefined();
  });

  test('an edit has a name of its own each time; a preview of a link is none', () => {
    const edited = (fields: object) => {
      const result = read({ id, channel_id: '55', author: lid, content: 'Beter', ...fields });
      return typeof result === 'object' ? result.edit : result;
    };
    expect(edited({ edited_timestamp: '2025-11-21T15:00:00Z' })).toMatchObject({
      eventId: `m${id}:e2025-11-21T15:00:00Z`,
      action: { kind: 'edited', ref: id, text: 'Beter' },
    });
    expect(edited({ edited_timestamp: null })).toBeUndefined();
    expect(edited({ edited_timestamp: 'x', content: '' })).toBeUndefined();
  });
});

describe('among others', () => {
  test('only what is said to the desk: by its name, in reply to it, by a command, or as the first of a post', () => {
    expect(said({ content: 'Wie komt er?' }, true)).toBeUndefined();
    const named = said({ content: `<@${me}> Wat is de LVKK?`, mentions: [{ id: me }] }, true);
    expect(named).toMatchObject({ event: { conversationKey: 'c55', senderKey: 'u100', audience: 'group' } });
    expect(textOf(named)).toBe('Wat is de LVKK?');
    expect(textOf(said({ content: `Wat dan, <@!${me}>` }, true))).toBe('Wat dan,');
    const reply = { type: 19, message_reference: { message_id: '3' }, referenced_message: { author: { id: me } } };
    expect(textOf(said({ content: 'En daarna?', ...reply }, true))).toBe('En daarna?');
    expect(textOf(said({ content: '/antwoord Dag' }, true))).toBe('/antwoord Dag');
    expect(said({ content: '/iets anders' }, true)).toBeUndefined();
    expect(textOf(said({ content: 'Hoe vraag ik geld aan?' }, true, true))).toBe('Hoe vraag ik geld aan?');
  });

  test('files come along, and a sticker alone means nothing', () => {
    const attachments = [{ filename: 'a.png', size: 9, url: 'http://x/a.png' }];
    expect(said({ content: `<@${me}> kijk`, attachments }, true)).toMatchObject({ files: attachments });
    expect(said({ content: `<@${me}>`, sticker_items: [{}] }, true)).toBeUndefined();
  });
});

describe('slash commands', () => {
  const typed = (name: string, options: object[] = []) =>
    typedCommand(
      interactionSchema.parse({ id: '1', application_id: '2', type: 2, token: 't', data: { name, options } }),
    );

  test('become what would be typed', () => {
    const option = (name: string, value: unknown) => ({ name, value });
    expect(typed('vraag', [option('tekst', 'Wat is de LVKK?')])).toBe('/vraag Wat is de LVKK?');
    expect(typed('overdragen', [option('tekst', 'Anna'), option('nummer', 12)])).toBe('/overdragen 12 Anna');
    expect(typed('citeer', [option('nummer', 2), option('bij', 12)])).toBe('/citeer 2 bij 12');
    expect(typed('help')).toBe('/help');
    expect(typed('../x')).toBeUndefined();
  });

  test('bring their files', () => {
    const attachments = { '7': { filename: 'a.pdf', size: 9, url: 'http://x/a.pdf' } };
    const data = { name: 'document', options: [{ name: 'bestand', value: '7' }], resolved: { attachments } };
    const interaction = interactionSchema.parse({ id: '1', application_id: '2', type: 2, token: 't', data });
    expect(typedCommand(interaction)).toBe('/document');
    expect(filesWith(interaction)).toEqual([attachments['7']]);
  });

  test('what is personal is for one pair of eyes', () => {
    expect(audienceOf('/vraag Wat is de LVKK?')).toBe('everybody');
    expect(audienceOf('/help')).toBe('asker');
    expect(audienceOf('/adviseur')).toBe('asker');
    for (const command of ['/mijnvragen', '/koppel CODE', '/neem 12', '/iets'])
      expect(audienceOf(command)).toBe('private');
  });
});

describe('payloads of any shape', () => {
  const junk = fc.anything({ withBigInt: false, withNullPrototype: true });
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary', maxLength: 50_000 }),
    fc.constant(`<@${me}>`.repeat(500)),
  );
  const user = fc.oneof(fc.record({ id: fc.oneof(fc.constant('100'), junk), bot: junk }, { requiredKeys: [] }), junk);
  const message = fc.record(
    {
      id: fc.oneof(fc.constant(id), junk),
      channel_id: fc.oneof(fc.constant('55'), junk),
      author: fc.oneof(fc.constant(lid), user),
      content: fc.oneof(text, junk),
      mentions: fc.oneof(fc.array(user), junk),
      attachments: fc.oneof(fc.array(junk), junk),
      edited_timestamp: fc.oneof(text, junk),
      type: fc.oneof(fc.constant(0), junk),
      message_reference: junk,
      referenced_message: junk,
      poll: junk,
    },
    { requiredKeys: [] },
  );

  test('never throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(message, junk),
        fc.boolean(),
        fc.boolean(),
        (one, group, post) => void read(one, group, post),
      ),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.record({ id: junk, type: junk, token: junk, data: junk, message: junk }), (one) => {
        const parsed = interactionSchema.safeParse({ ...one, id: '1', application_id: '2', type: 3, token: 't' });
        if (parsed.success) rowsUnder(parsed.data);
      }),
    );
  });

  test('do not hide a good message that has more in it than we know', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 20 }), junk), (more) => {
        expect(textOf(said({ ...more, content: 'Hallo', flags: null, poll: null }))).toBe('Hallo');
      }),
    );
  });
});
