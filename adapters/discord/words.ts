import { withoutMarkup } from './markdown.ts';
import type { DiscordMessage } from './payload.ts';

/** A moment that somebody put in a message; Discord shows it in the reader's own time, we in that of the desk's members. */
const moment = new Intl.DateTimeFormat('nl-NL', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'Europe/Amsterdam',
});

/** The words of a message as the desk reads them: names instead of ids, no markup, and without the name of the bot itself. */
export function wordsOf({ content, mentions }: Pick<DiscordMessage, 'content' | 'mentions'>, me: string): string {
  const nameOf = (id: string) => {
    const user = mentions?.find((one) => one.id === id);
    return user?.global_name ?? user?.username ?? 'iemand';
  };
  const named = (content ?? '')
    .replace(/<@!?(\d{1,20})>/g, (_, id: string) => (id === me ? '' : `@${nameOf(id)}`))
    .replace(/<@&\d{1,20}>/g, '@rol')
    .replace(/<#\d{1,20}>/g, '#kanaal')
    .replace(/<a?(:\w{1,40}:)\d{1,20}>/g, '$1')
    .replace(/<(\/[^:>]{1,100}):\d{1,20}>/g, '$1')
    .replace(/<t:(-?\d{1,13})(?::[a-zA-Z])?>/g, (whole, seconds: string) => {
      const date = new Date(Number(seconds) * 1_000);
      return Number.isNaN(date.getTime()) ? whole : moment.format(date);
    });
  return withoutMarkup(named).trim();
}
