import type { KnowledgeStore } from '../../src/knowledge/knowledge-store.ts';
import type { KnowledgeIndex } from '../../src/retrieval/knowledge-index.ts';

/** The real store, seen by the index as if some documents were gone. */
export class HidingStore {
  private readonly store: KnowledgeStore;
  private readonly hidden = new Set<string>();
  private seq = 1_000_000;

  constructor(store: KnowledgeStore) {
    this.store = store;
  }

  async hide(documents: readonly string[], index: KnowledgeIndex): Promise<void> {
    for (const id of documents) this.hidden.add(id);
    await index.follow(this.view(documents));
  }

  async show(index: KnowledgeIndex): Promise<void> {
    const documents = [...this.hidden];
    this.hidden.clear();
    await index.follow(this.view(documents));
  }

  private view(documents: readonly string[]): KnowledgeStore {
    const { store, hidden } = this;
    const changes = documents.map((documentId) => ({ seq: ++this.seq, documentId }));
    return {
      findDocument: (id) => (hidden.has(id) ? Promise.resolve(undefined) : store.findDocument(id)),
      findDocumentByPath: (collection, path) => store.findDocumentByPath(collection, path),
      listDocuments: (collection) => store.listDocuments(collection),
      saveEdition: (edition, passages) => store.saveEdition(edition, passages),
      removeDocument: (...which) => store.removeDocument(...which),
      passagesOf: (id) => store.passagesOf(id),
      findPassage: (id) => store.findPassage(id),
      latestChange: () => store.latestChange(),
      changesSince: () => Promise.resolve(changes),
    };
  }
}
