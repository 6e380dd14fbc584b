import { describeChannelContract, type Stage } from '../../contract/channel-contract.ts';
import { channelTo, startDiscord } from '../../support/discord/discord-desk.ts';

describeChannelContract('discord in a direct message', async (): Promise<Stage> => {
  const discord = await startDiscord();
  const lid = discord.addMember('lid');
  const key = `u${lid.id}`;
  const dm = discord.world.dm(lid.id);
  return {
    channel: channelTo(discord, { watched: async () => [{ key, heardAt: Date.now() }] }),
    key,
    memberSays: (text) => void discord.says(lid, text),
    echo: () => {
      for (const message of discord.botMessages(dm)) discord.platform.tellMessage('MESSAGE_CREATE', message);
    },
    read: () => discord.botMessages(dm).map(({ content }) => content),
  };
});
