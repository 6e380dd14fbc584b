import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ButtonBuilder,
  type ButtonInteraction,
  ButtonStyle,
  Events,
  type Interaction,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { expect, test } from 'vitest';
import { loggedIn } from '../../support/discord/plain-client.ts';
import { until } from '../../support/until.ts';

/** Commands, presses and forms of the fake, as the real client library meets them. */

test('a press is put off and answered by an edit; a second answer, a late one and one after the token are refused', async () => {
  const { discord, client } = await loggedIn();
  const lid = discord.addMember('lid');
  const dm = discord.world.dm(lid.id);
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('help').setLabel('Geholpen').setStyle(ButtonStyle.Success),
  );
  const user = await client.users.fetch(lid.id);
  await user.send({ content: 'Antwoord', components: [row] });
  const refused: unknown[] = [];
  const note = (error: { code?: unknown }) => void refused.push(error.code);
  const first = new Promise<ButtonInteraction>((resolve) => {
    client.once(Events.InteractionCreate, async (interaction: Interaction) => {
      if (!interaction.isButton()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      const again = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
      await client.rest.post(again, { body: { type: 6 }, auth: false }).catch(note);
      await interaction.editReply('Fijn dat het u hielp');
      resolve(interaction);
    });
  });
  const [message] = discord.botMessages(dm);
  if (!message) throw new Error('nothing was sent');
  const pressed = discord.people.presses(lid, message, 'Geholpen');
  const answer = await until('the answer', () => discord.answers(pressed)[0]);
  expect(answer).toMatchObject({ content: 'Fijn dat het u hielp', onlyFor: lid.id, flags: MessageFlags.Ephemeral });
  discord.platform.travel(15 * 60_000);
  await (await first).followUp('Nog iets').catch(note);
  const third = new Promise<void>((resolve) => {
    client.once(Events.InteractionCreate, async (interaction: Interaction) => {
      discord.platform.travel(3_001);
      if (interaction.isButton()) await interaction.deferUpdate().catch(note);
      resolve();
    });
  });
  discord.people.presses(lid, message, 'Geholpen');
  await third;
  expect(refused).toEqual([40060, 50027, 10062]);
});

test('commands, suggestions and forms go round', async () => {
  const { discord, client } = await loggedIn();
  const lid = discord.addMember('lid');
  await client.application?.commands.set([
    {
      ...{ name: 'vraag', description: 'Stel een vraag' },
      options: [
        {
          name: 'tekst',
          description: 'Uw vraag',
          type: ApplicationCommandOptionType.String,
          required: true,
          autocomplete: true,
        },
      ],
    },
  ]);
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isAutocomplete()) {
      await interaction.respond([{ name: `${interaction.options.getFocused()} huren`, value: 'huur' }]);
    }
    if (interaction.isChatInputCommand()) {
      const input = new TextInputBuilder().setCustomId('wat').setLabel('Wat?').setStyle(TextInputStyle.Short);
      const rows = new ActionRowBuilder<TextInputBuilder>().addComponents(input);
      await interaction.showModal(new ModalBuilder().setCustomId('f').setTitle('Vraag').addComponents(rows));
    }
    if (interaction.isModalSubmit()) await interaction.reply(`Dus: ${interaction.fields.getTextInputValue('wat')}`);
  });
  const typing = discord.people.completes(lid, 'vraag', { tekst: 'zaal' }, 'tekst', discord.world.dm(lid.id));
  expect(await until('suggestions', () => typing.suggestions ?? undefined)).toEqual([
    { name: 'zaal huren', value: 'huur' },
  ]);
  const run = discord.runs(lid, 'vraag', { tekst: 'huur' });
  await until('a form', () => run.modal ?? undefined);
  const sent = discord.people.fills(lid, run, { wat: 'de zaal' });
  expect((await until('an answer', () => discord.answers(sent)[0])).content).toBe('Dus: de zaal');
});
