import { shorten } from '../../../src/desk/wording/label.ts';
import { type Html, html } from '../html.ts';
import type { PresentedMessage } from '../presenter.ts';
import type { WebWording } from '../wording/wording.ts';

/** What became of an own message, and what its writer can still do with it. Without a script these are plain forms. */
export function ownMessageView(message: PresentedMessage, wording: WebWording): Html | null {
  const { receipt, changeable } = message;
  if (receipt === null && !changeable) return null;
  return html`<div class="own">${receipt && html`<p class="receipt ${receipt.state}">${wording.receipt(receipt)}</p>`}${changeable && changes(message, wording)}</div>`;
}

/** Both fold open, one at a time; the words say of which message, for who hears them only. */
function changes({ id, seq, text, attachments }: PresentedMessage, wording: WebWording): Html {
  const about = shorten(text || (attachments[0]?.name ?? ''), 40);
  const group = `own-${seq}`;
  const label = `edit-${seq}`;
  return html`<details name="${group}"><summary aria-label="${wording.edit}: ${about}">${wording.edit}</summary>
<form class="edit" method="post" action="/berichten/${id}/aanpassen" data-edit="${id}">
<label class="hidden" for="${label}">${wording.editLabel}</label>
<textarea id="${label}" name="text" rows="3" autocomplete="off">
${text}</textarea>
<div class="buttons"><button type="submit">${wording.save}</button><button type="reset">${wording.cancel}</button></div></form></details>
<details name="${group}"><summary aria-label="${wording.takeBack}: ${about}">${wording.takeBack}</summary>
<form class="take-back" method="post" action="/berichten/${id}/weghalen" data-take-back="${id}">
<p>${wording.confirmTakeBack}</p>
<div class="buttons"><button type="submit">${wording.takeBackYes}</button><button type="reset">${wording.takeBackNo}</button></div></form></details>`;
}
