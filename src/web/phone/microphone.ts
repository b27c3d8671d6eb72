/** Why there is no microphone (Media Capture and Streams §10.2.1). */
export type MicrophoneFault = 'insecure' | 'denied' | 'missing' | 'busy' | 'broken';
export type Opened =
  | { readonly ok: true; readonly stream: MediaStream }
  | { readonly ok: false; readonly fault: MicrophoneFault };

/** Asks for the microphone that was chosen, or the usual one (empty); one that is gone since is replaced by the usual one. */
export async function openMicrophone(deviceId: string): Promise<Opened> {
  // Absent where the page did not come over HTTPS or from this machine (secure contexts).
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return { ok: false, fault: 'insecure' };
  try {
    const audio = deviceId === '' ? true : { deviceId: { exact: deviceId } };
    return { ok: true, stream: await devices.getUserMedia({ audio }) };
  } catch (error) {
    const name = error instanceof DOMException || error instanceof Error ? error.name : '';
    if (name === 'OverconstrainedError' && deviceId !== '') return openMicrophone('');
    return { ok: false, fault: faultOf(name) };
  }
}

/** The name of a DOMException of getUserMedia → what is wrong. */
export function faultOf(name: string): MicrophoneFault {
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'broken';
}

export type Microphone = { readonly id: string; readonly label: string };

/** The microphones to choose from. Their names are empty until one has been allowed, so nothing is shown before. */
export async function listMicrophones(): Promise<readonly Microphone[]> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  const found = (await devices?.enumerateDevices()) ?? [];
  return found
    .filter(({ kind, deviceId, label }) => kind === 'audioinput' && label !== '' && deviceId !== 'default')
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}
