import type { Person, Role } from './person.ts';

/**
 * Who may do what: the whole of it. `everyone` needs no account with us. What concerns one ticket is decided further by
 * the ticket itself: only its assignee answers, hands over, gives back and resolves it (`queue/machine.ts`) and proposes its
 * answer for the archive. The board decides on proposals, also on its own: somebody has to.
 */
export const permissions = {
  ask: 'everyone',
  see_own_tickets: 'everyone',
  withdraw_own_ticket: 'everyone',
  judge_own_ticket: 'everyone',
  reopen_own_ticket: 'everyone',
  redeem_code: 'everyone',
  choose_name: 'everyone',
  choose_place: 'everyone',
  link_account: ['advisor', 'board'],
  see_queue: ['advisor', 'board'],
  see_ticket: ['advisor', 'board'],
  claim: ['advisor', 'board'],
  work_on_ticket: ['advisor', 'board'],
  note: ['advisor', 'board'],
  be_absent: ['advisor'],
  propose_to_archive: ['advisor', 'board'],
  decide_on_proposals: ['board'],
  add_document: ['board'],
  see_figures: ['board'],
  set_profile: ['advisor'],
  set_up_places: ['board'],
  make_advisor_group: ['board'],
} as const satisfies Record<string, 'everyone' | readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Whether the board alone may do this. */
export function isForBoard(permission: Permission): boolean {
  const allowed: 'everyone' | readonly Role[] = permissions[permission];
  return allowed !== 'everyone' && allowed.every((role) => role === 'board');
}

/** May this person do this? `undefined` is somebody whom the desk does not know. */
export function may(person: Person | undefined, permission: Permission): boolean {
  const allowed: 'everyone' | readonly Role[] = permissions[permission];
  return allowed === 'everyone' || allowed.some((role) => person?.roles.includes(role) === true);
}
