import { type Database, openDatabase } from '../../../adapters/database/database.ts';
import { describeAgendaContract } from '../../contract/agenda-contract.ts';
import { describeChannelNotesContract } from '../../contract/channel-notes-contract.ts';
import { describeClaimsContract } from '../../contract/claims-contract.ts';
import { describeConversationContract } from '../../contract/conversation-contract.ts';
import { describeDocumentDraftContract } from '../../contract/document-draft-contract.ts';
import { describeDraftContract } from '../../contract/draft-contract.ts';
import { describeFiguresContract } from '../../contract/figures-contract.ts';
import { describeInboxContract } from '../../contract/inbox-contract.ts';
import { describeKnowledgeContract } from '../../contract/knowledge-contract.ts';
import { describeOutboxContract } from '../../contract/outbox-contract.ts';
import { describePeopleContract } from '../../contract/people-contract.ts';
import { describeRelayContract } from '../../contract/relay-contract.ts';
import { describeRoomContract } from '../../contract/room-contract.ts';
import { describeSharingContract, describeTogetherContract } from '../../contract/sharing-contract.ts';
import { describeTicketContract } from '../../contract/ticket-contract.ts';
import { engines } from '../../support/databases.ts';

const places: readonly [name: string, open: () => Promise<Database>][] = [
  ...engines.map(({ engine, newPlace }): [string, () => Promise<Database>] => [
    engine,
    async () => (await newPlace()).open(),
  ]),
  ['sqlite in memory', () => openDatabase({ kind: 'sqlite-memory' })],
];

for (const [name, open] of places) {
  describeKnowledgeContract(name, open);
  describeConversationContract(name, open);
  describeRelayContract(name, open);
  describeTicketContract(name, open);
  describeClaimsContract(name, open);
  describeDraftContract(name, open);
  describeDocumentDraftContract(name, open);
  describeFiguresContract(name, open);
  describePeopleContract(name, open);
  describeAgendaContract(name, open);
  describeInboxContract(name, open);
  describeOutboxContract(name, open);
  describeChannelNotesContract(name, open);
  describeRoomContract(name, open);
  describeSharingContract(name, open);
  if (name === 'postgresql') describeTogetherContract(name, open);
}
