import type { Migration } from '../migration.ts';
import { firstDesk } from './0001-first-desk.ts';
import { peopleAndQueue } from './0002-people-and-queue.ts';
import { instances } from './0003-instances.ts';
import { drafts } from './0004-drafts.ts';
import { regionsOfAdvisors } from './0005-regions-of-advisors.ts';
import { groups } from './0006-groups.ts';
import { rooms } from './0007-rooms.ts';
import { documentDrafts } from './0008-document-drafts.ts';
import { channelNotes } from './0009-channel-notes.ts';

/** Every migration, oldest first. New ones are added at the end. */
export const migrations: readonly Migration[] = [
  ...[firstDesk, peopleAndQueue, instances, drafts],
  ...[regionsOfAdvisors, groups, rooms, documentDrafts, channelNotes],
];
