import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../core/base/refusal.ts';

/** The built pages. Every path of the panel is one page; unknown paths of the API stay 404. */
export async function addWeb(app: FastifyInstance, folder: string | undefined): Promise<void> {
  const hasPages = folder !== undefined && existsSync(join(folder, 'index.html'));
  if (hasPages)
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      // The build puts .br and .gz beside each file (vite.config.ts).
      preCompressed: true,
      index: false,
      setHeaders: (reply, path) => {
        // Vite puts a hash of the content into the names below assets/: they never change.
        const isHashed = path.includes('/assets/');
        void reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' && !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');
    if (!isPage) throw new Refusal('not_found', { message: 'There is nothing at this address.' });
    if (!hasPages) return reply.type('text/plain').send('The web pages are not built yet. Run: npm run build\n');
    // The customer portal is a page of its own: its customers load nothing of the panel.
    const page = /^\/portal(\/|\?|$)/.test(request.url) ? 'portal.html' : 'index.html';
    return reply.header('cache-control', 'no-cache').type('text/html').sendFile(page);
  });
}
