import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useRouteError } from 'react-router';
import { EmptyState } from '../../kit/EmptyState.tsx';

/** A page that could not be shown: usually the panel was updated while this tab was open. */
export function BrokenPage() {
  const error = useRouteError();
  return (
    <EmptyState
      order={1}
      icon={IconPlugConnectedX}
      title="This page could not be shown"
      action={<Button onClick={() => window.location.reload()}>Load the page again</Button>}
    >
      {error instanceof Error ? error.message : 'Something unexpected happened.'} Nothing that was saved is lost. If it comes
      back, see the Status page.
    </EmptyState>
  );
}
