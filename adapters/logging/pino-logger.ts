import { pino } from 'pino';
import type { Logger } from '../../src/kernel/logger.ts';

/** What is blotted out wherever it turns up, should a caller forget: contents and secrets never reach the log. */
const redacted = ['text', 'question', 'quote', 'token', 'cookie', 'password', 'url', '*.text', '*.token', '*.password'];

/** The log as JSON lines on standard error, so that a command's standard output stays its own. */
export function createLogger(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: redacted, censor: '[weggelaten]' },
      serializers: { error: pino.stdSerializers.errWithCause },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
