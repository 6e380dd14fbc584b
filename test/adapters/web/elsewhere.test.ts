import { expect, onTestFinished, test } from 'vitest';
import { startServer, visitor } from './desk-server.ts';

test('under an answer stands where its question can be gone on with', async () => {
  const asked: (string | null)[] = [];
  const server = await startServer({
    elsewhere: (question) => {
      asked.push(question);
      return [{ platform: 'Dorpsplein', url: `https://plein.example/?a=1&q=${encodeURIComponent(question ?? '')}` }];
    },
  });
  onTestFinished(() => server.stop());
  const browser = await visitor(server.url);
  await browser.say('/vraag Wat kost de zaal?');
  const [, question] = await browser.messages();
  server.desk.details = { outcome: 'answered', ratable: true, answers: question?.id ?? '' };
  await browser.say('Nog eens');
  server.desk.details = { outcome: 'declined' };
  await browser.say('Iets anders');
  asked.length = 0;
  const messages = await browser.messages();
  expect(messages.map((message) => message.elsewhere.length)).toEqual([0, 0, 1, 0, 1, 0, 0]);
  expect(asked).toEqual([null, 'Wat kost de zaal?']);
  expect(messages[4]?.html).toContain(
    'href="https://plein.example/?a=1&amp;q=Wat%20kost%20de%20zaal%3F" target="_blank" rel="noopener noreferrer">Verder in Dorpsplein</a>',
  );
});
