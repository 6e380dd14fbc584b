import type { ChannelNoteStore } from '../delivery/channel-notes.ts';
import type { InboxStore } from '../delivery/inbox.ts';
import type { OutboxStore } from '../delivery/outbox.ts';
import type { KnowledgeStore } from '../knowledge/knowledge-store.ts';
import type { PeopleStore } from '../people/person.ts';
import type { DraftStore } from '../queue/draft.ts';
import type { AgendaStore } from '../queue/due-task.ts';
import type { TicketStore } from '../queue/ticket.ts';
import type { ConversationStore } from './conversation.ts';
import type { DocumentDraftStore } from './documents/document-draft.ts';
import type { FiguresStore } from './figures/figures.ts';
import type { RoomStore } from './room.ts';

/** All that the desk remembers; one transaction can span all of it. */
export interface DeskStores {
  knowledge: KnowledgeStore;
  conversations: ConversationStore;
  tickets: TicketStore;
  drafts: DraftStore;
  documentDrafts: DocumentDraftStore;
  agenda: AgendaStore;
  people: PeopleStore;
  inbox: InboxStore;
  outbox: OutboxStore;
  figures: FiguresStore;
  channelNotes: ChannelNoteStore;
  rooms: RoomStore;
}
