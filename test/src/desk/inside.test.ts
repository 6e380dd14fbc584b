import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AdvisorGroup } from '../../support/advisor-group.ts';
import { newSqlitePlace } from '../../support/databases.ts';

const seed = Number(process.env['INSIDE_SEED'] ?? Date.now() % 2 ** 31);

const who = fc.constantFrom('anna', 'bert', 'vreemde');
const word = fc.constantFrom(
  'Dag',
  'Wat kost de zaal?',
  'nee',
  'niet geholpen',
  '4',
  'adviseur',
  'laat maar',
  'bedankt',
);

/** What somebody does in the room. `answers` says it with the command; `sends` presses the button under the desk's word. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('types', 'replies', 'edits', 'answers'), who, word }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('takes', 'gives back', 'hands over', 'sends', 'notes'), who, word }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('member', 'finishes', 'drafts', 'turns'), who, word }) },
);

test.each([true, false])(
  'nothing that was not meant for the member ever reaches them (threads: %s)',
  async (threads) => {
    console.info(`inside: seed ${seed}`);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 22 }), async (steps) => {
        const at = await AdvisorGroup.build((await newSqlitePlace()).config, threads);
        await at.presses('anna', 'Vraag 1 oppakken');
        /** Texts that somebody who had the ticket meant for the member, and those that nobody did. */
        const [meant, inside] = [new Set<string>(), new Set<string>()];
        let count = 0;
        let typed = '';
        const { conversations } = at.desk.database.stores;
        /** An edit of what was sent to the member is meant for them too. */
        const wasSent = async () => {
          const there = await at.desk.conversation(at.at);
          const message = there && (await conversations.findMessageByRef(there.id, typed));
          return message !== undefined && (await conversations.relaysOf(message.id)).length > 0;
        };
        const press = (by: string, label: string) => at.presses(by, label).catch(() => []);
        for (const { kind, who: by, word: said } of steps) {
          const text = `${said} ${++count}`;
          const asked = (await at.transcript()).findLast(({ relay }) => relay?.from === 'member');
          if ((kind === 'edits' || kind === 'turns') && (await wasSent())) meant.add(text);
          if (kind === 'answers') {
            meant.add(text);
            await at.says(by, `/antwoord ${text}`, { ref: `r${count}` });
          } else if (kind === 'sends') {
            const offer = (await at.transcript()).findLast(
              ({ details }) => details?.choices?.[0]?.command === '/antwoord',
            );
            const about = (await at.transcript()).find(({ id }) => id === offer?.replyToId);
            if (about) meant.add(about.text);
            await press(by, 'Stuur dit naar het lid');
          } else if (kind === 'member') {
            await at.desk.happens('lid', { kind: 'text', text: `Lid zegt ${count}` });
            await at.desk.sendDue();
          } else if (kind === 'takes') await at.says(by, '/neem');
          else if (kind === 'gives back') await at.says(by, `/teruggeven ${text}`);
          else if (kind === 'hands over') await at.says(by, `/overdragen ${by === 'anna' ? 'Bert' : 'Anna'} ${text}`);
          else if (kind === 'notes') await at.says(by, `/notitie ${text}`);
          else if (kind === 'drafts') await at.says(by, `/concept ${text}`);
          else if (kind === 'finishes') await at.says(by, '/afronden');
          else if (kind === 'turns') await at.happens(by, { kind: 'edited', ref: typed, text: `/antwoord ${text}` });
          else if (kind === 'edits') await at.happens(by, { kind: 'edited', ref: typed, text });
          else {
            typed = `t${count}`;
            const reply = kind === 'replies' && asked ? { replyToRef: asked.id } : {};
            await at.says(by, text, { ref: typed, ...reply });
          }
          if (!meant.has(text)) inside.add(text);
        }
        await at.desk.sendDue();
        const read = at.desk.channel.sent.filter(({ key }) => key === 'lid').map(({ message }) => message.text);
        const shown = at.desk.channel.shown
          .filter(({ key }) => key === 'lid')
          .map(({ posting }) => posting.message.text);
        for (const secret of inside) {
          if (meant.has(secret)) continue;
          const leaks = [...read, ...shown].filter((one) =>
            new RegExp(`(?:^|\\D)${secret.replace('?', '\\?')}(?!\\d)`).test(one),
          );
          expect(leaks, secret).toEqual([]);
        }
      }),
      { seed, numRuns: 20, endOnFailure: true },
    );
  },
);
