import type { Citation } from '../../src/answering/answer.ts';
import type { Message, Outcome, Relay } from '../../src/desk/conversation.ts';

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
export function presentMessage(message: Message): PresentedMessage {
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
    relay: relay && { ticket: relay.ticket, from: relay.from, name: relay.name },
    outcome: details?.outcome ?? null,
    ticket: details?.ticket ?? null,
    choices: withdrawn ? [] : (details?.choices ?? []).map(({ label }) => label),
    ratable: !withdrawn && (details?.ratable ?? false),
    helpful: message.helpful,
    citations: withdrawn ? [] : (details?.citations ?? []).map(presentCitation),
  };
}
