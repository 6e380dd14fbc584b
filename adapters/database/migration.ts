import type { ColumnDataType, ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Engine } from './engine.ts';

/**
 * One step from an older schema to a newer. It names tables and columns as they stand in the database (snake_case), and is
 * never edited once it has been released: a database that has it would keep the old one.
 */
export interface Migration {
  /** Number and name, as in its file name; the order of the list counts. */
  name: string;
  /** Runs inside the transaction of the migration, for whatever schema the program has by then. */
  up<S>(db: Kysely<S>, engine: Engine): Promise<void>;
}

/** The type and definition of a column that numbers rows upwards and never gives a number out twice. */
export function ascendingKey(
  engine: Engine,
): [type: ColumnDataType, define: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder] {
  return engine === 'sqlite'
    ? ['integer', (column) => column.primaryKey().autoIncrement()]
    : ['bigint', (column) => column.generatedAlwaysAsIdentity().primaryKey()];
}
