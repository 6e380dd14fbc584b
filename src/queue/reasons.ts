import type { Expertise, Person } from '../people/person.ts';
import type { Candidate, RoutedTicket } from './routing.ts';

const knows: Readonly<Record<Expertise, string>> = {
  subsidies: 'weet van subsidies',
  fundraising: 'weet van geld werven',
  legal: 'weet van regels voor verenigingen',
  communication: 'weet van communicatie',
  project_management: 'weet van projecten',
  village_hall: 'weet van dorpshuizen',
  policy: 'weet van beleid en de gemeente',
};

const speaks: Readonly<Record<RoutedTicket['language'], string>> = { nl: 'spreekt Nederlands', en: 'spreekt Engels' };

/** Why a ticket is offered to somebody, in short Dutch phrases that follow a name. */
export function reasonsFor({ person, load }: Candidate, ticket: RoutedTicket, asBoard: boolean): string[] {
  const reasons: string[] = [];
  const { profile } = person;
  if (person.id === ticket.previousAssigneeId) reasons.push('hielp dit lid eerder');
  if (asBoard) reasons.push('zit in het bestuur');
  if (profile === null) return reasons;
  const ambassadorOf = ambassadorFor(person, ticket);
  const region = ticket.regions.find((name) => profile.regions.includes(name));
  if (ambassadorOf !== undefined) reasons.push(`werkt als ambassadeur in ${ambassadorOf}`);
  else if (region !== undefined) reasons.push(`werkt in ${region}`);
  for (const expertise of ticket.expertises) {
    if (profile.expertises.includes(expertise)) reasons.push(knows[expertise]);
  }
  if (ticket.language !== 'nl' && profile.languages.includes(ticket.language)) reasons.push(speaks[ticket.language]);
  if (load < profile.maxLoad) reasons.push(`heeft nu ${load} van hooguit ${profile.maxLoad} vragen`);
  return reasons;
}

/** The region of the member that this person is the ambassador of. */
export function ambassadorFor({ profile }: Person, { regions }: RoutedTicket): string | undefined {
  return regions.find((name) => profile?.ambassadorOf.includes(name));
}
