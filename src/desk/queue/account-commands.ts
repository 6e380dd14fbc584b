import { newId } from '../../kernel/ids.ts';
import type { Language } from '../../knowledge/document.ts';
import { invite, redeem } from '../../people/invitation.ts';
import { may } from '../../people/permissions.ts';
import { defaultRules } from '../../queue/agenda.ts';
import { wallTime } from '../../queue/zoned-time.ts';
import { Voice } from '../voice.ts';
import type { Order } from './order.ts';
import { readProfileChange } from './profile-change.ts';
import { remember } from './remember.ts';

const longestName = 40;

const languageNames: readonly (readonly [Language, RegExp])[] = [
  ['nl', /^(?:nl|nederlands|dutch)$/i],
  ['en', /^(?:en|engels|english)$/i],
];

export async function connect({ stores, now, actor, command, voice }: Order): Promise<void> {
  const { queue } = voice.wording;
  const { person, conversation, senderKey } = actor;
  if (command.text === '') {
    if (!person || !may(person, 'link_account')) await voice.say(queue.whichCode);
    else await voice.say(queue.linkCode(await invite(stores.people, { personId: person.id }, now)));
    return;
  }
  const account = { channel: conversation.channel, senderKey, conversationId: conversation.id };
  const redemption = await redeem(stores.people, account, command.text, newId(), now);
  switch (redemption.kind) {
    case 'joined':
      await voice.say(queue.joined[redemption.role](redemption.person.name));
      return;
    case 'linked':
      await voice.say(queue.linked(redemption.person.name));
      return;
    case 'unknown':
      await voice.say(queue.unknownCode);
      return;
    case 'too_often':
      await voice.say(queue.tooManyCodes);
  }
}

export async function chooseName(order: Order): Promise<void> {
  const { actor, command, voice } = order;
  const name = command.text.replace(/\p{C}/gu, '').replace(/\s+/g, ' ').trim();
  if (!/\p{L}/u.test(name) || name.length > longestName) {
    await voice.say(voice.wording.queue.whichName);
    return;
  }
  await remember(order, actor, { name });
  await voice.say(voice.wording.queue.named(name));
}

/** The language of the desk's own words here, until a message in another language shows otherwise. */
export async function chooseLanguage({ stores, now, actor, command, voice }: Order): Promise<void> {
  const wanted = languageNames.find(([, pattern]) => pattern.test(command.text.trim()))?.[0];
  if (!wanted) {
    await voice.say(voice.wording.queue.whichLanguage);
    return;
  }
  const { conversation } = actor;
  await stores.conversations.updateConversation(conversation.id, { language: wanted });
  const there = new Voice(stores, { ...conversation, language: wanted }, now);
  await there.say(there.wording.queue.languageChosen);
}

export async function beAbsent({ stores, now, actor, command, voice }: Order): Promise<void> {
  const { queue } = voice.wording;
  const until = /^(?:tot )?(\d{4}-\d{2}-\d{2})$/.exec(command.text)?.[1];
  const { person } = actor;
  if (!person?.profile) return;
  const { day: today } = wallTime(now, defaultRules.hours.timeZone);
  if (command.text === 'nee') {
    await stores.people.updatePerson(person.id, { profile: { ...person.profile, absences: [] } });
    await voice.say(queue.present);
    return;
  }
  if (until === undefined || Number.isNaN(Date.parse(until)) || until < today) {
    await voice.say(queue.untilWhen);
    return;
  }
  await stores.people.updatePerson(person.id, {
    profile: { ...person.profile, absences: [...person.profile.absences, { from: today, to: until }] },
  });
  await voice.say(queue.absent(until));
}

export async function setProfile({ stores, regions, actor, command, voice }: Order): Promise<void> {
  const { profile: wording } = voice.wording.queue;
  const { person } = actor;
  if (!person?.profile) return;
  if (command.text === '') {
    await voice.say(wording.show(person.profile));
    return;
  }
  const read = readProfileChange(command.text, { regions, expertise: wording.expertise });
  if ('problem' in read) {
    await voice.say(wording.problem[read.problem]);
    return;
  }
  await stores.people.updatePerson(person.id, { profile: { ...person.profile, ...read.change } });
  await voice.say(wording.changed(read.change));
}
