import { Alert, Button, Container, Group, Skeleton, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { NavLink, Outlet } from 'react-router';
import { getPortalSession, signOutOfPortal } from '../../http/contract/portalSession.ts';
import { useAnswer, useSend } from '../api.ts';
import { LocaleProvider } from '../kit/locale.tsx';
import { Problem } from '../kit/Problem.tsx';
import { SignInPage } from './doorPages.tsx';

const places = [
  { to: '/', label: 'Home' },
  { to: '/calls', label: 'Calls' },
  { to: '/invoices', label: 'Invoices' },
  { to: '/pay', label: 'Pay' },
  { to: '/phones', label: 'Phones' },
  { to: '/account', label: 'Me' },
];

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
  if (!data.user) return <SignInPage companyName={data.companyName} />;
  return (
    <LocaleProvider locale={{ tag: `en-${data.country || 'US'}`, timeZone: data.timeZone }}>
      <Container size="md" px="sm" py="sm" component="div">
        <Group component="header" justify="space-between" wrap="nowrap" mb="xs">
          <Text fw={620} truncate>
            {data.companyName === '' ? 'My account' : data.companyName}
          </Text>
          <SignOut />
        </Group>
        {data.user.isVisit ? (
          <Alert color="yellow" mb="sm" title={`${data.user.name}, you look at a customer’s portal`}>
            You see what the customer sees, for half an hour, and cannot change anything. The customer’s history says so.
          </Alert>
        ) : null}
        <nav aria-label="Pages" className="k-portal-nav">
          {places.map(({ to, label }) => (
            <NavLink key={to} to={to} end={to === '/'}>
              {label}
            </NavLink>
          ))}
        </nav>
        <main>
          <Outlet />
        </main>
      </Container>
    </LocaleProvider>
  );
}

function SignOut() {
  const client = useQueryClient();
  const signOut = useSend(signOutOfPortal);
  const leave = async () => {
    await signOut.mutateAsync({});
    client.clear();
    window.location.assign('/portal/');
  };
  return (
    <Button variant="default" size="xs" loading={signOut.isPending} onClick={() => void leave()}>
      Sign out
    </Button>
  );
}
