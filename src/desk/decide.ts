import type { Abstention, Answer, RankedSource } from '../answering/answer.ts';
import { extractAnswer } from '../answering/extract-answer.ts';
import { scopeOf } from '../answering/scope.ts';
import type { Language } from '../knowledge/document.ts';
import type { Regions } from '../people/regions.ts';
import type { EscalationReason, Ticket } from '../queue/ticket.ts';
import type { KnowledgeIndex } from '../retrieval/knowledge-index.ts';
import { questionIn } from './commands.ts';
import type { Message } from './conversation.ts';
import { decideIntake, type IntakeDecision, stopIntake } from './decide-intake.ts';
import { asksNothing } from './intake-answer.ts';
import { recogniseIntent } from './intent.ts';
import { detectLanguage } from './language.ts';

/** What the desk does with a message. */
export type Decision =
  | { kind: 'answer'; questionMessageId: string; answer: Answer }
  | {
      kind: 'escalate';
      reason: EscalationReason;
      questionMessageId: string;
      question: string;
      ranked: readonly RankedSource[];
      /** The member asked for a human and has not said about what. */
      bare?: true;
    }
  /** Belongs to a ticket that is open already: what a member wants of an advisor, or that they are not helped yet. */
  | { kind: 'tell_more'; ticket: number; questionMessageId: string; question: string }
  | { kind: 'decline'; ranked: readonly RankedSource[] }
  | { kind: 'say'; what: 'greeting' | 'thanks' | 'farewell' | 'about' | 'withdrawn' | 'wordless' }
  | { kind: 'rate'; messageId: string | null; helpful: boolean }
  | IntakeDecision
  /** Goes on with a ticket that has ended. */
  | { kind: 'reopen'; ticket: number; messageId: string };

/** What a decision looks at besides the message and the archive. */
export interface Circumstances {
  /** The conversation up to the message, and what the desk has said since. */
  transcript: readonly Message[];
  language: Language;
  /** Tickets of the conversation that nobody has taken, oldest first. */
  open: readonly Ticket[];
  regions: Regions;
  now: number;
}

/** How many earlier questions of a member are looked back on. */
const lookBack = 3;

/** How long after the end of a ticket a message that asks nothing is taken to be about it, in milliseconds: two weeks. */
const reopenedWithinMs = 14 * 24 * 3_600_000;

/** Adds to what was just put in the queue: what it is about, or where the member can be reached. */
const explains =
  /^\W*(?:het|dit|dat) gaat (?:over|om)\b|^\W*(?:mijn|ons) (?:telefoon\s?|06-?)?(?:nummer|mail\w*|e-mail\w*) is\b|\b(?:ben|zijn) (?:te bereiken|bereikbaar)\b/i;

/** Off-topic words weigh more than a chance match of the archive up to this confidence. */
const sureEnough = 0.85;

/** Says no to whether a ticket is answered, whatever is asked behind it. */
const disagrees =
  /^\W*(?:nee|neen|nog niet|niet helemaal|no|not yet|not quite)\b(?!\W*(?:dank|bedankt|hoor|laat maar|thank))/i;

/** Decides what a member's message asks for. Changes nothing and talks to nobody: index and transcript in, decision out. */
export function decide(
  message: Message,
  circumstances: Circumstances,
  index: KnowledgeIndex,
): { language: Language; decision: Decision } {
  const language = detectLanguage(message.text, circumstances.language);
  // What the desk said is always earlier, also when this message was stored before it was said.
  const before = circumstances.transcript.filter((other) => other.author === 'desk' || other.seq < message.seq);
  return { language, decision: decideKind(message, before, index, circumstances) };
}

function decideKind(
  message: Message,
  before: readonly Message[],
  index: KnowledgeIndex,
  { open, regions, now }: Circumstances,
): Decision {
  const intent = recogniseIntent(message.text);
  const last = lastOutcome(before)?.details ?? null;
  const ticket = last?.ticket ?? null;
  const told = intent.kind === 'question' || intent.kind === 'human';
  const adds = last?.awaits === 'advisor_question' ? told : intent.kind === 'question' && explains.test(message.text);
  // A ticket that has ended takes no more: what is asked after it is asked of the archive.
  const isOpen = open.some(({ number }) => number === ticket);
  if (adds && ticket !== null && isOpen) return tellMore(ticket, message);
  const isOfField = (text: string) => scopeOf(text, index.thesaurus) !== 'unclear';
  const intake =
    intent.kind === 'question'
      ? decideIntake(message, before, open, regions, isOfField)
      : intent.kind === 'withdrawn'
        ? stopIntake(message, before, open)
        : undefined;
  if (intake?.sure) return intake;
  const closed = justClosed(before, now);
  switch (intent.kind) {
    case 'greeting':
    case 'thanks':
    case 'farewell':
    case 'about':
    case 'withdrawn':
    case 'wordless':
      return { kind: 'say', what: intent.kind };
    case 'rating':
      if (!intent.helpful && closed !== null) return reopen(closed, message);
      if (!intent.helpful && ticket !== null) return isOpen ? tellMore(ticket, message) : reopen(ticket, message);
      return { kind: 'rate', messageId: lastRatable(before), helpful: intent.helpful };
    case 'human': {
      const about = intent.bare ? questionsIn(before).at(-1) : message;
      if (about) return escalate('human_requested', about, []);
      return { ...escalate('human_requested', message, []), bare: true };
    }
    case 'question': {
      if (closed !== null && disagrees.test(message.text)) return reopen(closed, message);
      const decision = decideQuestion(message, before, index, now);
      // What the archive answers, and what asks something new, is never swallowed.
      if (decision.kind === 'answer') return decision;
      if (closed !== null && asksNothing(message.text)) return reopen(closed, message);
      return intake ?? decision;
    }
  }
}

function tellMore(ticket: number, message: Message): Decision {
  return { kind: 'tell_more', ticket, questionMessageId: message.id, question: message.text };
}

function reopen(ticket: number, { id }: Message): Decision {
  return { kind: 'reopen', ticket, messageId: id };
}

/** The ticket that was resolved or closed not long ago, when that is the last that the desk said; null otherwise. */
function justClosed(before: readonly Message[], now: number): number | null {
  const last = before.findLast(({ details }) => details !== null && (details.outcome !== null || details.awaits));
  if (last?.details?.awaits !== 'reopening' || last.createdAt < now - reopenedWithinMs) return null;
  return last.details.ticket;
}

function decideQuestion(message: Message, before: readonly Message[], index: KnowledgeIndex, now: number): Decision {
  const scope = scopeOf(message.text, index.thesaurus);
  const shown = (lastOutcome(before)?.details?.citations ?? []).map((citation) => citation.passageId);
  const earlier = questionsIn(before).slice(-lookBack);
  const outcome = extractAnswer(
    index,
    message.text,
    earlier.map(({ text }) => text),
    now,
    shown,
  );
  if (scope === 'outside' && outcome.confidence < sureEnough) return { kind: 'decline', ranked: outcome.ranked };
  if (outcome.kind === 'answer') return { kind: 'answer', questionMessageId: message.id, answer: outcome };
  if (scope === 'unclear' && isFarOff(outcome)) return { kind: 'decline', ranked: outcome.ranked };
  return escalate(outcome.reason, message, outcome.ranked);
}

/** Nothing in the archive and no word of the field: not a question for this desk. */
function isFarOff(outcome: Abstention): boolean {
  return outcome.reason === 'nothing_found';
}

function escalate(
  reason: EscalationReason,
  message: Message,
  ranked: readonly RankedSource[],
): Extract<Decision, { kind: 'escalate' }> {
  return { kind: 'escalate', reason, questionMessageId: message.id, question: message.text, ranked };
}

/**
 * The member's earlier questions to the desk, oldest first, without the command in front: no small talk, other command or
 * mark, and nothing that was said in a ticket that was there already.
 */
function questionsIn(before: readonly Message[]): Message[] {
  return before.flatMap((message) => {
    const text = message.author === 'member' ? questionIn(message.text) : undefined;
    if (text === undefined || !/\p{L}/u.test(text) || isSaidInTicket(message, before)) return [];
    return recogniseIntent(text).kind === 'question' ? [{ ...message, text }] : [];
  });
}

/** Whether a message belongs to a ticket that the desk had spoken of before: it is an answer or an addition. */
function isSaidInTicket({ ticketId, seq }: Message, before: readonly Message[]): boolean {
  return (
    ticketId !== null &&
    before.some((other) => other.ticketId === ticketId && other.author === 'desk' && other.seq < seq)
  );
}

/** The desk's last reply that did something with a question. */
function lastOutcome(before: readonly Message[]): Message | undefined {
  return before.findLast(({ details }) => details !== null && details.outcome !== null);
}

/** The last answer, when nothing was said of it yet. An earlier one is not what a member means. */
function lastRatable(before: readonly Message[]): string | null {
  const last = lastOutcome(before);
  return last?.details?.ratable === true && last.helpful === null ? last.id : null;
}
