import { z } from 'zod';

/** Of what the gateway and REST tell only what the desk reads; whatever else there is, now or later, is passed over. */

const id = z.string().regex(/^\d{1,20}$/);
const anything = z.unknown().optional();

const user = z.object({
  id,
  bot: z.boolean().nullish(),
  username: z.string().nullish(),
  global_name: z.string().nullish(),
});

const attachment = z.object({
  filename: z.string().nullish(),
  size: z.number().nullish(),
  url: z.string(),
});

export const messageSchema = z.object({
  id,
  channel_id: id,
  guild_id: id.nullish(),
  author: user.nullish(),
  webhook_id: id.nullish(),
  content: z.string().nullish(),
  edited_timestamp: z.string().nullish(),
  type: z.number().nullish(),
  mentions: z.array(user).nullish(),
  attachments: z.array(attachment).nullish(),
  message_reference: z.object({ message_id: id.nullish() }).nullish(),
  referenced_message: z.object({ author: user.nullish() }).nullish(),
  sticker_items: z.array(anything).nullish(),
  poll: anything,
  message_snapshots: z.array(anything).nullish(),
});

export const deletionSchema = z.object({
  id: id.optional(),
  ids: z.array(id).optional(),
  channel_id: id,
  guild_id: id.nullish(),
});

const button = z.looseObject({ type: z.number(), label: z.string().nullish(), custom_id: z.string().nullish() });
const row = z.looseObject({ components: z.array(button).nullish() });

const option = z.object({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullish(),
  focused: z.boolean().nullish(),
});

/** What was filled in in a form. */
const field = z.looseObject({ value: z.string().nullish() });

export const interactionSchema = z.object({
  id,
  application_id: id,
  type: z.number(),
  token: z.string(),
  guild_id: id.nullish(),
  channel_id: id.nullish(),
  user: user.nullish(),
  member: z.object({ user: user.nullish() }).nullish(),
  data: z
    .object({
      name: z.string().nullish(),
      options: z.array(option).nullish(),
      custom_id: z.string().nullish(),
      components: z
        .array(z.looseObject({ component: field.nullish(), components: z.array(field).nullish() }))
        .nullish(),
      resolved: z.object({ attachments: z.record(z.string(), attachment).nullish() }).nullish(),
    })
    .nullish(),
  message: z.object({ id, flags: z.number().nullish(), components: z.array(row).nullish() }).nullish(),
});

export const readySchema = z.object({ user: z.object({ id }), application: z.object({ id }).nullish() });

/** Permissions, as Discord writes them: a number too large for JSON. */
const bits = z
  .string()
  .regex(/^\d{1,40}$/)
  .transform(BigInt);

export const roleSchema = z.object({ id, permissions: bits });

export const channelSchema = z.object({
  id,
  type: z.number(),
  name: z.string().nullish(),
  message_count: z.number().nullish(),
  guild_id: id.nullish(),
  parent_id: id.nullish(),
  recipients: z.array(user).nullish(),
  applied_tags: z.array(id).nullish(),
  permission_overwrites: z.array(z.object({ id, allow: bits, deny: bits })).nullish(),
  available_tags: z.array(z.object({ id, name: z.string() })).nullish(),
});

export type DiscordMessage = z.infer<typeof messageSchema>;
export type DiscordAttachment = z.infer<typeof attachment>;
export type Interaction = z.infer<typeof interactionSchema>;
export type InteractionOption = z.infer<typeof option>;
export type DiscordChannelInfo = z.infer<typeof channelSchema>;
export type GuildRole = z.infer<typeof roleSchema>;
