import type { AdvisorProfile, Expertise } from '../../people/person.ts';

/** What could not be understood of a change to a profile. */
export type ProfileProblem = 'regio' | 'kennis' | 'vragen' | 'stil' | 'taal' | 'ambassadeur' | 'word';

/** What the desk says about the profile of an advisor; advisors read Dutch. */
export interface ProfileWording {
  expertise: Readonly<Record<Expertise, string>>;
  show(profile: AdvisorProfile): string;
  /** What was changed, as it is now. */
  changed(change: Partial<AdvisorProfile>): string;
  problem: Readonly<Record<ProfileProblem, string>>;
}
