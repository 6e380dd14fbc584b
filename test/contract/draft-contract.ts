import { describe, expect, test } from 'vitest';
import type { DeskStores } from '../../src/desk/stores.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Transactor } from '../../src/kernel/transaction.ts';
import { newPerson, newTicket } from './samples.ts';

/** What every `DraftStore` does. */
export function describeDraftContract(name: string, openDatabase: () => Promise<Transactor<DeskStores>>): void {
  describe(`drafts in ${name}`, () => {
    test('each advisor has one draft in a ticket, and the last one saved counts', async () => {
      const { stores } = await openDatabase();
      const { id: ticketId } = await newTicket(stores);
      const [mine, theirs] = [await newPerson(stores.people), await newPerson(stores.people)];
      const first = { ticketId, personId: mine.id, text: 'Dag “Jan”', passages: [3, 1], changedAt: 4_000 };
      const other = { ticketId, personId: theirs.id, text: '', passages: [], changedAt: 4_000 };
      await stores.drafts.saveDraft(first);
      await stores.drafts.saveDraft(other);
      expect(await stores.drafts.findDraft(ticketId, mine.id)).toEqual(first);

      const second = { ...first, text: '', passages: [2], changedAt: 5_000 };
      await stores.drafts.saveDraft(second);
      expect(await stores.drafts.findDraft(ticketId, mine.id)).toEqual(second);
      expect(await stores.drafts.findDraft(ticketId, theirs.id)).toEqual(other);
    });

    test('a draft that is dropped is gone, once', async () => {
      const { stores } = await openDatabase();
      const { id: ticketId } = await newTicket(stores);
      const { id: personId } = await newPerson(stores.people);
      await stores.drafts.saveDraft({ ticketId, personId, text: 'Dag', passages: [], changedAt: 4_000 });
      expect(await stores.drafts.dropDraft(ticketId, newId())).toBe(false);
      expect(await stores.drafts.dropDraft(ticketId, personId)).toBe(true);
      expect(await stores.drafts.dropDraft(ticketId, personId)).toBe(false);
      expect(await stores.drafts.findDraft(ticketId, personId)).toBeUndefined();
    });
  });
}
