import { describe, expect, test } from 'vitest';
import type { MemberAction } from '../../../src/desk/channel.ts';
import { engines } from '../../support/databases.ts';
import { SteppedDesk } from '../../support/stepped-desk.ts';
import { notice, offTopic, unanswerable } from '../../support/village-notice.ts';

describe.each(engines)('a group on $engine', ({ newPlace }) => {
  const build = async () => SteppedDesk.build((await newPlace()).config);
  const inGroup = (desk: SteppedDesk, senderKey: string, action: MemberAction) =>
    desk.inGroup('groep', senderKey, action);
  const says = (desk: SteppedDesk, senderKey: string, text: string) => inGroup(desk, senderKey, { kind: 'text', text });

  test('hears what the archive says, in reply to who asked, and nobody can rate it', async () => {
    const desk = await build();
    const [answer] = await says(desk, 'lid', notice.rent.question);
    expect(answer?.text).toMatch(notice.rent.fact);
    expect(answer?.details).toMatchObject({ outcome: 'answered', ratable: false });
    expect(answer?.replyToId).toBe((await desk.transcript('groep'))[0]?.id);
    expect(await says(desk, 'lid', offTopic)).toMatchObject([{ details: { outcome: 'declined' } }]);
    expect(await says(desk, 'lid', 'niet geholpen')).toMatchObject([{ details: { continues: 'privately' } }]);
    expect(await desk.tickets()).toEqual([]);
  });

  test('hears only that a question goes on in private; the ticket belongs to who asked', async () => {
    const desk = await build();
    await desk.joins('anna', 'advisor', 'Anna');
    for (const asker of ['lid', 'buur']) {
      const told = await says(desk, asker, unanswerable);
      expect(told).toMatchObject([{ details: { continues: 'privately', ticket: null } }]);
      expect(told[0]?.text).not.toMatch(/\d/);
    }
    const [first, second] = await desk.tickets();
    expect(first?.conversationId).toBe((await desk.conversation('lid'))?.id);
    expect(second?.conversationId).toBe((await desk.conversation('buur'))?.id);
    await desk.happens('anna', { kind: 'text', text: '/neem 1' });
    await desk.happens('anna', { kind: 'text', text: 'Dat zoek ik op.' });
    expect((await desk.last('lid')).text).toBe('Dat zoek ik op.');
    const read = (await desk.transcript('groep')).map(({ text }) => text).join();
    expect(read).not.toMatch(/Anna|Dat zoek ik op/);
  });

  test('what could not be said in private before somebody opened it is said when they do, once', async () => {
    const desk = await build();
    desk.channel.outcome = (key) =>
      key === 'lid' ? { kind: 'undeliverable', reason: 'not_started' } : { kind: 'delivered' };
    await says(desk, 'lid', unanswerable);
    await desk.sendDue();
    expect(desk.channel.textsTo('lid')).toEqual([]);
    desk.channel.outcome = () => ({ kind: 'delivered' });
    for (let i = 0; i < 2; i++) {
      await desk.happens('lid', { kind: 'opened', asked: true });
      await desk.sendDue();
    }
    const heard = desk.channel.textsTo('lid').map((text) => /staat klaar voor een adviseur/.test(text));
    expect(heard.filter(Boolean)).toHaveLength(1);
  });

  test('what is personal is refused there, and nobody is reached there from then on', async () => {
    const desk = await build();
    await desk.joins('anna', 'advisor', 'Anna');
    for (const command of ['/wachtrij', '/koppel', '/mijnvragen', '/naam Karel', '/taal en']) {
      expect(await says(desk, 'anna', command)).toMatchObject([{ details: { continues: 'privately' } }]);
    }
    await desk.happens('lid', { kind: 'text', text: 'Ik wil graag een adviseur spreken over de statuten.' });
    expect((await desk.last('anna')).text).toContain('statuten');
    const offer = await desk.last('anna');
    expect(await inGroup(desk, 'anna', { kind: 'chose', messageId: offer.id, choice: 0 })).toEqual([]);
    expect(await desk.tickets()).toMatchObject([{ state: 'open' }]);
  });

  test('an edit that the archive cannot answer any more goes on in private too', async () => {
    const desk = await build();
    await inGroup(desk, 'lid', { kind: 'text', text: notice.rent.question, ref: '7' });
    expect(await inGroup(desk, 'lid', { kind: 'edited', ref: '7', text: unanswerable })).toMatchObject([
      { details: { continues: 'privately' } },
    ]);
    expect((await desk.tickets())[0]?.conversationId).toBe((await desk.conversation('lid'))?.id);
  });
});
