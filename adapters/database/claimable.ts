import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Claim } from '../../src/delivery/claim.ts';

/** Rows of this table (by its alias) that the claim may take: nobody else's, and not under way. */
export function claimable(alias: string, { holder, except }: Claim): RawBuilder<SqlBool> {
  const heldBy = sql.ref(`${alias}.holderId`);
  const free = sql<SqlBool>`(${heldBy} is null or ${heldBy} = ${holder})`;
  return except.length === 0
    ? free
    : sql<SqlBool>`(${free} and ${sql.ref(`${alias}.seq`)} not in (${sql.join(except)}))`;
}
