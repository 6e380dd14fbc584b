/** A refusal in the words of the REST API (documentation: Topics > Opcodes and Status Codes > JSON Error Codes). */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly more: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: number,
    message: string,
    more: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.more = more;
    this.headers = headers;
  }
}

/** Refusals that several rules share. */
export const refusals = {
  unknownChannel: () => new Refusal(404, 10003, 'Unknown Channel'),
  unknownMessage: () => new Refusal(404, 10008, 'Unknown Message'),
  unknownUser: () => new Refusal(404, 10013, 'Unknown User'),
  unknownWebhook: () => new Refusal(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new Refusal(404, 10062, 'Unknown interaction'),
  missingAccess: () => new Refusal(403, 50001, 'Missing Access'),
  missingPermissions: () => new Refusal(403, 50013, 'Missing Permissions'),
  wrongChannelType: () => new Refusal(400, 50024, 'Cannot execute action on this channel type'),
  threadArchived: () => new Refusal(400, 50083, 'Thread is archived'),
  emptyMessage: () => new Refusal(400, 50006, 'Cannot send an empty message'),
} as const;

/**
 * The tree of what is wrong with a form (documentation: Reference > Error Messages), gathered while it is checked.
 */
export class FormErrors {
  private readonly tree: Record<string, unknown> = {};
  private count = 0;

  /** @param path names and indexes that lead to what is wrong, `embeds.0.title` */
  add(path: string, code: string, message: string): void {
    let at = this.tree;
    for (const step of path.split('.')) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    at['_errors'] = [...((at['_errors'] as unknown[] | undefined) ?? []), { code, message }];
    this.count++;
  }

  /** Checks the length of a text that may be absent unless `least` says otherwise. */
  length(path: string, value: unknown, most: number, least = 0): void {
    if (value === undefined || value === null) {
      if (least > 0) this.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
      return;
    }
    // Counted in UTF-16 units: the strictest of the ways in which the platform may count.
    const size = String(value).length;
    if (size > most) this.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
    if (size < least) this.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`);
  }

  size(path: string, list: readonly unknown[], most: number, least = 0): void {
    if (list.length > most || list.length < least) {
      this.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`);
    }
  }

  /** @throws Refusal 50035 when anything was wrong */
  end(): void {
    if (this.count > 0) throw new Refusal(400, 50035, 'Invalid Form Body', { errors: this.tree });
  }
}
