import { createBrowserRouter } from 'react-router';
import { PageHelp } from '../kit/PageHeader.tsx';
import { HelpButton } from './help/HelpButton.tsx';
import type { Page } from './page.ts';
import { pages } from './pages.tsx';
import { SignInPage } from './session/SignInPage.tsx';
import { BrokenPage } from './shell/BrokenPage.tsx';
import { FirstPaint } from './shell/FirstPaint.tsx';
import { MissingPage } from './shell/MissingPage.tsx';
import { Permitted } from './shell/Permitted.tsx';
import { SessionGate } from './shell/SessionGate.tsx';
import { Shell } from './shell/Shell.tsx';

/** The panel's addresses. Code of a page is loaded when it is first opened. */
export const panelRouter = createBrowserRouter([
  {
    element: <SessionGate />,
    errorElement: <BrokenPage />,
    hydrateFallbackElement: <FirstPaint />,
    children: [
      { path: '/sign-in', Component: SignInPage },
      {
        path: '/finish-sign-in',
        lazy: async () => ({ Component: (await import('./session/FinishSignInPage.tsx')).FinishSignInPage }),
      },
      { path: '/setup', lazy: async () => ({ Component: (await import('./setup/SetupPage.tsx')).SetupPage }) },
      {
        element: <Shell />,
        children: [
          { errorElement: <BrokenPage />, children: [...pages.map(pageRoute), { path: '*', element: <MissingPage /> }] },
        ],
      },
    ],
  },
]);

function pageRoute(page: Page) {
  return {
    path: page.path,
    lazy: async () => {
      const Content = await page.load();
      return {
        Component: () => (
          <Permitted access={page.access}>
            <PageHelp value={page.help ? <HelpButton topic={page.help} /> : null}>
              <Content />
            </PageHelp>
          </Permitted>
        ),
      };
    },
  };
}
