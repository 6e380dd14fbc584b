/** What the desk has to do of itself at some time. */
export const dueTaskKinds = [
  /** Offer the ticket to the next circle of people. */
  'widen',
  /** Tell the assignee that the member waits for their word. */
  'nudge',
  /** The claim ends: back into the queue. */
  'end_lease',
  /** Tell the member that the advisor waits for their word. */
  'remind_member',
  /** Tell the member that the ticket will be closed. */
  'warn_stale',
  /** Close it. */
  'close',
] as const;
export type DueTaskKind = (typeof dueTaskKinds)[number];

/** A task that waits for its time. A ticket has at most one of a kind. */
export interface DueTask {
  /** Ascending: the order of making. */
  seq: number;
  ticketId: string;
  /** The member's conversation, by which tasks keep out of each other's way. */
  conversationId: string;
  kind: DueTaskKind;
  dueAt: number;
  attempts: number;
}

/** Port: what is to be done in time. A restart loses none, and none is done twice. */
export interface AgendaStore {
  /** Replaces all tasks of a ticket by these. */
  setTasks(ticketId: string, conversationId: string, tasks: readonly Pick<DueTask, 'kind' | 'dueAt'>[]): Promise<void>;
  /** Tasks whose time has come, the longest overdue first, at most `limit`. */
  dueTasks(now: number, limit: number): Promise<DueTask[]>;
  /** When the next task is due; null when there is none. */
  nextTaskDueAt(): Promise<number | null>;
  /** Ends a task. False when it had ended or was replaced: then its effects must not be stored. */
  endTask(seq: number): Promise<boolean>;
  /** Puts a task off after a failed attempt. */
  deferTask(seq: number, dueAt: number): Promise<void>;
  /** The tasks of a ticket, first due first. */
  tasksOf(ticketId: string): Promise<DueTask[]>;
}
