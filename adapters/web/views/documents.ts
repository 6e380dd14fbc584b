import type { Document, Passage } from '../../../src/knowledge/document.ts';
import { type Html, html, webAddress } from '../html.ts';
import type { WebWording } from '../wording/wording.ts';
import { type PageContext, page } from './layout.ts';
import { writtenDate } from './written-date.ts';

function dateView(date: string | null, wording: WebWording): Html | null {
  return date === null ? null : html`<time datetime="${date}">${writtenDate(date, wording.locale)}</time>`;
}

function facts(document: Document, wording: WebWording): Html {
  const parts = [
    document.organisation,
    dateView(document.date, wording),
    document.kind,
    wording.passageCount(document.passages),
  ].filter((part) => part !== null);
  return html`<ul class="facts">${parts.map((part) => html`<li>${part}</li>`)}</ul>`;
}

/** The documents of the archive, by title. */
export function documentsPage(documents: readonly Document[], context: PageContext): Html {
  const { wording } = context;
  return page(context, {
    title: wording.documents,
    kind: 'reading',
    body: html`<header class="bar"><p><a class="back" href="/">${wording.backToConversation}</a></p></header>
<main><h1>${wording.documents}</h1>
<p class="lead">${documents.length > 0 ? wording.documentsIntro : wording.noDocuments}</p>
<ul class="documents">${documents.map(
      (document) =>
        html`<li><h2><a href="/documenten/${encodeURIComponent(document.id)}">${document.title}</a></h2>${facts(document, wording)}</li>`,
    )}</ul></main>`,
  });
}

/** The headings that change between one passage and the next, outermost first. */
function headings(section: readonly string[], previous: readonly string[]): Html[] {
  const same = section.findIndex((heading, depth) => heading !== previous[depth]);
  if (same === -1) return [];
  return section.slice(same).map((heading, index) => {
    const level = Math.min(same + index + 2, 6);
    return (
      {
        2: html`<h2>${heading}</h2>`,
        3: html`<h3>${heading}</h3>`,
        4: html`<h4>${heading}</h4>`,
        5: html`<h5>${heading}</h5>`,
      }[level] ?? html`<h6>${heading}</h6>`
    );
  });
}

/** The headings above a passage, without a first one that only says the title again. */
function sectionOf(passage: Passage | undefined, title: string): readonly string[] {
  const section = passage?.section ?? [];
  return section[0] === title ? section.slice(1) : section;
}

function passageView(passage: Passage, previous: Passage | undefined, title: string, wording: WebWording): Html {
  const newPage = passage.page !== null && passage.page !== previous?.page;
  return html`${headings(sectionOf(passage, title), sectionOf(previous, title))}
<section class="passage" id="passage-${passage.id}" tabindex="-1">
${newPage && passage.page !== null ? html`<p class="page">${wording.page(passage.page)}</p>` : null}
${passage.text.split('\n').map((line) => (line.trim() === '' ? null : html`<p>${line}</p>`))}</section>`;
}

/** A document's text in order, every passage with an anchor that citations point at. */
export function documentPage(document: Document, passages: readonly Passage[], context: PageContext): Html {
  const { wording } = context;
  const url = webAddress(document.url);
  const lang = document.language === null ? null : html` lang="${document.language}"`;
  return page(context, {
    title: document.title,
    kind: 'reading',
    body: html`<header class="bar"><p><a class="back" href="/">${wording.backToConversation}</a></p><p><a href="/documenten">${wording.backToDocuments}</a></p></header>
<main><h1${lang}>${document.title}</h1>
${facts(document, wording)}
${url === null ? null : html`<p><a href="${url}" rel="noopener noreferrer external">${wording.original}</a></p>`}
<p id="passage-gone" class="notice" tabindex="-1" hidden>${wording.passageGone}</p>
<article id="document"${lang}>${passages.map((passage, index) => passageView(passage, passages[index - 1], document.title, wording))}</article>
<p><a class="back" href="/">${wording.backToConversation}</a></p></main>`,
  });
}
