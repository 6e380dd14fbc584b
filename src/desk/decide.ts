import type { Abstention, Answer, RankedSource } from '../answering/answer.ts';
import { extractAnswer } from '../answering/extract-answer.ts';
import { scopeOf } from '../answering/scope.ts';
import type { Language } from '../knowledge/document.ts';
import type { EscalationReason } from '../queue/ticket.ts';
import type { KnowledgeIndex } from '../retrieval/knowledge-index.ts';
import { parseCommand } from './commands.ts';
import type { Message } from './conversation.ts';
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
  | { kind: 'rate'; messageId: string | null; helpful: boolean };

/** How many earlier questions of a member are looked back on. */
const lookBack = 3;

/** Adds to what was just put in the queue: what it is about, or where the member can be reached. */
const explains =
  /^\W*(?:het|dit|dat) gaat (?:over|om)\b|^\W*(?:mijn|ons) (?:telefoon\s?|06-?)?(?:nummer|mail\w*|e-mail\w*) is\b|\b(?:ben|zijn) (?:te bereiken|bereikbaar)\b/i;

/** Off-topic words weigh more than a chance match of the archive up to this confidence. */
const sureEnough = 0.85;

/** Decides what a member's message asks for. Changes nothing and talks to nobody: index and transcript in, decision out. */
export function decide(
  message: Message,
  transcript: readonly Message[],
  current: Language,
  index: KnowledgeIndex,
  now: number,
): { language: Language; decision: Decision } {
  const language = detectLanguage(message.text, current);
  // What the desk said is always earlier, also when this message was stored before it was said.
  const before = transcript.filter((other) => other.author === 'desk' || other.seq < message.seq);
  return { language, decision: decideKind(message, before, index, now) };
}

function decideKind(message: Message, before: readonly Message[], index: KnowledgeIndex, now: number): Decision {
  const intent = recogniseIntent(message.text);
  const last = lastOutcome(before)?.details ?? null;
  const ticket = last?.ticket ?? null;
  const told = intent.kind === 'question' || intent.kind === 'human';
  const adds = last?.awaits === 'advisor_question' ? told : intent.kind === 'question' && explains.test(message.text);
  if (adds && ticket !== null) return tellMore(ticket, message);
  switch (intent.kind) {
    case 'greeting':
    case 'thanks':
    case 'farewell':
    case 'about':
    case 'withdrawn':
    case 'wordless':
      return { kind: 'say', what: intent.kind };
    case 'rating':
      if (!intent.helpful && ticket !== null) return tellMore(ticket, message);
      return { kind: 'rate', messageId: lastRatable(before), helpful: intent.helpful };
    case 'human': {
      const about = intent.bare ? lastQuestion(before) : message;
      if (about) return escalate('human_requested', about, []);
      return { ...escalate('human_requested', message, []), bare: true };
    }
    case 'question':
      return decideQuestion(message, before, index, now);
  }
}

function tellMore(ticket: number, message: Message): Decision {
  return { kind: 'tell_more', ticket, questionMessageId: message.id, question: message.text };
}

function decideQuestion(message: Message, before: readonly Message[], index: KnowledgeIndex, now: number): Decision {
  const scope = scopeOf(message.text, index.thesaurus);
  const shown = (lastOutcome(before)?.details?.citations ?? []).map((citation) => citation.passageId);
  const outcome = extractAnswer(index, message.text, earlierQuestions(before), now, shown);
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

/** A question to the desk: no command, and nothing that went to an advisor. */
function asksSomething({ author, text }: Message): boolean {
  return author === 'member' && parseCommand(text) === undefined && recogniseIntent(text).kind === 'question';
}

/** The member's earlier questions, oldest first. */
function earlierQuestions(before: readonly Message[]): string[] {
  return before
    .filter(asksSomething)
    .slice(-lookBack)
    .map((message) => message.text);
}

function lastQuestion(before: readonly Message[]): Message | undefined {
  return before.findLast(asksSomething);
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
