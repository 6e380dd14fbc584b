import type { Language } from '../../knowledge/document.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';
import type { Wording } from './wording.ts';

/** What the desk says, by language. */
export const wordings: Readonly<Record<Language, Wording>> = { nl, en };
