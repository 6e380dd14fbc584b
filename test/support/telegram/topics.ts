import { ApiRefusal, type Payload } from './api-server.ts';

/** A topic of a forum group. */
export interface FakeTopic {
  name: string;
  closed: boolean;
}

/** What a chat has of a forum. */
export interface Forum {
  isForum: boolean;
  /** Whether the bot may make topics. */
  mayManage: boolean;
  topics: Map<number, FakeTopic>;
}

/** The topic of a chat with this id; refuses one that is not there. */
function topicOf({ topics }: Forum, thread: unknown, missing: string): FakeTopic {
  const topic = topics.get(Number(thread));
  if (!topic) throw new ApiRefusal(400, `Bad Request: ${missing}`);
  return topic;
}

/** Refuses a message in a topic that is gone or closed. (Telegram lets an administrator write in a closed one; this does not.) */
export function checkThread(chat: Forum, thread: unknown): void {
  if (thread === undefined) return;
  if (topicOf(chat, thread, 'message thread not found').closed) throw new ApiRefusal(400, 'Bad Request: TOPIC_CLOSED');
}

/** What a chat does with its topics; `begin` writes the message with which one begins, and gives its id. */
export function topicMethods(
  forumOf: (payload: Payload) => Forum,
  begin: (payload: Payload, name: string) => number,
): Readonly<Record<string, (payload: Payload) => unknown>> {
  const change = (payload: Payload, next: (topic: FakeTopic) => FakeTopic): boolean => {
    const topic = topicOf(managed(forumOf(payload)), payload['message_thread_id'], 'TOPIC_ID_INVALID');
    const changed = next(topic);
    if (changed.name === topic.name && changed.closed === topic.closed) {
      throw new ApiRefusal(400, 'Bad Request: TOPIC_NOT_MODIFIED');
    }
    Object.assign(topic, changed);
    return true;
  };
  return {
    createForumTopic: (payload) => {
      const forum = managed(forumOf(payload));
      const name = checkedName(payload['name']);
      const thread = begin(payload, name);
      forum.topics.set(thread, { name, closed: false });
      return { message_thread_id: thread, name, icon_color: 7_322_096 };
    },
    editForumTopic: (payload) => change(payload, (topic) => ({ ...topic, name: checkedName(payload['name']) })),
    closeForumTopic: (payload) => change(payload, (topic) => ({ ...topic, closed: true })),
    reopenForumTopic: (payload) => change(payload, (topic) => ({ ...topic, closed: false })),
  };
}

function managed(forum: Forum): Forum {
  if (!forum.isForum) throw new ApiRefusal(400, 'Bad Request: the chat is not a forum');
  if (!forum.mayManage) throw new ApiRefusal(400, 'Bad Request: not enough rights to manage topics');
  return forum;
}

function checkedName(name: unknown): string {
  const length = typeof name === 'string' ? [...name].length : 0;
  if (length < 1 || length > 128) throw new ApiRefusal(400, 'Bad Request: TOPIC_TITLE_INVALID');
  return String(name);
}
