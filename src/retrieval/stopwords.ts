/**
 * Words that say nothing about what a question is about: function words, question words, politeness. They stay in the text
 * that a quote is taken from; only the search passes over them. Folded, not stemmed.
 */
export const stopwords: ReadonlySet<string> = new Set(
  `de het een der des den te ter ten van voor door met zonder op in uit aan bij tot om over onder boven naar per via
  als dan dat die dit deze daar er hier waar wat wie welk welke wanneer waarom hoe hoeveel hoelang waarmee waarvoor waarop
  waarin waarover waaraan waarbij waarvan waardoor waarheen
  en of maar want dus noch doch ook nog al wel niet geen nooit ooit steeds toch even eens gewoon eigenlijk graag misschien soms
  ik je jij jou jouw u uw hij zij ze hem haar hun hen wij we ons onze mij me mijn jullie men zich zelf
  is ben bent zijn was waren wordt worden werd werden geworden heb hebt heeft hebben had hadden gehad
  kan kun kunt kunnen kon konden mag mogen mocht moet moeten moest moesten zal zullen zult zou zouden wil wilt willen wilde
  doet doe doen deed gedaan gaat ga gaan ging krijg krijgt krijgen kreeg komt kom komen kwam laat laten
  weet weten wist zeg zeggen vertel vertellen uitleggen leg uit hoor horen vind vinden zoek zoeken
  iets iemand niemand niets alles iedereen alle allen elk elke ieder iedere andere ander anders meer meest veel weinig
  zo zoals zodat omdat doordat terwijl tijdens toen nu straks later eerst daarna daarom daarvoor daarmee daarin daarop
  eraan erbij erin erop ervan ervoor erover eruit
  hallo hoi hai dag goedemorgen goedemiddag goedenavond beste alstublieft alsjeblieft aub svp dank bedankt dankjewel dankuwel
  groet groeten vriendelijke vraag vragen vraagje antwoord info informatie precies ongeveer ergens
  allemaal allebei echt best erg heel zeer vooral natuurlijk gewoonweg wellicht zeker alsnog hoor
  heet heten noemt noemen bestaat bestaan staat staan ligt liggen zit zitten
  tegen
  pas straks gelijk naartoe heen vanaf sinds volgens binnen buiten
  vd vh ivm mbt tav evt bv bijv nl dwz
  the a an of to in on at for from with without by and or but not no is are was were be been do does did have has had can could
  may might must shall should will would i you he she it we they me my your his her its our their this that these those there
  here what which who whom whose when where why how much many please thanks hello hi about any some`
    .split(/\s+/)
    .filter(Boolean),
);
