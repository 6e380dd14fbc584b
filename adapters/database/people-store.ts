import type { Kysely, Selectable } from 'kysely';
import type { AdvisorProfile, Identity, Invitation, PeopleStore, Person, Role } from '../../src/people/person.ts';
import { fromJson } from './json.ts';
import { atomically } from './locks.ts';
import type { Schema } from './schema.ts';

/** People, their accounts and the codes with which they join, in the database. */
export class SqlPeopleStore implements PeopleStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async createPerson({ roles, profile, ...person }: Person): Promise<void> {
    await this.#db
      .insertInto('person')
      .values({ ...person, roles: JSON.stringify(roles), profile: profile && JSON.stringify(profile) })
      .execute();
  }

  async findPerson(id: string): Promise<Person | undefined> {
    const row = await this.#db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : toPerson(row);
  }

  async findPersonByIdentity(channel: string, senderKey: string): Promise<Person | undefined> {
    const row = await this.#db
      .selectFrom('identity')
      .innerJoin('person', 'person.id', 'identity.personId')
      .selectAll('person')
      .where('channel', '=', channel)
      .where('senderKey', '=', senderKey)
      .executeTakeFirst();
    return row === undefined ? undefined : toPerson(row);
  }

  async updatePerson(id: string, change: Partial<Omit<Person, 'id' | 'createdAt'>>): Promise<void> {
    const { roles, profile, ...plain } = change;
    const values = {
      ...plain,
      ...(roles && { roles: JSON.stringify(roles) }),
      ...(profile !== undefined && { profile: profile && JSON.stringify(profile) }),
    };
    if (Object.keys(values).length === 0) return;
    await this.#db.updateTable('person').set(values).where('id', '=', id).execute();
  }

  async listPeople(role: Role): Promise<Person[]> {
    const rows = await this.#db.selectFrom('person').selectAll().orderBy('seq', 'asc').execute();
    return rows.map(toPerson).filter((person) => person.roles.includes(role));
  }

  async linkIdentity(identity: Identity): Promise<void> {
    const { personId, conversationId, lastSeenAt } = identity;
    await this.#db
      .insertInto('identity')
      .values(identity)
      .onConflict((conflict) =>
        conflict.columns(['channel', 'senderKey']).doUpdateSet({ personId, conversationId, lastSeenAt }),
      )
      .execute();
  }

  async touchIdentity(channel: string, senderKey: string, conversationId: string, now: number): Promise<void> {
    await this.#db
      .updateTable('identity')
      .set({ lastSeenAt: now, conversationId })
      .where('channel', '=', channel)
      .where('senderKey', '=', senderKey)
      .execute();
  }

  async identitiesOf(personId: string): Promise<Identity[]> {
    return this.#db
      .selectFrom('identity')
      .selectAll()
      .where('personId', '=', personId)
      .orderBy('lastSeenAt', 'desc')
      .execute();
  }

  async addInvitation(invitation: Invitation): Promise<void> {
    await this.#db
      .insertInto('invitation')
      .values({ ...invitation, ambassador: Number(invitation.ambassador), redeemedAt: null })
      .execute();
  }

  async redeemInvitation(codeHash: string, now: number): Promise<Invitation | undefined> {
    const row = await this.#db
      .updateTable('invitation')
      .set({ redeemedAt: now })
      .where('codeHash', '=', codeHash)
      .where('redeemedAt', 'is', null)
      .where('expiresAt', '>', now)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { redeemedAt: _redeemedAt, ...invitation } = row;
    return { ...invitation, ambassador: invitation.ambassador === 1 };
  }

  async countAttempt(channel: string, senderKey: string, now: number, since: number): Promise<number> {
    return atomically(this.#db, async (transaction) => {
      await transaction.insertInto('redeemAttempt').values({ channel, senderKey, at: now }).execute();
      const { attempts } = await transaction
        .selectFrom('redeemAttempt')
        .select((eb) => eb.fn.countAll<number>().as('attempts'))
        .where('channel', '=', channel)
        .where('senderKey', '=', senderKey)
        .where('at', '>=', since)
        .executeTakeFirstOrThrow();
      return attempts;
    });
  }
}

/** What a profile that was stored by an earlier version lacks. */
const addedLater: Pick<AdvisorProfile, 'ambassadorOf'> = { ambassadorOf: [] };

function toPerson({ seq: _seq, ...row }: Selectable<Schema['person']>): Person {
  return {
    ...row,
    roles: fromJson<Role[]>(row.roles),
    profile: row.profile === null ? null : { ...addedLater, ...fromJson<AdvisorProfile>(row.profile) },
  };
}
