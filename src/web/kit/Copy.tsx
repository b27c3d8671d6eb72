import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { copyText } from './copyText.ts';

function useCopied(text: string) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setIsCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return { isCopied, copy: () => void copyText(text).then(setIsCopied) };
}

/** A button that copies `text`; `label` names it for screen readers. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { isCopied, copy } = useCopied(text);
  return (
    <Tooltip label={isCopied ? 'Copied' : `Copy ${label}`}>
      <ActionIcon aria-label={isCopied ? `${label} copied` : `Copy ${label}`} onClick={copy} size="sm">
        {isCopied ? <IconCheck size={15} /> : <IconCopy size={15} />}
      </ActionIcon>
    </Tooltip>
  );
}

/** A value that copies itself when clicked. */
export function Copyable({ text, label }: { readonly text: string; readonly label: string }) {
  const { isCopied, copy } = useCopied(text);
  return (
    <Tooltip label={isCopied ? 'Copied' : `Copy ${label}`}>
      <UnstyledButton onClick={copy} className="k-copy" aria-label={`Copy ${label} ${text}`} fz="inherit">
        {text} {isCopied ? <IconCheck size={13} /> : <IconCopy size={13} opacity={0.6} />}
      </UnstyledButton>
    </Tooltip>
  );
}
