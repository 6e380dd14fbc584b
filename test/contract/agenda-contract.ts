import { describe, expect, test } from 'vitest';
import type { DeskStores } from '../../src/desk/stores.ts';
import type { Transactor } from '../../src/kernel/transaction.ts';
import type { DueTask } from '../../src/queue/due-task.ts';
import type { Ticket } from '../../src/queue/ticket.ts';
import { newTicket } from './samples.ts';

/** What every `AgendaStore` does. */
export function describeAgendaContract(name: string, openDatabase: () => Promise<Transactor<DeskStores>>): void {
  describe(`agenda in ${name}`, () => {
    test('an empty agenda has nothing to do', async () => {
      const { agenda } = (await openDatabase()).stores;
      expect(await agenda.nextTaskDueAt()).toBeNull();
      expect(await agenda.dueTasks(9_000, 10)).toEqual([]);
    });

    test('new tasks of a ticket take the place of all that it had, and of no other', async () => {
      const { stores } = await openDatabase();
      const [mine, theirs] = [await newTicket(stores), await newTicket(stores)];
      await setTasks(stores, mine, ['widen', 3_000], ['nudge', 2_000]);
      await setTasks(stores, theirs, ['close', 9_000]);
      expect(kindsOf(await stores.agenda.tasksOf(mine.id))).toEqual(['nudge', 'widen']);

      await setTasks(stores, mine, ['widen', 5_000]);

      const { id: ticketId, conversationId } = mine;
      expect(await stores.agenda.tasksOf(ticketId)).toEqual([
        { seq: expect.any(Number), ticketId, conversationId, kind: 'widen', dueAt: 5_000, attempts: 0 },
      ]);
      expect(kindsOf(await stores.agenda.tasksOf(theirs.id))).toEqual(['close']);

      await setTasks(stores, mine);
      expect(await stores.agenda.tasksOf(ticketId)).toEqual([]);
    });

    test('the longest overdue comes first, what is not due waits, and a limit holds', async () => {
      const { stores } = await openDatabase();
      await setTasks(stores, await newTicket(stores), ['end_lease', 4_000], ['nudge', 2_000]);
      await setTasks(stores, await newTicket(stores), ['close', 1_000], ['warn_stale', 4_001]);
      await setTasks(stores, await newTicket(stores), ['widen', 2_000]);

      const due = async (limit: number) => kindsOf(await stores.agenda.dueTasks(4_000, limit));
      expect(await due(10)).toEqual(['close', 'nudge', 'widen', 'end_lease']);
      expect(await due(2)).toEqual(['close', 'nudge']);
      expect(await stores.agenda.dueTasks(999, 10)).toEqual([]);
      expect(await stores.agenda.nextTaskDueAt()).toBe(1_000);
    });

    test('a task ends once', async () => {
      const { stores } = await openDatabase();
      await setTasks(stores, await newTicket(stores), ['nudge', 1_000], ['end_lease', 2_000]);
      const [first] = await stores.agenda.dueTasks(1_000, 10);

      expect(await stores.agenda.endTask(first?.seq ?? 0)).toBe(true);
      expect(await stores.agenda.endTask(first?.seq ?? 0)).toBe(false);
      expect(kindsOf(await stores.agenda.dueTasks(9_000, 10))).toEqual(['end_lease']);
      expect(await stores.agenda.nextTaskDueAt()).toBe(2_000);
    });

    test('a task that was replaced, be it by the same again, does not end any more', async () => {
      const { stores } = await openDatabase();
      const ticket = await newTicket(stores);
      await setTasks(stores, ticket, ['nudge', 1_000]);
      const [seen] = await stores.agenda.dueTasks(1_000, 10);
      await setTasks(stores, ticket, ['nudge', 1_000]);
      expect(await stores.agenda.endTask(seen?.seq ?? 0)).toBe(false);
      expect(kindsOf(await stores.agenda.dueTasks(1_000, 10))).toEqual(['nudge']);
    });

    test('a task whose end is undone is still to be done', async () => {
      const database = await openDatabase();
      await setTasks(database.stores, await newTicket(database.stores), ['close', 1_000]);
      const due = await database.stores.agenda.dueTasks(1_000, 10);
      const undone = database.transaction(async ({ agenda }) => {
        expect(await agenda.endTask(due[0]?.seq ?? 0)).toBe(true);
        throw new Error('undo');
      });
      await expect(undone).rejects.toThrow('undo');
      expect(await database.stores.agenda.dueTasks(1_000, 10)).toEqual(due);
    });

    test('a task that is put off comes back at its time, with its attempts counted', async () => {
      const { stores } = await openDatabase();
      await setTasks(stores, await newTicket(stores), ['close', 1_000]);
      const [task] = await stores.agenda.dueTasks(1_000, 10);

      await stores.agenda.deferTask(task?.seq ?? 0, 5_000);

      expect(await stores.agenda.dueTasks(4_999, 10)).toEqual([]);
      expect(await stores.agenda.nextTaskDueAt()).toBe(5_000);
      expect(await stores.agenda.dueTasks(5_000, 10)).toEqual([{ ...task, dueAt: 5_000, attempts: 1 }]);
    });
  });
}

async function setTasks(stores: DeskStores, ticket: Ticket, ...tasks: [DueTask['kind'], number][]): Promise<void> {
  const dated = tasks.map(([kind, dueAt]) => ({ kind, dueAt }));
  await stores.agenda.setTasks(ticket.id, ticket.conversationId, dated);
}

function kindsOf(tasks: readonly DueTask[]): DueTask['kind'][] {
  return tasks.map(({ kind }) => kind);
}
