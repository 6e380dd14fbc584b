import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A small paper of an association that does not exist, and questions to it. */
export const notice = {
  file: 'mededeling-dorpsbelang.txt',
  text: [
    'Mededeling van Dorpsbelang Voorbeeldbuurt',
    '',
    '1. Zaal huren',
    '',
    'De grote zaal van dorpshuis De Klaproos kost 45 euro per dagdeel. Leden van Dorpsbelang Voorbeeldbuurt betalen 30 euro per dagdeel. De sleutel haalt u op bij de beheerder.',
    '',
    '2. Vergaderingen',
    '',
    'Het bestuur van Dorpsbelang Voorbeeldbuurt vergadert elke eerste dinsdag van de maand om 20.00 uur in dorpshuis De Klaproos.',
    '',
    '3. Secretariaat',
    '',
    'Het secretariaat van Dorpsbelang Voorbeeldbuurt is bereikbaar op telefoonnummer 0500 12 34 56.',
    '',
  ].join('\n'),
  rent: { question: 'Wat kost de grote zaal van dorpshuis De Klaproos per dagdeel?', fact: /45 euro/ },
  meeting: { question: 'Wanneer vergadert het bestuur van Dorpsbelang Voorbeeldbuurt?', fact: /eerste dinsdag/ },
  phone: {
    question: 'Wat is het telefoonnummer van het secretariaat van Dorpsbelang Voorbeeldbuurt?',
    fact: /0500 12 34 56/,
  },
} as const;

/** A question of the field that no paper answers. */
export const unanswerable = 'Hoeveel leden heeft de ijsvereniging van Dorpsbelang Nergenswoude sinds 1931?';
/** A question that is none for a village association. */
export const offTopic = 'Wat is de hoofdstad van Frankrijk?';

/** Writes the notice into a folder under this directory, and gives the folder. */
export async function writeNotice(directory: string): Promise<string> {
  const folder = join(directory, 'archief');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, notice.file), notice.text);
  return folder;
}
