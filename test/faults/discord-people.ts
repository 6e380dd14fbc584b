import type { Dice } from '../support/dice.ts';
import { startDiscord } from '../support/discord/discord-desk.ts';
import { limited } from '../support/discord/rate-limits.ts';
import { Refusal } from '../support/discord/refusal.ts';
import type { StrictDiscord } from '../support/discord/strict-discord.ts';
import type { FakeUser } from '../support/discord/world.ts';
import { until } from '../support/until.ts';
import { oneIn, type PlatformPeople } from './platform-world.ts';

/** At one of so many calls something happens to the connection on which Discord tells what people do. */
const connectionOneIn = 40;

const message = /^\/channels\/\d+\/messages$/;

/** People on a Discord that refuses calls, breaks connections before and after the work is done, and ends sessions. */
export async function discordPeople(): Promise<PlatformPeople> {
  const discord = await startDiscord();
  const users = new Map<string, FakeUser>();
  const userOf = (who: string) => {
    const user = users.get(who) ?? discord.addMember(who);
    users.set(who, user);
    return user;
  };
  let lostAnswers = 0;
  return {
    channel: 'discord',
    listens: () => until('a session', () => discord.gateway.connected || undefined),
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_ROOT: discord.url },
    says: (who, text) => void discord.says(userOf(who), text),
    reads: (who) => discord.botMessages(discord.world.dm(userOf(who).id)).map(({ content }) => content),
    keyOf: (who) => `u${userOf(who).id}`,
    misbehave(dice) {
      discord.disturb = ({ method, path }) => {
        if (dice.below(connectionOneIn) === 0) breakConnection(discord, dice);
        if (dice.below(oneIn) > 0) return undefined;
        const outcome = dice.below(4);
        if (outcome === 0) return limited(1, dice.below(2) === 0);
        if (outcome === 1) return new Refusal(502, 0, 'Bad Gateway');
        if (outcome === 2) return 'hang up before';
        if (method === 'POST' && message.test(path)) lostAnswers++;
        return 'hang up after';
      };
    },
    get lostAnswers() {
      return lostAnswers;
    },
  };
}

function breakConnection({ gateway }: StrictDiscord, dice: Dice): void {
  const happen = dice.pick([
    () => gateway.drop(),
    () => gateway.drop(4000),
    () => gateway.askToReconnect(),
    () => gateway.invalidate(true),
    () => gateway.invalidate(false),
  ]);
  happen();
}
