import { Buffer } from 'node:buffer';
import type { FixtureContent } from './content.ts';
import { htmlBody } from './web.ts';

/** What a mail fixture holds beside its content. */
export interface MailOptions {
  from?: string;
  attachments?: readonly { name: string; type: string; bytes: Uint8Array }[];
}

/** An e-mail message with the content as HTML, the way a newsletter is sent. */
export function makeEml(content: FixtureContent, options: MailOptions = {}): Uint8Array {
  const boundary = 'grens-van-de-delen';
  const part = (headers: readonly string[], body: Uint8Array): string =>
    `--${boundary}\r\n${headers.join('\r\n')}\r\nContent-Transfer-Encoding: base64\r\n\r\n${wrapped(body)}\r\n`;
  const parts = [
    part(
      ['Content-Type: text/html; charset=utf-8'],
      new TextEncoder().encode(`<html><body>${htmlBody(content)}</body></html>`),
    ),
    ...(options.attachments ?? []).map(({ name, type, bytes }) =>
      part([`Content-Type: ${type}; name="${name}"`, `Content-Disposition: attachment; filename="${name}"`], bytes),
    ),
  ];
  return new TextEncoder().encode(
    [
      `From: ${options.from ?? `${encodedWord(content.organisation ?? 'Redactie')} <info@dorpsbelang.example>`}`,
      'To: leden@dorpsbelang.example',
      `Subject: ${encodedWord(content.title)}`,
      `Date: ${new Date(`${content.date ?? '2025-01-01'}T12:00:00Z`).toUTCString()}`,
      'MIME-Version: 1.0',
      `Content-Type: multipart/mixed; boundary="${boundary}"`,
      '',
      `${parts.join('')}--${boundary}--`,
      '',
    ].join('\r\n'),
  );
}

/** A message of plain text lines. */
export function plainEml(subject: string, body: string, headers: readonly string[] = []): Uint8Array {
  return new TextEncoder().encode(
    [
      'From: Bewoner <bewoner@gmail.com>',
      `Subject: ${subject}`,
      'Date: Tue, 25 Nov 2025 12:00:00 +0100',
      ...headers,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      body.replaceAll('\n', '\r\n'),
    ].join('\r\n'),
  );
}

function encodedWord(text: string): string {
  return `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
}

function wrapped(bytes: Uint8Array): string {
  return (
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n');
}
