import { escapeXml, type FixtureContent, grouped } from './content.ts';

/** A web page with the text in its `main`, among a menu, a cookie notice and a footer. */
export function makeHtml(content: FixtureContent): Uint8Array {
  return new TextEncoder().encode(`<!DOCTYPE html>
<html lang="nl"><head><meta charset="utf-8"><title>${escapeXml(content.title)}</title>
<meta name="author" content="${escapeXml(content.organisation ?? '')}"><meta name="date" content="${content.date ?? ''}">
<style>p { color: green }</style><script>document.write('niet lezen')</script></head>
<body><header><a href="/">Start</a></header><nav><ul><li><a href="/nieuws">Nieuws</a></li></ul></nav>
<div class="cookie-banner"><p>Wij gebruiken cookies.</p></div>
<main><h1>${escapeXml(content.title)}</h1>
${htmlBody(content)}
</main><footer><p>Volg ons</p></footer></body></html>`);
}

/** The blocks alone, one heading level down, as they stand under the title of a page. */
export function htmlBody(content: FixtureContent): string {
  return grouped(content.blocks)
    .map((block) => {
      if (block.kind === 'heading') return `<h${block.level + 1}>${escapeXml(block.text)}</h${block.level + 1}>`;
      if (block.kind === 'paragraph') return `<p>${escapeXml(block.text)}</p>`;
      if (block.kind === 'list')
        return `<ul>${block.items.map((item) => `<li>${escapeXml(item)}</li>`).join('\n')}</ul>`;
      const row = (cells: readonly string[], tag: string): string =>
        `<tr>${cells.map((cell) => `<${tag}>${escapeXml(cell)}</${tag}>`).join('')}</tr>`;
      return `<table><thead>${row(block.header, 'th')}</thead><tbody>${block.rows.map((cells) => row(cells, 'td')).join('')}</tbody></table>`;
    })
    .join('\n');
}
