import { describe, expect, test } from 'vitest';
import type { DeskStores } from '../../src/desk/stores.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Transactor } from '../../src/kernel/transaction.ts';
import type { Identity, Invitation } from '../../src/people/person.ts';
import { newConversation, newPerson } from './samples.ts';

/** What every `PeopleStore` does. */
export function describePeopleContract(name: string, openDatabase: () => Promise<Transactor<DeskStores>>): void {
  describe(`people in ${name}`, () => {
    test('a person is kept whole, with what they chose', async () => {
      const { people } = (await openDatabase()).stores;
      const advisor = await newPerson(people, {
        name: 'Anneke “van” Dijk',
        roles: ['advisor', 'board'],
        place: 'Ulrum',
        profile: {
          regions: ['Groningen'],
          ambassadorOf: ['Groningen'],
          expertises: ['subsidies', 'village_hall'],
          topics: 'dorpshuizen',
          languages: ['nl', 'en'],
          maxLoad: 3,
          quietHours: { from: 1_320, to: 420 },
          absences: [{ from: '2026-12-24', to: '2027-01-02' }],
        },
      });
      expect(await people.findPerson(advisor.id)).toEqual(advisor);
      expect(await people.findPerson(newId())).toBeUndefined();
    });

    test('an update changes what it names and nothing else', async () => {
      const { people } = (await openDatabase()).stores;
      const person = await newPerson(people, { name: 'Jan', place: 'Ulrum', roles: ['advisor'], profile: noProfile });
      const other = await newPerson(people);

      await people.updatePerson(person.id, { name: null, language: 'en' });
      await people.updatePerson(person.id, {});
      expect(await people.findPerson(person.id)).toEqual({ ...person, name: null, language: 'en' });

      await people.updatePerson(person.id, { roles: [], profile: null });
      const resigned = { ...person, name: null, language: 'en', roles: [], profile: null };
      expect(await people.findPerson(person.id)).toEqual(resigned);
      expect(await people.findPerson(other.id)).toEqual(other);
    });

    test('people of a role come in the order in which they joined', async () => {
      const { people } = (await openDatabase()).stores;
      for (const [name, roles] of [
        ['een', ['advisor']],
        ['lid', []],
        ['twee', ['board', 'advisor']],
        ['bestuur', ['board']],
      ] as const) {
        await newPerson(people, { name, roles });
      }
      const names = async (role: 'advisor' | 'board') => (await people.listPeople(role)).map((person) => person.name);
      expect(await names('advisor')).toEqual(['een', 'twee']);
      expect(await names('board')).toEqual(['twee', 'bestuur']);
    });

    test('the accounts of a person come with the one seen last first', async () => {
      const { stores } = await openDatabase();
      const { id: personId } = await newPerson(stores.people);
      const early = await linked(stores, { personId, channel: 'telegram', senderKey: '7', lastSeenAt: 1_000 });
      const late = await linked(stores, { personId, channel: 'web', senderKey: '7', lastSeenAt: 2_000 });
      expect(await stores.people.identitiesOf(personId)).toEqual([late, early]);

      const elsewhere = await newConversation(stores);
      await stores.people.touchIdentity('telegram', '7', elsewhere.id, 3_000);

      const seen = { ...early, conversationId: elsewhere.id, lastSeenAt: 3_000 };
      expect(await stores.people.identitiesOf(personId)).toEqual([seen, late]);
      expect(await stores.people.identitiesOf(newId())).toEqual([]);
    });

    test('an account leads to its person, in its own channel only', async () => {
      const { stores } = await openDatabase();
      const person = await newPerson(stores.people);
      await linked(stores, { personId: person.id, channel: 'telegram', senderKey: '7' });
      expect(await stores.people.findPersonByIdentity('telegram', '7')).toEqual(person);
      expect(await stores.people.findPersonByIdentity('web', '7')).toBeUndefined();
      expect(await stores.people.findPersonByIdentity('telegram', '8')).toBeUndefined();
    });

    test('an account that is linked again belongs to the new person alone', async () => {
      const { stores } = await openDatabase();
      const [before, after] = [await newPerson(stores.people), await newPerson(stores.people)];
      await linked(stores, { personId: before.id, senderKey: '7' });
      const identity = await linked(stores, { personId: after.id, senderKey: '7', lastSeenAt: 9_000 });

      expect(await stores.people.findPersonByIdentity('web', '7')).toEqual(after);
      expect(await stores.people.identitiesOf(before.id)).toEqual([]);
      expect(await stores.people.identitiesOf(after.id)).toEqual([identity]);
    });

    test('an invitation is redeemed once, and comes back as it was given out', async () => {
      const { people } = (await openDatabase()).stores;
      const { id: personId } = await newPerson(people);
      const [joins, links] = [invitation(), invitation({ role: null, personId })];
      for (const each of [joins, links]) await people.addInvitation(each);

      expect(await people.redeemInvitation(joins.codeHash, 2_000)).toEqual(joins);
      expect(await people.redeemInvitation(joins.codeHash, 2_000)).toBeUndefined();
      expect(await people.redeemInvitation(links.codeHash, 2_000)).toEqual(links);
      expect(await people.redeemInvitation('f'.repeat(64), 2_000)).toBeUndefined();
    });

    test('an invitation whose redeeming is undone can still be redeemed', async () => {
      const database = await openDatabase();
      const given = invitation();
      await database.stores.people.addInvitation(given);
      const undone = database.transaction(async ({ people }) => {
        await people.redeemInvitation(given.codeHash, 2_000);
        throw new Error('undo');
      });
      await expect(undone).rejects.toThrow('undo');
      expect(await database.stores.people.redeemInvitation(given.codeHash, 2_000)).toEqual(given);
    });

    test('an invitation holds until the moment at which it expires', async () => {
      const { people } = (await openDatabase()).stores;
      const given = invitation({ expiresAt: 5_000 });
      await people.addInvitation(given);
      expect(await people.redeemInvitation(given.codeHash, 5_000)).toBeUndefined();
      expect(await people.redeemInvitation(given.codeHash, 4_999)).toEqual(given);
    });

    test('attempts are counted for each account, from a moment on', async () => {
      const { people } = (await openDatabase()).stores;
      expect(await people.countAttempt('web', '7', 1_000, 0)).toBe(1);
      expect(await people.countAttempt('web', '7', 2_000, 1_000)).toBe(2);
      expect(await people.countAttempt('web', '8', 2_000, 0)).toBe(1);
      expect(await people.countAttempt('telegram', '7', 2_000, 0)).toBe(1);
      expect(await people.countAttempt('web', '7', 3_000, 1_001)).toBe(2);
    });
  });
}

const noProfile = {
  ...{ regions: [], ambassadorOf: [], expertises: [], topics: '', languages: [], maxLoad: 0 },
  ...{ quietHours: null, absences: [] },
};

async function linked(
  stores: DeskStores,
  change: Pick<Identity, 'personId' | 'senderKey'> & Partial<Identity>,
): Promise<Identity> {
  const { id: conversationId } = await newConversation(stores);
  const identity = { channel: 'web', conversationId, lastSeenAt: 1_000, ...change };
  await stores.people.linkIdentity(identity);
  return identity;
}

/** An invitation with a hash of its own. */
function invitation(change: Partial<Invitation> = {}): Invitation {
  const codeHash = newId().replaceAll('-', '').repeat(2);
  return {
    codeHash,
    role: 'advisor',
    region: null,
    ambassador: false,
    personId: null,
    createdAt: 1_000,
    expiresAt: 10_000,
    ...change,
  };
}
