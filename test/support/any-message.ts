import fc from 'fast-check';
import type { Message } from '../../src/desk/conversation.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.lorem({ maxCount: 900, mode: 'words' }),
  fc
    .array(fc.constantFrom('dorp ', '👩🏽‍🌾 ', '\n\n', 'https://dorp.nl/x '), { maxLength: 3_000 })
    .map((all) => all.join('')),
);
const attachment = fc.record({
  id: fc.uuid(),
  name: fc.string({ minLength: 1, maxLength: 50 }),
  mediaType: fc.constantFrom('image/png', 'image/jpeg', 'video/mp4', 'application/pdf', 'audio/ogg'),
  bytes: fc.integer({ min: 1, max: 20_000_000 }),
});
const citation = fc.record({
  number: fc.integer({ min: 1, max: 9 }),
  passageId: fc.nat(),
  documentId: fc.uuid(),
  source: fc.string(),
  title: fc.string({ unit: 'binary' }),
  section: fc.option(fc.string({ unit: 'binary' })),
  page: fc.option(fc.nat()),
  date: fc.option(fc.constant('2025-11')),
  quote: fc.string(),
});
const details = fc.record({
  outcome: fc.constantFrom('answered' as const, null),
  citations: fc.uniqueArray(citation, { maxLength: 6, selector: ({ number }) => number }),
  confidence: fc.constant(null),
  ticket: fc.option(fc.nat()),
  ratable: fc.boolean(),
  continues: fc.constant('privately' as const),
  choices: fc.array(fc.record({ label: fc.string({ minLength: 1 }), command: fc.string() }), { maxLength: 8 }),
});
/** Any message that the core may give a channel to send. */
export const anyMessage: fc.Arbitrary<Message> = fc.record({
  seq: fc.nat(),
  id: fc.uuid(),
  conversationId: fc.uuid(),
  author: fc.constantFrom('desk' as const, 'relayed' as const),
  text,
  details: fc.option(details),
  relay: fc.option(
    fc.record({
      ticket: fc.integer({ min: 1 }),
      messageId: fc.uuid(),
      from: fc.constantFrom('member' as const, 'advisor' as const),
      name: fc.string({ unit: 'binary', maxLength: 40 }),
    }),
  ),
  ticketId: fc.constant(null),
  replyToId: fc.constant(null),
  attachments: fc.array(attachment, { maxLength: 10 }),
  helpful: fc.option(fc.boolean()),
  createdAt: fc.nat(),
  editedAt: fc.constant(null),
  deletedAt: fc.constant(null),
});
