import { Alert, Button, Container, Group, Skeleton, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { NavLink, Outlet } from 'react-router';
import { getPortalSession, signOutOfPortal } from '../../http/contract/portalSession.ts';
import { useAnswer, useSend } from '../api.ts';
import { LocaleProvider } from '../kit/locale.tsx';
import { Problem } from '../kit/Problem.tsx';
import { fill, type Language, LanguageProvider, languageOf } from '../kit/words.tsx';
import { WebPhoneProvider } from './phone/webPhone.tsx';
import { usePortalLive } from './portalLive.ts';
import { usePortalWords } from './words/portalWords.ts';

// Who is signed in already never needs it.
const SignInPage = lazy(() => import('./doorPages.tsx').then(({ SignInPage: component }) => ({ default: component })));

const places = [
  { to: '/', word: 'home' },
  { to: '/calls', word: 'calls' },
  { to: '/invoices', word: 'invoices' },
  { to: '/pay', word: 'pay' },
  { to: '/phones', word: 'phones' },
  { to: '/account', word: 'me' },
] as const;

/** What is around every page of the portal: who is signed in, and where one can go. Without a session it asks to sign in. */
export function PortalFrame() {
  const { data, error, refetch } = useAnswer(getPortalSession, {}, { refetchInterval: 60_000 });
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <Container size="sm" p="md">
        <Skeleton h={120} />
      </Container>
    );
  const language = languageOf([data.language, ...navigator.languages]);
  return (
    <LanguageProvider language={language}>
      <Spoken language={language} />
      {data.user ? (
        <LocaleProvider locale={{ tag: `${language}-${data.country || 'US'}`, timeZone: data.timeZone }}>
          <Inside companyName={data.companyName} user={data.user} />
        </LocaleProvider>
      ) : (
        <Suspense>
          <SignInPage companyName={data.companyName} />
        </Suspense>
      )}
    </LanguageProvider>
  );
}

/** Screen readers and browsers are told which language the page speaks. */
function Spoken({ language }: { readonly language: Language }) {
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return null;
}

type InsideProps = { readonly companyName: string; readonly user: { readonly name: string; readonly isVisit: boolean } };

function Inside({ companyName, user }: InsideProps) {
  const words = usePortalWords();
  usePortalLive();
  const page = (
    <>
      <nav aria-label={words.pages} className="k-portal-nav">
        {places.map(({ to, word }) => (
          <NavLink key={to} to={to} end={to === '/'}>
            {words[word]}
          </NavLink>
        ))}
      </nav>
      <main>
        <Outlet />
      </main>
    </>
  );
  return (
    <Container size="md" px="sm" py="sm" component="div">
      <Group component="header" justify="space-between" wrap="nowrap" mb="xs">
        <Text fw={620} truncate>
          {companyName === '' ? words.myAccount : companyName}
        </Text>
        <SignOut />
      </Group>
      {user.isVisit ? (
        <Alert color="yellow" mb="sm" title={fill(words.visitTitle, { name: user.name })}>
          {words.visitText}
        </Alert>
      ) : null}
      {user.isVisit ? page : <WebPhoneProvider>{page}</WebPhoneProvider>}
    </Container>
  );
}

function SignOut() {
  const words = usePortalWords();
  const client = useQueryClient();
  const signOut = useSend(signOutOfPortal);
  const leave = async () => {
    await signOut.mutateAsync({});
    client.clear();
    window.location.assign('/portal/');
  };
  return (
    <Button variant="default" size="xs" loading={signOut.isPending} onClick={() => void leave()}>
      {words.signOut}
    </Button>
  );
}
