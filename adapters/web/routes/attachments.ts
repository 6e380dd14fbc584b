import { Router } from 'express';
import { channelName, type WebContext } from '../context.ts';
import type { Limiters } from '../limits.ts';
import { isPicture } from '../presenter.ts';
import { Refusal } from '../refusal.ts';
import { readSession } from '../session.ts';

/** Files with messages, each for the browser in whose conversation it stands; for anybody else there is none. */
export function attachmentRoutes(web: WebContext, limiters: Pick<Limiters, 'reads'>): Router {
  const router = Router();
  const { conversations } = web.stores;

  router.get('/bijlagen/:id', limiters.reads, async (request, response) => {
    const session = readSession(request);
    const found = session && (await conversations.findAttachment(String(request.params['id'])));
    const own = found && (await conversations.findConversationByKey(channelName, session.conversationKey));
    if (own === undefined || found?.conversationId !== own.id) throw new Refusal('not_found');
    const { name, mediaType } = found.attachment;
    response.attachment(name);
    const disposition = String(response.getHeader('Content-Disposition'));
    response.set({
      'Content-Type': mediaType,
      'Content-Disposition': isPicture(mediaType) ? disposition.replace(/^attachment/, 'inline') : disposition,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'private, no-store',
    });
    response.end(found.content);
  });

  return router;
}
