import { withoutPersonalData } from '../../people/personal-data.ts';
import type { DeskStores } from '../stores.ts';
import { plain, type Voice } from '../voice.ts';
import type { Preview, PreviewOccasion } from '../wording/document-wording.ts';
import type { DocumentDraft, ReadyEdition } from './document-draft.ts';
import { daysToDecide } from './forget-old.ts';
import { type Placement, resemblanceOf } from './placement.ts';

/** How much of a document is looked through for personal data, in characters. */
const lookedThrough = 200_000;

/** Shows who sent a document how it was read and what it would do to the archive, with the buttons to decide. */
export async function showDraft(
  { stores, voice }: { stores: DeskStores; voice: Voice },
  draft: DocumentDraft,
  { replaced, sameName }: Placement,
  occasion: PreviewOccasion,
): Promise<void> {
  const { documents } = voice.wording.queue;
  const { same, sameTitle } = await resemblanceOf(stores.knowledge, draft, replaced);
  const preview: Preview = {
    ...{ number: draft.number, edition: draft.edition, ...shapeOf(draft) },
    replaced: replaced ? { ...replaced, sameName } : null,
    ...{ same: same?.title ?? null, sameTitle },
  };
  const choices = documents.previewChoices(draft.number, occasion.ownTicket);
  await voice.say(documents.preview(preview, occasion, daysToDecide), { ...plain, choices });
}

function shapeOf({ passages }: ReadyEdition): Pick<Preview, 'sections' | 'passages' | 'sample' | 'personal'> {
  const middle = passages[Math.floor(passages.length / 2)];
  const text = passages
    .map((passage) => passage.text)
    .join('\n')
    .slice(0, lookedThrough);
  return {
    sections: new Set(passages.flatMap(({ section }) => (section.length > 0 ? [section.join('\n')] : []))).size,
    passages: passages.length,
    sample: { text: middle?.text ?? '', section: middle?.section.at(-1) ?? null, page: middle?.page ?? null },
    personal: withoutPersonalData(text).taken.map(({ kind }) => kind),
  };
}
