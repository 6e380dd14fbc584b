import { describe, expect, test } from 'vitest';
import { type Intent, recogniseIntent } from '../../../src/desk/intent.ts';

/** An intent in one word. */
function wordFor(intent: Intent): string {
  if (intent.kind === 'rating') return intent.helpful ? 'helped' : 'not helped';
  return intent.kind;
}

const sentences: Record<string, readonly string[]> = {
  greeting: [
    'Hallo',
    'hallo!',
    'Hoi',
    'Goedemorgen',
    'Goedemiddag allemaal',
    'Goede avond',
    'Goedendag!',
    'Dag',
    'Hello',
    'Good morning',
    'Hoi 👋',
  ],
  thanks: [
    'Bedankt',
    'Dank u wel',
    'dankjewel!',
    'Hartelijk dank',
    'Hartelijk dank voor uw hulp',
    'Oké, bedankt',
    'Top, dank je',
    'Fijn!',
    'Super',
    'Thanks a lot',
    'Thank you very much',
    'Helder, bedankt voor de uitleg',
  ],
  farewell: ['Tot ziens', 'Doei!', 'Fijne dag', 'Fijne dag nog', 'Groetjes', 'Bye'],
  about: [
    'Wie ben jij?',
    'Wat kun je allemaal?',
    'Wat kunt u voor mij doen?',
    'Ben je een robot?',
    'Bent u een mens?',
    'Spreek ik met een computer?',
    'Wat is de Dorpsbalie?',
    'Hoe werkt deze chat?',
    'Who are you?',
    'help',
    '/start',
  ],
  human: [
    'adviseur',
    'Adviseur graag',
    'een mens',
    'Een mens aub!',
    '/adviseur',
    'Ik wil een mens spreken',
    'Ik wil graag iemand spreken',
    'Kan ik iemand spreken?',
    'Kan ik een adviseur spreken?',
    'Mag ik een echt mens spreken?',
    'Ik wil liever een mens',
    'advisor',
    'Can I talk to a human?',
    'Kan ik een medewerker aan de lijn krijgen? Ik kom er niet uit.',
    'Hoe kan ik een adviseur spreken?',
    'Verbind mij door met een mens',
    'Ik wil graag iemand spreken over de statuten',
    'Kan ik met een adviseur praten over de verbouwing van ons dorpshuis?',
    'Kan een adviseur mij bellen over de subsidie?',
    'Ik zou graag met iemand overleggen over onze dorpsvisie',
    'Kunt u mij doorverbinden met een adviseur? Het gaat om de huur.',
    'Zet deze vraag door naar een adviseur: mogen wij loten verkopen?',
    'Neem contact met mij op over de verzekering',
    'Wilt u contact met ons opnemen over de jaarrekening?',
    'Ik wil een afspraak met een adviseur over het kleine kernen spel',
    'Ik heb liever een mens die meekijkt met onze begroting',
  ],
  helped: ['geholpen', 'Geholpen!', 'Ja, geholpen', 'Dit heeft geholpen', 'Dat hielp', 'Ik ben geholpen'],
  'not helped': [
    'niet geholpen',
    'Niet geholpen.',
    'Nee, niet geholpen',
    'Dit heeft niet geholpen',
    'Dat hielp niet',
    'Ik ben niet geholpen',
    'Hier heb ik niets aan',
  ],
  wordless: ['???', '👍', '...', '!?'],
  question: [
    'Wie kan ik spreken over subsidies?',
    'Met wie kan ik contact opnemen over een dorpsvisie?',
    'Hoe kan ik contact opnemen met de OVKK?',
    'Wie is de adviseur voor onze regio?',
    'Wat doet een adviseur?',
    'Wat kost een adviseur?',
    'Wie kan ons helpen met geld voor het dorpshuis?',
    'Hoe krijgen we meer mensen in het bestuur?',
    'Welk telefoonnummer kan ik bellen voor advies?',
    'Wie kan ik bellen over de zaalhuur?',
    'Kunnen wij met de gemeente in gesprek over de school?',
    'Hoe kunnen we met mensen in gesprek gaan over de toekomst van ons dorp?',
    'Hoe werven we vrijwilligers die graag iemand helpen met bellen?',
    'Kan ik iemand van het bestuur royeren?',
    'Moet een vrijwilliger een contract hebben?',
    'Hoe vaak moet het bestuur met de contactpersoon van de gemeente overleggen?',
    'Hallo, wie is de voorzitter van de LVKK?',
    'Bedankt, maar wat kost dat dan?',
    'Dank voor het antwoord. Wie betaalt de verzekering?',
    'Wat kunt u vertellen over dorpshuizen?',
    'Wat kan de gemeente voor ons doen?',
    'Wie zijn jullie adviseurs?',
    'Heeft de subsidie van de provincie geholpen?',
    'Zijn er dorpen die hiermee zijn geholpen?',
    'Kan een mens alleen een stichting oprichten?',
    'Mag iemand van buiten het dorp meepraten?',
    'Is er iemand die over verkeer gaat?',
    'Wat betekent ANBI',
    'huur dorpshuis',
    'Wanneer is de volgende dag van de dorpen?',
    'Hoe bedank ik onze vrijwilligers?',
    'Wilt u uitleggen hoe we contact met jongeren krijgen?',
    'Welke mensen wil de gemeente spreken over het dorpsplan?',
    'Wat doet de helpdesk?',
    'Who can help our village find funding?',
  ],
};

describe.each(Object.entries(sentences))('%s', (kind, said) => {
  test.each(said)('%s', (sentence) => {
    expect(wordFor(recogniseIntent(sentence))).toBe(kind);
  });
});

test.each(['adviseur', 'Adviseur graag', 'een mens', '/adviseur', 'advisor', 'Ik wil graag een adviseur'])(
  '“%s” does not say about what',
  (text) => {
    expect(recogniseIntent(text)).toEqual({ kind: 'human', bare: true });
  },
);

test.each(['Ik wil graag iemand spreken over de statuten', 'Kan een adviseur mij bellen over de subsidie?'])(
  '“%s” says about what',
  (text) => {
    expect(recogniseIntent(text)).toEqual({ kind: 'human', bare: false });
  },
);

test.each([
  ['a long text with the word in it', `${'Onze vereniging bestaat al lang. '.repeat(20)}Wie kan ons advies geven?`],
  ['spaces without end', `wil${' '.repeat(50_000)}een adviseur`],
  ['a word over and over', 'ik wil graag met een echte echte '.repeat(1_500)],
])('%s takes no time', (_name, text) => {
  const started = performance.now();
  recogniseIntent(text);
  expect(performance.now() - started).toBeLessThan(200);
});
