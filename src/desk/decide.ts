import type { Abstention, Answer, RankedSource } from '../answering/answer.ts';
import { extractAnswer } from '../answering/extract-answer.ts';
import { scopeOf } from '../answering/scope.ts';
import type { Language } from '../knowledge/document.ts';
import type { EscalationReason } from '../queue/ticket.ts';
import type { KnowledgeIndex } from '../retrieval/knowledge-index.ts';
import type { Message } from './conversation.ts';
import { recogniseIntent } from './intent.ts';
import { detectLanguage } from './language.ts';

/** What the desk does with a message. */
export type Decision =
  | { kind: 'answer'; answer: Answer }
  | {
      kind: 'escalate';
      reason: EscalationReason;
      questionMessageId: string;
      question: string;
      ranked: readonly RankedSource[];
      /** The member asked for a human and has not said about what. */
      bare?: true;
    }
  /** Belongs to a ticket that was opened without a question. */
  | { kind: 'tell_more'; ticket: number }
  | { kind: 'decline'; ranked: readonly RankedSource[] }
  | { kind: 'say'; what: 'greeting' | 'thanks' | 'farewell' | 'about' | 'wordless' }
  | { kind: 'rate'; messageId: string | null; helpful: boolean };

/** How many earlier questions of a member are looked back on. */
const lookBack = 3;

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
  const before = transcript.filter((other) => other.seq < message.seq);
  return { language, decision: decideKind(message, before, index, now) };
}

function decideKind(message: Message, before: readonly Message[], index: KnowledgeIndex, now: number): Decision {
  const last = before[before.length - 1];
  if (last?.details?.awaits === 'advisor_question' && last.details.ticket !== null) {
    return { kind: 'tell_more', ticket: last.details.ticket };
  }
  const intent = recogniseIntent(message.text);
  switch (intent.kind) {
    case 'greeting':
    case 'thanks':
    case 'farewell':
    case 'about':
    case 'wordless':
      return { kind: 'say', what: intent.kind };
    case 'rating':
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

function decideQuestion(message: Message, before: readonly Message[], index: KnowledgeIndex, now: number): Decision {
  const scope = scopeOf(message.text, index.thesaurus);
  const outcome = extractAnswer(index, message.text, earlierQuestions(before), now);
  if (scope === 'outside' && outcome.confidence < sureEnough) return { kind: 'decline', ranked: outcome.ranked };
  if (outcome.kind === 'answer') return { kind: 'answer', answer: outcome };
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

/** The member's earlier questions, oldest first. */
function earlierQuestions(before: readonly Message[]): string[] {
  return before
    .filter((message) => message.author === 'member' && recogniseIntent(message.text).kind === 'question')
    .slice(-lookBack)
    .map((message) => message.text);
}

function lastQuestion(before: readonly Message[]): Message | undefined {
  return before.findLast((message) => message.author === 'member' && recogniseIntent(message.text).kind === 'question');
}

function lastRatable(before: readonly Message[]): string | null {
  return before.findLast((message) => message.details?.ratable === true && message.helpful === null)?.id ?? null;
}
