import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import {
  languageCookieName,
  maxTextLength,
  messageContext,
  pageContext,
  parseLanguage,
  type WebContext,
} from '../context.ts';
import { toRefusal } from '../failures.ts';
import { type Limiters, maxBodySize } from '../limits.ts';
import { choose, edit, openQuietly, parseRating, rate, say, takeBack } from '../member-actions.ts';
import { authenticate, prolongSession, readSession, type Session, startSession } from '../session.ts';
import { presentMessages } from '../surroundings.ts';
import { readPage, viewFor } from '../transcript.ts';
import { type ChatPage, chatPage } from '../views/chat.ts';

async function showChat(
  web: WebContext,
  request: Request,
  response: Response,
  session: Session,
  refused: ChatPage['refused'] = null,
): Promise<void> {
  const wanted = request.query['alles'] === undefined ? 'newest' : 'all';
  const { conversation, messages, more } = await readPage(web, session, wanted);
  const context = { ...pageContext(request, web), ...messageContext(request, web, conversation?.language ?? null) };
  const chat: ChatPage = {
    tag: session.tag,
    messages: await presentMessages(web, messages),
    addressee: conversation ? await viewFor(request, web).addressee(conversation) : null,
    more,
    examples: web.examples[context.wording.language],
    maxTextLength,
    refused,
  };
  response.send(chatPage(chat, context).toString());
}

const typedText = z.object({ text: z.string() }).transform((body) => body.text);

/** The chat page, and the forms with which it also works without JavaScript. */
export function chatRoutes(web: WebContext, limiters: Limiters, multipart: RequestHandler): Router {
  const router = Router();
  const form = express.urlencoded({ extended: false, limit: maxBodySize });

  router.get('/', limiters.reads, async (request, response) => {
    const language = parseLanguage(request.query[languageCookieName]);
    if (language !== undefined) {
      response.cookie(languageCookieName, language, {
        httpOnly: true,
        sameSite: 'strict',
        secure: request.secure,
        maxAge: web.sessionDays * 86_400_000,
      });
      response.redirect(303, '/');
      return;
    }
    const known = readSession(request);
    if (known === undefined) {
      await showChat(web, request, response, startSession(request, response, web.sessionDays));
      return;
    }
    prolongSession(request, response, web.sessionDays);
    await openQuietly(web, known);
    await showChat(web, request, response, known);
  });

  router.post('/berichten', ...limiters.posts, multipart, form, async (request, response) => {
    const session = authenticate(request);
    try {
      await say(web, session, request.body);
    } catch (error) {
      // What was typed comes back in the box, beside the reason.
      const refusal = toRefusal(error, web.logger);
      const text = typedText.catch('').parse(request.body);
      response.status(refusal.status);
      await showChat(web, request, response, session, {
        text,
        reason: refusal.sentence ?? pageContext(request, web).wording.refusals[refusal.code],
      });
      return;
    }
    response.redirect(303, '/#einde');
  });

  router.post('/berichten/:id/oordeel', ...limiters.posts, form, async (request, response) => {
    const session = authenticate(request);
    const message = await rate(web, session, String(request.params['id']), parseRating(request.body));
    response.redirect(303, `/#bericht-${message.seq}`);
  });

  router.post('/berichten/:id/keuze', ...limiters.posts, form, async (request, response) => {
    const session = authenticate(request);
    await choose(web, session, String(request.params['id']), request.body);
    response.redirect(303, '/#einde');
  });

  router.post('/berichten/:id/aanpassen', ...limiters.posts, form, async (request, response) => {
    const message = await edit(web, authenticate(request), String(request.params['id']), request.body);
    response.redirect(303, `/#bericht-${message.seq}`);
  });

  router.post('/berichten/:id/weghalen', ...limiters.posts, form, async (request, response) => {
    await takeBack(web, authenticate(request), String(request.params['id']));
    response.redirect(303, '/#einde');
  });

  router.post('/nieuw', ...limiters.posts, (request, response) => {
    const old = readSession(request);
    startSession(request, response, web.sessionDays);
    if (old !== undefined) web.hub.end(old.conversationKey);
    response.redirect(303, '/');
  });

  return router;
}
