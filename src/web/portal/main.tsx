// First: it must be set before any schema is made.
import '../plainZod.ts';
import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '../kit/kit.css';
import './portal.css';
import { MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { Refusal } from '../../core/base/refusal.ts';
import { cssVariablesResolver, theme } from '../kit/theme.ts';
import { portalRouter } from './router.tsx';

// Nothing is said in the first moment; what is said before it is there, waits.
const Notifications = lazy(() =>
  import('@mantine/notifications').then(({ Notifications: component }) => ({ default: component })),
);

const isFinal = (error: unknown) => error instanceof Refusal && error.code !== 'database_unavailable';

/** A session that has ended is asked about at once: the frame then asks to sign in again. */
function noticeSignedOut(error: unknown): void {
  if (error instanceof Refusal && error.code === 'not_signed_in')
    void client.invalidateQueries({ queryKey: ['/portal/session'] });
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({ onError: noticeSignedOut, onSuccess: () => void client.invalidateQueries() }),
  defaultOptions: { queries: { staleTime: 5_000, retry: (count, error) => !isFinal(error) && count < 2 } },
});

const root = document.getElementById('root');
if (!root) throw new Error('portal.html has no root.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <Suspense>
          <Notifications position="bottom-center" />
        </Suspense>
        <RouterProvider router={portalRouter} />
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
);
