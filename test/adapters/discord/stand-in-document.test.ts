import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InteractionType } from 'discord.js';
import { onTestFinished, test } from 'vitest';
import { invite } from '../../../src/people/invitation.ts';
import { lid, openStandInDesk, room } from '../../support/discord/stand-in-desk.ts';
import { until } from '../../support/until.ts';

/** Where the stand-in says that a file is: it keeps none itself. */
async function fileOf(content: string): Promise<string> {
  const server = createServer((_, response) => void response.end(content));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/sleutel.md`;
}

test('a board member sends a document with a slash command, and a member is answered from it', async () => {
  const { standIn, house, hears, member } = await openStandInDesk();
  const code = await invite(house.database.stores.people, { role: 'board' }, Date.now());
  await member.runSlashCommand({ name: 'koppel', options: [{ name: 'tekst', type: 3, value: code }] });
  await hears(/aangemeld als bestuurslid/);
  const url = await fileOf('# Reglement\n\nDe sleutel van het schuurtje ligt bij de bakker aan de Dorpsstraat.');
  const attachment = { id: '9', filename: 'sleutel.md', size: 80, url, proxy_url: url, content_type: 'text/markdown' };
  await standIn.simulateInteraction({
    ...{ type: InteractionType.ApplicationCommand, channelId: room, userId: lid },
    data: {
      ...{ id: '1', name: 'document', type: 1, options: [{ name: 'bestand', type: 11, value: '9' }] },
      resolved: { attachments: { 9: attachment } },
    },
  });
  await hears(/gelezen/);
  const documents = house.index.documentCount;
  // The stand-in forgets that only one person sees an answer, so the button under it would be one for all: it is typed instead.
  await member.runSlashCommand({ name: 'opnemen', options: [{ name: 'nummer', type: 4, value: 1 }] });
  await until('the index', () => house.index.documentCount > documents || undefined);
  const options = [{ name: 'tekst', type: 3, value: 'Waar ligt de sleutel van het schuurtje?' }];
  await member.runSlashCommand({ name: 'vraag', options });
  await hears(/bij de bakker aan de Dorpsstraat/);
});
