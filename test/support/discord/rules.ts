import { MessageFlags } from 'discord.js';
import { checkComponents } from './component-rules.ts';
import { FormErrors, Refusal, refusals } from './refusal.ts';
import type { Call } from './rest-server.ts';

/** Files of an app may be this large each (documentation: Reference > Uploading Files). */
const mostFileBytes = 10 * 1024 * 1024;

interface MessageForm {
  content?: unknown;
  embeds?: unknown;
  components?: unknown;
  flags?: unknown;
  attachments?: unknown;
  nonce?: unknown;
  allowed_mentions?: unknown;
  sticker_ids?: unknown;
}

/**
 * Refuses what the platform refuses of a message (documentation: Resources > Message > Create Message).
 *
 * @param staying how many files stay, of a message that is changed
 */
export function checkMessage(form: MessageForm, files: Call['files'], staying = 0): void {
  const errors = new FormErrors();
  const flags = Number(form.flags ?? 0);
  const components = listOf(form.components);
  const embeds = listOf(form.embeds);
  const content = typeof form.content === 'string' ? form.content.trim() : '';
  if (form.content !== undefined && form.content !== null && typeof form.content !== 'string') {
    errors.add('content', 'BASE_TYPE_INVALID', 'Could not interpret value as string.');
  }
  errors.length('content', content, 2000);
  errors.length('nonce', form.nonce, 25);
  checkEmbeds(errors, embeds);
  checkMentions(errors, form.allowed_mentions);
  checkFiles(errors, form, files, staying);
  const structured = (flags & MessageFlags.IsComponentsV2) !== 0;
  checkComponents(errors, components, structured);
  if (structured && content !== '') errors.add('content', 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', 'no');
  if (structured && embeds.length > 0) {
    errors.add('embeds', 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', 'no');
  }
  errors.end();
  const something = content !== '' || embeds.length > 0 || files.size + staying > 0 || components.length > 0;
  if (!something) throw refusals.emptyMessage();
}

function listOf(value: unknown): Record<string, unknown>[] {
  return (value as Record<string, unknown>[] | null | undefined) ?? [];
}

/** Documentation: Resources > Message > Embed Limits. */
function checkEmbeds(errors: FormErrors, embeds: Record<string, unknown>[]): void {
  errors.size('embeds', embeds, 10);
  let total = 0;
  embeds.forEach((embed, i) => {
    const text = (path: string, value: unknown, most: number, least = 0) => {
      errors.length(`embeds.${i}.${path}`, value, most, least);
      total += String(value ?? '').length;
    };
    const fields = listOf(embed['fields']);
    errors.size(`embeds.${i}.fields`, fields, 25);
    text('title', embed['title'], 256);
    text('description', embed['description'], 4096);
    text('footer.text', (embed['footer'] as { text?: string } | undefined)?.text, 2048);
    text('author.name', (embed['author'] as { name?: string } | undefined)?.name, 256);
    fields.forEach((field, j) => {
      text(`fields.${j}.name`, field['name'], 256, 1);
      text(`fields.${j}.value`, field['value'], 1024, 1);
    });
    for (const key of ['url', 'thumbnail', 'image']) checkUrl(errors, `embeds.${i}.${key}`, embed[key]);
    if (Object.values(embed).every((value) => value === undefined || value === null || value === '')) {
      errors.add(`embeds.${i}.description`, 'BASE_TYPE_REQUIRED', 'This field is required');
    }
  });
  if (total > 6000) errors.add('embeds', 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
}

function checkUrl(errors: FormErrors, path: string, value: unknown): void {
  const url = typeof value === 'object' && value !== null ? (value as { url?: unknown }).url : value;
  if (url === undefined || url === null) return;
  if (!/^(?:https?|attachment):\/\/\S+$/.test(String(url))) {
    errors.add(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
  }
}

function checkMentions(errors: FormErrors, value: unknown): void {
  const allowed = value as { parse?: string[]; users?: string[]; roles?: string[] } | undefined | null;
  for (const kind of ['users', 'roles'] as const) {
    const ids = allowed?.[kind] ?? [];
    errors.size(`allowed_mentions.${kind}`, ids, 100);
    if (ids.length > 0 && allowed?.parse?.includes(kind)) {
      const what = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      errors.add('allowed_mentions', 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', what);
    }
  }
  const unknown = (allowed?.parse ?? []).filter((kind) => !['everyone', 'users', 'roles'].includes(kind));
  if (unknown.length > 0) errors.add('allowed_mentions.parse.0', 'BASE_TYPE_CHOICES', 'Value must be one of those.');
}

function checkFiles(errors: FormErrors, form: MessageForm, files: Call['files'], staying: number): void {
  if (files.size + staying > 10) errors.add('attachments', 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.');
  for (const file of files.values()) {
    if (file.content.length > mostFileBytes) throw new Refusal(413, 40005, 'Request entity too large');
  }
  listOf(form.attachments).forEach((one, i) => {
    errors.length(`attachments.${i}.description`, one['description'], 1024);
    // A short number means a file of this request, a long one a file that stays.
    const id = String(one['id']);
    if (id.length < 6 && !files.has(Number(id))) {
      errors.add(`attachments.${i}.id`, 'ATTACHMENT_NOT_FOUND', 'Attachment not found');
    }
  });
}
