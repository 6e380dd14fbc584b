import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Handled } from '../../src/desk/desk.ts';
import { DirectChannel } from '../../src/desk/direct-channel.ts';
import { evaluate } from '../../src/evaluation/evaluate.ts';
import { type EvaluatedQuestion, type Figures, isRight } from '../../src/evaluation/figures.ts';
import { type EvaluationQuestion, parseQuestions } from '../../src/evaluation/question-file.ts';
import { House } from '../../src/house.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { silentLogger } from '../../src/kernel/logger.ts';

/** What the desk has to reach on the golden questions. Raise a limit when the desk has got better; never lower one. */
const limits = {
  atLeast: { answerAccuracy: 0.75, recallAt1: 0.88, recallAt5: 0.95 },
  atMost: { falseAnswers: 0.1, falseRefusals: 0.11, longestText: 1200 },
} as const satisfies Record<string, Partial<Record<keyof Figures, number>>>;

const megabyte = 1024 * 1024;
const articles = fileURLToPath(new URL('../../knowledge/articles', import.meta.url));
const golden = fileURLToPath(new URL('golden.jsonl', import.meta.url));

/** A clock that runs, but always from the same day: what counts as an old document must not change with the calendar. */
const startedAt = performance.now();
const clock: Clock = { now: () => Math.round(Date.UTC(2026, 10, 1, 12) + performance.now() - startedAt) };

const questions = parseQuestions(readFileSync(golden, 'utf8'), 'golden.jsonl');
const files = new Map(
  readdirSync(articles, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => [name.replace(/^.*[\\/]/, ''), readFileSync(`${articles}/${name}`, 'utf8')]),
);

let house: House;
let outcomes: EvaluatedQuestion[];
let summary: Figures;

beforeAll(async () => {
  const ingest = { maxFileBytes: megabyte, maxUnpackedBytes: megabyte };
  house = await House.build({ database: { kind: 'sqlite-memory' }, limits: ingest, logger: silentLogger, clock });
  const report = await house.ingest([articles]);
  expect(report.failed).toBe(0);
  const channel = new DirectChannel('golden');
  let listener: ((handled: Handled) => void) | undefined;
  await house.open({ channels: [channel], onHandled: (handled) => listener?.(handled) });
  const result = await evaluate({ channel, onHandled: (heard) => (listener = heard) }, questions);
  ({ questions: outcomes, summary } = result);
});

afterAll(() => house?.close());

describe('the golden questions', () => {
  it('ask for documents that there are, each with its own name', () => {
    const asked = new Set(questions.flatMap(({ sources }) => sources));
    expect([...asked].filter((source) => !files.has(source))).toEqual([]);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
  });

  it.each(Object.entries(limits.atLeast))('reach %s of at least %d', (name, limit) => {
    expect(figure(name), wrong()).toBeGreaterThanOrEqual(limit);
  });

  it.each(Object.entries(limits.atMost))('reach %s of at most %d', (name, limit) => {
    expect(figure(name), wrong()).toBeLessThanOrEqual(limit);
  });

  it('are answered with quotes that stand literally in the file they name', () => {
    const flat = (text: string) => text.replace(/\s+/g, ' ');
    const texts = new Map([...files].map(([name, text]) => [name, flat(text)]));
    const citations = outcomes.flatMap(({ id, citations }) => citations.map((citation) => ({ id, ...citation })));
    expect(citations.length).toBeGreaterThan(40);
    for (const { id, source, quote } of citations) {
      expect(quote.length, `${id}: no quote`).toBeGreaterThan(0);
      expect(texts.get(source), `${id}: ${source}`).toContain(quote);
    }
  });

  it('have a citation for each number that a member reads, and no other', () => {
    for (const { id, text, citations, outcome } of outcomes) {
      if (outcome !== 'answered') continue;
      const [answer = ''] = text.split('\n\nBronnen:');
      const read = [...answer.matchAll(/\[(\d+)\]$/gm)].map((match) => Number(match[1]));
      expect(read, id).toEqual(citations.map((_, i) => i + 1));
    }
  });

  it('are ranked with the same passages for the same question, whoever asks', async () => {
    const again = outcomes.filter(({ outcome }) => outcome === 'answered').slice(0, 10);
    const repeated = questions.filter(({ id, history }) => history.length === 0 && again.some((one) => one.id === id));
    const channel = new DirectChannel('again');
    const other = await House.build({
      database: { kind: 'sqlite-memory' },
      limits: { maxFileBytes: megabyte, maxUnpackedBytes: megabyte },
      logger: silentLogger,
      clock,
    });
    await other.ingest([articles]);
    let listener: ((handled: Handled) => void) | undefined;
    await other.open({ channels: [channel], onHandled: (handled) => listener?.(handled) });
    const result = await evaluate({ channel, onHandled: (heard) => (listener = heard) }, repeated);
    await other.close();
    const plain = ({ id, text, ranked }: EvaluatedQuestion) => ({ id, text, ranked });
    const first = outcomes.filter(({ id }) => repeated.some((question) => question.id === id));
    expect(result.questions.map(plain)).toEqual(first.map(plain));
  });
});

describe('the articles', () => {
  it('can all be reached: the one asked for by its title is among the first three documents', async () => {
    const documents = await house.database.stores.knowledge.listDocuments();
    expect(documents.map(({ source }) => source).sort()).toEqual([...files.keys()].sort());
    const { retrieve } = await import('../../src/retrieval/retrieve.ts');
    const lost = documents.filter(({ id, title }) => {
      const found = retrieve(house.index, title, []).ranked.map(({ entry }) => entry.document.id);
      return ![...new Set(found)].slice(0, 3).includes(id);
    });
    expect(lost.map(({ source }) => source)).toEqual([]);
  });
});

function figure(name: string): number {
  const value = summary[name as keyof Figures];
  expect(value, `${name} could not be counted`).not.toBeNull();
  return value ?? Number.NaN;
}

/** What went wrong, one line a question, for whoever reads the failure. */
function wrong(): string {
  return questions.flatMap((question, i) => problemOf(question, outcomes[i])).join('\n');
}

function problemOf(question: EvaluationQuestion, outcome: EvaluatedQuestion | undefined): string[] {
  if (!outcome) return [`${question.id}: no outcome`];
  const expected = question.outcome;
  if (expected === 'answered' ? isRight(question, outcome) : outcome.outcome === expected) return [];
  const cited = outcome.citations.map(({ source }) => source).join(', ');
  return [`${question.id}: ${expected}, but ${outcome.outcome} ${cited && `with ${cited}`} (${question.question})`];
}
