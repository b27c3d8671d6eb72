import { Skeleton, Stack } from '@mantine/core';

/** What stands on the screen for the moment until the panel knows who is there. */
export function FirstPaint() {
  return (
    <Stack p="xl" gap="md" maw={960} aria-busy aria-label="Loading">
      <Skeleton h={28} w={220} />
      <Skeleton h={14} w={360} />
      <Skeleton h={180} mt="md" />
      <Skeleton h={180} />
    </Stack>
  );
}
