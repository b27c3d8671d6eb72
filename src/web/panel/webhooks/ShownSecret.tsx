import { Alert, Group, Text } from '@mantine/core';
import { IconEyeExclamation } from '@tabler/icons-react';
import { CopyButton } from '../../kit/Copy.tsx';

/** A secret that was just made: the only time that it is seen. */
export function ShownSecret({ secret }: { readonly secret: string }) {
  return (
    <Alert color="yellow" icon={<IconEyeExclamation />} title="The signing secret is shown only now" mb="md">
      <Text size="sm" mb={4}>
        Give it to the program that receives the events: with it the program knows that they come from you.
      </Text>
      <Group gap="xs" className="k-secret" wrap="nowrap">
        <span className="k-mono">{secret}</span>
        <CopyButton text={secret} label="signing secret" />
      </Group>
    </Alert>
  );
}
