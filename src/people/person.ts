import type { Language } from '../knowledge/document.ts';

/** What somebody may be besides a member, which everybody is. */
export const roles = ['advisor', 'board'] as const;
export type Role = (typeof roles)[number];

/** What an advisor knows about. Anything else stands in the profile's free text. */
export const expertises = [
  'subsidies',
  'fundraising',
  'legal',
  'communication',
  'project_management',
  'village_hall',
  'policy',
] as const;
export type Expertise = (typeof expertises)[number];

/** A day of the calendar in the desk's time zone, as `2026-11-21`. */
export type CalendarDay = string;

/** What an advisor chose: what they are asked for, how often and when. */
export interface AdvisorProfile {
  /** Regions or provinces by their name in `regions.yaml`; none means everywhere. */
  regions: readonly string[];
  /** Regions whose ambassador they are. */
  ambassadorOf: readonly string[];
  expertises: readonly Expertise[];
  /** In their own words what they know about; empty when they said nothing. */
  topics: string;
  languages: readonly Language[];
  /** Most tickets at once that they want to work on; 0 means none for now. */
  maxLoad: number;
  /** Minutes since midnight, in the desk's time zone, between which nothing is offered; may pass midnight. */
  quietHours: { from: number; to: number } | null;
  /** Days off, both ends included. */
  absences: readonly { from: CalendarDay; to: CalendarDay }[];
}

/** Somebody whom the desk knows, on one or more channels. */
export interface Person {
  id: string;
  /** The name that they chose to be called by; null when they gave none. */
  name: string | null;
  roles: readonly Role[];
  language: Language;
  /** Where their village lies: the name as they gave it; null when not known. */
  place: string | null;
  /** Null for who is no advisor. */
  profile: AdvisorProfile | null;
  createdAt: number;
}

/** An account on a channel, and who it belongs to. */
export interface Identity {
  channel: string;
  /** The channel's own key of the account; never shown to people. */
  senderKey: string;
  personId: string;
  /** The conversation in which this person is reached through this account. */
  conversationId: string;
  lastSeenAt: number;
}

/** Port: people, their accounts and the codes with which they join. */
export interface PeopleStore {
  createPerson(person: Person): Promise<void>;
  findPerson(id: string): Promise<Person | undefined>;
  findPersonByIdentity(channel: string, senderKey: string): Promise<Person | undefined>;
  updatePerson(id: string, change: Partial<Omit<Person, 'id' | 'createdAt'>>): Promise<void>;
  /** Everybody with this role, in order of joining. */
  listPeople(role: Role): Promise<Person[]>;
  /** Links an account to a person; an account that was somebody else's is theirs from now on. */
  linkIdentity(identity: Identity): Promise<void>;
  /** Notes that the person was seen here: messages for them go to where they were seen last. */
  touchIdentity(channel: string, senderKey: string, conversationId: string, now: number): Promise<void>;
  /** The accounts of a person, most recently seen first. */
  identitiesOf(personId: string): Promise<Identity[]>;
  addInvitation(invitation: Invitation): Promise<void>;
  /** Takes the unused, unexpired invitation with this hash, once: of two who try at the same moment one gets it. */
  redeemInvitation(codeHash: string, now: number): Promise<Invitation | undefined>;
  /** Counts an attempt to redeem by this account, and gives how many there were since `since`, this one included. */
  countAttempt(channel: string, senderKey: string, now: number, since: number): Promise<number>;
}

/** Advisors and board members with an account on this channel, by its key; each account once. */
export async function accountsOfStaff(
  people: PeopleStore,
  channel: string,
): Promise<{ senderKey: string; person: Person }[]> {
  const accounts = new Map<string, { senderKey: string; person: Person }>();
  for (const role of roles) {
    for (const person of await people.listPeople(role)) {
      for (const identity of await people.identitiesOf(person.id)) {
        if (identity.channel === channel) accounts.set(identity.senderKey, { senderKey: identity.senderKey, person });
      }
    }
  }
  return [...accounts.values()];
}

/** A code that was given out. The code itself is kept nowhere. */
export interface Invitation {
  /** SHA-256 of the normalised code, in hex. */
  codeHash: string;
  /** What redeeming it gives; null links an account to `personId`. */
  role: Role | null;
  /** The region that an advisor begins with; null when the board named none. */
  region: string | null;
  /** Whether they are its ambassador. */
  ambassador: boolean;
  /** Whose account it links; null makes a new person, or adds the role to who redeems it. */
  personId: string | null;
  createdAt: number;
  expiresAt: number;
}
