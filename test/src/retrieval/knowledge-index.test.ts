import { describe, expect, it } from 'vitest';
import type { KnowledgeStore } from '../../../src/knowledge/knowledge-store.ts';
import type { KnowledgeIndex } from '../../../src/retrieval/knowledge-index.ts';
import { retrieve } from '../../../src/retrieval/retrieve.ts';
import { archiveOf, emptyIndex } from './archive.ts';

function found(index: KnowledgeIndex, question: string): string[] {
  return retrieve(index, question, [])
    .ranked.filter(({ lexical }) => lexical > 0)
    .map(({ entry }) => entry.passage.text);
}

function sizes({ documentCount, lexical, vectors }: KnowledgeIndex) {
  return { documents: documentCount, passages: lexical.size, vectors: vectors.size };
}

describe('the index in memory', () => {
  it('takes over an archive that is there already', async () => {
    const { index } = await archiveOf({
      'a.md': ['Het dorpshuis is open.', 'De molen draait.'],
      'b.md': ['Subsidie.'],
    });
    expect(sizes(index)).toEqual({ documents: 2, passages: 3, vectors: 3 });
    expect(found(index, 'Wanneer draait de molen?')).toEqual(['De molen draait.']);
  });

  it('follows new, changed and removed documents', async () => {
    const { index, knowledge, save } = await archiveOf({ 'a.md': ['Het dorpshuis is open.'] });
    const letter = await save('b.md', ['De molen draait.', 'De kerk staat.']);
    expect(await index.follow(knowledge)).toBe(1);
    expect(found(index, 'molen')).toEqual(['De molen draait.']);

    await save('b.md', ['De molen is afgebroken.']);
    expect(await index.follow(knowledge)).toBe(1);
    expect(found(index, 'molen')).toEqual(['De molen is afgebroken.']);
    expect(found(index, 'kerk')).toEqual([]);

    await knowledge.removeDocument(letter.id);
    expect(await index.follow(knowledge)).toBe(1);
    expect(found(index, 'molen')).toEqual([]);
    expect(sizes(index)).toEqual({ documents: 1, passages: 1, vectors: 1 });
    expect(await index.follow(knowledge)).toBe(0);
  });

  it('counts a document once that was changed and removed in between', async () => {
    const { index, knowledge, save } = await archiveOf();
    const { id } = await save('a.md', ['Eerst.']);
    await save('a.md', ['Daarna de molen.']);
    await save('b.md', ['De kerk.']);
    await knowledge.removeDocument(id);
    expect(await index.follow(knowledge)).toBe(2);
    expect(sizes(index)).toEqual({ documents: 1, passages: 1, vectors: 1 });
  });

  it('takes a document without passages, and a title that changed', async () => {
    const { index, knowledge, save } = await archiveOf({ 'a.md': [] });
    expect(sizes(index)).toEqual({ documents: 1, passages: 0, vectors: 0 });
    await save('a.md', ['De zaal.'], { title: 'Huurprijzen' });
    await index.follow(knowledge);
    expect(found(index, 'huurprijzen')).toEqual(['De zaal.']);
  });

  it('runs calls at the same time one after another', async () => {
    const { knowledge } = await archiveOf({ 'a.md': ['De molen.'] });
    const index = emptyIndex();
    expect(await Promise.all([index.follow(knowledge), index.follow(knowledge)])).toEqual([1, 0]);
    expect(sizes(index)).toEqual({ documents: 1, passages: 1, vectors: 1 });
  });

  it('goes on after the database failed half way, as if nothing had happened', async () => {
    const { knowledge } = await archiveOf({ 'a.md': ['De molen.'], 'b.md': ['De kerk.'], 'c.md': ['De school.'] });
    const index = emptyIndex();
    let calls = 0;
    const failing = new Proxy<KnowledgeStore>(knowledge, {
      get(target, name) {
        if (name === 'passagesOf' && ++calls === 2) return () => Promise.reject(new Error('gone'));
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    await expect(index.follow(failing)).rejects.toThrow('gone');
    expect(await index.follow(failing)).toBe(3);
    expect(sizes(index)).toEqual({ documents: 3, passages: 3, vectors: 3 });
    for (const word of ['molen', 'kerk', 'school']) expect(found(index, word)).toEqual([`De ${word}.`]);
  });

  it('ranks the same as an index that was made at once, after many changes', async () => {
    const texts = (round: number) => [
      `Het dorpshuis krijgt in ${2000 + round} subsidie van de gemeente.`,
      `De contributie is ${round} euro per jaar.`,
    ];
    const { index, knowledge, save } = await archiveOf();
    for (let round = 0; round < 12; round++) {
      const { id } = await save(`map/${round % 5}.md`, texts(round));
      await index.follow(knowledge);
      if (round % 4 === 3) await knowledge.removeDocument(id);
      await index.follow(knowledge);
    }
    const fresh = emptyIndex();
    await fresh.follow(knowledge);
    expect(sizes(index)).toEqual(sizes(fresh));
    for (const question of ['Hoeveel is de contributie?', 'subsidie in 2010', 'dorpshuis', 'gemeentesubsidie']) {
      const lexical = (one: KnowledgeIndex) =>
        retrieve(one, question, [])
          .ranked.map(({ entry, lexical }) => [entry.passage.id, lexical] as const)
          .sort(([a], [b]) => a - b);
      expect(lexical(index)).toEqual(lexical(fresh));
    }
  });

  it('learns the abbreviations that documents explain', async () => {
    const { index } = await archiveOf({
      'a.md': ['De Vereniging van Kleine Kernen (VKK) bestaat.'],
      'b.md': ['De VKK heeft een ambassadeur.'],
    });
    expect(found(index, 'ambassadeur van de vereniging van kleine kernen')[0]).toBe('De VKK heeft een ambassadeur.');
  });
});
