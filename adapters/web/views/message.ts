import { shorten } from '../../../src/desk/wording/label.ts';
import { writerLabel } from '../../../src/desk/writer-label.ts';
import { newId } from '../../../src/kernel/ids.ts';
import type { Language } from '../../../src/knowledge/document.ts';
import { type Html, html } from '../html.ts';
import type { PresentedCitation, PresentedMessage } from '../presenter.ts';
import type { WebWording } from '../wording/wording.ts';
import { attachmentsView } from './attachments.ts';
import { ownMessageView } from './own-message.ts';
import { writtenDate } from './written-date.ts';

/** How much of a message a reply to it shows, in characters. */
const longestQuote = 100;

/** What a view needs besides the message. */
export interface MessageContext {
  wording: WebWording;
  /** Language that the conversation is held in, where it is known. */
  language: Language | null;
  timeZone: string;
  now: number;
}

function whenSent(createdAt: number, context: MessageContext): Html {
  const { locale } = context.wording;
  const day = (at: number): string =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone: context.timeZone }).format(at);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: context.timeZone }).format(createdAt);
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: context.timeZone });
  const shown = day(createdAt) === day(context.now) ? time : `${date.format(createdAt)}, ${time}`;
  return html`<time datetime="${new Date(createdAt).toISOString()}">${shown}</time>`;
}

/** The text with its `[1]` as links to what they stand for; a link never stands at the start of a line by itself. */
function textWithMarkers(message: PresentedMessage, wording: WebWording): (string | Html)[] {
  const byNumber = new Map(message.citations.map((citation) => [citation.number, citation]));
  const citedBy = (part: string | undefined) =>
    /^\[\d+\]$/.test(part ?? '') ? byNumber.get(Number(part?.slice(1, -1))) : undefined;
  return message.text.split(/(\[\d{1,3}\])/).map((part, i, parts) => {
    const citation = citedBy(part);
    if (citation === undefined) return citedBy(parts[i + 1]) ? part.replace(/ $/, '\u00a0') : part;
    return html`<a class="marker" href="${citation.href}" aria-label="${wording.openSource(citation.number)}">${part}</a>`;
  });
}

/** `titel — sectie, blz. 3 (2025)`; a heading that says the title again is left out. */
function citationLabel(citation: PresentedCitation, wording: WebWording): string {
  const headings = (citation.section ?? '')
    .split(' › ')
    .filter((heading) => heading !== '' && heading !== citation.title);
  const place = headings.length === 0 ? [] : [headings.join(' › ')];
  if (citation.page !== null) place.push(wording.page(citation.page));
  const where = place.length > 0 ? ` — ${place.join(', ')}` : '';
  return `${citation.title}${where}${citation.date === null ? '' : ` (${writtenDate(citation.date, wording.locale)})`}`;
}

function citations(message: PresentedMessage, wording: WebWording): Html | null {
  if (message.citations.length === 0) return null;
  return html`<div class="sources"><p class="sources-title">${wording.sources}</p><ul>${message.citations.map(
    (
      citation,
    ) => html`<li><a href="${citation.href}"><span class="number">[${citation.number}]</span> ${citationLabel(citation, wording)}</a>
<details><summary>${wording.quote}</summary><blockquote>${citation.quote}</blockquote></details></li>`,
  )}</ul></div>`;
}

/** The pair of buttons under an answer, or what was chosen; null when the message is no answer. */
export function ratingView(message: PresentedMessage, wording: WebWording): Html | null {
  if (!message.ratable) return null;
  if (message.helpful !== null) {
    const said = message.helpful ? wording.ratedHelpful : wording.ratedNotHelpful;
    return html`<p class="rated ${message.helpful && 'helpful'}" tabindex="-1" data-rating="${message.id}">${said}</p>`;
  }
  const labelId = `rating-${message.seq}`;
  return html`<form class="rating" method="post" action="/berichten/${message.id}/oordeel" data-rating="${message.id}">
<div role="group" aria-labelledby="${labelId}"><p id="${labelId}">${wording.ratingQuestion}</p>
<button type="submit" name="helpful" value="true">${wording.helpful}</button>
<button type="submit" name="helpful" value="false">${wording.notHelpful}</button></div></form>`;
}

/** Buttons under a message. Each showing of it has an id of its own, so that one press sent twice counts once. */
function choices(message: PresentedMessage, wording: WebWording): Html | null {
  if (message.choices.length === 0) return null;
  return html`<form class="choices" method="post" action="/berichten/${message.id}/keuze" data-choices="${message.id}">
<input type="hidden" name="id" value="${newId()}">
<div role="group" aria-label="${wording.choices}">${message.choices.map(
    (label, place) => html`<button type="submit" name="choice" value="${place}">${label}</button>`,
  )}</div></form>`;
}

/** Who wrote it; of somebody at the other end of a ticket also that no computer did, and about what. */
function author({ author: kind, relay }: PresentedMessage, wording: WebWording): Html {
  if (relay === null) return html`<span class="author">${kind === 'member' ? wording.you : wording.desk}</span>`;
  const name = writerLabel(relay, wording.language);
  return html`<span class="author">${name} · ${wording.aboutTicket(relay.ticket)}</span> <span class="human">${wording.human}</span>`;
}

/** The beginning of what a message replies to, with the way there. */
function quote({ repliesTo }: PresentedMessage, wording: WebWording): Html | null {
  if (repliesTo === null) return null;
  const { relay, seq, text } = repliesTo;
  const who = relay ? writerLabel(relay, wording.language) : repliesTo.author === 'member' ? wording.you : wording.desk;
  return html`<a class="replies-to" href="#bericht-${seq}"><span class="hidden">${wording.repliesTo}</span> <span class="who">${who}</span> ${text === '' ? wording.withdrawn : shorten(text, longestQuote)}</a>`;
}

function text(message: PresentedMessage, context: MessageContext): Html | null {
  const { wording, language } = context;
  if (message.withdrawn) return html`<p class="text withdrawn">${wording.withdrawn}</p>`;
  if (message.text === '' && message.attachments.length > 0) return null;
  const lang = language === null ? null : html` lang="${language}"`;
  return html`<div class="text"${lang}>${textWithMarkers(message, wording)}</div>`;
}

function ticketMark({ ticket, outcome }: PresentedMessage, wording: WebWording): Html | null {
  if (ticket === null || outcome !== 'escalated') return null;
  return html`<p class="ticket">${wording.ticket(ticket)}</p>`;
}

/** Links to go on with the question in another place. */
function elsewhere(message: PresentedMessage, wording: WebWording): Html | null {
  if (message.elsewhere.length === 0) return null;
  return html`<p class="elsewhere">${message.elsewhere.map(
    ({ platform, url }) =>
      html`<a href="${url}" target="_blank" rel="noopener noreferrer">${wording.goOnIn(platform)}</a>`,
  )}</p>`;
}

/** One message of the transcript. The page's script puts the same markup in place that the server sends with the page. */
export function messageView(message: PresentedMessage, context: MessageContext): Html {
  const { wording } = context;
  return html`<article class="message ${message.author}" id="bericht-${message.seq}" data-seq="${message.seq}">
<p class="meta">${author(message, wording)} ${whenSent(message.createdAt, context)}${message.edited && html` · <span class="edited">${wording.edited}</span>`}</p>
${quote(message, wording)}
${text(message, context)}
${attachmentsView(message.attachments, wording)}
${citations(message, wording)}
${ticketMark(message, wording)}
${choices(message, wording)}
${ratingView(message, wording)}
${elsewhere(message, wording)}
${ownMessageView(message, wording)}
</article>`;
}
