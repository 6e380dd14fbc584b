import express, { type Request, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { type WebContext, wordingOf } from '../context.ts';
import { type Limiters, maxBodySize } from '../limits.ts';
import { choose, edit, openQuietly, parseRating, rate, say, takeBack } from '../member-actions.ts';
import { Refusal } from '../refusal.ts';
import { authenticate } from '../session.ts';
import type { PagePosition } from '../streams.ts';
import { presentMessages } from '../surroundings.ts';
import { readNews, viewFor } from '../transcript.ts';
import { ratingView } from '../views/message.ts';

const count = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Where the page that asks is: a reconnecting stream says it by its last event, a page in the address. */
function positionOf(request: Request): PagePosition {
  const afterSeq = request.get('Last-Event-ID') ?? request.query['after'];
  return {
    afterSeq: count.catch(0).parse(afterSeq),
    since: count.nullable().catch(null).parse(request.query['since']),
  };
}

const authenticated: RequestHandler = (request, _response, next) => {
  authenticate(request);
  next();
};

function only(...types: string[]): RequestHandler {
  return (request, _response, next) => {
    if (!request.is(types)) throw new Refusal('wrong_content_type');
    next();
  };
}

const json = express.json({ limit: maxBodySize });
const jsonOnly: RequestHandler[] = [only('application/json'), json];

/** What the page's script talks to. Rate limit, session, schema, stored by the desk, presented: always in this order. */
export function apiRoutes(web: WebContext, limiters: Limiters, multipart: RequestHandler): Router {
  const router = Router();
  const jsonOrFiles = [only('application/json', 'multipart/form-data'), multipart, json];

  router.post('/messages', ...limiters.posts, authenticated, ...jsonOrFiles, async (request, response) => {
    const session = authenticate(request);
    const { id, duplicate } = await say(web, session, request.body);
    response.status(202).json({ id, duplicate });
  });

  router.get('/messages', limiters.reads, async (request, response) => {
    const session = authenticate(request);
    await openQuietly(web, session);
    const now = web.clock.now();
    const news = await readNews(web, session, positionOf(request));
    const view = viewFor(request, web);
    response.json({
      messages: news ? await view.messages(news.messages, news.conversation) : [],
      changed: news ? await view.messages(news.changed, news.conversation) : [],
      addressee: news ? await view.addressee(news.conversation) : null,
      more: news?.more ?? false,
      now,
    });
  });

  router.get('/events', limiters.reads, async (request, response) => {
    const session = authenticate(request);
    await openQuietly(web, session);
    web.hub.open(session.conversationKey, positionOf(request), response, viewFor(request, web));
  });

  router.post('/messages/:id/rating', ...limiters.posts, authenticated, ...jsonOnly, async (request, response) => {
    const session = authenticate(request);
    const helpful = parseRating(request.body);
    const rated = await rate(web, session, String(request.params['id']), helpful);
    const [message] = await presentMessages(web, [rated]);
    if (!message) throw new Refusal('not_found');
    const presented = {
      id: message.id,
      helpful: message.helpful,
      html: String(ratingView(message, wordingOf(request)) ?? ''),
    };
    web.hub.tell(session.conversationKey, { event: 'rated', data: presented });
    response.status(202).json(presented);
  });

  router.post('/messages/:id/choice', ...limiters.posts, authenticated, ...jsonOnly, async (request, response) => {
    const session = authenticate(request);
    response.status(202).json(await choose(web, session, String(request.params['id']), request.body));
  });

  router.post('/messages/:id/edit', ...limiters.posts, authenticated, ...jsonOnly, async (request, response) => {
    const { id } = await edit(web, authenticate(request), String(request.params['id']), request.body);
    response.status(202).json({ id });
  });

  router.post('/messages/:id/take-back', ...limiters.posts, authenticated, async (request, response) => {
    const id = String(request.params['id']);
    await takeBack(web, authenticate(request), id);
    response.status(202).json({ id });
  });

  router.use(() => {
    throw new Refusal('not_found');
  });
  return router;
}
