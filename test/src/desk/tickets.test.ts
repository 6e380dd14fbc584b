import { describe, expect, test } from 'vitest';
import type { DeskStores } from '../../../src/desk/stores.ts';
import { wordings } from '../../../src/desk/wording/wordings.ts';
import type { Transactor } from '../../../src/kernel/transaction.ts';
import { engines } from '../../support/databases.ts';
import { SteppedDesk } from '../../support/stepped-desk.ts';
import { notice } from '../../support/village-notice.ts';

const aboutStatutes = 'Ik wil graag een adviseur spreken over de statuten.';

/** The database, on which the outbox refuses as long as there are failures left. */
class FailingOutbox implements Transactor<DeskStores> {
  readonly stores: DeskStores;
  readonly #database: Transactor<DeskStores>;
  failures: number;

  constructor(database: Transactor<DeskStores>, failures: number) {
    this.#database = database;
    this.stores = database.stores;
    this.failures = failures;
  }

  transaction<T>(work: (stores: DeskStores) => Promise<T>): Promise<T> {
    return this.#database.transaction((stores) => {
      const { outbox } = stores;
      const failing = new Proxy(outbox, {
        get: (_, name: keyof typeof outbox) => {
          if (name === 'enqueue' && this.failures-- > 0) throw new Error('the outbox failed');
          return outbox[name].bind(outbox);
        },
      });
      return work({ ...stores, outbox: failing });
    });
  }
}

describe.each(engines)('tickets on $engine', ({ newPlace }) => {
  const build = async (failures = 0) =>
    SteppedDesk.build((await newPlace()).config, (database) => new FailingOutbox(database, failures));

  test('come with their announcement or not at all', async () => {
    const desk = await build(1);
    await desk.channel.happens('a', { kind: 'text', text: aboutStatutes });
    expect(await desk.handleDue()).toBe(1);
    expect(await desk.tickets()).toEqual([]);
    expect((await desk.transcript('a')).map(({ author }) => author)).toEqual(['member']);
    expect((await desk.conversation('a'))?.disclosedAt).toBeNull();

    desk.clock.time += 1_000;
    expect(await desk.handleDue()).toBe(1);
    const [ticket, ...more] = await desk.tickets();
    expect(more).toEqual([]);
    expect(ticket).toMatchObject({ number: 1, reason: 'human_requested', question: aboutStatutes, state: 'open' });
    const [question, reply] = await desk.transcript('a');
    expect(ticket?.messageId).toBe(question?.id);
    expect(reply?.details).toMatchObject({ outcome: 'escalated', ticket: 1, reason: 'human_requested' });
    expect(reply?.text).toContain(`${wordings.nl.disclosure}\n\n${wordings.nl.escalated('human_requested', 1)}`);
  });

  test('are opened by the desk itself when a question fails three times', async () => {
    const desk = await build(3);
    await desk.channel.happens('a', { kind: 'text', text: notice.rent.question });
    for (let attempt = 0; attempt < 3; attempt++) {
      await desk.handleDue();
      desk.clock.time += 60_000;
    }
    // The hand-over itself met the third failure here: it waits, and the next try succeeds.
    await desk.handleDue();
    expect((await desk.tickets()).map(({ reason, question }) => [reason, question])).toEqual([
      ['failure', notice.rent.question],
    ]);
    expect((await desk.transcript('a')).at(-1)?.text).toContain(wordings.nl.escalated('failure', 1));
    expect(await desk.handleDue()).toBe(0);
  });

  test('do not multiply when the same question is asked again', async () => {
    const desk = await build();
    await desk.say('a', aboutStatutes);
    const again = await desk.say('a', '  ik wil graag een adviseur spreken, over de STATUTEN ');
    const [ticket, ...more] = await desk.tickets();
    expect(more).toEqual([]);
    expect(again.text).toBe(wordings.nl.alreadyAsked(1));
    expect(again.details).toMatchObject({ outcome: 'escalated', ticket: 1 });
    expect(await desk.eventsOf(ticket)).toEqual(['opened', 'asked_again']);
    await desk.say('b', aboutStatutes);
    expect((await desk.tickets()).map(({ number }) => number)).toEqual([1, 2]);
  });

  test.each(['button', 'words'])(
    'are opened for the right question when an answer did not help, by %s',
    async (how) => {
      const desk = await build();
      const first = await desk.say('a', notice.rent.question);
      const second = await desk.say('a', notice.meeting.question);
      if (how === 'button') {
        const [reply] = await desk.happens('a', { kind: 'rated', messageId: first.id, helpful: false });
        expect(reply?.text).toContain(wordings.nl.escalated('not_helpful', 1));
      } else
        expect((await desk.say('a', 'Nee, niet geholpen')).text).toContain(wordings.nl.escalated('not_helpful', 1));
      const [ticket] = await desk.tickets();
      const question = how === 'button' ? notice.rent.question : notice.meeting.question;
      expect(ticket).toMatchObject({ question, reason: 'not_helpful' });
      expect(ticket?.passages.map(({ source }) => source)).toContain(notice.file);
      const rated = await desk.transcript('a');
      expect(rated.find(({ id }) => id === (how === 'button' ? first : second).id)?.helpful).toBe(false);
    },
  );

  test('are not opened twice for one answer: the first word counts', async () => {
    const desk = await build();
    const answer = await desk.say('a', notice.rent.question);
    const rated = (helpful: boolean) => desk.happens('a', { kind: 'rated', messageId: answer.id, helpful });
    expect((await rated(true)).map(({ text }) => text)).toEqual([wordings.nl.helped]);
    expect(await rated(false)).toEqual([]);
    expect((await desk.say('a', 'niet geholpen')).text).toBe(wordings.nl.nothingToRate);
    expect(await desk.tickets()).toEqual([]);
  });

  test('cannot be had with a button of another conversation, or of no answer', async () => {
    const desk = await build();
    const answer = await desk.say('a', notice.rent.question);
    const greeting = await desk.say('b', 'Hallo');
    for (const messageId of [answer.id, greeting.id, 'bestaat-niet']) {
      expect(await desk.happens('b', { kind: 'rated', messageId, helpful: false })).toEqual([]);
    }
    expect(await desk.tickets()).toEqual([]);
    expect((await desk.transcript('a')).at(-1)?.helpful).toBeNull();
  });

  test('hold the question that was rated, also when the next one had come in before its answer', async () => {
    const desk = await build();
    for (const text of [notice.rent.question, notice.meeting.question]) {
      await desk.channel.happens('a', { kind: 'text', text });
    }
    await desk.handleDue();
    const [first] = (await desk.transcript('a')).filter((message) => message.details?.ratable);
    await desk.happens('a', { kind: 'rated', messageId: first?.id ?? '', helpful: false });
    expect(await desk.tickets()).toMatchObject([{ question: notice.rent.question, reason: 'not_helpful' }]);
  });

  test('leave thanks and what is taken back alone while they wait for a question', async () => {
    const desk = await build();
    await desk.say('a', 'adviseur');
    expect((await desk.say('a', 'dank je wel')).text).toBe(wordings.nl.thanks);
    expect((await desk.say('a', 'laat maar')).text).toBe(wordings.nl.withdrawn);
    expect((await desk.say('a', notice.rent.question)).text).toContain(wordings.nl.toldMore(1));
    const [ticket] = await desk.tickets();
    expect(await desk.eventsOf(ticket)).toEqual(['opened', 'told_more']);
  });

  test('take what explains them, and where the member can be reached', async () => {
    const desk = await build();
    await desk.say('a', 'Ik wil graag iemand spreken over de huur');
    expect((await desk.say('a', 'Het gaat over de zaal op zaterdag')).text).toContain(wordings.nl.toldMore(1));
    expect((await desk.say('a', 'Mijn nummer is 0600000000')).text).toContain(wordings.nl.toldMore(1));
  });

  test('take the question before a bare “adviseur”', async () => {
    const desk = await build();
    await desk.say('a', notice.rent.question);
    await desk.say('a', 'Bedankt');
    const reply = await desk.say('a', 'adviseur');
    expect(reply.text).toContain(wordings.nl.escalated('human_requested', 1));
    const [ticket] = await desk.tickets();
    const [question] = await desk.transcript('a');
    expect(ticket).toMatchObject({ question: notice.rent.question, messageId: question?.id });
  });

  test('are opened for a bare “adviseur” without a question, and take the next message along', async () => {
    const desk = await build();
    const asked = await desk.say('a', 'adviseur');
    expect(asked.text).toContain(wordings.nl.whatForAdvisor(1));
    expect(asked.details?.outcome).toBe('escalated');
    expect((await desk.say('a', notice.rent.question)).text).toContain(wordings.nl.toldMore(1));
    const [ticket, ...others] = await desk.tickets();
    expect(others).toEqual([]);
    expect(ticket).toMatchObject({ number: 1, reason: 'human_requested' });
    if (ticket) expect(await desk.eventsOf(ticket)).toEqual(['opened', 'told_more']);
    expect((await desk.say('a', notice.meeting.question)).details?.outcome).toBe('answered');
  });

  test('are numbered without gaps when conversations ask at once', async () => {
    const desk = await build();
    const keys = Array.from({ length: 8 }, (_, i) => `lid-${i}`);
    await Promise.all(
      keys.map((key) => desk.channel.happens(key, { kind: 'text', text: `${aboutStatutes} Ik ben ${key}.` })),
    );
    const due = await desk.database.stores.inbox.dueEvents([desk.channel.name], desk.clock.now(), 50);
    expect(due).toHaveLength(8);
    await Promise.all(due.map((event) => desk.desk.handle(event)));
    expect((await desk.tickets()).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
