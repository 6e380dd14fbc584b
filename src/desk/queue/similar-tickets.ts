import type { Document } from '../../knowledge/document.ts';
import { withoutPersonalData } from '../../people/personal-data.ts';
import type { Ticket } from '../../queue/ticket.ts';
import { stem } from '../../retrieval/analysis.ts';
import type { KnowledgeIndex } from '../../retrieval/knowledge-index.ts';
import { type IndexedPassage, LexicalIndex } from '../../retrieval/lexical-index.ts';
import { joinMatches, Matcher } from '../../retrieval/matching.ts';
import { buildQuery } from '../../retrieval/query.ts';
import { answersIn } from './answers.ts';
import { knownNames, type Work } from './work.ts';

/** How many of the newest answered tickets are compared by their question, and of how many of them the answer is read as well. */
const compared = 200;
const readClosely = 20;
/** So many are shown, if they come near enough. */
const shown = 3;
/** The share of the question that a ticket has to meet, rare words counting more. */
const nearEnough = 0.5;
/** What the earlier question counts beside question and answer together: a long answer meets many words by chance. */
const questionShare = 0.5;

/** Who asks for a human says so in words that tell nothing of the subject. */
const asksForHuman = new Set(
  ['adviseur', 'medewerker', 'mens', 'spreken', 'praten', 'contact', 'hulp', 'vraag'].map(stem),
);

/** A ticket that an advisor answered, and what they wrote to the member. */
export interface AnsweredTicket {
  ticket: Ticket;
  answer: string;
}

/** The answered tickets that are most like this one, without names and other personal data: every advisor may read them. */
export async function similarTickets(work: Work, asked: Ticket): Promise<AnsweredTicket[]> {
  const { stores, index } = work;
  const tickets = (await stores.tickets.answeredTickets(compared)).filter(({ id }) => id !== asked.id);
  const unread = tickets.map((ticket) => ({ ticket, answer: '' }));
  const near = byNearness(index, asked.question, unread).slice(0, readClosely);
  const answers = await answersIn(
    work,
    near.map(({ one }) => one.ticket),
  );
  const answered = near.flatMap(({ one: { ticket } }) => {
    const answer = answers.get(ticket.id);
    return answer === undefined ? [] : [{ ticket, answer: answer.join(' ') }];
  });
  return Promise.all(
    mostSimilar(index, asked.question, answered).map(async ({ ticket, answer }) => {
      const names = await knownNames(work, ticket);
      const impersonal = (text: string) => withoutPersonalData(text, names).text;
      return { ticket: { ...ticket, question: impersonal(ticket.question) }, answer: impersonal(answer) };
    }),
  );
}

/** The tickets that come near enough to a question to be worth reading, best first. */
export function mostSimilar(
  archive: Archive,
  question: string,
  answered: readonly AnsweredTicket[],
): readonly AnsweredTicket[] {
  return byNearness(archive, question, answered)
    .filter(({ score }) => score >= nearEnough)
    .slice(0, shown)
    .map(({ one }) => one);
}

type Archive = Pick<KnowledgeIndex, 'lexical' | 'thesaurus'>;

/**
 * The tickets that meet anything of a question, nearest first, by the same analysis as the archive's passages: an earlier question
 * is a title, its answer the text. How much a word tells is taken from the archive, because of a few tickets it cannot be learnt.
 */
function byNearness(
  archive: Archive,
  question: string,
  answered: readonly AnsweredTicket[],
): { one: AnsweredTicket; score: number }[] {
  const lexical = new LexicalIndex();
  const entries = answered.map((one, i) => ({
    one,
    entry: lexical.add(documentOf(one.ticket.question), i, passageOf(one.answer, i)),
  }));
  const query = buildQuery(question, [], lexical, archive.thesaurus);
  const concepts = query.concepts
    .filter(({ kind, words }) => kind !== 'fact' && !asksForHuman.has(words))
    .map((concept) => ({ ...concept, rarity: rarityIn(archive.lexical, concept.words) }));
  const matcher = new Matcher({ ...query, concepts });
  return entries
    .map(({ one, entry }) => ({ one, score: nearness(matcher, entry) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
}

function nearness(matcher: Matcher, { terms, title }: IndexedPassage): number {
  const asked = matcher.matchTerms(title);
  const whole = joinMatches(asked, matcher.matchTerms(terms));
  return (matcher.coverage(whole) + questionShare * matcher.coverage(asked)) / (1 + questionShare);
}

function rarityIn(lexical: LexicalIndex, words: string): number {
  return Math.max(
    ...words.split(' ').map((term) => {
      const id = lexical.vocabulary.find(term);
      return id === undefined ? Math.log(1 + (lexical.size + 0.5) / 0.5) : lexical.rarityOf(id);
    }),
  );
}

/** Nothing is known of it but its title. */
function documentOf(title: string): Document {
  return {
    ...{ id: '', collection: '', path: '', source: '', contentHash: '', edition: 1, pages: null, passages: 1 },
    ...{ warnings: [], ingestedAt: 0, title, organisation: null, date: null, region: null, kind: null },
    ...{ language: null, url: null, basedOn: null, reviewDate: null },
  };
}

function passageOf(text: string, id: number) {
  return { id, documentId: '', position: 0, section: [], page: null, text, seams: [] };
}
