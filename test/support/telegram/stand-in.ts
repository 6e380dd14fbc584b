import { TelegramServer } from '@bonkers-agency/grammy-test';
import type { Chat, Message, Update, User } from 'grammy/types';
import { onTestFinished } from 'vitest';
import { ApiRefusal, type Payload, startApiServer } from './api-server.ts';
import { bot } from './strict-telegram.ts';

/** Its refusals, as the front tells them. */
function refuse(error: unknown): never {
  const { code, description } = error as { code?: number; description?: string };
  throw code === undefined ? error : new ApiRefusal(code, description ?? '');
}

/** The platform as somebody else understood it: the stand-in from npm, with an HTTP front, for the real client library. */
export class StandIn {
  readonly token = '777:STANDIN';
  readonly server = new TelegramServer(bot as unknown as ConstructorParameters<typeof TelegramServer>[0]);
  url = '';
  private updates: Update[] = [];
  private wake: () => void = () => {};

  static async start(): Promise<StandIn> {
    const standIn = new StandIn();
    const call = (method: string, payload: Payload, signal: AbortSignal) => standIn.call(method, payload, signal);
    const front = await startApiServer({ token: standIn.token, call, file: () => undefined });
    onTestFinished(() => front.close());
    standIn.url = front.url;
    return standIn;
  }

  /** Somebody writes; where a thread or a message to reply to is given, there. */
  says(
    user: User,
    chat: Chat,
    text: string,
    at: Pick<Partial<Message>, 'message_thread_id' | 'reply_to_message'> = {},
  ): Message {
    const [command = '', ...rest] = text.split(' ');
    const update = text.startsWith('/')
      ? this.server.simulateUserCommand(user, chat, command, rest.join(' '))
      : this.server.simulateUserMessage(user, chat, text);
    // What it says of a thread or of the message replied to is less than Telegram does.
    const message = Object.assign(
      update.message as Message,
      at,
      at.message_thread_id !== undefined && { is_topic_message: true },
    );
    this.push(update);
    return message;
  }

  edits(message: Message, text: string): void {
    const { update_id } = this.server.simulateUserMessage(message.from as User, message.chat, text);
    const edited_message = { ...message, text, edit_date: message.date } as NonNullable<Update['edited_message']>;
    this.push({ update_id, edited_message });
  }

  /** A supergroup; with topics, and a bot that may manage them, or without. */
  group(id: number, forum: boolean): Chat.SupergroupChat {
    const chat: Chat.SupergroupChat = { id, type: 'supergroup', title: 'Adviseurs', ...(forum && { is_forum: true }) };
    this.server.chatState.getOrCreate(chat);
    if (!forum) return chat;
    this.server.chatState.enableForum(id);
    this.server.memberState.setAdmin(id, bot, { can_manage_topics: true });
    return chat;
  }

  presses(user: User, chat: Chat, message: Message, label: string): void {
    const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
    const pressed = buttons.find(({ text }) => text === label);
    if (!pressed || !('callback_data' in pressed)) throw new Error(`no button “${label}”`);
    this.push(this.server.simulateCallbackQuery(user, chat, pressed.callback_data, message));
  }

  private push(update: Update): void {
    this.updates.push(update);
    this.wake();
  }

  private async call(method: string, payload: Payload, signal: AbortSignal): Promise<unknown> {
    if (method !== 'getUpdates') return this.server.handleApiCall(method, { ...payload }).catch(refuse);
    this.updates = this.updates.filter(({ update_id }) => update_id >= Number(payload['offset']));
    if (this.updates.length === 0) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        signal.addEventListener('abort', () => resolve());
      });
    }
    return this.updates;
  }
}
