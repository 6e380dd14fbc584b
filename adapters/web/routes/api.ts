import express, { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { type WebContext, wordingOf } from '../context.ts';
import { maxBodySize } from '../limits.ts';
import { choose, openQuietly, parseRating, rate, say } from '../member-actions.ts';
import { presentMessage } from '../presenter.ts';
import { Refusal } from '../refusal.ts';
import { authenticate } from '../session.ts';
import { presentFor, readAfter } from '../transcript.ts';
import { ratingView } from '../views/message.ts';

const afterSeq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).catch(0);

const authenticated: RequestHandler = (request, _response, next) => {
  authenticate(request);
  next();
};

const jsonOnly: RequestHandler[] = [
  (request, _response, next) => {
    if (!request.is('application/json')) throw new Refusal('wrong_content_type');
    next();
  },
  express.json({ limit: maxBodySize }),
];

/** What the page's script talks to. Rate limit, session, schema, stored by the desk, presented: always in this order. */
export function apiRoutes(web: WebContext, limiters: { posts: RequestHandler[]; reads: RequestHandler }): Router {
  const router = Router();

  router.post('/messages', ...limiters.posts, authenticated, ...jsonOnly, async (request, response) => {
    const session = authenticate(request);
    const { id, duplicate } = await say(web, session, request.body);
    response.status(202).json({ id, duplicate });
  });

  router.get('/messages', limiters.reads, async (request, response) => {
    const session = authenticate(request);
    await openQuietly(web, session);
    const read = await readAfter(web, session, afterSeq.parse(request.query['after'] ?? 0));
    const present = presentFor(request, web);
    response.json({
      messages: read?.messages.map((message) => present(message, read.conversation)) ?? [],
      more: read?.more ?? false,
    });
  });

  router.get('/events', limiters.reads, async (request, response) => {
    const session = authenticate(request);
    await openQuietly(web, session);
    const after = afterSeq.parse(request.get('Last-Event-ID') ?? request.query['after'] ?? 0);
    web.hub.open(session.conversationKey, after, response, presentFor(request, web));
  });

  router.post('/messages/:id/rating', ...limiters.posts, authenticated, ...jsonOnly, async (request, response) => {
    const session = authenticate(request);
    const helpful = parseRating(request.body);
    const message = presentMessage(await rate(web, session, String(request.params['id']), helpful));
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

  router.use(() => {
    throw new Refusal('not_found');
  });
  return router;
}
