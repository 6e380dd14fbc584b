import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInHand } from '../../../src/queue/machine.ts';
import { AdvisorGroup } from '../../support/advisor-group.ts';
import { newSqlitePlace } from '../../support/databases.ts';

const seed = Number(process.env['INSIDE_SEED'] ?? Date.now() % 2 ** 31);

/** A group of advisors in which people do things, and what of it is meant for the member. */
class Talk {
  readonly at: AdvisorGroup;
  /** What who had the ticket at that moment wrote for the member. */
  readonly meant = new Set<string>();
  private typed = '';

  constructor(at: AdvisorGroup) {
    this.at = at;
  }

  readonly steps: Readonly<Record<string, (by: string, text: string) => Promise<unknown>>> = {
    types: (by, text) => this.type(by, text),
    replies: async (by, text) => {
      const asked = (await this.at.transcript()).findLast(({ relay }) => relay?.from === 'member');
      return this.type(by, text, asked ? { replyToRef: asked.id } : {});
    },
    edits: (by, text) => this.edit(by, text, text),
    'makes it an answer': (by, text) => this.edit(by, text, `/antwoord ${text}`),
    answers: async (by, text) => {
      if (await this.has(by)) this.meant.add(text);
      this.typed = text;
      return this.at.says(by, `/antwoord ${text}`, { ref: text });
    },
    'sends after all': async (by) => {
      const said = await this.at.transcript();
      const word = said.findLast(({ details }) => details?.choices?.[0]?.command === '/antwoord');
      const about = said.find(({ id }) => id === word?.replyToId);
      if (!about) return;
      // What it was changed into since goes without its command.
      if (await this.has(by)) this.meant.add(about.text.replace(/^\/antwoord /, ''));
      return this.at.presses(by, 'Stuur dit naar het lid');
    },
    claims: (by) => this.at.says(by, '/neem'),
    'gives back': (by, text) => this.at.says(by, `/teruggeven ${text}`),
    'hands over': (by, text) => this.at.says(by, `/overdragen ${by === 'anna' ? 'Bert' : 'Anna'} ${text}`),
    notes: (by, text) => this.at.says(by, `/notitie ${text}`),
    drafts: (by, text) => this.at.says(by, `/concept ${text}`),
    finishes: (by) => this.at.says(by, '/afronden'),
    'hears the member': (_by, text) => this.at.desk.happens('lid', { kind: 'text', text: `Lid: ${text.length}` }),
  };

  private type(by: string, text: string, more: { replyToRef?: string } = {}) {
    this.typed = text;
    return this.at.says(by, text, { ref: text, ...more });
  }

  /** An edit of what was sent to the member is meant for them too, unless it takes away the command with which it was sent. */
  private async edit(by: string, words: string, text: string) {
    const { conversations } = this.at.desk.database.stores;
    const there = await this.at.desk.conversation(this.at.at);
    const message = there && (await conversations.findMessageByRef(there.id, this.typed));
    const relays = message ? await conversations.relaysOf(message.id) : [];
    const sentAsItStands = relays.every((relayed) => relayed.text === message?.text);
    const means = relays.length > 0 && (text !== words || sentAsItStands);
    if (means && (await this.has(by))) this.meant.add(words);
    return this.at.happens(by, { kind: 'edited', ref: this.typed, text });
  }

  /** Whether this one may write to the member now. */
  private async has(by: string): Promise<boolean> {
    const [ticket] = await this.at.desk.tickets();
    const person = await this.at.desk.database.stores.people.findPersonByIdentity('proef', by);
    return ticket !== undefined && isInHand(ticket.state) && person !== undefined && ticket.assigneeId === person.id;
  }
}

const step = fc.record({
  what: fc.constantFrom(...Object.keys(new Talk(undefined as never).steps)),
  who: fc.constantFrom('anna', 'anna', 'bert', 'vreemde'),
  word: fc.constantFrom('Dag', 'Wat kost de zaal?', 'nee', 'niet geholpen', 'adviseur', 'laat maar', 'bedankt'),
});

test.each([true, false])('only what was meant for the member ever reaches them (threads: %s)', async (threads) => {
  console.info(`inside: seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (order) => {
      const talk = new Talk(await AdvisorGroup.build((await newSqlitePlace()).config, threads));
      const { at } = talk;
      await at.presses('anna', 'Vraag 1 oppakken');
      const said: string[] = [];
      for (const [i, { what, who, word }] of order.entries()) {
        const text = `${word} (${i})`;
        said.push(text);
        await talk.steps[what]?.(who, text);
        await at.desk.sendDue();
      }
      const { sent, shown } = at.desk.channel;
      const messages = [...sent, ...shown.map(({ key, posting }) => ({ key, message: posting.message }))];
      const read = messages.filter(({ key }) => key === 'lid').map(({ message }) => message.text);
      const leaked = said.filter((text) => !talk.meant.has(text) && read.some((one) => one.includes(text)));
      expect(leaked).toEqual([]);
    }),
    { seed, numRuns: 15, endOnFailure: true },
  );
});
