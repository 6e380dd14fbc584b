import { ApiRefusal, type ApiServer, HangUp, type Payload, startApiServer } from './api-server.ts';
import { checkedText, checkMarkup, checkParseMode } from './rules.ts';
import { checkThread, type Forum, topicMethods } from './topics.ts';

/** A message in a chat of the fake. */
export interface FakeMessage {
  message_id: number;
  chat: { id: number; type: string };
  date: number;
  from: { id: number; is_bot: boolean };
  text?: string;
  caption?: string;
  entities?: unknown;
  caption_entities?: unknown;
  reply_markup?: { inline_keyboard: { text: string; callback_data?: string; url?: string }[][] };
  reply_to_message?: FakeMessage;
  message_thread_id?: number;
  is_topic_message?: boolean;
  media_group_id?: string;
  /** Name and content of a file that the bot sent, and how. */
  file?: { as: string; name: string; content: Uint8Array };
  reaction?: string;
}

interface FakeChat extends Forum {
  id: number;
  type: 'private' | 'group' | 'supergroup';
  /** A bot may write to an account only after that wrote first. */
  started: boolean;
  blocked: boolean;
  movedTo?: number;
  messages: Map<number, FakeMessage>;
  nextMessageId: number;
}

export const bot = { id: 777, is_bot: true, first_name: 'Dorpsbalie', username: 'dorpsbalie_bot' } as const;
const token = '777:GEHEIM';

/**
 * A Telegram on the loopback address that refuses what the platform documents as refused: too long, broken entities, data of
 * more than 64 bytes, an edit that changes nothing, a reply to what is not there, a second poller, a wrong token. (Of two pollers the platform turns the first away, this one the second.)
 */
export class StrictTelegram {
  readonly token = token;
  readonly calls: { method: string; payload: Payload }[] = [];
  /** Hears of each call. */
  onCall: (call: { method: string; payload: Payload }) => void = () => {};
  /** What happens to a call instead of what it asks for: it is refused, or the connection breaks before or after it is done. */
  disturb: (method: string) => ApiRefusal | 'hang up before' | 'hang up after' | undefined = () => undefined;
  /** As in "now" for the platform, in seconds since 1970. */
  date = Math.floor(Date.now() / 1000);
  webhook: { url: string; secret: string } | null = null;
  readonly commands = new Map<string, unknown>();
  readonly answered: { id: string; text: string | undefined }[] = [];
  private readonly chats = new Map<number, FakeChat>();
  private readonly files = new Map<string, Uint8Array>();
  private readonly failures: { method: string; skip: number; refusal: ApiRefusal }[] = [];
  private updates: { update_id: number }[] = [];
  private nextUpdateId = 1_000;
  private polling: (() => void) | null = null;
  private server: ApiServer | undefined;
  private port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Answers to what is asked, at the same address as before. */
  async open(): Promise<void> {
    const backend = {
      token: this.token,
      call: (method: string, payload: Payload, signal: AbortSignal) => this.call(method, payload, signal),
      file: (path: string) => this.files.get(path),
    };
    this.server = await startApiServer(backend, this.port);
    this.port = Number(new URL(this.server.url).port);
  }

  /** Cannot be reached any more. */
  async close(): Promise<void> {
    await this.server?.close();
    this.server = undefined;
  }

  /** The next call of this method fails, or one after it. */
  refuseNext(
    method: string,
    code: number,
    description: string,
    parameters: Record<string, number> = {},
    skip = 0,
  ): void {
    this.failures.push({ method, skip, refusal: new ApiRefusal(code, description, parameters) });
  }

  /** Somebody writes in a chat; gives the message. */
  says(from: number, text: string, more: Record<string, unknown> = {}, chatId = from): FakeMessage {
    const command = /^\/\w+(?:@\w+)?/.exec(text)?.[0];
    const name = text.indexOf(`@${bot.username}`);
    const entities = [
      ...(command ? [{ type: 'bot_command', offset: 0, length: command.length }] : []),
      ...(name > 0 || (name === 0 && !command)
        ? [{ type: 'mention', offset: name, length: bot.username.length + 1 }]
        : []),
    ];
    return this.sends(from, { ...(text !== '' && { text, entities }), ...more }, chatId);
  }

  /** Somebody sends something that is no text. */
  sends(from: number, fields: Record<string, unknown>, chatId = from): FakeMessage {
    const chat = this.chat(chatId);
    chat.started = true;
    chat.blocked = false;
    // What is just said in a topic replies to the message that the topic begins with.
    const root =
      fields['is_topic_message'] === true ? chat.messages.get(Number(fields['message_thread_id'])) : undefined;
    const inTopic = root && { reply_to_message: root };
    const message = this.add(chat, { from: { id: from, is_bot: false }, ...inTopic, ...fields });
    this.push({ message });
    return message;
  }

  /** Somebody changes the text of a message. */
  edits(message: FakeMessage, text: string): void {
    message.text = text;
    this.push({ edited_message: { ...message, edit_date: this.date } });
  }

  /** Somebody presses the button with this label under a message of the bot. */
  presses(from: number, message: FakeMessage, label: string): void {
    const data = message.reply_markup?.inline_keyboard.flat().find((one) => one.text === label)?.callback_data;
    if (data === undefined) throw new Error(`no button “${label}” under message ${message.message_id}`);
    this.pressesData(from, message, data);
  }

  pressesData(from: number, message: FakeMessage, data: string): void {
    this.push({ callback_query: { id: `q${this.nextUpdateId}`, from: { id: from, is_bot: false }, data, message } });
  }

  /** A file that can be fetched; gives its id. */
  addFile(content: Uint8Array): string {
    const id = `file${this.files.size}`;
    this.files.set(`documents/${id}`, content);
    return id;
  }

  /** An update of any kind. */
  push(update: Record<string, unknown>): void {
    this.updates.push({ update_id: this.nextUpdateId++, ...update });
    this.polling?.();
  }

  /** A chat, made when there is none: private for a positive id, a group for a negative one. */
  chat(id: number): FakeChat {
    const found = this.chats.get(id);
    if (found) return found;
    const type = id > 0 ? 'private' : id < -1_000_000 ? 'supergroup' : 'group';
    const chat: FakeChat = {
      ...{ id, type, started: id < 0, blocked: false },
      ...{ isForum: false, mayManage: false, topics: new Map() },
      ...{ messages: new Map(), nextMessageId: 1 },
    };
    this.chats.set(id, chat);
    return chat;
  }

  /** What the bot wrote in a chat, oldest first. */
  botMessages(chatId: number): FakeMessage[] {
    return [...this.chat(chatId).messages.values()].filter(({ from }) => from.id === bot.id);
  }

  /** How many updates were not confirmed yet. */
  get unconfirmed(): number {
    return this.updates.length;
  }

  private add(chat: FakeChat, fields: Record<string, unknown>): FakeMessage {
    const message = {
      message_id: chat.nextMessageId++,
      chat: { id: chat.id, type: chat.type },
      date: this.date,
      ...fields,
    } as FakeMessage;
    chat.messages.set(message.message_id, message);
    return message;
  }

  private async call(method: string, payload: Payload, signal: AbortSignal): Promise<unknown> {
    this.calls.push({ method, payload });
    this.onCall({ method, payload });
    const failing = this.failures.findIndex((failure) => failure.method === method && failure.skip-- === 0);
    if (failing >= 0) throw this.failures.splice(failing, 1)[0]?.refusal;
    const handler = this.methods[method];
    if (!handler) throw new ApiRefusal(404, `Not Found: method ${method} is not in this fake`);
    const disturbance = this.disturb(method);
    if (disturbance instanceof ApiRefusal) throw disturbance;
    if (disturbance === 'hang up before') throw new HangUp();
    const result = await handler(payload, signal);
    if (disturbance === 'hang up after') throw new HangUp();
    return result;
  }

  private readonly methods: Readonly<Record<string, (payload: Payload, signal: AbortSignal) => unknown>> = {
    ...topicMethods(
      ({ chat_id }) => this.writable(chat_id),
      ({ chat_id }, name) => this.add(this.writable(chat_id), { from: bot, forum_topic_created: { name } }).message_id,
    ),
    getMe: () => bot,
    getUpdates: (payload, signal) => this.getUpdates(payload, signal),
    setWebhook: ({ url, secret_token }) => {
      this.webhook = { url: String(url), secret: String(secret_token) };
      return true;
    },
    deleteWebhook: () => {
      this.webhook = null;
      return true;
    },
    setMyCommands: ({ commands, scope }) => {
      this.commands.set(JSON.stringify(scope), commands);
      return true;
    },
    sendChatAction: ({ chat_id }) => this.writable(chat_id) !== undefined,
    sendMessage: (payload) => {
      checkParseMode(payload);
      const text = checkedText(payload['text'], payload['entities'], 4096, 'message is too long');
      return this.bySelf(payload, { text, entities: payload['entities'] });
    },
    sendPhoto: (payload) => this.sendFile(payload, 'photo'),
    sendVideo: (payload) => this.sendFile(payload, 'video'),
    sendDocument: (payload) => this.sendFile(payload, 'document'),
    sendMediaGroup: (payload) => this.sendAlbum(payload),
    editMessageText: (payload) => {
      const text = checkedText(payload['text'], payload['entities'], 4096, 'MESSAGE_TOO_LONG');
      return this.edit(payload, { text, entities: payload['entities'] });
    },
    editMessageCaption: (payload) => this.edit(payload, captionOf(payload)),
    editMessageReplyMarkup: (payload) => this.edit(payload, {}),
    deleteMessage: (payload) => {
      const { chat, message } = this.own(payload, 'delete');
      if (this.date - message.date > 48 * 3600) throw new ApiRefusal(400, "Bad Request: message can't be deleted");
      return chat.messages.delete(message.message_id);
    },
    answerCallbackQuery: ({ callback_query_id, text }) => {
      this.answered.push({ id: String(callback_query_id), text: text as string | undefined });
      return true;
    },
    setMessageReaction: ({ chat_id, message_id, reaction }) => {
      const message = this.writable(chat_id).messages.get(Number(message_id));
      if (!message) throw new ApiRefusal(400, 'Bad Request: message to react not found');
      message.reaction = (reaction as { emoji: string }[])[0]?.emoji ?? '';
      return true;
    },
    getFile: ({ file_id }) => {
      const path = `documents/${String(file_id)}`;
      const content = this.files.get(path);
      if (!content) throw new ApiRefusal(400, 'Bad Request: wrong file_id or the file is temporarily unavailable');
      if (content.length > 20_000_000) throw new ApiRefusal(400, 'Bad Request: file is too big');
      return { file_id, file_unique_id: file_id, file_size: content.length, file_path: path };
    },
  };

  /** Confirms what is before the offset, and waits for something new. Of two who ask at once the first is turned away. */
  private async getUpdates({ offset, timeout, limit }: Payload, signal: AbortSignal): Promise<unknown> {
    if (this.webhook) throw new ApiRefusal(409, "Conflict: can't use getUpdates method while webhook is active");
    if (this.polling) throw new ApiRefusal(409, 'Conflict: terminated by other getUpdates request');
    if (Number(offset) > 0) this.updates = this.updates.filter(({ update_id }) => update_id >= Number(offset));
    if (this.updates.length === 0 && Number(timeout) > 0) {
      await new Promise<void>((resolve) => {
        const wait = setTimeout(resolve, Number(timeout) * 1000);
        this.polling = resolve;
        signal.addEventListener('abort', () => resolve());
        void wait.unref();
      });
      this.polling = null;
    }
    return this.updates.slice(0, Number(limit ?? 100));
  }

  private writable(chatId: unknown): FakeChat {
    const chat = this.chats.get(Number(chatId));
    if (!chat) throw new ApiRefusal(Number(chatId) > 0 ? 403 : 400, notFound(Number(chatId)));
    if (chat.movedTo !== undefined) {
      throw new ApiRefusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: chat.movedTo,
      });
    }
    if (!chat.started) throw new ApiRefusal(403, notFound(1));
    if (chat.blocked) {
      const why = chat.type === 'private' ? 'bot was blocked by the user' : `bot was kicked from the ${chat.type} chat`;
      throw new ApiRefusal(403, `Forbidden: ${why}`);
    }
    return chat;
  }

  private bySelf(payload: Payload, fields: Record<string, unknown>): FakeMessage {
    checkMarkup(payload);
    const chat = this.writable(payload['chat_id']);
    const thread = payload['message_thread_id'];
    checkThread(chat, thread);
    const reply = payload['reply_parameters'] as
      | { message_id: number; allow_sending_without_reply?: boolean }
      | undefined;
    const repliedTo = reply && chat.messages.get(reply.message_id);
    if (reply && !repliedTo && reply.allow_sending_without_reply !== true) {
      throw new ApiRefusal(400, 'Bad Request: message to be replied not found');
    }
    return this.add(chat, {
      from: bot,
      ...fields,
      ...(payload['reply_markup'] !== undefined && { reply_markup: payload['reply_markup'] }),
      ...(repliedTo && { reply_to_message: repliedTo }),
      ...(thread !== undefined && { message_thread_id: thread, is_topic_message: true }),
    });
  }

  private async sendFile(payload: Payload, as: string): Promise<FakeMessage> {
    const file = await fileOf(payload, payload[as], as);
    return this.bySelf(payload, { ...captionOf(payload), file });
  }

  private async sendAlbum(payload: Payload): Promise<FakeMessage[]> {
    const media = payload['media'] as { type: string; media: unknown; caption?: string; caption_entities?: unknown }[];
    if (media.length < 2 || media.length > 10) throw new ApiRefusal(400, 'Bad Request: group send needs 2-10 items');
    const documents = media.filter(({ type }) => type === 'document').length;
    if (documents > 0 && documents < media.length) throw new ApiRefusal(400, "Bad Request: documents can't be mixed");
    if (payload['reply_markup'] !== undefined) throw new ApiRefusal(400, 'Bad Request: album with reply_markup');
    const sent: FakeMessage[] = [];
    for (const one of media) {
      const file = await fileOf(payload, one.media, one.type);
      sent.push(this.bySelf(payload, { ...captionOf({ ...one }), file, media_group_id: 'album' }));
    }
    return sent;
  }

  private own(payload: Payload, verb: string): { chat: FakeChat; message: FakeMessage } {
    const chat = this.writable(payload['chat_id']);
    const message = chat.messages.get(Number(payload['message_id']));
    if (!message) throw new ApiRefusal(400, `Bad Request: message to ${verb} not found`);
    if (message.from.id !== bot.id) throw new ApiRefusal(400, `Bad Request: message can't be ${verb}ed`);
    return { chat, message };
  }

  private edit(payload: Payload, fields: Partial<FakeMessage>): FakeMessage {
    checkMarkup(payload);
    const { message } = this.own(payload, 'edit');
    if (fields.text !== undefined && message.text === undefined) {
      throw new ApiRefusal(400, 'Bad Request: there is no text in the message to edit');
    }
    const { reply_markup: before, ...rest } = message;
    const markup = payload['reply_markup'] as FakeMessage['reply_markup'];
    const next = { ...rest, ...fields, ...(markup !== undefined && { reply_markup: markup }) };
    const was = { ...rest, ...(before && { reply_markup: before }) };
    if (same(next, was)) throw new ApiRefusal(400, 'Bad Request: message is not modified');
    // Without a keyboard in it an edit takes the keyboard away.
    delete message.reply_markup;
    return Object.assign(message, next);
  }
}

function captionOf({
  caption,
  caption_entities: entities,
}: Payload): Pick<FakeMessage, 'caption' | 'caption_entities'> {
  if (caption === undefined || caption === '') return {};
  return { caption: checkedText(caption, entities, 1024, 'message caption is too long'), caption_entities: entities };
}

async function fileOf(payload: Payload, value: unknown, as: string): Promise<FakeMessage['file']> {
  const attached = typeof value === 'string' ? payload[value.replace('attach://', '')] : value;
  if (!(attached instanceof Blob)) throw new ApiRefusal(400, `Bad Request: there is no ${as} in the request`);
  const content = new Uint8Array(await attached.arrayBuffer());
  if (content.length === 0) throw new ApiRefusal(400, 'Bad Request: file must be non-empty');
  if (content.length > (as === 'photo' ? 10e6 : 50e6)) throw new ApiRefusal(413, 'Request Entity Too Large');
  return { as, name: attached instanceof File ? attached.name : '', content };
}

function same(one: object, other: object): boolean {
  const sorted = (value: object) => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(one) === sorted(other);
}

function notFound(chatId: number): string {
  return chatId > 0 ? "Forbidden: bot can't initiate conversation with a user" : 'Bad Request: chat not found';
}
