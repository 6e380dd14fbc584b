import { describeConversationContract } from '../../contract/conversation-contract.ts';
import { describeInboxContract } from '../../contract/inbox-contract.ts';
import { describeKnowledgeContract } from '../../contract/knowledge-contract.ts';
import { describeOutboxContract } from '../../contract/outbox-contract.ts';
import { describeTicketContract } from '../../contract/ticket-contract.ts';
import { engines } from '../../support/databases.ts';

for (const { engine, newPlace } of engines) {
  const openDatabase = async () => (await newPlace()).open();
  describeKnowledgeContract(engine, openDatabase);
  describeConversationContract(engine, openDatabase);
  describeTicketContract(engine, openDatabase);
  describeInboxContract(engine, openDatabase);
  describeOutboxContract(engine, openDatabase);
}
