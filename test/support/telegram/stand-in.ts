import { TelegramServer } from '@bonkers-agency/grammy-test';
import type { Chat, Message, Update, User } from 'grammy/types';
import { onTestFinished } from 'vitest';
import { type Payload, startApiServer } from './api-server.ts';
import { bot } from './strict-telegram.ts';

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

  says(user: User, chat: Chat, text: string): void {
    const [command = '', ...rest] = text.split(' ');
    this.push(
      text.startsWith('/')
        ? this.server.simulateUserCommand(user, chat, command, rest.join(' '))
        : this.server.simulateUserMessage(user, chat, text),
    );
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
    if (method !== 'getUpdates') return this.server.handleApiCall(method, { ...payload });
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
