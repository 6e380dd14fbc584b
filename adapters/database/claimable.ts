import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Claim } from '../../src/delivery/claim.ts';

/** Rows of this table (by its alias) that the claim may take: nobody else's, not under way, and not of what has to wait. */
export function claimable(alias: string, { holder, except, exceptConversations = [] }: Claim): RawBuilder<SqlBool> {
  const heldBy = sql.ref(`${alias}.holderId`);
  const conditions = [sql`(${heldBy} is null or ${heldBy} = ${holder})`];
  if (except.length > 0) conditions.push(sql`${sql.ref(`${alias}.seq`)} not in (${sql.join(except)})`);
  if (exceptConversations.length > 0) {
    conditions.push(sql`${sql.ref(`${alias}.conversationId`)} not in (${sql.join(exceptConversations)})`);
  }
  return sql<SqlBool>`${sql.join(conditions, sql` and `)}`;
}
