import type { FakeMessage } from './world.ts';

/** Something that a person asked of the bot: a command, a press, a form that was filled in, a wish for suggestions. */
export interface FakeInteraction {
  id: string;
  token: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal. */
  type: 2 | 3 | 4 | 5;
  userId: string;
  channelId: string;
  at: number;
  /** The message with the button. */
  source: FakeMessage | null;
  /** Type of the first answer (documentation: Receiving and Responding > Interaction Callback Type). */
  answeredWith: number | null;
  /** Message that answers it; the source when that is what the answer changes. */
  originalId: string | null;
  followUpIds: string[];
  /** The form that was shown. */
  modal: Record<string, unknown> | null;
  suggestions: { name: string; value: string | number }[] | null;
}
