import { describe, expect, test } from 'vitest';
import type { NewDocumentDraft } from '../../src/desk/documents/document-draft.ts';
import type { DeskStores } from '../../src/desk/stores.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Transactor } from '../../src/kernel/transaction.ts';
import { editionOf, newPerson, newQuestion, passagesWith } from './samples.ts';

/** What every `DocumentDraftStore` does. */
export function describeDocumentDraftContract(name: string, openDatabase: () => Promise<Transactor<DeskStores>>): void {
  describe(`documents that were sent in ${name}`, () => {
    const open = async () => {
      const database = await openDatabase();
      const { stores } = database;
      const { id: personId } = await newPerson(stores.people);
      const { id: messageId } = (await newQuestion(stores)).message;
      const draft = (change: Partial<NewDocumentDraft> = {}): NewDocumentDraft => ({
        ...{ personId, messageId, replaces: 0, createdAt: 4_000 },
        ...{ edition: editionOf('Statuten “2026”.pdf'), passages: passagesWith('Artikel 1', 'Artikel 2') },
        ...change,
      });
      return { database, stores, drafts: stores.documentDrafts, personId, messageId, draft };
    };

    test('a draft waits under a number of its own, and is given back as it was', async () => {
      const { drafts, draft } = await open();
      const first = await drafts.addDraft(draft());
      const second = await drafts.addDraft(draft({ replaces: 3 }));
      expect(second.number).toBeGreaterThan(first.number);
      expect(await drafts.findDraft(first.number)).toEqual({
        ...draft(),
        ...{ number: first.number, state: 'waiting', former: null },
      });
      expect(await drafts.findDraft(second.number)).toEqual(second);
      expect(await drafts.findDraft(second.number + 1)).toBeUndefined();
    });

    test('a change says from which state: of two, the second finds another and does nothing', async () => {
      const { drafts, draft } = await open();
      const { number } = await drafts.addDraft(draft());
      const edition = editionOf('Statuten.pdf', { title: 'Nieuwe statuten' });
      const shown = { edition, replaces: 2, createdAt: 6_000 };
      expect(await drafts.changeDraft(number, 'waiting', shown)).toBe(true);
      expect(await drafts.findDraft(number)).toMatchObject({ ...shown, passages: draft().passages });
      const former = { edition: editionOf('oud.pdf'), passages: passagesWith('Oud') };
      const added = { state: 'added', passages: [], former } as const;
      expect(await drafts.changeDraft(number, 'waiting', added)).toBe(true);
      expect(await drafts.changeDraft(number, 'waiting', { state: 'dropped' })).toBe(false);
      expect(await drafts.findDraft(number)).toMatchObject({ ...added, edition });
      expect(await drafts.changeDraft(number, 'added', { state: 'dropped', former: null })).toBe(true);
      expect(await drafts.findDraft(number)).toMatchObject({ state: 'dropped', former: null });
      expect(await drafts.changeDraft(number + 1, 'waiting', { state: 'dropped' })).toBe(false);
    });

    test('lists hold one state, the newest first, of one person or of all', async () => {
      const { stores, drafts, draft, personId } = await open();
      const other = await newPerson(stores.people);
      const [mine, theirs, gone] = [
        await drafts.addDraft(draft()),
        await drafts.addDraft(draft({ personId: other.id })),
        await drafts.addDraft(draft()),
      ];
      await drafts.changeDraft(gone.number, 'waiting', { state: 'dropped' });
      const numbers = async (...of: Parameters<typeof drafts.listDrafts>) =>
        (await drafts.listDrafts(...of)).map(({ number }) => number);
      expect(await numbers('waiting', 9)).toEqual([theirs.number, mine.number]);
      expect(await numbers('waiting', 1)).toEqual([theirs.number]);
      expect(await numbers('waiting', 9, personId)).toEqual([mine.number]);
      expect(await numbers('dropped', 9)).toEqual([gone.number]);
      expect((await drafts.listDrafts('waiting', 1))[0]).toMatchObject({ edition: draft().edition });
    });

    test('a message is known to have brought a document until that is forgotten; what was added never is', async () => {
      const { drafts, draft, messageId } = await open();
      const old = await drafts.addDraft(draft());
      const added = await drafts.addDraft(draft());
      await drafts.changeDraft(added.number, 'waiting', { state: 'added' });
      const young = await drafts.addDraft(draft({ createdAt: 5_000 }));
      expect(await drafts.draftsOf(messageId)).toMatchObject([
        { number: old.number, state: 'waiting', edition: draft().edition },
        { number: added.number, state: 'added' },
        { number: young.number, state: 'waiting' },
      ]);
      expect(await drafts.draftsOf(newId())).toEqual([]);
      expect(await drafts.forgetBefore(5_000)).toBe(1);
      expect(await drafts.findDraft(old.number)).toBeUndefined();
      expect(await drafts.findDraft(added.number)).toBeDefined();
      expect(await drafts.findDraft(young.number)).toBeDefined();
    });

    test('what a transaction undoes was not sent', async () => {
      const { database, drafts, draft } = await open();
      const failed = database.transaction(async (inside) => {
        await inside.documentDrafts.addDraft(draft());
        throw new Error('undone');
      });
      await expect(failed).rejects.toThrow('undone');
      expect(await drafts.listDrafts('waiting', 9)).toEqual([]);
    });
  });
}
