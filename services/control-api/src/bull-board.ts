import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import { dashboardPages, RunId } from '@z2q/contracts';
import type { Queues } from '@z2q/queues';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ControlApp } from './http/control-app.ts';
import { SAME_TAB } from './same-tab.ts';

const PATH = '/queues';
const ANSWER_WITHIN_MS = 10_000;
const DESCRIPTION =
  'Failed jobs came back or were given up: see their reason. Failed records are in the dashboard.';

/** The page loads a font from another host, which would tell that host who looks. System fonts are used instead. */
const LINK = /<link[^<>]*>/g;

const keepOwn = (link: string): string => (/href="https?:/.test(link) ? '' : link);

const SCRIPT = `${PATH}/same-tab.js`;
const toOwnPage = (page: string): string =>
  page.replaceAll(LINK, keepOwn).replace('</body>', `<script defer src="${SCRIPT}"></script></body>`);

const isHtml = (reply: FastifyReply): boolean =>
  String(reply.getHeader('content-type')).startsWith('text/html');

/** What a job's name shows of its return value. */
const Summary = z.object({ failed: z.number().optional() }).catch({});

/** What a job's link shows of its data. Unreadable data of one job must not hide the others of its page. */
const Shown = z
  .object({ runId: RunId, page: z.string().startsWith('/#/').optional() })
  .partial()
  .catch({});

/** Shows the queues, read-only: jobs are only hints, and work is changed by calls of the API. */
export async function serveBullBoard(app: ControlApp, queues: Queues): Promise<void> {
  const serverAdapter = new FastifyAdapter().setBasePath(PATH);
  createBullBoard({
    queues: queues.all.map(showQueue),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'z2q', miscLinks: [{ text: 'Dashboard', url: '/' }] } },
  });
  // Without Redis a call would wait for ever.
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith(`${PATH}/api`)) route.handlerTimeout = ANSWER_WITHIN_MS;
  });
  await app.register((board, _, done) => {
    board.addHook('onSend', async (_, reply, payload) =>
      typeof payload === 'string' && isHtml(reply) ? toOwnPage(payload) : payload,
    );
    board.get(SCRIPT, { schema: { hide: true } }, (_, reply) =>
      reply.type('text/javascript; charset=utf-8').send(SAME_TAB),
    );
    board.register(serverAdapter.registerPlugin(), { prefix: PATH });
    done();
  });
}

function showQueue(queue: Queues['all'][number]): BullMQAdapter {
  const adapter = new BullMQAdapter(queue, {
    readOnlyMode: true,
    description: DESCRIPTION,
    externalJobUrl: ({ data }) => toLink(data),
  });
  adapter.setFormatter('name', ({ name, returnvalue }) => {
    const { failed = 0 } = Summary.parse(returnvalue);
    return failed > 0 ? `${name} (${failed} failed)` : name;
  });
  return adapter;
}

/** Leads to the dashboard: to what failed in the job, or else to its run. */
function toLink(data: unknown): { readonly displayText: string; readonly href: string } {
  const { runId, page } = Shown.parse(data);
  if (runId === undefined) return { href: '/', displayText: 'Dashboard →' };
  const href = page ?? dashboardPages.run(runId);
  return {
    href,
    displayText: page === dashboardPages.failures(runId) ? 'What failed →' : 'Its run →',
  };
}
