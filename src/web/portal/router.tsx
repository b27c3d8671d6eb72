import { createBrowserRouter, Navigate } from 'react-router';
import { AccountPage } from './AccountPage.tsx';
import { CallPage } from './CallPage.tsx';
import { CallsPage } from './CallsPage.tsx';
import { ChoosePasswordPage, Doors, ForgottenPage } from './doorPages.tsx';
import { HomePage } from './HomePage.tsx';
import { InvoicePage } from './InvoicePage.tsx';
import { InvoicesPage } from './InvoicesPage.tsx';
import { PayPage } from './PayPage.tsx';
import { PhonesPage } from './PhonesPage.tsx';
import { PortalFrame } from './PortalFrame.tsx';

const doors = [
  { path: '/password', Component: ChoosePasswordPage },
  { path: '/forgotten', Component: ForgottenPage },
];

/** The addresses of the portal, all below /portal. */
export const portalRouter = createBrowserRouter(
  [
    { Component: Doors, children: doors },
    {
      Component: PortalFrame,
      children: [
        { path: '/', Component: HomePage },
        { path: '/calls', Component: CallsPage },
        { path: '/calls/:callId', Component: CallPage },
        { path: '/invoices', Component: InvoicesPage },
        { path: '/invoices/:id', Component: InvoicePage },
        { path: '/pay', Component: PayPage },
        { path: '/phones', Component: PhonesPage },
        { path: '/account', Component: AccountPage },
        { path: '*', element: <Navigate to="/" replace /> },
      ],
    },
  ],
  { basename: '/portal' },
);
