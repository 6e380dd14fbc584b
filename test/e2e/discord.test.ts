import { expect, onTestFinished, test } from 'vitest';
import { newDirectory, startServer } from '../support/desk-process.ts';
import { startDiscord } from '../support/discord/discord-desk.ts';
import { until } from '../support/until.ts';

const people = 25;

async function setUp() {
  const discord = await startDiscord();
  const directory = await newDirectory();
  onTestFinished(directory.remove);
  const start = async () => {
    const before = discord.gateway.identifies.length;
    const env = { DISCORD_TOKEN: discord.token, DISCORD_API_ROOT: discord.url };
    const server = await startServer({ dataDir: directory.path, env });
    onTestFinished(() => server.kill());
    await until('a session', () => discord.gateway.identifies[before]);
    return server;
  };
  return { discord, start };
}

test('of questions that come while the program is killed again and again, each is answered once', async () => {
  const { discord, start } = await setUp();
  const members = Array.from({ length: people }, (_, i) => discord.addMember(`lid${i}`));
  const read = (pattern: RegExp) =>
    members.map(({ id }) => discord.botMessages(discord.world.dm(id)).filter(({ content }) => pattern.test(content)));
  const reached = (pattern: RegExp) => read(pattern).filter(({ length }) => length > 0).length;

  let server = await start();
  for (const member of members) discord.says(member, '/privacy');
  await until('all known', () => reached(/Wij bewaren/) === people || undefined, 60_000);
  await server.kill();

  // Whoever it heard before it finds again, with what they said meanwhile.
  for (const member of members) discord.says(member, 'Wie kan ons helpen met het vinden van geld?');
  for (const most of [3, 10]) {
    server = await start();
    await until(`${most} answers`, () => reached(/Bronnen|adviseur/) >= most || undefined, 60_000);
    await server.kill();
  }
  server = await start();
  await until('all answers', () => reached(/Bronnen|adviseur/) === people || undefined, 60_000);
  server.signal('SIGTERM');
  expect((await server.ended).code).toBe(0);
  // A send that was under way at the kill is repeated with the same nonce.
  expect(read(/Bronnen|adviseur/).map(({ length }) => length)).toEqual(members.map(() => 1));
  expect(discord.invalidRequests).toBe(0);
}, 200_000);
