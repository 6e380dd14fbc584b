import { type Expertise, expertises, type Person } from '../people/person.ts';
import { isAway, isQuiet } from './availability.ts';
import { ambassadorFor, reasonsFor } from './reasons.ts';
import type { Ticket } from './ticket.ts';

/** Somebody to whom a ticket could be offered. */
export interface Candidate {
  person: Person;
  /** How many tickets they have now. */
  load: number;
}

/** What routing looks at. */
export interface RoutedTicket {
  /** The region and the province of the member's place, the narrowest first; empty when it is not known. */
  regions: readonly string[];
  expertises: readonly Expertise[];
  language: Ticket['language'];
  /** Who helped this member before. */
  previousAssigneeId: string | null;
}

/** Somebody to offer a ticket to, and why. */
export interface Suggestion {
  person: Person;
  /** Short Dutch phrases that follow a name, the weightiest first. */
  reasons: string[];
}

/** Circles of people to whom a ticket is offered, one after the other; `board` is the last. */
export const circles = { bestFew: 1, whoFits: 2, everybody: 3, ambassador: 4, board: 5 } as const;

/** So many are asked at once in the first circle. */
const bestFew = 3;

/**
 * Whom to offer a ticket to, the best first. Step 1: at most three who fit by region and by expertise. Step 2: all who fit
 * by one of them. Step 3: all advisors with room, also in another language. Step 4: the ambassador of the region, however
 * much they have; a region without one passes to the board. Step 5: the board, always. Whoever helped this member before
 * comes first in each. Nobody is asked on a day off, in their quiet hours or beyond the load that they chose, except as said;
 * whether somebody is online does not count.
 *
 * @param timeZone in which days off and quiet hours are meant
 */
export function route(
  ticket: RoutedTicket,
  candidates: readonly Candidate[],
  step: number,
  now: number,
  timeZone: string,
): Suggestion[] {
  const chosen =
    step >= circles.board
      ? candidates.filter(({ person }) => person.roles.includes('board'))
      : candidates.filter((one) => mayBeAsked(one, ticket, step, now, timeZone) && fits(one, ticket, step));
  const sorted = chosen
    .map((one) => ({ one, order: orderOf(one, ticket) }))
    .sort((a, b) => compare(a.order, b.order))
    .map(({ one }) => ({ person: one.person, reasons: reasonsFor(one, ticket, step >= circles.board) }));
  return step <= circles.bestFew ? sorted.slice(0, bestFew) : sorted;
}

/** The best few of those who chose the region or province of the member, whose place was not known before. */
export function routeNearby(
  ticket: RoutedTicket,
  candidates: readonly Candidate[],
  now: number,
  timeZone: string,
): Suggestion[] {
  const nearby = candidates.filter(({ person }) =>
    ticket.regions.some((name) => person.profile?.regions.includes(name)),
  );
  return route(ticket, nearby, circles.whoFits, now, timeZone).slice(0, bestFew);
}

/** The first circle, from this one on, in which there is somebody; the board's, empty, when there is nobody at all. */
export function firstStepWithSomebody(
  ticket: RoutedTicket,
  candidates: readonly Candidate[],
  from: number,
  now: number,
  timeZone: string,
): { step: number; suggestions: Suggestion[] } {
  for (let step = Math.max(1, from); step < circles.board; step += 1) {
    const suggestions = route(ticket, candidates, step, now, timeZone);
    if (suggestions.length > 0) return { step, suggestions };
  }
  return { step: circles.board, suggestions: route(ticket, candidates, circles.board, now, timeZone) };
}

/**
 * How questions about a subject are worded, accents folded: stems as words begin with them, and those that are the end of
 * compounds too (`gemeentesubsidie`). A word may point to more than one subject; asking one advisor too many does no harm.
 */
const wordsOf: Readonly<Record<Expertise, RegExp>> = {
  subsidies: /subsidi|\b(?:leader|cofinanci|regeling|grants?\b)/,
  fundraising: /sponsor|donati|donateur|crowdfund|fondsenwerv|\b(?:fonds|collecte|loterij|geld|fundrais|funding)/,
  legal:
    /statut|\b(?:bestuur|notari|anbi|wbtr|kvk|avg\b|privacy|aansprakelijk|verzeker|huishoudelijk reglement|rechtsvorm|stichting|belasting|btw\b|bylaws|legal|insurance)/,
  communication:
    /nieuwsbrief|website|\b(?:communicati|social|sociale media|facebook|dorpskrant|persbericht|flyer|newsletter)/,
  project_management: /project|begroting|\b(?:planning|plan van aanpak|werkgroep|vrijwilliger|budget|volunteer)/,
  village_hall:
    /dorpshui[sz]|buurthui[sz]|verenigingsgebouw|\b(?:mfa\b|multifunctioneel|zaalverhuur|kantine|horeca|drank|village hall|community cent)/,
  policy:
    /dorpsvisie|vergunning|\b(?:gemeente|raadslid|wethouder|provinci|beleid|omgevings|inspraak|leefbaarheid|woningbouw|permit|municipalit)/,
};

/** What a question seems to be about; none when its words say nothing. */
export function expertisesOf(question: string): Expertise[] {
  const folded = question
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return expertises.filter((expertise) => wordsOf[expertise].test(folded));
}

function mayBeAsked({ person, load }: Candidate, ticket: RoutedTicket, step: number, now: number, timeZone: string) {
  const { profile } = person;
  if (profile === null || !person.roles.includes('advisor')) return false;
  if (isAway(profile, now, timeZone) || isQuiet(profile, now, timeZone)) return false;
  if (step === circles.ambassador) return true;
  if (step < circles.everybody && !profile.languages.includes(ticket.language)) return false;
  return load < profile.maxLoad;
}

function fits({ person }: Candidate, ticket: RoutedTicket, step: number): boolean {
  if (step === circles.ambassador) return ambassadorFor(person, ticket) !== undefined;
  if (step >= circles.everybody || person.id === ticket.previousAssigneeId) return true;
  const region = Number.isFinite(distance(person, ticket));
  const expertise = ticket.expertises.length === 0 || sharedExpertises(person, ticket) > 0;
  return step <= circles.bestFew ? region && expertise : region || expertise;
}

/** How far from the member's region somebody works: 0 in it, more in something wider, infinite in another. */
function distance({ profile }: Person, { regions }: RoutedTicket): number {
  const theirs = profile?.regions ?? [];
  if (regions.length === 0) return 0;
  if (theirs.length === 0) return regions.length;
  const nearest = regions.findIndex((name) => theirs.includes(name));
  return nearest < 0 ? Number.POSITIVE_INFINITY : nearest;
}

function sharedExpertises({ profile }: Person, { expertises }: RoutedTicket): number {
  return expertises.filter((one) => profile?.expertises.includes(one)).length;
}

/** Smaller is sooner: known to the member, near, knows most of it, has most room, and then who joined first. */
function orderOf({ person, load }: Candidate, ticket: RoutedTicket): number[] {
  return [
    person.id === ticket.previousAssigneeId ? 0 : 1,
    distance(person, ticket),
    -sharedExpertises(person, ticket),
    load / Math.max(1, person.profile?.maxLoad ?? 1),
    person.createdAt,
  ];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  if (at < 0) return 0;
  return (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
}
