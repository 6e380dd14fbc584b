/**
 * A process with a channel of which only one may poll: `polling-desk.ts <database URL>`. Says in lines what it does: `present`,
 * `begin`, `poll`, `end`.
 */
import { House } from '../../src/house.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { RecordingChannel } from './recording-channel.ts';

const pollEveryMs = 50;

class PollingChannel extends RecordingChannel {
  override readonly capabilities = { maxTextLength: 4_000, buttons: true, typing: true, oneReceiver: true } as const;
  #polling: NodeJS.Timeout | undefined;

  override async start(): Promise<void> {
    say('begin');
    this.#polling = setInterval(() => say('poll'), pollEveryMs);
  }

  override async stop(): Promise<void> {
    clearInterval(this.#polling);
    say('end');
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const [url = ''] = process.argv.slice(2);
const house = await House.build({
  database: { kind: 'postgresql', url },
  limits: { maxFileBytes: 50e6, maxUnpackedBytes: 400e6 },
  logger: silentLogger,
});
await house.open({ channels: [new PollingChannel()] });
say('present');
