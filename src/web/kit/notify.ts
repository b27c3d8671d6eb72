import { notifications } from '@mantine/notifications';
import { problemText } from './Problem.tsx';

/** A short word that something worked. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'green', autoClose: 4000 });
}

/** What did not work; stays until it is read. */
export function notifyProblem(error: unknown): void {
  notifications.show({ message: problemText(error), color: 'red', autoClose: 12_000, role: 'alert' });
}
