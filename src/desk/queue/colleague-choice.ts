import type { Person } from '../../people/person.ts';
import type { QueueWording } from '../wording/queue-wording.ts';

/** A colleague as a list shows them. */
export interface ColleagueChoice {
  person: Person;
  /** Their name, with what tells them from another of that name. */
  label: string;
  /** What to type for exactly this one, whatever others are called. */
  handle: string;
}

/** So many characters at the end of an id are told apart by a house of volunteers. */
const handleLength = 6;

/** The colleagues to choose from, each told apart from the others. */
export function colleagueChoices(people: readonly Person[], wording: QueueWording): ColleagueChoice[] {
  const named = people.map((person) => ({ person, label: person.name ?? wording.nameless, handle: handleOf(person) }));
  const described = apart(named, ({ person, label }) => `${label} (${wording.knownFor(person)})`);
  return apart(described, ({ label, handle }) => `${label} ${handle}`);
}

/** Gives those whose label somebody else has too another one. */
function apart(choices: readonly ColleagueChoice[], label: (choice: ColleagueChoice) => string): ColleagueChoice[] {
  const count = (wanted: string) => choices.filter((one) => one.label.toLowerCase() === wanted.toLowerCase()).length;
  return choices.map((choice) => (count(choice.label) > 1 ? { ...choice, label: label(choice) } : choice));
}

/** What stands for exactly this person in a command. */
export function handleOf({ id }: Person): string {
  return `@${id.slice(-handleLength).toLowerCase()}`;
}
