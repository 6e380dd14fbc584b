import { Router } from 'express';
import { pageContext, type WebContext } from '../context.ts';
import type { Limiters } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { documentPage, documentsPage } from '../views/documents.ts';

/** The archive to read: what citations point at. */
export function documentRoutes(web: WebContext, limiters: Pick<Limiters, 'reads'>): Router {
  const router = Router();
  const { knowledge } = web.stores;

  router.get('/documenten', limiters.reads, async (request, response) => {
    response.send(documentsPage(await knowledge.listDocuments(), pageContext(request, web)).toString());
  });

  router.get('/documenten/:id', limiters.reads, async (request, response) => {
    const document = await knowledge.findDocument(String(request.params['id']));
    if (document === undefined) throw new Refusal('document_gone');
    const passages = await knowledge.passagesOf(document.id);
    response.send(documentPage(document, passages, pageContext(request, web)).toString());
  });

  return router;
}
