import { createHash, randomInt } from 'node:crypto';
import type { AdvisorProfile, Identity, Invitation, PeopleStore, Person, Role } from './person.ts';

/** Letters and digits that nobody takes for another (Crockford's base 32, without I, L, O and U). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 16 characters are 80 bits: out of reach of guessing, also for who has the hash. */
const codeLength = 16;
const groupLength = 4;

/** How long a code can be redeemed, in milliseconds: a week. */
export const codeLifetimeMs = 7 * 24 * 3_600_000;

/** How often one account may try in an hour. */
const attemptsAnHour = 5;
const hourMs = 3_600_000;

/** What an advisor starts with; they change it themselves. */
const newProfile: AdvisorProfile = {
  regions: [],
  ambassadorOf: [],
  expertises: [],
  topics: '',
  languages: ['nl', 'en'],
  maxLoad: 3,
  quietHours: null,
  absences: [],
};

/**
 * Gives out a code that makes whoever redeems it an advisor or board member, or that links one more account to a person.
 * The code is returned once, grouped as people write it; what is stored is its hash.
 */
export async function invite(
  people: PeopleStore,
  what: { role: Role; region?: string; ambassador?: boolean } | { personId: string },
  now: number,
): Promise<string> {
  const characters = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  await people.addInvitation({
    codeHash: hashOf(characters),
    role: 'role' in what ? what.role : null,
    region: ('role' in what ? what.region : undefined) ?? null,
    ambassador: 'role' in what && what.ambassador === true,
    personId: 'personId' in what ? what.personId : null,
    createdAt: now,
    expiresAt: now + codeLifetimeMs,
  });
  return characters.match(new RegExp(`.{${groupLength}}`, 'g'))?.join('-') ?? characters;
}

/** How redeeming ended. */
export type Redemption =
  | { kind: 'joined'; person: Person; role: Role }
  | { kind: 'linked'; person: Person }
  | { kind: 'unknown' }
  | { kind: 'too_often' };

/**
 * Redeems a code for an account. An unknown, used or expired code all look the same to who tries; after five tries in an
 * hour the account has to wait, also with the right code.
 *
 * @param newPersonId the id for a person that has to be made
 */
export async function redeem(
  people: PeopleStore,
  account: Omit<Identity, 'personId' | 'lastSeenAt'>,
  code: string,
  newPersonId: string,
  now: number,
): Promise<Redemption> {
  const { channel, senderKey } = account;
  if ((await people.countAttempt(channel, senderKey, now, now - hourMs)) > attemptsAnHour) return { kind: 'too_often' };
  const invitation = await people.redeemInvitation(hashOf(normalise(code)), now);
  if (!invitation) return { kind: 'unknown' };
  const person = await personFor(people, account, invitation, newPersonId, now);
  if (!person) return { kind: 'unknown' };
  await people.linkIdentity({ ...account, personId: person.id, lastSeenAt: now });
  return invitation.role === null ? { kind: 'linked', person } : { kind: 'joined', person, role: invitation.role };
}

async function personFor(
  people: PeopleStore,
  account: Pick<Identity, 'channel' | 'senderKey'>,
  invitation: Invitation,
  newPersonId: string,
  now: number,
): Promise<Person | undefined> {
  const { role, personId } = invitation;
  if (personId !== null) return people.findPerson(personId);
  const known = await people.findPersonByIdentity(account.channel, account.senderKey);
  const roles = [...new Set([...(known?.roles ?? []), ...(role === null ? [] : [role])])];
  const profile = roles.includes('advisor') ? withRegion(known?.profile ?? newProfile, invitation) : null;
  if (known) {
    await people.updatePerson(known.id, { roles, profile });
    return { ...known, roles, profile };
  }
  const person: Person = { id: newPersonId, name: null, roles, language: 'nl', place: null, profile, createdAt: now };
  await people.createPerson(person);
  return person;
}

function withRegion(profile: AdvisorProfile, { region, ambassador }: Invitation): AdvisorProfile {
  if (region === null) return profile;
  const withIt = (regions: readonly string[]) => [...new Set([...regions, region])];
  const ambassadorOf = ambassador ? withIt(profile.ambassadorOf) : profile.ambassadorOf;
  return { ...profile, regions: withIt(profile.regions), ambassadorOf };
}

/** As it was given out: capitals, no dashes or spaces; letters that look like a digit are that digit. */
function normalise(code: string): string {
  return code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

function hashOf(normalised: string): string {
  return createHash('sha256').update(normalised).digest('hex');
}
