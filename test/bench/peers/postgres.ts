import pg from 'pg';
import type { Corpus, Piece } from '../retrieval/corpus.ts';
import { startPeer } from './postgres-server.ts';
import { type Built, wanted } from './system.ts';

const batch = 1_000;

/** PostgreSQL's full text search: Dutch, title and section weighing more, a GIN index, ranked by ts_rank_cd. */
export async function postgres({ pieces }: Corpus): Promise<Built> {
  const server = await startPeer();
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const before = server.memoryMb();
  await client.query(`create table passages (
    id integer primary key, source text not null, title text not null, section text not null, origin text not null,
    text text not null, words tsvector not null generated always as (
      setweight(to_tsvector('dutch', title), 'A') || setweight(to_tsvector('dutch', section), 'B') ||
      setweight(to_tsvector('dutch', origin), 'C') || setweight(to_tsvector('dutch', text), 'D')) stored)`);
  for (let from = 0; from < pieces.length; from += batch) await insert(client, pieces.slice(from, from + batch));
  await client.query('create index on passages using gin (words)');
  await client.query('vacuum analyze passages');
  const find = {
    name: 'find',
    // Any word of the question will do: all of them together stand in hardly any passage.
    text: `select source from passages, (
        select replace(plainto_tsquery('dutch', $1)::text, ' & ', ' | ')::tsquery as asked) as question
      where words @@ asked order by ts_rank_cd(words, asked) desc, id limit ${wanted}`,
  };
  const search = async (question: string) => {
    const { rows } = await client.query<{ source: string }>({ ...find, values: [question] });
    return rows.map(({ source }) => source);
  };
  await search('dorp');
  return {
    modes: [() => ({ name: 'PostgreSQL full text', search })],
    outsideMb: server.memoryMb() - before,
    close: async () => {
      await client.end();
      await server.stop();
    },
  };
}

async function insert(client: pg.Client, pieces: readonly Piece[]): Promise<void> {
  const columns = ['id', 'source', 'title', 'section', 'origin', 'text'] as const;
  await client.query(
    `insert into passages (${columns.join(', ')})
     select * from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])`,
    columns.map((column) => pieces.map((piece) => piece[column])),
  );
}
