import { load } from 'cheerio';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../../src/kernel/ids.ts';
import { memberSays, newConversation, newPerson, ticketAbout } from '../../contract/samples.ts';
import { png } from '../../support/files.ts';
import { postingOf } from '../../support/posting.ts';
import { type MessageJson, startServer, type TestBrowser, type TestServer, testNow, visitor } from './desk-server.ts';
import { EventReader } from './event-reader.ts';

let server: TestServer;
let browser: TestBrowser;
let own: MessageJson;
beforeEach(async () => {
  server = await startServer({ heartbeatMs: 40 });
  browser = await visitor(server.url);
  await browser.say('Wij zijn met 12');
  const said = (await browser.messages()).find(({ author }) => author === 'member');
  if (!said) throw new Error('nothing was said');
  own = said;
});
afterEach(() => server.stop());

const changes = () =>
  server.desk.events.flatMap(({ action }) => (action.kind === 'edited' || action.kind === 'deleted' ? [action] : []));
const edit = (text: unknown, from = browser, id = own.id) => from.post(`/api/messages/${id}/edit`, { text });
const takeBack = (from = browser, id = own.id) => from.post(`/api/messages/${id}/take-back`, {});
const news = async (query: string) =>
  (await (await browser.request(`/api/messages?${query}`)).json()) as { changed: MessageJson[]; now: number };

/** Somebody else gets the own message, as a relayed one. */
async function relayed(to = 'Anna'): Promise<{ deliver(): Promise<void>; fail(): Promise<void> }> {
  const { conversations, people, outbox } = server.database.stores;
  const there = await newConversation(server.database.stores);
  const person = await newPerson(people, { name: to });
  await people.linkIdentity({
    ...{ channel: there.channel, senderKey: there.key, personId: person.id },
    ...{ conversationId: there.id, lastSeenAt: testNow },
  });
  const copy = await conversations.appendMessage({
    ...memberSays(there.id, own.text),
    author: 'relayed',
    relay: { ticket: 12, messageId: own.id, from: 'member', name: '' },
  });
  await outbox.enqueue({ channel: 'elders', conversationId: there.id, messageId: copy.id, createdAt: testNow });
  const [row] = await outbox.dueRows(['elders'], testNow, 1);
  const seq = row?.seq ?? 0;
  return {
    deliver: async () => void (await outbox.markDelivered(seq, testNow)),
    fail: async () => void (await outbox.markUndeliverable(seq, 'blocked', testNow)),
  };
}

const receiptIn = (html: string | undefined): string => load(html ?? '')('.receipt').text();
const textIn = (html: string | undefined): string => load(html ?? '')('.text').text();

test('an own message is edited by our own id; the same edit sent again counts once', async () => {
  expect((await edit(' Wij zijn\r\nmet 21 ')).status).toBe(202);
  expect((await edit('Wij zijn\nmet 21')).status).toBe(202);
  expect(changes()).toEqual([{ kind: 'edited', ref: own.id, text: 'Wij zijn\nmet 21' }]);
  const shown = (await browser.messages()).find(({ id }) => id === own.id);
  expect(textIn(shown?.html)).toBe('Wij zijn\nmet 21');
});

test('an edit to words that stood there before is an edit too', async () => {
  for (const [at, text] of ['twaalf', 'Wij zijn met 12', 'twaalf'].entries()) {
    await edit(text);
    await server.database.stores.conversations.editMessage(own.id, text, testNow + at + 1);
  }
  expect(changes()).toHaveLength(3);
});

test('an own message is taken back once', async () => {
  expect((await takeBack()).status).toBe(202);
  expect((await takeBack()).status).toBe(404);
  expect((await edit('Toch')).status).toBe(404);
  expect(changes()).toEqual([{ kind: 'deleted', ref: own.id }]);
});

test('nobody changes what another wrote, or what is not there; and not from elsewhere', async () => {
  const stranger = await visitor(server.url);
  await stranger.say('hallo');
  const answer = (await browser.messages()).at(-1);
  for (const [from, id] of [
    [stranger, own.id],
    [browser, answer?.id],
    [browser, newId()],
  ] as const) {
    expect([(await edit('x', from, id)).status, (await takeBack(from, id)).status]).toEqual([404, 404]);
  }
  for (const text of ['', ' \n', 'a'.repeat(4_001), 7, null]) expect((await edit(text)).ok).toBe(false);
  const forged = await browser.post(`/api/messages/${own.id}/take-back`, {}, { 'Sec-Fetch-Site': 'cross-site' });
  expect(forged.status).toBe(403);
  expect(changes()).toEqual([]);
});

test('words beside a file can be taken away, the only words cannot', async () => {
  await browser.upload('Met een woord erbij', [new File([png], 'gevel.png')]);
  const withFile = (await browser.messages()).find(({ text }) => text === 'Met een woord erbij');
  expect([(await edit('', browser, withFile?.id)).status, (await edit('')).status]).toEqual([202, 400]);
  expect(changes()).toEqual([{ kind: 'edited', ref: withFile?.id, text: '' }]);
});

test('without JavaScript the forms under the own message do the same', async () => {
  const page = load(await browser.visit());
  expect(
    page('.member .own summary')
      .toArray()
      .map((summary) => page(summary).text()),
  ).toEqual(['Aanpassen', 'Weghalen']);
  expect(page('form.edit textarea').text()).toBe('Wij zijn met 12');
  const post = (form: string, fields: Record<string, string>) =>
    browser.request(page(form).attr('action') ?? '', { method: 'POST', body: new URLSearchParams(fields) });
  expect((await post('form.edit', { text: 'Wij zijn met 21' })).headers.get('Location')).toBe(`/#bericht-${own.seq}`);
  expect((await post('form.take-back', {})).headers.get('Location')).toBe('/#einde');
  expect(changes().map(({ kind }) => kind)).toEqual(['edited', 'deleted']);
  expect(load(await browser.visit())('.member .withdrawn').text()).toBe('Bericht ingetrokken');
});

test('a command cannot be edited: it was carried out', async () => {
  await browser.say('/help');
  const page = load(await browser.visit());
  expect(page('.message.member .own').length).toBe(1);
});

test('an open page is told of an edit and a removal, each once, also by a heartbeat alone', async () => {
  const reader = await EventReader.open(browser, `?after=${own.seq + 1}`);
  const { conversations } = server.database.stores;
  await conversations.editMessage(own.id, 'Van een andere server', testNow);
  const edited = await reader.next();
  expect([edited?.event, edited?.data['text']]).toEqual(['changed', 'Van een andere server']);
  await conversations.deleteMessage(own.id, testNow);
  expect((await reader.next())?.data).toMatchObject({ id: own.id, withdrawn: true, text: '' });
  await browser.say('En verder');
  expect((await reader.next())?.event).toBe('message');
  reader.close();
});

test('a page that was away asks what changed since, and gets no more than that', async () => {
  await server.database.stores.conversations.editMessage(own.id, 'Anders', testNow + 200_000);
  const { changed } = await news(`after=${own.seq + 1}&since=${testNow + 100_000}`);
  expect(changed.map(({ id, text }) => [id, text])).toEqual([[own.id, 'Anders']]);
  expect((await news(`after=${own.seq + 1}&since=${testNow + 300_000}`)).changed).toEqual([]);
  expect((await news(`after=${own.seq - 1}&since=${testNow}`)).changed).toEqual([]);
  expect((await news(`after=${own.seq + 1}&since=x`)).changed).toEqual([]);
});

test('the writer sees on the page what became of a relayed message, as it happens', async () => {
  expect(receiptIn(own.html)).toBe('');
  const relay = await relayed();
  expect(load(await browser.visit())('.receipt').text()).toBe('Verstuurd');
  const reader = await EventReader.open(browser, `?after=${own.seq + 1}`);
  await relay.deliver();
  const written = await server.database.stores.conversations.findMessage(own.id);
  if (!written) throw new Error('the message is gone');
  await server.channel.send(server.desk.events[0]?.conversationKey ?? '', postingOf(written, { action: 'receipt' }));
  const told = await reader.next();
  expect([told?.event, receiptIn(String(told?.data['html']))]).toEqual(['changed', 'Aangekomen bij Anna']);
  reader.close();
});

test('what cannot arrive is said too', async () => {
  await (await relayed()).fail();
  expect(load(await browser.visit())('.receipt.failed').text()).toBe('Niet aangekomen');
});

test('a reply shows what it replies to, with the way there', async () => {
  const { conversations } = server.database.stores;
  const conversationId = (await conversations.findMessage(own.id))?.conversationId ?? '';
  await conversations.appendMessage({
    ...memberSays(conversationId, 'Daarop dit'),
    author: 'relayed',
    relay: { ticket: 12, messageId: newId(), from: 'advisor', name: 'Anna' },
    replyToId: own.id,
  });
  const quote = load(await browser.visit())('.relayed .replies-to');
  expect([quote.attr('href'), quote.text()]).toEqual([`#bericht-${own.seq}`, 'Antwoord op: U Wij zijn met 12']);
});

test('the page says who reads what is typed, from the moment that an advisor has the question', async () => {
  expect(load(await browser.visit())('#addressee').text()).toBe('');
  const reader = await EventReader.open(browser, `?after=${own.seq + 1}`);
  const { stores } = server.database;
  const message = await stores.conversations.findMessage(own.id);
  if (!message) throw new Error('the message is gone');
  const anna = await newPerson(stores.people, { name: 'Anna' });
  const ticket = await stores.tickets.openTicket(ticketAbout(message));
  await stores.tickets.changeTicket(
    ticket,
    { state: 'claimed', assigneeId: anna.id },
    { kind: 'claimed', actor: 'advisor', personId: anna.id, at: testNow },
  );
  const line = `U praat met Anna over vraag ${ticket.number}.`;
  expect(await reader.next()).toMatchObject({ event: 'addressee', data: { line } });
  const page = load(await browser.visit());
  expect([page('#addressee').text(), page('#tagline').text(), page('#text-label').text()]).toEqual([
    line,
    'U praat nu met een mens. De balie zelf is een computer.',
    'Uw bericht',
  ]);
  reader.close();
});
