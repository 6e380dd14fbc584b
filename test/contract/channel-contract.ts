import { describe, expect, test } from 'vitest';
import type { Channel } from '../../src/desk/channel.ts';
import { newId } from '../../src/kernel/ids.ts';
import { KeepingReceiver } from '../support/keeping-receiver.ts';
import { postingOf } from '../support/posting.ts';
import { until } from '../support/until.ts';
import { deskSays } from './samples.ts';

/** A channel with a platform that a test can play. */
export interface Stage {
  channel: Channel;
  /** Key of the conversation in which the member writes. */
  key: string;
  /** A member writes; again and again until the channel has taken it, as the platform does. */
  memberSays(text: string): void;
  /** The platform shows the channel everything that it sent itself. */
  echo(): void;
  /** What the member reads, oldest first. */
  read(): string[];
}

/** What every channel to a platform does. */
export function describeChannelContract(name: string, setUp: () => Promise<Stage>): void {
  const say = (stage: Stage, text: string, key = newId()) =>
    stage.channel.send(stage.key, postingOf({ ...message(text), id: key }, { key }));

  describe(`the channel ${name}`, () => {
    test('hands over what a member writes, with who and where', async () => {
      const stage = await setUp();
      const receiver = new KeepingReceiver();
      await stage.channel.start(receiver);
      stage.memberSays('Hallo');
      const event = await until('the event', () => receiver.events[0]);
      expect(event).toMatchObject({ conversationKey: stage.key, action: { kind: 'text', text: 'Hallo' } });
      expect(event.senderKey ?? event.conversationKey).toBe(stage.key);
    });

    test('never hands over what it sent itself', async () => {
      const stage = await setUp();
      const receiver = new KeepingReceiver();
      await stage.channel.start(receiver);
      stage.memberSays('Hallo');
      await until('the event', () => receiver.events[0]);
      expect(await say(stage, 'Goedendag')).toMatchObject({ kind: 'delivered' });
      stage.echo();
      stage.memberSays('Tot ziens');
      await until('the next', () => receiver.events[1]);
      expect(receiver.texts).toEqual(['Hallo', 'Tot ziens']);
    });

    test('loses nothing while it is stopped, and sends all the same', async () => {
      const stage = await setUp();
      const receiver = new KeepingReceiver();
      await stage.channel.start(receiver);
      stage.memberSays('een');
      await until('one', () => receiver.texts.includes('een') || undefined);
      await stage.channel.stop();
      stage.memberSays('twee');
      expect(await say(stage, 'Goedendag')).toMatchObject({ kind: 'delivered' });
      expect(stage.read()).toEqual(['Goedendag']);
      expect(receiver.texts).toEqual(['een']);
      await stage.channel.start(receiver);
      await until('two', () => receiver.texts.includes('twee') || undefined);
      expect(receiver.texts).toEqual(['een', 'twee']);
    });

    test('hands over again what could not be stored', async () => {
      const stage = await setUp();
      const receiver = new KeepingReceiver();
      let failures = 2;
      receiver.before = () => {
        if (failures-- > 0) throw new Error('not stored');
      };
      await stage.channel.start(receiver);
      stage.memberSays('Hallo');
      await until('the event', () => receiver.events[0]);
      expect(receiver.texts).toEqual(['Hallo']);
    });

    test('says of a place that is none that nothing can arrive there', async () => {
      const stage = await setUp();
      const result = await stage.channel.send('nergens', postingOf(message('Hallo')));
      expect(result).toMatchObject({ kind: 'undeliverable' });
    });

    test('shows that the desk is working without ever throwing', async () => {
      const { channel, key } = await setUp();
      expect(() => channel.showTyping?.(key)).not.toThrow();
      expect(() => channel.showTyping?.('nergens')).not.toThrow();
    });
  });
}

function message(text: string) {
  return {
    ...{ ...deskSays('c', text), seq: 1, relay: null, ticketId: null, replyToId: null, attachments: [] },
    ...{ helpful: null, editedAt: null, deletedAt: null },
  };
}
