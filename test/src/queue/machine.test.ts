import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChange, type TicketChange } from '../../../src/queue/machine.ts';
import type { Ticket, TicketState } from '../../../src/queue/ticket.ts';
import { ticketThat } from './ticket-sample.ts';

const leaseMs = 1_000;
const now = 50_000;
const held = { assigneeId: 'an', leaseUntil: 50_500 };

function become(ticket: Ticket, change: TicketChange, at = now): Ticket | string {
  const result = applyChange(ticket, change, at, leaseMs);
  return 'refused' in result ? result.refused : { ...ticket, ...result.patch };
}

const claimed = ticketThat({ state: 'claimed', ...held });
const inRoom = { ...claimed, workplaceId: 'kamer' };
const waiting = ticketThat({ state: 'waiting', assigneeId: 'an' });
const resolved = ticketThat({ state: 'resolved', assigneeId: 'an' });
const closed = ticketThat({ state: 'closed', assigneeId: 'an' });
const withdrawn = ticketThat({ state: 'withdrawn' });
const open = ticketThat({ offerStep: 3 });

describe('what is allowed', () => {
  const cases: [string, Ticket, TicketChange, Partial<Ticket>][] = [
    ['a claim', open, { kind: 'claimed', by: 'bo' }, { state: 'claimed', assigneeId: 'bo', leaseUntil: 51_000 }],
    ['a claim in a room', open, { kind: 'claimed', by: 'bo', at: 'kamer' }, { assigneeId: 'bo', workplaceId: 'kamer' }],
    ['a claim in private', open, { kind: 'claimed', by: 'bo' }, { workplaceId: null }],
    [
      'handing over in a room',
      claimed,
      { kind: 'handed_over', by: 'an', to: 'bo', at: 'kamer' },
      { workplaceId: 'kamer' },
    ],
    ['handing over in private', inRoom, { kind: 'handed_over', by: 'an', to: 'bo' }, { workplaceId: null }],
    ['going on elsewhere', inRoom, { kind: 'moved', by: 'an' }, { state: 'claimed', workplaceId: null, changedAt: 0 }],
    ['giving back in a room', inRoom, { kind: 'given_back', by: 'an' }, { workplaceId: null }],
    ['answering in a room', inRoom, { kind: 'answered', by: 'an' }, { workplaceId: 'kamer' }],
    ['resolving in a room', inRoom, { kind: 'resolved', by: 'an' }, { workplaceId: 'kamer' }],
    ['giving back', claimed, { kind: 'given_back', by: 'an' }, { state: 'open', assigneeId: null, leaseUntil: null }],
    ['giving back, offered anew', { ...claimed, offerStep: 4 }, { kind: 'given_back', by: 'an' }, { offerStep: 0 }],
    ['an answer', claimed, { kind: 'answered', by: 'an' }, { state: 'waiting', assigneeId: 'an', leaseUntil: null }],
    ['one more answer', waiting, { kind: 'answered', by: 'an' }, { state: 'waiting', changedAt: now }],
    ['a reply', waiting, { kind: 'replied' }, { state: 'claimed', assigneeId: 'an', leaseUntil: 51_000 }],
    [
      'handing over',
      claimed,
      { kind: 'handed_over', by: 'an', to: 'bo' },
      { state: 'claimed', assigneeId: 'bo', leaseUntil: 51_000 },
    ],
    [
      'handing over while the member is to write',
      waiting,
      { kind: 'handed_over', by: 'an', to: 'bo' },
      { state: 'waiting', assigneeId: 'bo', leaseUntil: null, changedAt: 0 },
    ],
    ['resolving', claimed, { kind: 'resolved', by: 'an' }, { state: 'resolved', assigneeId: 'an', leaseUntil: null }],
    ['confirming', resolved, { kind: 'confirmed' }, { state: 'closed', assigneeId: 'an' }],
    ['closing for silence', waiting, { kind: 'closed' }, { state: 'closed', assigneeId: 'an' }],
    ['closing unconfirmed', resolved, { kind: 'closed' }, { state: 'closed' }],
    ['withdrawing while open', open, { kind: 'withdrawn' }, { state: 'withdrawn' }],
    ['withdrawing while claimed', claimed, { kind: 'withdrawn' }, { state: 'withdrawn', leaseUntil: null }],
    ['reopening', closed, { kind: 'replied' }, { state: 'claimed', assigneeId: 'an', leaseUntil: 51_000 }],
    ['going on with who had it', closed, { kind: 'reopened', to: 'an' }, { state: 'claimed', leaseUntil: 51_000 }],
    ['going on with nobody', closed, { kind: 'reopened', to: null }, { state: 'open', assigneeId: null, offerStep: 0 }],
    ['reopening what nobody had', withdrawn, { kind: 'replied' }, { state: 'open', assigneeId: null }],
  ];
  test.each(cases)('%s', (_name, ticket, change, expected) => {
    expect(become(ticket, change)).toMatchObject({ changedAt: now, ...expected });
  });

  test.each([open, claimed])('a member who writes before the advisor does changes nothing', (ticket) => {
    expect(applyChange(ticket, { kind: 'replied' }, now, leaseMs)).toEqual({ patch: {} });
  });
});

describe('what is refused', () => {
  const cases: [string, Ticket, TicketChange][] = [
    ['taken', claimed, { kind: 'claimed', by: 'bo' }],
    ['taken', claimed, { kind: 'claimed', by: 'an' }],
    ['taken', waiting, { kind: 'claimed', by: 'bo' }],
    ['ended', resolved, { kind: 'claimed', by: 'bo' }],
    ['ended', withdrawn, { kind: 'claimed', by: 'bo' }],
    ['not_yours', claimed, { kind: 'answered', by: 'bo' }],
    ['not_yours', waiting, { kind: 'given_back', by: 'bo' }],
    ['not_yours', claimed, { kind: 'handed_over', by: 'bo', to: 'bo' }],
    ['taken', claimed, { kind: 'handed_over', by: 'an', to: 'an' }],
    ['not_claimed', open, { kind: 'resolved', by: 'an' }],
    ['ended', closed, { kind: 'answered', by: 'an' }],
    ['ended', resolved, { kind: 'given_back', by: 'an' }],
    ['not_claimed', claimed, { kind: 'confirmed' }],
    ['ended', closed, { kind: 'confirmed' }],
    ['not_claimed', open, { kind: 'closed' }],
    ['not_claimed', claimed, { kind: 'closed' }],
    ['ended', closed, { kind: 'closed' }],
    ['ended', closed, { kind: 'withdrawn' }],
    ['not_claimed', waiting, { kind: 'lease_ended' }],
    ['not_claimed', open, { kind: 'lease_ended' }],
    ['taken', waiting, { kind: 'reopened', to: 'an' }],
    ['taken', open, { kind: 'reopened', to: null }],
  ];
  test.each(cases)('%s: %o, %o', (refusal, ticket, change) => {
    expect(become(ticket, change)).toBe(refusal);
  });

  test('a lease ends at its end, not before', () => {
    expect(become(claimed, { kind: 'lease_ended' }, 50_499)).toBe('not_claimed');
    expect(become(claimed, { kind: 'lease_ended' }, 50_500)).toMatchObject({ state: 'open', assigneeId: null });
  });
});

describe('any changes by several advisors and the member', () => {
  const advisor = fc.constantFrom('an', 'bo', 'co');
  const change: fc.Arbitrary<TicketChange> = fc.oneof(
    fc.record({
      kind: fc.constantFrom('claimed' as const, 'given_back' as const, 'answered' as const, 'resolved' as const),
      by: advisor,
    }),
    fc.record({ kind: fc.constant('handed_over' as const), by: advisor, to: advisor }),
    fc.record({ kind: fc.constant('reopened' as const), to: fc.option(advisor) }),
    fc.record({
      kind: fc.constantFrom(
        ...(['lease_ended', 'replied', 'confirmed', 'withdrawn', 'closed'] as const satisfies TicketChange['kind'][]),
      ),
    }),
  );
  /** The clock may jump, also back. */
  const steps = fc.array(fc.record({ change, jumpMs: fc.integer({ min: -3_000, max: 3_000 }) }), {
    maxLength: 60,
    size: 'max',
  });

  /** Which way leads where, written down once more and in another form than the machine's. */
  const ways: Readonly<Record<TicketState, readonly string[]>> = {
    open: ['claimed>claimed', 'replied>open', 'withdrawn>withdrawn'],
    claimed: [
      ...['given_back>open', 'lease_ended>open', 'handed_over>claimed', 'answered>waiting', 'replied>claimed'],
      ...['resolved>resolved', 'withdrawn>withdrawn'],
    ],
    waiting: [
      ...['given_back>open', 'handed_over>waiting', 'answered>waiting', 'replied>claimed', 'resolved>resolved'],
      ...['closed>closed', 'withdrawn>withdrawn'],
    ],
    resolved: [
      ...['confirmed>closed', 'closed>closed', 'withdrawn>withdrawn', 'replied>claimed'],
      ...['reopened>claimed', 'reopened>open'],
    ],
    closed: ['replied>claimed', 'reopened>claimed', 'reopened>open'],
    withdrawn: ['replied>claimed', 'replied>open', 'reopened>claimed', 'reopened>open'],
  };

  /** Plays the changes, and shows each that happened. */
  function play(
    played: { change: TicketChange; jumpMs: number }[],
    see: (before: Ticket, change: TicketChange, ticket: Ticket, at: number) => void,
  ): void {
    let ticket = ticketThat();
    let at = 100_000;
    for (const { change: made, jumpMs } of played) {
      at += jumpMs;
      const result = applyChange(ticket, made, at, leaseMs);
      if ('refused' in result) continue;
      const next = { ...ticket, ...result.patch };
      see(ticket, made, next, at);
      ticket = next;
    }
  }

  test('only legal ways are gone, and the moment of each is noted', () => {
    const gone = new Set<string>();
    fc.assert(
      fc.property(steps, (played) =>
        play(played, (before, made, ticket, at) => {
          const way = `${made.kind}>${ticket.state}`;
          expect(ways[before.state]).toContain(way);
          gone.add(`${before.state}:${way}`);
          if (ticket.state !== before.state) expect(ticket.changedAt).toBe(at);
        }),
      ),
      { numRuns: 1_000 },
    );
    // A legal way that is never gone would make this test prove nothing.
    expect(gone.size).toBe(Object.values(ways).flat().length);
  });

  test('who has it and until when belongs to the state', () => {
    fc.assert(
      fc.property(steps, (played) =>
        play(played, (_before, _made, { state, assigneeId, leaseUntil }) => {
          if (state === 'open') expect(assigneeId).toBeNull();
          if (state !== 'open' && state !== 'withdrawn') expect(assigneeId).not.toBeNull();
          expect(leaseUntil !== null).toBe(state === 'claimed');
        }),
      ),
    );
  });

  test('nobody gets a ticket that another has, except from their hand', () => {
    fc.assert(
      fc.property(steps, (played) =>
        play(played, (before, made, ticket) => {
          if (before.assigneeId === null || ticket.assigneeId === before.assigneeId) return;
          // After the end of a ticket nobody has it in hand.
          if (made.kind === 'reopened') return;
          if (ticket.assigneeId === null) expect(['given_back', 'lease_ended']).toContain(made.kind);
          else expect(made).toEqual({ kind: 'handed_over', by: before.assigneeId, to: ticket.assigneeId });
        }),
      ),
    );
  });

  test('wherever the clock jumps, a lease ends only when its time has come', () => {
    fc.assert(
      fc.property(steps, (played) =>
        play(played, (before, made, ticket, at) => {
          if (made.kind === 'lease_ended') expect(at).toBeGreaterThanOrEqual(before.leaseUntil ?? Infinity);
          if (ticket.leaseUntil !== null && ticket.leaseUntil !== before.leaseUntil) {
            expect(ticket.leaseUntil).toBe(at + leaseMs);
          }
        }),
      ),
    );
  });

  test('of all who claim an open ticket the first has it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 20 }), (advisors) => {
        let ticket = ticketThat();
        const winners = advisors.filter((by) => {
          const result = applyChange(ticket, { kind: 'claimed', by }, now, leaseMs);
          if ('patch' in result) ticket = { ...ticket, ...result.patch };
          return 'patch' in result;
        });
        expect(winners).toEqual([ticket.assigneeId]);
      }),
    );
  });
});
