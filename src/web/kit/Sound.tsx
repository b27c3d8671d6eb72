import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconDownload, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { notifyProblem } from './notify.ts';

type SoundProps = {
  /** What is heard, in the middle of a sentence: "the message from 61280001111". */
  readonly name: string;
  readonly src: string;
};

/** A button that becomes a player: nothing is asked for before somebody wants to hear it. */
export function Sound({ name, src }: SoundProps) {
  const [isPlaying, setIsPlaying] = useState(false);
  if (isPlaying)
    return (
      // biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said.
      <audio
        controls
        autoPlay
        style={{ maxWidth: '100%', height: 36 }}
        aria-label={`Sound of ${name}`}
        src={src}
        onError={() => {
          setIsPlaying(false);
          notifyProblem(new Error('This sound is not there any more.'));
        }}
      />
    );
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconPlayerPlay size={15} />}
      aria-label={`Play ${name}`}
      onClick={() => setIsPlaying(true)}
    >
      Play
    </Button>
  );
}

/** Saves a sound as a file. */
export function SaveSound({ name, src, fileName }: SoundProps & { readonly fileName: string }) {
  return (
    <Tooltip label="Download">
      <ActionIcon component="a" href={src} download={fileName} aria-label={`Download ${name}`}>
        <IconDownload size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
