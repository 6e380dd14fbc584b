import { describe, expect, test } from 'vitest';
import type { DeskStores } from '../../src/desk/stores.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Transactor } from '../../src/kernel/transaction.ts';
import type { NewPassage } from '../../src/knowledge/document.ts';
import { editionOf, passagesWith } from './samples.ts';

/** What every `KnowledgeStore` does. */
export function describeKnowledgeContract(name: string, openDatabase: () => Promise<Transactor<DeskStores>>): void {
  describe(`archive in ${name}`, () => {
    test('an empty archive has no documents and no changes', async () => {
      const { knowledge } = (await openDatabase()).stores;
      expect(await knowledge.listDocuments()).toEqual([]);
      expect(await knowledge.latestChange()).toBe(0);
      expect(await knowledge.changesSince(0)).toEqual([]);
      expect(await knowledge.findDocument(newId())).toBeUndefined();
      expect(await knowledge.findDocumentByPath('archief', 'gids.md')).toBeUndefined();
      expect(await knowledge.passagesOf(newId())).toEqual([]);
      expect(await knowledge.removeDocument(newId())).toBe(false);
    });

    test('an edition is kept whole, its passages in their order', async () => {
      const { knowledge } = (await openDatabase()).stores;
      const edition = editionOf('map/gids.pdf', {
        source: 'gids.pdf',
        pages: 12,
        warnings: ['Bladzijde 3 heeft geen tekst.'],
        title: 'Gids “Dorpshuizen”',
        organisation: 'De Vereniging',
        date: '2025-11',
        region: 'Salland',
        kind: 'brochure',
        language: null,
        url: 'https://voorbeeld.nl/gids',
        basedOn: 'beleid.pdf, § 2',
        reviewDate: '2027',
      });
      const passages: NewPassage[] = [
        { position: 1, section: [], page: null, text: 'Twee\nregels', seams: [] },
        { position: 0, section: ['Een', 'Twee › drie'], page: 4, text: 'Eén 🏡', seams: [2, 3] },
      ];

      const document = await knowledge.saveEdition(edition, passages);

      expect(document).toEqual({ ...edition, id: expect.any(String), edition: 1, passages: 2 });
      expect(await knowledge.findDocument(document.id)).toEqual(document);
      expect(await knowledge.findDocumentByPath('archief', 'map/gids.pdf')).toEqual(document);
      expect(await knowledge.passagesOf(document.id)).toEqual(
        [passages[1], passages[0]].map((passage) => ({
          ...passage,
          id: expect.any(Number),
          documentId: document.id,
        })),
      );
    });

    test('a new edition takes the place of the one before, under the same document', async () => {
      const { knowledge } = (await openDatabase()).stores;
      const first = await knowledge.saveEdition(editionOf('gids.md'), passagesWith('oud', 'ouder', 'oudst'));
      const before = await knowledge.passagesOf(first.id);

      const change = { title: 'Nieuwe gids', contentHash: 'b'.repeat(64), ingestedAt: 8_000 };
      const second = await knowledge.saveEdition(editionOf('gids.md', change), passagesWith('nieuw'));

      expect(second).toEqual({ ...first, ...change, edition: 2, passages: 1 });
      expect(await knowledge.listDocuments()).toEqual([second]);
      const after = await knowledge.passagesOf(first.id);
      expect(after.map(({ text }) => text)).toEqual(['nieuw']);
      const reused = after.filter(({ id }) => before.some((passage) => passage.id === id));
      expect(reused, 'an old citation must not point at another text').toEqual([]);
    });

    test('documents are listed by title, as a Dutch reader sorts, all or by collection', async () => {
      const { knowledge } = (await openDatabase()).stores;
      for (const [path, title] of [
        ['1', 'Zalen'],
        ['2', 'éénmanszaak'],
        ['3', 'Deel 10'],
        ['4', 'deel 2'],
        ['5', 'Erfpacht'],
      ] as const) {
        await knowledge.saveEdition(editionOf(path, { title }), []);
      }
      await knowledge.saveEdition(editionOf('1', { title: 'Brieven', collection: 'brieven' }), []);
      const titles = async (collection?: string) =>
        (await knowledge.listDocuments(collection)).map(({ title }) => title);

      expect(await titles('archief')).toEqual(['deel 2', 'Deel 10', 'éénmanszaak', 'Erfpacht', 'Zalen']);
      expect(await titles('brieven')).toEqual(['Brieven']);
      expect(await titles('onbekend')).toEqual([]);
      expect(await titles()).toHaveLength(6);
    });

    test('a removed document is gone with its passages; at the same path a new one begins', async () => {
      const { knowledge } = (await openDatabase()).stores;
      const document = await knowledge.saveEdition(editionOf('gids.md'), passagesWith('een'));

      expect(await knowledge.removeDocument(document.id)).toBe(true);
      expect(await knowledge.removeDocument(document.id)).toBe(false);

      expect(await knowledge.findDocument(document.id)).toBeUndefined();
      expect(await knowledge.passagesOf(document.id)).toEqual([]);
      const next = await knowledge.saveEdition(editionOf('gids.md'), []);
      expect(next.edition).toBe(1);
      expect(next.id).not.toBe(document.id);
    });

    test('of a document one edition alone can be removed: a newer one stays', async () => {
      const { knowledge } = (await openDatabase()).stores;
      const { id } = await knowledge.saveEdition(editionOf('gids.md'), passagesWith('een'));
      await knowledge.saveEdition(editionOf('gids.md'), passagesWith('twee'));

      expect(await knowledge.removeDocument(id, 1)).toBe(false);
      expect(await knowledge.passagesOf(id)).toMatchObject([{ text: 'twee' }]);
      expect(await knowledge.removeDocument(id, 2)).toBe(true);
      expect(await knowledge.findDocument(id)).toBeUndefined();
    });

    test('every change is recorded once, in order, and can be followed from any point', async () => {
      const { knowledge } = (await openDatabase()).stores;
      const one = await knowledge.saveEdition(editionOf('een.md'), []);
      const two = await knowledge.saveEdition(editionOf('twee.md'), []);
      const middle = await knowledge.latestChange();
      await knowledge.saveEdition(editionOf('een.md'), []);
      await knowledge.removeDocument(two.id);
      await knowledge.removeDocument(two.id);

      const changes = await knowledge.changesSince(0);
      expect(changes.map(({ documentId }) => documentId)).toEqual([one.id, two.id, one.id, two.id]);
      expect(changes.map(({ seq }) => seq)).toEqual(changes.map(({ seq }) => seq).sort((a, b) => a - b));
      expect(await knowledge.latestChange()).toBe(changes.at(-1)?.seq);
      expect(await knowledge.changesSince(middle)).toEqual(changes.slice(2));
      expect(await knowledge.changesSince(await knowledge.latestChange())).toEqual([]);
    });

    test('an edition that is undone leaves the one before, and no change', async () => {
      const database = await openDatabase();
      const { knowledge } = database.stores;
      const document = await knowledge.saveEdition(editionOf('gids.md'), passagesWith('oud'));
      const latest = await knowledge.latestChange();
      const undone = database.transaction(async (stores) => {
        await stores.knowledge.saveEdition(editionOf('gids.md', { title: 'Nieuw' }), passagesWith('nieuw', 'meer'));
        throw new Error('undo');
      });
      await expect(undone).rejects.toThrow('undo');

      expect(await knowledge.findDocument(document.id)).toEqual(document);
      expect((await knowledge.passagesOf(document.id)).map(({ text }) => text)).toEqual(['oud']);
      expect(await knowledge.latestChange()).toBe(latest);
    });

    test('a passage is found by its number, until its document has a newer edition', async () => {
      const { knowledge } = (await openDatabase()).stores;
      const document = await knowledge.saveEdition(editionOf('gids.md'), passagesWith('een', 'twee'));
      const [, second] = await knowledge.passagesOf(document.id);
      if (!second) throw new Error('no passage was stored');
      expect(await knowledge.findPassage(second.id)).toEqual(second);

      await knowledge.saveEdition(editionOf('gids.md'), passagesWith('een', 'twee'));
      expect(await knowledge.findPassage(second.id)).toBeUndefined();
    });

    test('a long document is stored whole', async () => {
      const { knowledge } = (await openDatabase()).stores;
      const texts = Array.from({ length: 2_001 }, (_, position) => `Alinea ${position}`);
      const document = await knowledge.saveEdition(editionOf('dik.pdf'), passagesWith(...texts));
      expect(document.passages).toBe(2_001);
      expect((await knowledge.passagesOf(document.id)).map(({ text }) => text)).toEqual(texts);
    });

    test('text with NUL and half a surrogate pair is kept without them', async () => {
      const { knowledge } = (await openDatabase()).stores;
      const document = await knowledge.saveEdition(
        editionOf('scan.pdf', { title: 'Ti\u0000tel\ud800' }),
        passagesWith('Te\u0000kst \udc00.'),
      );
      expect(document.title).toBe('Titel\ufffd');
      expect((await knowledge.passagesOf(document.id)).map(({ text }) => text)).toEqual(['Tekst \ufffd.']);
    });
  });
}
