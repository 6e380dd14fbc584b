import { load } from 'cheerio';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html, webAddress } from '../../../adapters/web/html.ts';
import { presentMessage } from '../../../adapters/web/presenter.ts';
import { documentPage, documentsPage } from '../../../adapters/web/views/documents.ts';
import { messageView } from '../../../adapters/web/views/message.ts';
import { wordingIn } from '../../../adapters/web/wording/wording.ts';
import type { Attachment, Message } from '../../../src/desk/conversation.ts';
import type { Document, Passage } from '../../../src/knowledge/document.ts';
import { storedMessage } from '../../contract/samples.ts';
import { testNow } from './desk-server.ts';

const nastyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '`',
      '&',
      '/',
      '=',
      ' ',
      'script',
      'img src=x onerror=',
      '--',
      '!',
      '\n',
      '[1]',
    ),
  }),
  fc.constantFrom('</div><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onfocus='alert(1)"),
);

/** Elements and attribute names in order: what a text must never add to. */
function structure(markup: string): string[] {
  const $ = load(markup);
  return $('*')
    .toArray()
    .map((node) => ('attribs' in node ? `${node.tagName} ${Object.keys(node.attribs).join(' ')}` : node.type));
}

const wording = wordingIn('nl');

function messageWith(text: string): Message {
  return storedMessage({
    id: text,
    author: 'desk',
    text: `a ${text}`.replaceAll('[1]', ''),
    details: {
      outcome: 'answered',
      citations: [
        {
          number: 1,
          passageId: 7,
          documentId: text,
          source: text,
          title: text,
          section: text,
          page: 3,
          date: text,
          quote: text,
        },
      ],
      confidence: 0.9,
      ticket: null,
      ratable: true,
      choices: [{ label: text, command: text }],
    },
    createdAt: testNow,
  });
}

function documentWith(text: string): { document: Document; passages: Passage[] } {
  return {
    document: {
      id: text,
      collection: 'c',
      path: 'p',
      source: text,
      contentHash: '',
      edition: 1,
      pages: 1,
      passages: 1,
      warnings: [],
      ingestedAt: 0,
      title: `t ${text}`,
      organisation: `o ${text}`,
      date: '2025-11',
      region: null,
      kind: `k ${text}`,
      language: null,
      url: `https://example.org/${text}`,
      basedOn: null,
      reviewDate: null,
    },
    passages: [
      {
        id: 7,
        documentId: text,
        position: 0,
        section: [`s ${text}`, 'onder'],
        page: 2,
        text: `x ${text.replaceAll('\n', ' ')}`,
        seams: [],
      },
    ],
  };
}

function filesNamed(name: string): Attachment[] {
  return ['image/png', 'application/pdf'].map((mediaType) => ({ id: name, name, mediaType, bytes: 5 }));
}

function view(message: Message): string {
  const context = { wording, language: 'nl', timeZone: 'Europe/Amsterdam', now: testNow } as const;
  const repliesTo = { ...message, id: 'before', seq: message.seq - 1, replyToId: null };
  const receipt = { state: 'arrived', to: `n ${message.text}`, role: 'advisor' } as const;
  const elsewhere = [{ platform: `p ${message.text}`, url: `https://example.org/${message.text}` }];
  return messageView(presentMessage(message, { receipt, repliesTo, elsewhere }), context).toString();
}

const render = {
  message: (text: string) => view(messageWith(text)),
  own: (text: string) =>
    view({ ...messageWith(`x ${text}`), author: 'member', details: null, attachments: filesNamed(text) }),
  relayed: (text: string) => {
    const relay = { ticket: 12, messageId: text, from: 'member', name: `n ${text}` } as const;
    return view({ ...messageWith(text), author: 'relayed', details: null, relay, editedAt: testNow });
  },
  list: (text: string) => documentsPage([documentWith(text).document], { wording, name: `n ${text}` }).toString(),
  document: (text: string) => {
    const { document, passages } = documentWith(text);
    return documentPage(document, passages, { wording, name: `n ${text}` }).toString();
  },
};

test.each(Object.entries(render))('no text adds an element or an attribute: %s', (_name, view) => {
  const plain = structure(view('tekst'));
  fc.assert(
    fc.property(nastyText, (text) => {
      expect(structure(view(text))).toEqual(plain);
    }),
    { numRuns: 300 },
  );
});

test('what goes into a hole comes out as text', () => {
  // A parser replaces or drops NUL and makes every line end one newline; that is not the template's doing.
  const parsed = (text: string | undefined) => text?.replace(/[\0\ufffd]/g, '').replace(/\r\n?/g, '\n');
  fc.assert(
    fc.property(nastyText, (text) => {
      const $ = load(html`<p title="${text}">${text}</p>`.toString());
      expect(parsed($('p').text())).toBe(parsed(text));
      expect(parsed($('p').attr('title'))).toBe(parsed(text));
    }),
    { numRuns: 500 },
  );
});

test('markup inside markup is not escaped twice, and a look-alike object is not trusted', () => {
  expect(html`<ul>${[html`<li>${'a & b'}</li>`, null, false]}</ul>`.toString()).toBe('<ul><li>a &amp; b</li></ul>');
  const forged = JSON.parse('{"markup":"<script>"}');
  expect(() => html`${forged}`.toString()).toThrow();
});

test('only http and https addresses become links', () => {
  expect(webAddress('https://example.org/a?b=c')).toBe('https://example.org/a?b=c');
  expect(webAddress('http://example.org')).toBe('http://example.org/');
  for (const address of [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'file:///etc',
    '//x',
    'x',
    '',
  ]) {
    expect(webAddress(address), address).toBeNull();
  }
  const { document } = documentWith('x');
  const page = documentPage({ ...document, url: 'javascript:alert(1)' }, [], { wording, name: 'n' }).toString();
  expect(page).not.toContain('javascript:');
});

test('headings of a passage follow the section path without repeating it', () => {
  const { document } = documentWith('x');
  const passage = (id: number, section: string[], page: number): Passage => ({
    id,
    documentId: 'x',
    position: id,
    section,
    page,
    text: `tekst ${id}\ntweede alinea`,
    seams: [],
  });
  const passages = [
    passage(1, ['A', 'B'], 1),
    passage(2, ['A', 'B'], 1),
    passage(3, ['A', 'C'], 2),
    passage(4, ['D'], 2),
  ];
  const $ = load(documentPage(document, passages, { wording, name: 'n' }).toString());
  const headings = $('#document').find('h2,h3').toArray();
  expect(headings.map((heading) => `${heading.tagName} ${$(heading).text()}`)).toEqual([
    'h2 A',
    'h3 B',
    'h3 C',
    'h2 D',
  ]);
  expect(
    $('#passage-3 p')
      .map((_, p) => $(p).text())
      .toArray(),
  ).toEqual(['blz. 2', 'tekst 3', 'tweede alinea']);
  expect($('.page').length).toBe(2);
});

test('a message that a human wrote says who, about which question, and that no computer did', () => {
  const relay = { ticket: 12, messageId: 'm', from: 'advisor', name: 'Anna' } as const;
  const message: Message = { ...messageWith('tekst'), author: 'relayed', details: null, relay };
  const $ = load(view(message));
  expect($('.message.relayed .author').text()).toBe('Adviseur Anna · vraag 12');
  expect($('.human').text()).toBe('mens');
  expect($('.edited, form').length).toBe(0);
  expect(load(view({ ...message, editedAt: testNow }))('.meta .edited').text()).toBe('aangepast');
  expect(load(view(messageWith('tekst')))('.human').length).toBe(0);
});

test('of a message that was taken back nothing is left to read or to press', () => {
  const $ = load(view({ ...messageWith('geheim'), editedAt: testNow, deletedAt: testNow }));
  expect($('.text').text()).toBe('Bericht ingetrokken');
  expect($('form, .sources, .edited').length).toBe(0);
});
