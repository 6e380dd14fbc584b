import { fileSize } from '../../../src/desk/wording/file-size.ts';
import { type Html, html } from '../html.ts';
import type { PresentedAttachment } from '../presenter.ts';
import type { WebWording } from '../wording/wording.ts';

/** Pictures small, in a box that is there before they are; every other file as a link that saves it. */
export function attachmentsView(attachments: readonly PresentedAttachment[], wording: WebWording): Html | null {
  if (attachments.length === 0) return null;
  return html`<ul class="files" aria-label="${wording.attachments}">${attachments.map(
    (attachment) => html`<li>${attachment.picture ? picture(attachment) : file(attachment, wording)}</li>`,
  )}</ul>`;
}

function picture({ href, name }: PresentedAttachment): Html {
  return html`<a class="picture" href="${href}" target="_blank" rel="noopener"><img src="${href}" alt="${name}" width="240" height="180" loading="lazy" decoding="async"></a>`;
}

function file({ href, name, bytes }: PresentedAttachment, { language }: WebWording): Html {
  return html`<a class="file" href="${href}" download="${name}">${name} <span class="size">(${fileSize(bytes, language)})</span></a>`;
}
