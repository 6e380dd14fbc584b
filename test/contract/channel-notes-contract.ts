import { describe, expect, test } from 'vitest';
import type { DeskStores } from '../../src/desk/stores.ts';
import type { Transactor } from '../../src/kernel/transaction.ts';

/** What every `ChannelNoteStore` does. */
export function describeChannelNotesContract(name: string, openDatabase: () => Promise<Transactor<DeskStores>>): void {
  describe(`notes of channels in ${name}`, () => {
    test('the last word on a topic counts, and each channel has its own', async () => {
      const { stores } = await openDatabase();
      await stores.channelNotes.writeNote('een', 'plaats', 'oud');
      await stores.channelNotes.writeNote('een', 'plaats', 'nieuw');
      await stores.channelNotes.writeNote('een', 'ander', '');
      await stores.channelNotes.writeNote('twee', 'plaats', 'elders');
      expect(await stores.channelNotes.notesOf('een')).toEqual(
        new Map([
          ['plaats', 'nieuw'],
          ['ander', ''],
        ]),
      );
      await stores.channelNotes.writeNote('een', 'plaats', null);
      await stores.channelNotes.writeNote('een', 'plaats', null);
      expect(await stores.channelNotes.notesOf('een')).toEqual(new Map([['ander', '']]));
      expect(await stores.channelNotes.notesOf('twee')).toEqual(new Map([['plaats', 'elders']]));
    });
  });
}
