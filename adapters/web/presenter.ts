import type { Citation } from '../../src/answering/answer.ts';
import type { WayIn } from '../../src/desk/channel.ts';
import type { Attachment, Message, Outcome, Relay } from '../../src/desk/conversation.ts';

/** Where a citation can be read: the document's page, opened at the passage. */
function citationAddress(citation: Pick<Citation, 'documentId' | 'passageId'>): string {
  return `/documenten/${encodeURIComponent(citation.documentId)}#passage-${citation.passageId}`;
}

/** All that leaves the server of a citation. */
export interface PresentedCitation {
  number: number;
  title: string;
  section: string | null;
  page: number | null;
  date: string | null;
  quote: string;
  href: string;
}

/** All that leaves the server of a file with a message. */
export interface PresentedAttachment {
  name: string;
  bytes: number;
  href: string;
  /** True when a browser may show it in the page. */
  picture: boolean;
}

/** What became of a message of the reader's own, that went to somebody at the other end of a ticket. */
export interface Receipt {
  state: 'sent' | 'arrived' | 'failed';
  /** What the other is called; null when they gave no name. */
  to: string | null;
  role: Relay['from'];
}

/** The message that another replies to. */
export interface Quote {
  seq: number;
  author: Message['author'];
  relay: PresentedMessage['relay'];
  text: string;
}

/** What a message is shown with that stands elsewhere. */
export interface Surroundings {
  receipt: Receipt | null;
  repliesTo: Message | null;
  elsewhere: readonly WayIn[];
}

/** Types that a browser shows as a picture and that can hold no script. */
const pictureTypes: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

/** Whether a file of this type may be shown in the browser; anything else is only ever saved. */
export function isPicture(mediaType: string): boolean {
  return pictureTypes.has(mediaType);
}

/** All that leaves the server of a message; identifiers of the database and how sure the desk was stay inside. */
export interface PresentedMessage {
  seq: number;
  id: string;
  author: Message['author'];
  text: string;
  /** Milliseconds since 1970, UTC. */
  createdAt: number;
  edited: boolean;
  /** True when it was taken back; nothing of it is left to show. */
  withdrawn: boolean;
  /** Who wrote a relayed message. */
  relay: Pick<Relay, 'ticket' | 'from' | 'name'> | null;
  outcome: Outcome | null;
  ticket: number | null;
  /** Labels of the buttons, in order. */
  choices: string[];
  ratable: boolean;
  helpful: boolean | null;
  citations: PresentedCitation[];
  attachments: PresentedAttachment[];
  receipt: Receipt | null;
  repliesTo: Quote | null;
  /** Where else the question of an answer can be gone on with. */
  elsewhere: WayIn[];
  /** True when the reader wrote it and can still edit it and take it back. */
  changeable: boolean;
}

function presentAttachment({ id, name, bytes, mediaType }: Attachment): PresentedAttachment {
  return { name, bytes, href: `/bijlagen/${encodeURIComponent(id)}`, picture: isPicture(mediaType) };
}

function presentRelay(relay: Relay | null): PresentedMessage['relay'] {
  return relay && { ticket: relay.ticket, from: relay.from, name: relay.name };
}

function presentQuote({ seq, author, relay, text, attachments }: Message): Quote {
  return { seq, author, relay: presentRelay(relay), text: text || (attachments[0]?.name ?? '') };
}

function presentCitation(citation: Citation): PresentedCitation {
  return {
    number: citation.number,
    title: citation.title,
    section: citation.section,
    page: citation.page,
    date: citation.date,
    quote: citation.quote,
    href: citationAddress(citation),
  };
}

/** A message as a browser may see it. */
export function presentMessage(message: Message, { receipt, repliesTo, elsewhere }: Surroundings): PresentedMessage {
  const { details, relay } = message;
  const withdrawn = message.deletedAt !== null;
  return {
    seq: message.seq,
    id: message.id,
    author: message.author,
    text: withdrawn ? '' : message.text,
    createdAt: message.createdAt,
    edited: message.editedAt !== null && !withdrawn,
    withdrawn,
    relay: presentRelay(relay),
    outcome: details?.outcome ?? null,
    ticket: details?.ticket ?? null,
    choices: withdrawn ? [] : (details?.choices ?? []).map(({ label }) => label),
    ratable: !withdrawn && (details?.ratable ?? false),
    helpful: message.helpful,
    citations: withdrawn ? [] : (details?.citations ?? []).map(presentCitation),
    attachments: message.attachments.map(presentAttachment),
    receipt: withdrawn ? null : receipt,
    repliesTo: repliesTo && presentQuote(repliesTo),
    elsewhere: elsewhere.map(({ platform, url }) => ({ platform, url })),
    // A command was carried out the moment that it came in.
    changeable: message.author === 'member' && !withdrawn && !message.text.startsWith('/'),
  };
}
