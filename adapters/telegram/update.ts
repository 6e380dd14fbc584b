import { z } from 'zod';

/** Of an update only what the desk reads; whatever else Telegram sends, now or later, is passed over. */

const file = z.object({
  file_id: z.string(),
  file_name: z.string().optional(),
  file_size: z.number().optional(),
});

const entity = z.object({
  type: z.string(),
  offset: z.number().int(),
  length: z.number().int(),
  url: z.string().optional(),
  user: z.object({ id: z.number() }).optional(),
});

const chat = z.object({ id: z.number().int(), type: z.string() });
const sender = z.object({ id: z.number().int(), is_bot: z.boolean().optional() });
const anything = z.unknown().optional();

const place = z.object({
  message_id: z.number().int(),
  chat,
  message_thread_id: z.number().int().optional(),
  is_topic_message: z.boolean().optional(),
});

const message = place.extend({
  date: z.number(),
  from: sender.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  entities: z.array(entity).optional(),
  caption_entities: z.array(entity).optional(),
  reply_to_message: z.object({ message_id: z.number().int(), from: sender.optional() }).optional(),
  media_group_id: z.string().optional(),
  photo: z.array(file).optional(),
  document: file.optional(),
  video: file.optional(),
  audio: file.optional(),
  voice: file.optional(),
  video_note: file.optional(),
  location: anything,
  venue: anything,
  sticker: anything,
  poll: anything,
  contact: anything,
  dice: anything,
  game: anything,
  story: anything,
  checklist: anything,
  paid_media: anything,
  migrate_to_chat_id: z.number().int().optional(),
});

const keyboardButton = z.looseObject({ text: z.string(), callback_data: z.string().optional() });

const callback = z.object({
  id: z.string(),
  from: sender,
  data: z.string().optional(),
  message: place
    .extend({ reply_markup: z.object({ inline_keyboard: z.array(z.array(keyboardButton)) }).optional() })
    .optional(),
});

const membership = z.object({ chat, new_chat_member: z.object({ status: z.string() }) });

export const updateSchema = z.object({
  update_id: z.number().int(),
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: callback.optional(),
  my_chat_member: membership.optional(),
});

export type Update = z.infer<typeof updateSchema>;
export type TelegramMessage = z.infer<typeof message>;
export type TelegramPlace = z.infer<typeof place>;
export type CallbackQuery = z.infer<typeof callback>;
export type TextEntity = z.infer<typeof entity>;

/** What is asked of Telegram. */
export const updateKinds = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;
