import { defaultRules } from '../../queue/agenda.ts';
import { wallTime } from '../../queue/zoned-time.ts';
import type { Order } from '../queue/order.ts';
import { colleagues, memberNameOf } from '../queue/work.ts';
import type { Period } from './figures.ts';
import { impersonal, reportOf, yearOf } from './report.ts';

/** How far back `recently` goes. */
const recentMs = 30 * 24 * 60 * 60_000;

/** Most questions that are shown, and so many are looked at for some that are not the same. */
const mostQuestions = 5;
const lookedAt = 20;

/** The first year that a desk of this kind can have been open. */
const firstYear = 2020;

/** `/cijfers`: what the board accounts for, of this year or of the one that is named. */
export async function showFigures(order: Order): Promise<void> {
  const { stores, now, command, voice } = order;
  const { figures } = voice.wording.queue;
  const { hours } = defaultRules;
  const thisYear = Number(wallTime(now, hours.timeZone).day.slice(0, 4));
  const year = command.text === '' ? thisYear : Number(/^(\d{4})$/.exec(command.text)?.[1]);
  if (!(year >= firstYear && year <= thisYear)) {
    await voice.say(figures.whichYear(thisYear));
    return;
  }
  const period = yearOf(year, hours.timeZone);
  const counted = async (of: Period) => reportOf(await stores.figures.countsIn(of), hours);
  const underWay = year === thisYear;
  const report = {
    year,
    whole: await counted(period),
    recent: underWay ? await counted({ from: now - recentMs, until: period.until }) : null,
    standing: underWay ? await stores.figures.standing() : null,
    unanswered: await unansweredOf(order, period),
  };
  await voice.say(figures.report(report));
}

async function unansweredOf(order: Order, period: Period): Promise<string[]> {
  const staff = (await colleagues(order)).flatMap(({ name }) => name ?? []);
  const asked = await order.stores.figures.unansweredIn(period, lookedAt);
  const questions = await Promise.all(
    asked.map(async ({ question, conversationId }) => {
      const member = await memberNameOf(order, { conversationId });
      return { question, names: member === null ? staff : [member, ...staff] };
    }),
  );
  return impersonal(questions, mostQuestions);
}
