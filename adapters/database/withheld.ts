import type { ExpressionBuilder } from 'kysely';
import type { Schema } from './schema.ts';

/** Leaves out messages that were never sent, because an advisor had taken over. */
export function notWithheld({ not, exists, selectFrom }: ExpressionBuilder<Schema, 'message'>) {
  return not(
    exists(
      selectFrom('outboxRow as row')
        .select('row.seq')
        .whereRef('row.messageId', '=', 'message.id')
        .where('row.ending', '=', 'withheld'),
    ),
  );
}
