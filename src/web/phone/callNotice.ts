/** Whether the person may still be asked for messages of the desktop; browsers ask only after a click. */
export const mayAskForNotices = (): boolean => 'Notification' in window && Notification.permission === 'default';

export async function askForNotices(): Promise<void> {
  await Notification.requestPermission();
}

/** A message of the desktop while nobody looks at the page; a click on it brings the page back. Returns what takes it away. */
export function showCallNotice(title: string, body: string): () => void {
  const isWanted = 'Notification' in window && Notification.permission === 'granted' && document.hidden;
  const notice = isWanted ? tryNotice(title, body) : undefined;
  notice?.addEventListener('click', () => {
    window.focus();
    notice.close();
  });
  return () => notice?.close();
}

/** Browsers of phones refuse to make one here (Notifications API §3.1); they ring and show the call all the same. */
function tryNotice(title: string, body: string): Notification | undefined {
  try {
    return new Notification(title, { body, tag: 'vsppanel-call', requireInteraction: true });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
