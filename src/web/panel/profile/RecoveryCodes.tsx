import { Alert, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconEyeExclamation } from '@tabler/icons-react';
import { useState } from 'react';
import { copyText } from '../../kit/copyText.ts';

/** Ten codes for the day when the phone is lost; they stand here once. */
export function RecoveryCodes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const [isCopied, setIsCopied] = useState(false);
  return (
    <Stack>
      <Alert color="yellow" icon={<IconEyeExclamation />} title="The codes are shown only now">
        Print them, or keep them in a password manager. Each signs you in once, in place of the app or the passkey.
      </Alert>
      <SimpleGrid
        cols={{ base: 1, xs: 2 }}
        spacing="xs"
        className="k-mono"
        component="ul"
        p={0}
        m={0}
        style={{ listStyle: 'none' }}
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </SimpleGrid>
      <Group gap="sm">
        <Button onClick={onDone}>I have kept them</Button>
        <Button variant="default" onClick={() => void copyText(codes.join('\n')).then(setIsCopied)}>
          {isCopied ? 'Copied' : 'Copy all'}
        </Button>
      </Group>
      <Text c="dimmed" size="xs">
        Codes of an earlier list no longer work.
      </Text>
    </Stack>
  );
}
