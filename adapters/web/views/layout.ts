import { type Html, type HtmlValue, html } from '../html.ts';
import type { WebWording } from '../wording/wording.ts';

/** What every page shares. */
export interface PageContext {
  wording: WebWording;
  /** Name of the desk, in the header and the title. */
  name: string;
}

/** A whole page: head, skip link, and the body's content. `title` stands in front of the desk's name. */
export function page(
  context: PageContext,
  parts: { title: string | null; kind: 'chat' | 'reading'; skip?: { target: string; label: string }; body: HtmlValue },
): Html {
  const { wording, name } = context;
  return html`<!doctype html>
<html lang="${wording.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#f6f4ee">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#12181a">
<title>${parts.title === null ? name : `${parts.title} – ${name}`}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/style.css">
<script type="module" src="/assets/app.js"></script>
</head>
<body class="${parts.kind}">
${parts.skip === undefined ? null : html`<a class="skip" href="#${parts.skip.target}">${parts.skip.label}</a>`}
${parts.body}
</body>
</html>
`;
}

/** A page that says why something is not there or did not work, and how to go on. */
export function noticePage(context: PageContext, notice: { title: string; text: string }): Html {
  const { wording } = context;
  return page(context, {
    title: notice.title,
    kind: 'reading',
    body: html`<header class="bar"><p><a class="back" href="/">${wording.backToConversation}</a></p></header>
<main><h1>${notice.title}</h1><p class="lead">${notice.text}</p>
<p><a href="/documenten">${wording.backToDocuments}</a></p></main>`,
  });
}
