import { describe, expect, test } from 'vitest';
import { wordings } from '../../../src/desk/wording/wordings.ts';
import { engines } from '../../support/databases.ts';
import { SteppedDesk } from '../../support/stepped-desk.ts';
import { notice, offTopic } from '../../support/village-notice.ts';

const { disclosure } = wordings.nl;
const times = (text: string, part: string) => text.split(part).length - 1;

describe.each(engines)('the desk on $engine', ({ newPlace }) => {
  const build = async () => SteppedDesk.build((await newPlace()).config);

  test('says once, with its first reply, that a computer answers', async () => {
    const desk = await build();
    await desk.say('a', notice.rent.question);
    await desk.say('a', offTopic);
    const said = (await desk.transcript('a')).filter((message) => message.author === 'desk');
    expect(said.map((message) => times(message.text, disclosure))).toEqual([1, 0]);
    expect(said[0]?.text.startsWith(disclosure)).toBe(true);
    expect(said[0]?.text).toMatch(notice.rent.fact);
  });

  test('says it in the welcome when the conversation is opened first, and not again', async () => {
    const desk = await build();
    const welcome = await desk.happens('a', { kind: 'opened' });
    expect(welcome.map((message) => times(message.text, disclosure))).toEqual([1]);
    expect(await desk.happens('a', { kind: 'opened' })).toEqual([]);
    expect((await desk.say('a', notice.rent.question)).text).not.toContain(disclosure);
  });

  test('welcomes nobody who has been told already', async () => {
    const desk = await build();
    await desk.say('a', 'Hallo');
    expect(await desk.happens('a', { kind: 'opened' })).toEqual([]);
  });

  test('takes an event once, however often and with whatever it comes', async () => {
    const desk = await build();
    const first = await desk.channel.happens('a', { kind: 'text', text: notice.rent.question }, 'event-1');
    const again = await Promise.all([
      desk.channel.happens('a', { kind: 'text', text: notice.rent.question }, 'event-1'),
      desk.channel.happens('a', { kind: 'text', text: 'Iets anders onder hetzelfde nummer' }, 'event-1'),
    ]);
    await desk.handleDue();
    await desk.channel.happens('a', { kind: 'text', text: notice.rent.question }, 'event-1');
    expect(await desk.handleDue()).toBe(0);
    expect([first, ...again].map(({ duplicate }) => duplicate)).toEqual([false, true, true]);
    expect((await desk.transcript('a')).map(({ author }) => author)).toEqual(['member', 'desk']);
  });

  test('handles an event that two look at once only one time', async () => {
    const desk = await build();
    await desk.channel.happens('a', { kind: 'text', text: 'Ik wil graag een adviseur spreken over de statuten.' });
    const due = await desk.database.stores.inbox.dueEvents([desk.channel.name], desk.clock.now(), 10);
    const [event] = due;
    if (!event) throw new Error('nothing was due');
    await Promise.all([desk.desk.handle(event), desk.desk.handle(event), desk.desk.handle(event)]);
    expect((await desk.transcript('a')).map(({ author }) => author)).toEqual(['member', 'desk']);
    expect(await desk.tickets()).toHaveLength(1);
    expect(desk.handled).toHaveLength(1);
  });

  test('refuses what is empty or far too long with words for the member, and stores nothing', async () => {
    const desk = await build();
    const refused = (text: string) => desk.channel.happens('a', { kind: 'text', text });
    await expect(refused(' \n\t ')).rejects.toMatchObject({ code: 'message_empty', expected: true });
    await expect(refused('a'.repeat(10_001))).rejects.toMatchObject({ code: 'message_too_long', expected: true });
    expect(await desk.conversation('a')).toBeUndefined();
  });

  test('answers an English question in English words around the Dutch text, and goes back', async () => {
    const desk = await build();
    const question = 'What is the phone number of the secretariaat of Dorpsbelang Voorbeeldbuurt?';
    const reply = await desk.say('a', question);
    expect(reply.text.startsWith(wordings.en.disclosure)).toBe(true);
    expect((await desk.conversation('a'))?.language).toBe('en');
    expect((await desk.say('a', 'I want to talk to a human about our bylaws')).text).toContain(
      wordings.en.escalated('human_requested', (await desk.tickets()).length),
    );
    expect((await desk.tickets()).at(-1)?.language).toBe('en');
    expect((await desk.say('a', 'Goedemiddag')).text).toBe(wordings.nl.greeting);
  });

  test('understands a question that leans on the one before it', async () => {
    const desk = await build();
    await desk.say('a', notice.rent.question);
    const reply = await desk.say('a', 'En voor leden?');
    expect(reply.details?.outcome).toBe('answered');
    expect(reply.text).toMatch(/30 euro/);
  });

  test('shows what it cites, and how sure it is', async () => {
    const desk = await build();
    const { details } = await desk.say('a', notice.phone.question);
    expect(details).toMatchObject({ outcome: 'answered', ratable: true, ticket: null });
    expect(details?.citations[0]).toMatchObject({ number: 1, source: notice.file });
    expect(details?.confidence).toBeGreaterThan(0.5);
  });
});
