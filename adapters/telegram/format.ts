import type { Message } from '../../src/desk/conversation.ts';
import { plainText } from '../../src/desk/plain-text.ts';
import { relayLabel } from '../../src/desk/writer-label.ts';
import type { Language } from '../../src/knowledge/document.ts';
import { type Formatted, joined, styled } from './formatted.ts';

/**
 * A message as it is shown: who wrote it when that was a human, its words, and the sources with their numbers.
 *
 * @param heading above what the desk says, where that is not clear from the place; empty for none
 */
export function format(message: Message, language: Language, heading = ''): Formatted {
  const { relay } = message;
  const shown = plainText(message, language);
  const sources = shown.slice(message.text.length);
  const words = joined([styled(message.text), styled(sources, 'italic')]);
  if (relay === null) return heading === '' ? words : joined([styled(heading, 'bold'), styled('\n'), words]);
  const header = styled(relayLabel(relay, language), 'bold');
  return message.text === '' ? header : joined([header, styled('\n'), words]);
}
