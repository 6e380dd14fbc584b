import type { AnswerTime, EscalationReason } from '../../queue/ticket.ts';

/** A stretch of time: from the first moment up to, and not including, the second. */
export interface Period {
  from: number;
  until: number;
}

/** What happened at the desk in a period. Nobody is named, and nothing is counted for one advisor. */
export interface DeskCounts {
  /** Answers from the archive that the asker could read. */
  answered: number;
  /** Of these, how many were judged by a member, and how many of those helped. */
  judged: number;
  helpful: number;
  /** Questions about other things than villages and their associations. */
  declined: number;
  /** Tickets that were opened, by why. */
  opened: Readonly<Record<EscalationReason, number>>;
  /** Tickets whose first answer of an advisor fell in the period. */
  answeredByAdvisor: readonly (AnswerTime & { answeredAt: number })[];
  /** Tickets that ended in the period, and are at their end still. */
  closed: number;
  withdrawn: number;
  /** Marks from 1 to 5 that members gave in the period, and their sum. */
  marks: number;
  sumOfMarks: number;
  /** Advisors and board members who wrote to a member. */
  advisors: number;
  /** Answers of advisors that the board approved for the archive. */
  approved: number;
}

/** How things stand at this moment. */
export interface Standing {
  /** Tickets that nobody has, and tickets that somebody works on. */
  waiting: number;
  underWay: number;
  documents: number;
}

/** A question that the archive did not answer, as it was asked. */
export interface UnansweredQuestion {
  question: string;
  /** Where it was asked. */
  conversationId: string;
}

/** Port: what the board has to account for, counted. */
export interface FiguresStore {
  countsIn(period: Period): Promise<DeskCounts>;
  standing(): Promise<Standing>;
  /** The newest questions of the period that the archive held nothing for; not those that were taken back. */
  unansweredIn(period: Period, limit: number): Promise<UnansweredQuestion[]>;
}
