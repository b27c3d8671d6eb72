import { Container, Skeleton } from '@mantine/core';
import { createBrowserRouter, Navigate } from 'react-router';
import { HomePage } from './HomePage.tsx';
import { PortalFrame } from './PortalFrame.tsx';

/** Each page comes when it is opened: on a telephone's connection the first one should be there at once. */
const pages = [
  { path: '/calls', lazy: async () => ({ Component: (await import('./CallsPage.tsx')).CallsPage }) },
  { path: '/calls/:callId', lazy: async () => ({ Component: (await import('./CallPage.tsx')).CallPage }) },
  { path: '/invoices', lazy: async () => ({ Component: (await import('./InvoicesPage.tsx')).InvoicesPage }) },
  { path: '/invoices/:id', lazy: async () => ({ Component: (await import('./InvoicePage.tsx')).InvoicePage }) },
  { path: '/pay', lazy: async () => ({ Component: (await import('./PayPage.tsx')).PayPage }) },
  { path: '/phones', lazy: async () => ({ Component: (await import('./PhonesPage.tsx')).PhonesPage }) },
  { path: '/account', lazy: async () => ({ Component: (await import('./AccountPage.tsx')).AccountPage }) },
];

const doors = {
  lazy: async () => ({ Component: (await import('./doorPages.tsx')).Doors }),
  children: [
    { path: '/password', lazy: async () => ({ Component: (await import('./doorPages.tsx')).ChoosePasswordPage }) },
    { path: '/forgotten', lazy: async () => ({ Component: (await import('./doorPages.tsx')).ForgottenPage }) },
  ],
};

/** The addresses of the portal, all below /portal. */
export const portalRouter = createBrowserRouter(
  [
    {
      HydrateFallback: Waiting,
      children: [
        doors,
        {
          Component: PortalFrame,
          children: [{ path: '/', Component: HomePage }, ...pages, { path: '*', element: <Navigate to="/" replace /> }],
        },
      ],
    },
  ],
  { basename: '/portal' },
);

/** While the first page is on its way. */
function Waiting() {
  return (
    <Container size="sm" p="md">
      <Skeleton h={120} />
    </Container>
  );
}
