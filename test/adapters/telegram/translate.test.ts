import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { translate } from '../../../adapters/telegram/translate.ts';
import { updateSchema } from '../../../adapters/telegram/update.ts';
import { encodePress } from '../../../src/desk/press.ts';

const me = { id: 777, username: 'dorpsbalie_bot' };
const lid = { id: 100, is_bot: false };
const group = { id: -1_001_234_567, type: 'supergroup' };

const read = (update: unknown) => {
  const parsed = updateSchema.safeParse(update);
  return parsed.success ? translate(parsed.data, me) : 'not understood';
};
const said = (fields: Record<string, unknown>, chat: object = { id: 100, type: 'private' }) =>
  read({ update_id: 1, message: { message_id: 7, date: 1_000, from: lid, chat, ...fields } });
const textOf = (result: ReturnType<typeof read>) =>
  typeof result === 'object' && result.kind === 'event' && result.event.action.kind === 'text'
    ? result.event.action.text
    : undefined;
const mention = (text: string) => ({
  text,
  entities: [{ type: 'mention', offset: text.indexOf('@'), length: 15 }],
});
const command = (text: string) => ({
  text,
  entities: [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]?.length }],
});

describe('in a private chat', () => {
  test('a text is somebody’s word, with when and in reply to what', () => {
    expect(said({ text: 'Hallo', reply_to_message: { message_id: 3 } })).toEqual({
      kind: 'event',
      files: [],
      album: null,
      event: {
        eventId: '777:1',
        conversationKey: '100',
        senderKey: '100',
        audience: 'private',
        sentAt: 1_000_000,
        action: { kind: 'text', text: 'Hallo', ref: '7', replyToRef: '3' },
      },
    });
  });

  test('an address behind words is written out, and a command loses the name of the bot', () => {
    const entities = [{ type: 'text_link', offset: 4, length: 4, url: 'https://dorp.nl' }];
    expect(textOf(said({ text: 'Zie deze pagina', entities }))).toBe('Zie deze (https://dorp.nl) pagina');
    expect(textOf(said(command('/neem@dorpsbalie_bot 12')))).toBe('/neem 12');
  });

  test('a photo is its largest size, and a voice message a file', () => {
    const photo = [{ file_id: 'klein' }, { file_id: 'groot', file_size: 9 }];
    expect(said({ photo, caption: 'Kijk' })).toMatchObject({ files: [{ id: 'groot', name: 'foto.jpg', bytes: 9 }] });
    expect(said({ voice: { file_id: 'v' } })).toMatchObject({ files: [{ id: 'v', name: 'spraakbericht.ogg' }] });
  });

  test('what bots and channels write is nothing, and so is a service message', () => {
    expect(said({ text: 'Hoi', from: { id: 5, is_bot: true } })).toBeUndefined();
    expect(said({ text: 'Hoi', from: { id: me.id } })).toBeUndefined();
    expect(said({ text: 'Hoi' }, { id: -100, type: 'channel' })).toBeUndefined();
    expect(said({ pinned_message: {} })).toBeUndefined();
    expect(read({ update_id: 1, poll: {} })).toBeUndefined();
  });
});

describe('in a group', () => {
  const inGroup = (fields: Record<string, unknown>) => said(fields, group);

  test('only what is said to the desk is read: by name, in reply, or by command', () => {
    expect(inGroup({ text: 'Wie komt er vanavond?' })).toBeUndefined();
    expect(inGroup({ text: 'Ja', reply_to_message: { message_id: 3, from: lid } })).toBeUndefined();
    expect(inGroup({ ...mention('Vraag het @een_andere_bot'), text: 'Vraag het @een_andere_bot' })).toBeUndefined();
    expect(textOf(inGroup(mention('@dorpsbalie_bot wat kost de zaal?')))).toBe('wat kost de zaal?');
    expect(textOf(inGroup({ text: 'En voor leden?', reply_to_message: { message_id: 3, from: { id: me.id } } }))).toBe(
      'En voor leden?',
    );
    expect(textOf(inGroup(command('/vraag Wat kost de zaal?')))).toBe('/vraag Wat kost de zaal?');
    expect(inGroup(command('/ban'))).toBeUndefined();
    expect(textOf(inGroup(command('/dansen@dorpsbalie_bot')))).toBe('/dansen');
    expect(inGroup(command('/help@een_andere_bot'))).toBeUndefined();
  });

  test('an edit of what was not said to the desk is not read either', () => {
    const edited_message = { message_id: 7, date: 1_000, from: lid, chat: group };
    expect(read({ update_id: 1, edited_message: { ...edited_message, text: 'Om 8 uur' } })).toBeUndefined();
    expect(
      read({ update_id: 1, edited_message: { ...edited_message, ...mention('@dorpsbalie_bot ja') } }),
    ).toMatchObject({
      event: { action: { kind: 'edited', text: 'ja' } },
    });
  });

  test('a topic is a conversation of its own, and a string of replies is not', () => {
    const key = (fields: object) => {
      const result = inGroup({ ...mention('@dorpsbalie_bot hoi'), ...fields });
      return typeof result === 'object' && result.kind === 'event' ? result.event.conversationKey : undefined;
    };
    expect(key({ message_thread_id: 9, is_topic_message: true })).toBe('-1001234567:9');
    expect(key({ message_thread_id: 9 })).toBe('-1001234567');
  });

  test('stickers of a group are left alone; a file in reply is for the desk to take or to leave', () => {
    const reply_to_message = { message_id: 3, from: { id: me.id } };
    expect(inGroup({ sticker: {}, reply_to_message })).toBeUndefined();
    expect(inGroup({ photo: [{ file_id: 'x' }] })).toBeUndefined();
    expect(inGroup({ photo: [{ file_id: 'x' }], reply_to_message })).toMatchObject({
      event: { action: { kind: 'text', text: '', replyToRef: '3' } },
      files: [{ id: 'x' }],
    });
  });

  test('what is just said in a topic of the bot is no reply to it, and is not heard', () => {
    const inTopic = { message_thread_id: 9, is_topic_message: true };
    const root = { message_id: 9, from: { id: me.id, is_bot: true } };
    expect(inGroup({ text: 'Weet jij dit?', ...inTopic, reply_to_message: root })).toBeUndefined();
    expect(inGroup({ text: 'Ja', ...inTopic, reply_to_message: { ...root, message_id: 12 } })).toMatchObject({
      event: { conversationKey: '-1001234567:9', action: { text: 'Ja', replyToRef: '12' } },
    });
    expect(inGroup({ forum_topic_closed: {}, ...inTopic, reply_to_message: root })).toBeUndefined();
  });

  test('each press of a choice counts, whoever pressed it before; a rating counts once', () => {
    const eventOf = (data: string, id: string) => {
      const message = { message_id: 7, chat: group };
      const result = read({ update_id: 1, callback_query: { id, from: lid, data, message } });
      return typeof result === 'object' && result.kind === 'press' ? result.event?.eventId : undefined;
    };
    const messageId = '0198f0e0-0000-4000-8000-000000000000';
    const choice = encodePress({ kind: 'choice', messageId, choice: 0 });
    expect(eventOf(choice, 'q1')).not.toBe(eventOf(choice, 'q2'));
    expect(eventOf(choice, 'q1')).toBe(eventOf(choice, 'q1'));
    const source = encodePress({ kind: 'source', messageId, number: 1 });
    expect(eventOf(source, 'q1')).toBe(eventOf(source, 'q2'));
  });

  test('a group that becomes a supergroup moves', () => {
    expect(said({ migrate_to_chat_id: -1_005 }, { id: -5, type: 'group' })).toEqual({
      ...{ kind: 'moved', from: '-5', to: '-1005' },
    });
  });
});

describe('fuzzed updates', () => {
  const junk = fc.anything({ maxDepth: 3, withNullPrototype: true });
  const message = fc.record(
    {
      message_id: fc.oneof(fc.integer(), junk),
      date: fc.oneof(fc.integer(), junk),
      from: fc.oneof(fc.constant(lid), junk),
      chat: fc.oneof(fc.constant({ id: 100, type: 'private' }), fc.constant(group), junk),
      text: fc.oneof(fc.string({ unit: 'binary', maxLength: 5_000 }), junk),
      caption: junk,
      entities: fc.oneof(
        fc.array(
          fc.record({
            type: fc.constantFrom('mention', 'text_link', 'bot_command', 'new'),
            offset: fc.integer(),
            length: fc.integer(),
            url: fc.string(),
          }),
        ),
        junk,
      ),
      reply_to_message: junk,
      photo: junk,
      document: junk,
      something_of_the_future: junk,
    },
    { requiredKeys: [] },
  );
  const query = fc.record(
    {
      id: fc.oneof(fc.string(), junk),
      from: fc.oneof(fc.constant(lid), junk),
      data: fc.oneof(fc.string(), junk),
      message: fc.oneof(message, junk),
    },
    { requiredKeys: [] },
  );

  test('never throw', () => {
    const update = fc.record(
      {
        update_id: fc.oneof(fc.integer(), junk),
        message: fc.oneof(message, junk),
        edited_message: message,
        callback_query: query,
        my_chat_member: junk,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(update, junk), (one) => void read(one)),
      { numRuns: 2_000 },
    );
  });

  test('do not hide a good message that has more in it than we know', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 20 }), junk), (more) => {
        expect(textOf(said({ ...more, text: 'Hallo', quote: null }))).toBe('Hallo');
      }),
    );
  });
});
