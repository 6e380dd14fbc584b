import SQLite from 'better-sqlite3';
import type { Corpus } from '../retrieval/corpus.ts';
import { type Built, wanted } from './system.ts';

/** SQLite's FTS5 in memory, accents folded, ranked by its bm25(). */
export function sqliteFts({ pieces }: Corpus): Built {
  const database = new SQLite(':memory:');
  database.exec(`create virtual table passages using fts5(
    source unindexed, title, section, origin, text, tokenize = 'unicode61 remove_diacritics 2')`);
  const insert = database.prepare(
    'insert into passages (rowid, source, title, section, origin, text) values (@id, @source, @title, @section, @origin, @text)',
  );
  database.transaction(() => {
    for (const piece of pieces) insert.run(piece);
  })();
  database.exec(`insert into passages (passages) values ('optimize')`);
  const find = database.prepare<[string, number], { source: string }>(
    'select source from passages where passages match ? order by rank limit ?',
  );
  const search = (question: string) => {
    const query = anyOf(question);
    return query === '' ? [] : find.all(query, wanted).map(({ source }) => source);
  };
  return {
    modes: [() => ({ name: 'SQLite FTS5', search })],
    close: () => Promise.resolve(void database.close()),
  };
}

/** Each word quoted, so that none is syntax; any of them will do. */
function anyOf(question: string): string {
  return (question.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map((word) => `"${word}"`).join(' OR ');
}
