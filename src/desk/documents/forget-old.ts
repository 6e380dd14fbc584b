import type { DocumentDraftStore } from './document-draft.ts';

/** So many days a document waits for its sender. */
export const daysToDecide = 7;

const dayMs = 24 * 60 * 60_000;

/** Forgets what nobody decided on in time. Done before each look at what waits, so that nothing old can be pressed, and each hour. */
export async function forgetOld(drafts: Pick<DocumentDraftStore, 'forgetBefore'>, now: number): Promise<void> {
  await drafts.forgetBefore(now - daysToDecide * dayMs);
}
