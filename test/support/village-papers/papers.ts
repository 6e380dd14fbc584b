import type { FixtureContent } from '../documents/content.ts';
import { fair } from './fair.ts';
import { hall } from './hall.ts';
import { meeting } from './meeting.ts';
import { minibus } from './minibus.ts';
import { vision } from './vision.ts';

/** Papers as boards write them, each under the name of its file. */
export const papers: Readonly<Record<string, FixtureContent>> = {
  zomermarkt: fair,
  dorpshuis: hall,
  dorpsvisie: vision,
  boodschappenbus: minibus,
  ledenvergadering: meeting,
};

/** Questions to the papers: which one answers, and what has to stand in the answer. */
export const paperQuestions: readonly { question: string; paper: keyof typeof papers; fact: RegExp }[] = [
  {
    question: 'Hoeveel weken vooraf vraag je de evenementenvergunning voor de zomermarkt aan?',
    paper: 'zomermarkt',
    fact: /twaalf weken/,
  },
  { question: 'Waar staat de EHBO-post op de zomermarkt?', paper: 'zomermarkt', fact: /consistorie/ },
  { question: 'Wat is het tarief voor een handelaar op de zomermarkt?', paper: 'zomermarkt', fact: /€ 55/ },
  {
    question: 'Tot wanneer kan ik een ruimte in het dorpshuis zonder kosten afzeggen?',
    paper: 'dorpshuis',
    fact: /drie dagen vooraf/,
  },
  {
    question: 'Hoe vaak worden de brandblussers in het dorpshuis gekeurd?',
    paper: 'dorpshuis',
    fact: /om de twee jaar/,
  },
  { question: 'Welk nummer belt u bij een storing in het weekend?', paper: 'dorpshuis', fact: /0500 77 88 99/ },
  { question: 'Hoeveel huishoudens vulden de enquête in Nieuwemeent in?', paper: 'dorpsvisie', fact: /391/ },
  { question: 'Hoeveel geld geeft de gemeente uit het leefbaarheidsfonds?', paper: 'dorpsvisie', fact: /30\.000 euro/ },
  { question: 'Hoeveel nieuwe woningen vraagt de dorpsvisie van Nieuwemeent?', paper: 'dorpsvisie', fact: /veertig/ },
  { question: 'Hoeveel chauffeurs heeft de boodschappenbus?', paper: 'boodschappenbus', fact: /zeventien/ },
  { question: 'Wat kost een tienrittenkaart van de bus?', paper: 'boodschappenbus', fact: /vijftien euro/ },
  { question: 'Wanneer vertrekt de bus naar het ziekenhuis?', paper: 'boodschappenbus', fact: /13\.40 uur/ },
  { question: 'Naar welk bedrag gaat de contributie in Westerheem?', paper: 'ledenvergadering', fact: /10 euro/ },
  { question: 'In welke week begint de aanleg van glasvezel?', paper: 'ledenvergadering', fact: /week 37/ },
  {
    question: 'Voor hoeveel jaar worden bestuursleden van Plaatselijk Belang Westerheem gekozen?',
    paper: 'ledenvergadering',
    fact: /vier jaar/,
  },
];
