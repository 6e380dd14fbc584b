import { z } from 'zod';
import { fileRefusals, type RefusedFile } from './attachments.ts';
import { type InboundEvent, unsupportedKinds } from './channel.ts';

const sender = { senderKey: z.string().optional(), sentAt: z.number().optional() };

/** What the inbox keeps of an event until it is handled; a text and its files themselves stand in the transcript. */
export const payloadSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    messageId: z.string(),
    /** Files of the message that are not passed on. */
    refused: z.array(z.object({ name: z.string(), why: z.enum(fileRefusals) })).default([]),
    ...sender,
  }),
  z.object({ kind: z.literal('opened'), asked: z.literal(true).optional() }),
  z.object({ kind: z.literal('source'), messageId: z.string(), number: z.number().int(), ...sender }),
  z.object({ kind: z.literal('rated'), messageId: z.string(), helpful: z.boolean() }),
  z.object({ kind: z.literal('chose'), messageId: z.string(), choice: z.number().int().min(0), ...sender }),
  z.object({ kind: z.literal('edited'), ref: z.string(), text: z.string(), ...sender }),
  z.object({ kind: z.literal('deleted'), ref: z.string() }),
  z.object({ kind: z.literal('unsupported'), what: z.enum(unsupportedKinds) }),
]);
export type Payload = z.infer<typeof payloadSchema>;
export type PayloadOf<Kind extends Payload['kind']> = Extract<Payload, { kind: Kind }>;

/** @param messageId under which a text is stored */
export function payloadOf(event: InboundEvent, messageId: string, refused: RefusedFile[]): Payload {
  const { action, senderKey, sentAt } = event;
  const by = { ...(senderKey !== undefined && { senderKey }), ...(sentAt !== undefined && { sentAt }) };
  return action.kind === 'text' ? { kind: 'text', messageId, refused, ...by } : { ...action, ...by };
}
