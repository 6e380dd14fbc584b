import type { Area } from '../../people/regions.ts';
import type { ExpectedAnswer } from '../../queue/expected-answer.ts';
import type { Intake } from '../../queue/ticket.ts';
import type { Choice } from '../conversation.ts';
import type { IntakeField } from '../intake-answer.ts';

/** What the desk says about the intake of a ticket, and about where a member lives. */
export interface IntakeWording {
  /** Behind `the answer comes in this conversation`. */
  expected(answer: ExpectedAnswer): string;
  /** In front of the first of so many questions. */
  introduction(questions: number): string;
  question: Readonly<Record<IntakeField, string>>;
  /** @param step the word for this question, behind `/overslaan`: an old button skips no later question */
  skipChoices(ticket: number, step: string): Choice[];
  placeChoice(place: string): Choice;
  placeTaken(area: Area): string;
  /** Nothing on the list is called so; `near` are names that are spelled nearly like it. */
  placeUnknown(place: string, near: readonly string[]): string;
  /** Whose a place in another province is; null when we do not know its association. */
  elsewhere(area: Area): string | null;
  /** To who asks what their place is, or does not say which; null when we know none. */
  whichPlace(known: string | null): string;
  taken: string;
  skipped: string;
  /** There is nothing to skip. */
  nothingAsked: string;
  /** The end of the intake. */
  ready(ticket: number): string;
  /** What was taken for an answer may have been a question. */
  newQuestion: string;
  /** For advisors: what the member told; null when nothing. */
  onCard(intake: Intake, area: Area | undefined): string | null;
}

/** Where an area lies, in names: the region, where it has one, and the province; not what it is called itself. */
export function liesIn({ place, region, province }: Area): string[] {
  return [region, province].flatMap((name) => (name === null || name === place ? [] : [name]));
}

/** An association as people may look it up; null when its names are not known. */
export function associationLabel({ association }: Area): string | null {
  if (!association) return null;
  const { abbreviation, name, website } = association;
  const [first, ...more] = [abbreviation, name === abbreviation ? null : name, website].filter((part) => part !== null);
  if (first === undefined) return null;
  return more.length === 0 ? first : `${first} (${more.join(', ')})`;
}
