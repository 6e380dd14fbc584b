import { expect, test } from 'vitest';
import type { Attachment } from '../../../../src/desk/conversation.ts';
import { readSent } from '../../../../src/desk/documents/read-sent.ts';
import type { DocumentReader } from '../../../../src/knowledge/document-reader.ts';
import { roomyLimits } from '../../../support/stepped-desk.ts';

test('a text of more bytes than its characters could take is refused unread', async () => {
  const reader: DocumentReader = { extensions: ['md'], read: () => expect.fail('it was read') };
  const attachment: Attachment = { id: 'a', name: 'lang.md', mediaType: 'text/plain', bytes: 9_000_000 };
  const sent = await readSent(
    { attachments: [attachment] },
    { readers: [reader], limits: roomyLimits },
    { findAttachment: () => expect.fail('it was fetched') },
  );
  expect(sent).toEqual([{ kind: 'unreadable', message: expect.stringContaining('lang.md heeft te veel tekst') }]);
});
