import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { newDirectory, type ProcessOptions, runProgram, startProgram } from '../support/desk-process.ts';
import { notice, offTopic, unanswerable, writeNotice } from '../support/village-notice.ts';

interface Reply {
  outcome: string;
  text: string;
  citations: {
    source: string;
    title: string;
    section: string | null;
    page: number | null;
    date: string | null;
    quote: string;
  }[];
  confidence: number;
  reason?: string;
  ticket?: number;
}

const citationKeys = ['date', 'page', 'quote', 'section', 'source', 'title'];
const longestText = 1_200;

const collapse = (text: string) => text.replace(/\s+/g, ' ').trim();

let place: { path: string; remove(): Promise<void> };
let archive: string;
let options: ProcessOptions;

beforeAll(async () => {
  place = await newDirectory();
  archive = await writeNotice(place.path);
  options = { dataDir: join(place.path, 'data') };
  expect((await runProgram(['ingest', archive], options)).code).toBe(0);
});

afterAll(() => place.remove());

async function askJson(question: string): Promise<Reply> {
  const { code, stdout, stderr } = await runProgram(['ask', '--json', question], options);
  expect({ code, stderr, lines: stdout.trim().split('\n').length }).toEqual({ code: 0, stderr: '', lines: 1 });
  return JSON.parse(stdout) as Reply;
}

describe('ask', () => {
  test('prints one object with the answer and its citations', async () => {
    const reply = await askJson(notice.rent.question);
    expect(Object.keys(reply).sort()).toEqual(['citations', 'confidence', 'outcome', 'text']);
    expect(reply.outcome).toBe('answered');
    expect(reply.text).toMatch(notice.rent.fact);
    expect(reply.text.length).toBeLessThanOrEqual(longestText);
    expect(reply.confidence).toBeGreaterThan(0);
    expect(reply.confidence).toBeLessThanOrEqual(1);
    expect(reply.citations[0]?.source).toBe(notice.file);
    for (const citation of reply.citations) expect(Object.keys(citation).sort()).toEqual(citationKeys);
    const own = reply.citations.filter((citation) => citation.source === notice.file);
    for (const { quote } of own) expect(collapse(notice.text)).toContain(collapse(quote));
  });

  test('opens a ticket for what the archive does not know, with the conversation and what was looked at', async () => {
    const reply = await askJson(unanswerable);
    expect(Object.keys(reply).sort()).toEqual(['citations', 'confidence', 'outcome', 'reason', 'text', 'ticket']);
    expect(reply.outcome).toBe('escalated');
    expect(['nothing_found', 'not_answered']).toContain(reply.reason);
    expect(reply.citations).toEqual([]);
    const listed = await runProgram(['tickets', '--json'], options);
    expect(JSON.parse(listed.stdout)).toEqual([
      expect.objectContaining({ number: reply.ticket, question: unanswerable, reason: reply.reason }),
    ]);
    const shown = await runProgram(['tickets', '--json', String(reply.ticket)], options);
    const ticket = JSON.parse(shown.stdout) as {
      conversation: unknown[];
      passages: { text: string; source: string }[];
    };
    expect(ticket.conversation).toEqual([
      expect.objectContaining({ author: 'member', text: unanswerable }),
      expect.objectContaining({ author: 'desk', text: reply.text }),
    ]);
    expect(ticket.passages.length).toBeGreaterThan(0);
    expect(ticket.passages.length).toBeLessThanOrEqual(5);
    const readable = await runProgram(['tickets', String(reply.ticket)], options);
    expect(readable.stdout).toContain(unanswerable);
    expect(readable.stdout).toContain('Passages die zijn bekeken:');
  });

  test('declines what is none of its business without a ticket', async () => {
    const reply = await askJson(offTopic);
    expect(Object.keys(reply).sort()).toEqual(['citations', 'confidence', 'outcome', 'text']);
    expect(reply).toMatchObject({ outcome: 'declined', citations: [], confidence: 0 });
  });

  test('gives each of several commands at once its own reply', async () => {
    const questions = [notice.meeting, notice.phone, notice.rent];
    const replies = await Promise.all(questions.map(({ question }) => askJson(question)));
    for (const [i, { fact }] of questions.entries()) expect(replies[i]?.text).toMatch(fact);
  });
});

test('evaluate prints an object with each question and the figures', async () => {
  const file = join(place.path, 'vragen.jsonl');
  const lines = [
    { id: 'huur', question: notice.rent.question, outcome: 'answered', sources: [notice.file], facts: ['45 euro'] },
    {
      id: 'vervolg',
      question: 'En voor leden?',
      history: [notice.rent.question],
      outcome: 'answered',
      sources: [notice.file],
      facts: ['30 euro'],
    },
    { id: 'mens', question: 'Ik wil graag een adviseur spreken over de ijsbaan.', outcome: 'escalated', kind: 'human' },
    { id: 'elders', question: offTopic, outcome: 'declined', kind: 'offtopic' },
  ];
  await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  const words = ['evaluate', '--archive', archive, '--questions', file, '--json'];
  const { code, stdout, stderr } = await runProgram(words, options);
  expect({ code, stderr, lines: stdout.trim().split('\n').length }).toEqual({ code: 0, stderr: '', lines: 1 });
  const result = JSON.parse(stdout) as { questions: (Reply & { id: string; ranked: object[]; latencyMs: number })[] };
  expect(Object.keys(result).sort()).toEqual(['questions', 'summary']);
  expect(result.questions.map(({ id, outcome }) => [id, outcome])).toEqual(
    lines.map(({ id, outcome }) => [id, outcome]),
  );
  for (const question of result.questions) {
    expect(Object.keys(question).sort()).toEqual(
      ['citations', 'confidence', 'id', 'latencyMs', 'outcome', 'ranked', 'text'].sort(),
    );
    expect(question.text.length).toBeLessThanOrEqual(longestText);
    expect(question.ranked.length).toBeLessThanOrEqual(10);
    for (const passage of question.ranked)
      expect(Object.keys(passage).sort()).toEqual(['page', 'section', 'source', 'text']);
    for (const { source, quote } of question.citations) {
      expect(collapse(await readFile(join(archive, source), 'utf8'))).toContain(collapse(quote));
    }
  }
  expect(result).toMatchObject({ summary: { questions: 4, answerable: 2, answerAccuracy: 1, falseAnswers: 0 } });

  const strict = await runProgram([...words, '--at-least', 'falseAnswers=0.5'], options);
  expect(strict.code).not.toBe(0);
  expect(strict.stderr).toMatch(/^Niet gehaald: falseAnswers is 0, moet ten minste 0.5 zijn/m);
});

test('ingest ends with its table, also after a file that is read in a thread', async () => {
  const file = join(place.path, 'zaal.html');
  await writeFile(file, '<h1>Zaal</h1><p>De zaal is op zondag dicht.</p>');
  const running = startProgram(['ingest', file], options);
  await running.line(/^In totaal 1: 1 nieuw/);
  const printedAt = performance.now();
  expect((await running.ended).code).toBe(0);
  expect(performance.now() - printedAt).toBeLessThan(5_000);
});

test('chat answers the lines of its input in order, and ends with it', async () => {
  const { code, stdout, stderr } = await runProgram(['chat'], {
    ...options,
    input: `${notice.rent.question}\n\nEn voor leden?\n${offTopic}\n`,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'De balie gaat open…\n' });
  expect(stdout.match(/U praat met een computer/g)).toHaveLength(1);
  const places = [/Welkom bij de Dorpsbalie/, notice.rent.fact, /30 euro/, /Daar weet ik niets van/].map((pattern) =>
    stdout.search(pattern),
  );
  expect(places.every((found) => found >= 0)).toBe(true);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('two chats at once keep their conversations apart', async () => {
  const [one, other] = await Promise.all([
    runProgram(['chat', '--gesprek', 'een'], {
      ...options,
      input: `${notice.rent.question}\n${notice.rent.question}\n`,
    }),
    runProgram(['chat', '--gesprek', 'ander'], { ...options, input: `${offTopic}\n${offTopic}\n` }),
  ]);
  expect([one?.code, other?.code]).toEqual([0, 0]);
  expect(one?.stdout.match(/45 euro/g)?.length).toBeGreaterThanOrEqual(2);
  expect(one?.stdout).not.toMatch(/Daar weet ik niets van/);
  expect(other?.stdout.match(/Daar weet ik niets van/g)).toHaveLength(2);
  expect(other?.stdout).not.toMatch(/45 euro/);
});

test('an advisor joins with a printed code, and a question of somebody else reaches them', async () => {
  const directory = await newDirectory();
  onTestFinished(directory.remove);
  const desk = { dataDir: join(directory.path, 'data') };
  const chat = (name: string, ...lines: readonly string[]) =>
    runProgram(['chat', '--gesprek', name], { ...desk, input: `${lines.join('\n')}\n` });
  const invited = await runProgram(['invite', '--role', 'advisor'], desk);
  const code = /\/koppel ([0-9A-Z-]{19})/.exec(invited.stdout)?.[1];
  expect((await chat('anna', `/koppel ${code}`, '/naam Anna')).stdout).toContain('U bent nu adviseur');
  await chat('lid', 'Ik wil graag een adviseur spreken over de statuten.');
  expect((await chat('anna', '/neem 1', 'Welk artikel wilt u wijzigen?')).stdout).toContain('U hebt vraag 1.');
  const { stdout } = await chat('lid', '/mijnvragen');
  expect(stdout).toContain('Welk artikel wilt u wijzigen?');
  expect(stdout).toContain('de adviseur wacht op uw antwoord');
});

test.each([
  { words: ['invite', '--role', 'koning'], told: /^Zeg voor wie: npm run invite -- --role advisor of/ },
  { words: ['vraag'], told: /^vraag kennen we niet\. Dit kan: serve, chat, ask/ },
  { words: ['ask'], told: /^Zet uw vraag erachter/ },
  { words: ['ask', '--jsn', 'Wie?'], told: /^--jsn kennen we niet\. Dit kan wel: --json\./ },
  { words: ['ingest'], told: /^Zeg wat erin moet/ },
  { words: ['evaluate', '--json'], told: /^Gebruik: npm run --silent evaluate/ },
  { words: ['evaluate', '--archive', '.', '--questions', 'bestaat-niet.jsonl'], told: /bestaat-niet\.jsonl/ },
  { words: ['tickets', '999'], told: /^Er is geen vraag met nummer 999/ },
])('$words is explained in one Dutch line', async ({ words, told }) => {
  const directory = await newDirectory();
  onTestFinished(directory.remove);
  const { code, stdout, stderr } = await runProgram(words, { dataDir: join(directory.path, 'data') });
  expect(code).not.toBe(0);
  expect(stdout).toBe('');
  expect(stderr.trim()).toMatch(told);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
