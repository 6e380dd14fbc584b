import type { DirectChannel } from '../../src/desk/direct-channel.ts';
import { plainText } from '../../src/desk/plain-text.ts';
import { presentCitation } from '../../src/desk/present-citation.ts';
import { DeskError } from '../../src/kernel/errors.ts';
import { newId } from '../../src/kernel/ids.ts';

/** Asks one question in a conversation of its own, and prints the reply as text or as one JSON object. */
export async function ask(
  channel: DirectChannel,
  question: string,
  json: boolean,
  print: (line: string) => void,
): Promise<void> {
  if (question.trim() === '') {
    throw new DeskError('usage', 'Zet uw vraag erachter: npm run --silent ask -- "Wie helpt ons met subsidie?"');
  }
  const reply = await channel.ask(`ask-${newId()}`, question);
  if (!json) {
    print(plainText(reply, 'nl'));
    return;
  }
  const { details } = reply;
  const ticket = details?.ticket ?? null;
  print(
    JSON.stringify({
      outcome: details?.outcome ?? 'answered',
      text: plainText(reply, 'nl'),
      citations: (details?.citations ?? []).map(presentCitation),
      confidence: details?.confidence ?? 0,
      ...(details?.outcome === 'escalated' && { reason: details.reason ?? null }),
      ...(ticket !== null && { ticket }),
    }),
  );
}
