import { expect, test } from 'vitest';
import { detectLanguage } from '../../../src/desk/language.ts';

test.each([
  'Hoe maken we een dorpsvisie?',
  'Wie helpt ons met subsidie?',
  'Wat is de OVKK?',
  'Goedemiddag',
  'Goedenavond',
  'Hoi',
  'Dank u wel',
  'bedankt',
  'Kunt u uitleggen wat “the big society” is?',
  'Waar vind ik informatie over LEADER?',
  'adviseur graag',
])('Dutch, whatever was spoken before: %s', (text) => {
  expect([detectLanguage(text, 'nl'), detectLanguage(text, 'en')]).toEqual(['nl', 'nl']);
});

test.each([
  'Who can help our village find funding?',
  'What is a dorpshuis?',
  'How do I become a member of the OVKK?',
  'Can I talk to a human?',
  'Thank you for the answer',
  'Good morning',
  'Is there an advisor for our region?',
  'Where is the office in Vilsteren?',
])('English, whatever was spoken before: %s', (text) => {
  expect([detectLanguage(text, 'nl'), detectLanguage(text, 'en')]).toEqual(['en', 'en']);
});

test.each(['OVKK', '2026', 'ok', 'dorpsvisie 2030', '👍', 'subsidie?', 'super', ''])(
  'too little to tell, so as before: %s',
  (text) => {
    expect([detectLanguage(text, 'nl'), detectLanguage(text, 'en')]).toEqual(['nl', 'en']);
  },
);
