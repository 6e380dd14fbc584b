import type { NewEdition } from '../../src/knowledge/knowledge-store.ts';
import { editionOf } from '../contract/samples.ts';
import type { BaseDocument } from './recombine.ts';

/** What a recombined document says of itself: a file of its own, its year the next in turn. */
export function madeEdition(
  { title, organisation }: Pick<BaseDocument, 'title' | 'organisation'>,
  number: number,
): NewEdition {
  return editionOf(`made-${String(number).padStart(7, '0')}.md`, {
    collection: 'made',
    contentHash: String(number).padStart(64, '0'),
    title,
    organisation,
    date: String(2015 + (number % 12)),
    kind: 'artikel',
  });
}
