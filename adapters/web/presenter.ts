import type { Citation } from '../../src/answering/answer.ts';
import type { Message, Outcome } from '../../src/desk/conversation.ts';

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
  outcome: Outcome | null;
  ticket: number | null;
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
  return {
    seq: message.seq,
    id: message.id,
    author: message.author,
    text: message.text,
    createdAt: message.createdAt,
    outcome: message.details?.outcome ?? null,
    ticket: message.details?.ticket ?? null,
    ratable: message.details?.ratable ?? false,
    helpful: message.helpful,
    citations: (message.details?.citations ?? []).map(presentCitation),
  };
}
