import { Button, Modal, Stack, Text } from '@mantine/core';
import { IsInDialog } from './SignInFrame.tsx';
import { SignInPage } from './SignInPage.tsx';

/** Above every drawer and dialog of the page, which stay open below. */
const aboveAll = 1_000;

/** The session ended while somebody worked: the page stays as it is, out of sight, until they sign in again. */
export function SignInAgain() {
  // A new page asks at the sign-in page; the browser itself asks first when something unsaved would be lost.
  const leave = () => window.location.assign(`/sign-in?next=${encodeURIComponent(window.location.pathname)}`);
  return (
    <Modal
      opened
      onClose={() => undefined}
      title="Sign in again"
      zIndex={aboveAll}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      overlayProps={{ blur: 8, backgroundOpacity: 0.6 }}
    >
      <Stack>
        <Text>Your session has ended. Nothing that you typed is lost: sign in, then save again.</Text>
        <IsInDialog value={true}>
          <SignInPage />
        </IsInDialog>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={leave}>
          Leave this page
        </Button>
      </Stack>
    </Modal>
  );
}
