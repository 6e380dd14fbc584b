import { describe, expect, test } from 'vitest';
import type { AdvisorProfile, Role } from '../../../src/people/person.ts';
import {
  type Candidate,
  circles,
  expertisesOf,
  firstStepWithSomebody,
  type RoutedTicket,
  route,
  routeNearby,
} from '../../../src/queue/routing.ts';

const timeZone = 'Europe/Amsterdam';
const noon = Date.parse('2026-11-20T12:00+01:00');

const subsidyInHoekscheWaard: RoutedTicket = {
  regions: ['Hoeksche Waard', 'Zuid-Holland'],
  expertises: ['subsidies'],
  language: 'nl',
  previousAssigneeId: null,
};

/** An advisor with room who knows of subsidies and works everywhere. */
function advisor(id: string, profile: Partial<AdvisorProfile> = {}, load = 0, roles: Role[] = ['advisor']): Candidate {
  return {
    load,
    person: {
      id,
      name: id,
      roles,
      language: 'nl',
      place: null,
      createdAt: 0,
      profile: {
        regions: [],
        ambassadorOf: [],
        expertises: ['subsidies'],
        topics: '',
        languages: ['nl'],
        maxLoad: 3,
        quietHours: null,
        absences: [],
        ...profile,
      },
    },
  };
}

function ids(
  candidates: Candidate[],
  step = 1,
  { ticket = {}, now = noon }: { ticket?: Partial<RoutedTicket>; now?: number } = {},
): string[] {
  return route({ ...subsidyInHoekscheWaard, ...ticket }, candidates, step, now, timeZone).map(
    ({ person }) => person.id,
  );
}

const near = advisor('near', { regions: ['Hoeksche Waard'] });
const far = advisor('far', { regions: ['Krimpenerwaard'] });
const otherSubject = advisor('otherSubject', { regions: ['Hoeksche Waard'], expertises: ['legal'] });
const neither = advisor('neither', { regions: ['Krimpenerwaard'], expertises: ['legal'] });
const board = advisor('board', { maxLoad: 0 }, 9, ['board']);

describe('the circles', () => {
  const all = [neither, board, otherSubject, far, near];

  test('who fits by both, then by one, then everybody, then the board', () => {
    expect(ids(all, 1)).toEqual(['near']);
    expect(ids(all, 2)).toEqual(['near', 'otherSubject', 'far']);
    expect(new Set(ids(all, 3))).toEqual(new Set(['near', 'otherSubject', 'far', 'neither']));
    expect(ids(all, circles.board)).toEqual(['board']);
  });

  test('the ambassador of the region, however much they have, before the board; a region without one passes to the board', () => {
    const ambassador = advisor('ambassador', { ambassadorOf: ['Hoeksche Waard'], languages: [] }, 3);
    const elsewhere = advisor('elsewhere', { ambassadorOf: ['Krimpenerwaard'] });
    expect(ids([elsewhere, ambassador, board], circles.ambassador)).toEqual(['ambassador']);
    const begin = (candidates: Candidate[]) =>
      firstStepWithSomebody(subsidyInHoekscheWaard, candidates, circles.ambassador, noon, timeZone).step;
    expect(begin([ambassador, board])).toBe(circles.ambassador);
    expect(begin([elsewhere, board])).toBe(circles.board);
    const away = advisor('away', {
      ambassadorOf: ['Hoeksche Waard'],
      absences: [{ from: '2026-11-20', to: '2026-11-20' }],
    });
    expect(begin([away, board])).toBe(circles.board);
    const [suggestion] = route(subsidyInHoekscheWaard, [ambassador], circles.ambassador, noon, timeZone);
    expect(suggestion?.reasons).toContain('werkt als ambassadeur in Hoeksche Waard');
  });

  test('whoever chose the place that became known is nearby; who works everywhere is not', () => {
    const nearby = routeNearby(
      subsidyInHoekscheWaard,
      [advisor('everywhere'), far, otherSubject, near],
      noon,
      timeZone,
    );
    expect(nearby.map(({ person }) => person.id)).toEqual(['near', 'otherSubject']);
  });

  test('the first has three at most: the nearest, and of these who has most room', () => {
    const busy = advisor('busy', { regions: ['Hoeksche Waard'] }, 2);
    const province = advisor('province', { regions: ['Zuid-Holland'] });
    expect(ids([advisor('everywhere'), province, busy, near])).toEqual(['near', 'busy', 'province']);
  });

  test('a circle with nobody is passed over', () => {
    const begin = (candidates: Candidate[], from = 1) => {
      const { step, suggestions } = firstStepWithSomebody(subsidyInHoekscheWaard, candidates, from, noon, timeZone);
      return [step, ...suggestions.map(({ person }) => person.id)];
    };
    expect(begin([neither, board])).toEqual([3, 'neither']);
    expect(begin([near, far, board], 2)).toEqual([2, 'near', 'far']);
    expect(begin([board])).toEqual([circles.board, 'board']);
    expect(begin([])).toEqual([circles.board]);
  });

  test('without a known place or subject everybody fits', () => {
    expect(ids([neither, near], 1, { ticket: { regions: [], expertises: [] } })).toHaveLength(2);
  });

  test('whoever helped this member before comes first, if there is room', () => {
    expect(ids([near, neither], 1, { ticket: { previousAssigneeId: 'neither' } })).toEqual(['neither', 'near']);
    const full = { ...neither, load: 3 };
    expect(ids([near, full], 1, { ticket: { previousAssigneeId: 'neither' } })).toEqual(['near']);
  });
});

describe('who may be asked', () => {
  test('not beyond the load that they chose, nor when they chose none', () => {
    expect(ids([advisor('full', {}, 3), advisor('room', {}, 2), advisor('none', { maxLoad: 0 })], 3)).toEqual(['room']);
  });

  test('not in another language, until everybody is asked', () => {
    expect(ids([near], 2, { ticket: { language: 'en' } })).toEqual([]);
    expect(ids([near], 3, { ticket: { language: 'en' } })).toEqual(['near']);
  });

  test('not who is no advisor', () => {
    expect(ids([advisor('member', {}, 0, [])], 3)).toEqual([]);
  });

  const quiet = advisor('quiet', { quietHours: { from: 22 * 60, to: 7 * 60 + 30 } });
  test.each([
    ['21:59', ['quiet']],
    ['22:00', []],
    ['23:59', []],
    ['00:00', []],
    ['07:29', []],
    ['07:30', ['quiet']],
  ])('not in quiet hours past midnight: %s', (clock, expected) => {
    const winter = Date.parse(`2026-11-20T${clock}+01:00`);
    const summer = Date.parse(`2026-07-20T${clock}+02:00`);
    expect(ids([quiet], 3, { now: winter })).toEqual(expected);
    expect(ids([quiet], 3, { now: summer })).toEqual(expected);
  });

  test('not in quiet hours by day', () => {
    expect(ids([advisor('lunch', { quietHours: { from: 12 * 60, to: 13 * 60 } })], 3)).toEqual([]);
  });

  const away = advisor('away', { absences: [{ from: '2026-11-20', to: '2026-11-22' }] });
  test.each([
    ['2026-11-19T23:59+01:00', ['away']],
    ['2026-11-20T00:00+01:00', []],
    ['2026-11-22T23:59+01:00', []],
    ['2026-11-23T00:00+01:00', ['away']],
  ])('not on a day off, as the clock of the desk has it: %s', (time, expected) => {
    expect(ids([away], 3, { now: Date.parse(time) })).toEqual(expected);
  });
});

test('why somebody is asked can be read', () => {
  const reasons = (candidate: Candidate, step: number, change: Partial<RoutedTicket> = {}) =>
    route({ ...subsidyInHoekscheWaard, ...change }, [candidate], step, noon, timeZone)[0]?.reasons;
  expect(reasons(near, 1, { previousAssigneeId: 'near' })).toEqual([
    'hielp dit lid eerder',
    'werkt in Hoeksche Waard',
    'weet van subsidies',
    'heeft nu 0 van hooguit 3 vragen',
  ]);
  expect(reasons(neither, 3)).toEqual(['heeft nu 0 van hooguit 3 vragen']);
  expect(reasons(board, circles.board)?.[0]).toBe('zit in het bestuur');
});

test.each([
  ['Hoe vragen wij een gemeentesubsidie aan?', ['subsidies', 'policy']],
  ['Welke fondsen en sponsors zijn er?', ['fundraising']],
  ['De plafonds zijn lek', []],
  ['Moeten wij onze statuten wijzigen voor de ANBI?', ['legal']],
  ['Wie schrijft de nieuwsbrief?', ['communication']],
  ['Hoe maak ik een begroting?', ['project_management']],
  ['Mag ons dorpshuis bier schenken?', ['village_hall']],
  ['Wij willen een dorpsvisie maken met de gemeente', ['policy']],
  ['SUBSIDIË voor het dorpshuis', ['subsidies', 'village_hall']],
  ['Goedemorgen', []],
])('%s is about %o', (question, expected) => {
  expect(expertisesOf(question)).toEqual(expected);
});
