import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { DeskStores } from '../../../src/desk/stores.ts';
import { newId } from '../../../src/kernel/ids.ts';
import {
  deskSays,
  editionOf,
  memberSays,
  newConversation,
  newPerson,
  newQuestion,
  newTicket,
  passagesWith,
  proposalOf,
  ticketAbout,
} from '../../contract/samples.ts';
import { engines } from '../../support/databases.ts';
import { newGate } from '../../support/gate.ts';
import { firstLine, startChild } from './child-process.ts';

for (const { engine, newPlace } of engines) {
  /** Two databases on the same place, as two processes have them. */
  const openTwo = async () => {
    const place = await newPlace();
    return [await place.open(), await place.open()] as const;
  };

  describe(`side by side on ${engine}`, () => {
    test('50 tickets at once have 50 consecutive numbers', async () => {
      const databases = await openTwo();
      const { message } = await newQuestion(databases[0].stores);
      const opening = Array.from({ length: 25 }, () =>
        databases.map(({ stores }) => stores.tickets.openTicket(ticketAbout(message))),
      );
      const numbers = (await Promise.all(opening.flat())).map(({ number }) => number);
      expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    });

    test('tickets that are undone among others leave no gap', async () => {
      const databases = await openTwo();
      const { message } = await newQuestion(databases[0].stores);
      const opening = Array.from({ length: 10 }, (_, index) =>
        databases.map((database) =>
          database.transaction(async ({ tickets }) => {
            await tickets.openTicket(ticketAbout(message));
            if (index % 3 === 0) throw new Error('undo');
          }),
        ),
      );
      await Promise.allSettled(opening.flat());
      const numbers = (await databases[0].stores.tickets.listTickets(100)).map(({ number }) => number);
      expect(numbers.reverse()).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    });

    test('an event is ended by one only', async () => {
      const [one, two] = await openTwo();
      for (let count = 0; count < 10; count++) await acceptOne(one.stores);
      const events = await one.stores.inbox.dueEvents(['web'], 1_000, 100);
      expect(events).toHaveLength(10);
      for (const { seq } of events) {
        const end = (stores: DeskStores) => stores.inbox.endEvent(seq, 2_000);
        const ended = await Promise.all([one.transaction(end), two.transaction(end), end(one.stores), end(two.stores)]);
        expect(ended.filter(Boolean)).toHaveLength(1);
      }
    });

    test('an event that comes in twice at once is stored once', async () => {
      const [one, two] = await openTwo();
      const { id: conversationId } = await newConversation(one.stores);
      for (let count = 0; count < 10; count++) {
        const event = { channel: 'web', eventId: `${count}`, conversationId, payload: '{}', receivedAt: 1_000 };
        const stored = await Promise.all(
          [one, two, one, two].map((database) => database.transaction(({ inbox }) => inbox.acceptEvent(event))),
        );
        expect(stored.filter(Boolean)).toHaveLength(1);
      }
    });

    test('a conversation opened by several at once is one conversation', async () => {
      const [one, two] = await openTwo();
      for (let count = 0; count < 10; count++) {
        const opened = await Promise.all(
          [one, two, one, two].map((database, index) => {
            const open = ({ conversations }: DeskStores) => conversations.openConversation('web', `${count}`, 1_000);
            return index < 2 ? open(database.stores) : database.transaction(open);
          }),
        );
        expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
      }
    });

    test('of twenty advisors who claim a ticket at once exactly one gets it', async () => {
      const place = await newPlace();
      const { stores } = await place.open();
      const databases = [await place.open(), await place.open(), await place.open(), await place.open()];
      const seen = await newTicket(stores);
      const claims = Array.from({ length: 5 }, () => databases).flat();
      const claimed = await Promise.all(
        claims.map((database, index) => {
          const claim = ({ tickets }: DeskStores) =>
            tickets.changeTicket(
              seen,
              { state: 'claimed', assigneeId: `adviseur ${index}` },
              { kind: 'claimed', actor: 'advisor', personId: `adviseur ${index}`, at: 4_000 },
            );
          return index % 2 === 0 ? claim(database.stores) : database.transaction(claim);
        }),
      );

      const winners = claimed.filter((ticket) => ticket !== undefined);
      expect(winners).toHaveLength(1);
      expect(winners[0]).toMatchObject({ state: 'claimed', revision: 1 });
      expect(await stores.tickets.findTicketById(seen.id)).toEqual(winners[0]);
      const events = await stores.tickets.listEvents(seen.id);
      expect(events.map(({ kind, personId }) => [kind, personId])).toEqual([
        ['opened', null],
        ['claimed', winners[0]?.assigneeId],
      ]);
    });

    test('an invitation is redeemed by one only', async () => {
      const [one, two] = await openTwo();
      for (let count = 0; count < 10; count++) {
        const codeHash = `${count}`.repeat(64);
        const rest = { personId: null, region: null, ambassador: false, createdAt: 1_000, expiresAt: 9_000 };
        await one.stores.people.addInvitation({ codeHash, role: 'advisor', ...rest });
        const redeem = ({ people }: DeskStores) => people.redeemInvitation(codeHash, 2_000);
        const redeemed = await Promise.all([
          one.transaction(redeem),
          two.transaction(redeem),
          redeem(one.stores),
          redeem(two.stores),
        ]);
        expect(redeemed.filter((invitation) => invitation !== undefined)).toHaveLength(1);
      }
    });

    test('a task is ended, a proposal decided and an offer made by one only', async () => {
      const [one, two] = await openTwo();
      const { id: ticketId, conversationId } = await newTicket(one.stores);
      const { id: personId } = await newPerson(one.stores.people);
      await one.stores.agenda.setTasks(ticketId, conversationId, [{ kind: 'close', dueAt: 1_000 }]);
      const [task] = await one.stores.agenda.tasksOf(ticketId);
      await one.stores.tickets.addProposal(proposalOf(ticketId, { id: 'voorstel' }));
      const acts: ((stores: DeskStores) => Promise<boolean>)[] = [
        ({ agenda }) => agenda.endTask(task?.seq ?? 0),
        ({ tickets }) => tickets.decideProposal('voorstel', 'approved', personId, 5_000),
        ({ tickets }) => tickets.addOffer({ ticketId, personId, step: 1, reasons: [], at: 4_000 }, 4_000),
      ];
      for (const act of acts) {
        const done = await Promise.all([one.transaction(act), two.transaction(act), act(one.stores), act(two.stores)]);
        expect(done.filter(Boolean)).toHaveLength(1);
      }
    });

    test('an answer is either withheld or being sent, never both', async () => {
      const [one, two] = await openTwo();
      for (let count = 0; count < 10; count++) {
        const { id: conversationId, channel } = await newConversation(one.stores);
        const { id: messageId } = await one.stores.conversations.appendMessage(deskSays(conversationId, 'Ja.'));
        const row = { channel, conversationId, messageId, withholdable: true, createdAt: 1_000 };
        await one.stores.outbox.enqueue(row);
        const due = await one.stores.outbox.dueRows([channel], 1_000, 100);
        const seq = due.find((each) => each.messageId === messageId)?.seq ?? 0;

        const [begun, withholding] = await Promise.all([
          one.stores.outbox.beginAttempt(seq, 2_000),
          two.transaction(({ outbox }) => outbox.withhold(conversationId, 2_000)),
        ]);

        expect(withholding).toEqual(begun ? { withheld: 0, underWay: 1 } : { withheld: 1, underWay: 0 });
        await one.stores.outbox.markDelivered(seq, 3_000);
      }
    });

    test('an answer is rated once', async () => {
      const [one, two] = await openTwo();
      const { message } = await newQuestion(one.stores);
      const rated = await Promise.all(
        [one, two, one, two].map(({ stores }, index) => stores.conversations.rateMessage(message.id, index % 2 === 0)),
      );
      expect(rated.filter(Boolean)).toHaveLength(1);
    });

    test('editions of one file saved at once follow each other', async () => {
      const databases = await openTwo();
      const saved = await Promise.all(
        Array.from({ length: 5 }, (_, index) =>
          databases.map(({ stores }) => stores.knowledge.saveEdition(editionOf('gids.md'), passagesWith(`${index}`))),
        ).flat(),
      );
      expect(new Set(saved.map(({ id }) => id)).size).toBe(1);
      expect(saved.map(({ edition }) => edition).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(await databases[0].stores.knowledge.passagesOf(saved[0]?.id ?? '')).toHaveLength(1);
    });

    test('who follows the changes while several write misses none', async () => {
      const databases = await openTwo();
      let writing = true;
      const follower = (async () => {
        const seen: number[] = [];
        for (let more = true; more; ) {
          more = writing;
          const changes = await databases[0].stores.knowledge.changesSince(seen.at(-1) ?? 0);
          seen.push(...changes.map(({ seq }) => seq));
          // SQLite answers without leaving the event loop's turn; the writers need one as well.
          await setImmediate();
        }
        return seen;
      })();
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          databases.map(({ transaction }, which) =>
            transaction(({ knowledge }) =>
              knowledge.saveEdition(editionOf(`${which}-${index}.md`), passagesWith('een')),
            ),
          ),
        ).flat(),
      );
      writing = false;
      const all = (await databases[1].stores.knowledge.changesSince(0)).map(({ seq }) => seq);
      expect(all).toHaveLength(40);
      expect(await follower).toEqual(all);
    });

    test('a transaction that waits for another one neither fails nor stops the reading', async () => {
      const [one, two] = await openTwo();
      const { message } = await newQuestion(one.stores);
      const inside = newGate();
      const mayEnd = newGate();
      const long = one.transaction(async ({ tickets }) => {
        await tickets.openTicket(ticketAbout(message));
        inside.open();
        await mayEnd.passed;
      });
      await inside.passed;
      const waiting = two.transaction(({ tickets }) => tickets.openTicket(ticketAbout(message)));

      expect(await one.stores.tickets.listTickets(10), 'half a transaction').toEqual([]);
      expect(await two.stores.tickets.listTickets(10), 'half a transaction').toEqual([]);
      mayEnd.open();
      await long;
      expect((await waiting).number).toBe(2);
    });

    test('a change of another process is seen at once', async () => {
      const place = await newPlace();
      const { stores } = await place.open();
      expect(await stores.knowledge.latestChange()).toBe(0);
      const said = await firstLine('ingest', place.config);
      const changes = await stores.knowledge.changesSince(0);
      expect(said).toEqual({ document: changes[0]?.documentId });
      expect(await stores.knowledge.latestChange()).toBe(1);
    });

    test('what a killed process had accepted is there', async () => {
      const place = await newPlace();
      const child = startChild('accept', place.config);
      const accepted: unknown[] = [];
      while (accepted.length < 20) accepted.push(await child.nextLine());
      await child.kill();

      const { stores } = await place.open();
      const { id: conversationId } = await newConversation(stores);
      for (const [index, line] of accepted.entries()) {
        const eventId = `event ${index}`;
        expect(line).toEqual({ accepted: eventId });
        const again = { channel: 'web', eventId, conversationId, payload: '{}', receivedAt: 1_000 };
        expect(await stores.inbox.acceptEvent(again), eventId).toBe(false);
      }
    });
  });
}

async function acceptOne(stores: DeskStores): Promise<void> {
  const { id: conversationId } = await newConversation(stores);
  await stores.conversations.appendMessage(memberSays(conversationId, 'Hallo'));
  await stores.inbox.acceptEvent({
    channel: 'web',
    eventId: newId(),
    conversationId,
    payload: '{}',
    receivedAt: 1_000,
  });
}
