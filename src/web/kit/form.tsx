import { Button, Group, Kbd } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import {
  createContext,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type * as z from 'zod';
import { Refusal } from '../../core/base/refusal.ts';
import { LeaveGuard } from './LeaveGuard.tsx';
import { Problem } from './Problem.tsx';
import { useUnsaved } from './unsaved.ts';

type Values = Record<string, unknown>;
export type Handle = UseFormReturnType<Values>;
const FormContext = createContext<Handle | undefined>(undefined);

/** The form around a field. */
export function useFormHandle(): Handle {
  const handle = useContext(FormContext);
  if (!handle) throw new Error('A field stands outside a form.');
  return handle;
}

/** By field: a value that the server would have taken. */
const SuggestionsContext = createContext<Readonly<Record<string, string>>>({});
const ListenersContext = createContext<Set<() => void>>(new Set());

/** All current values, for parts that follow the whole form while it is typed. */
export function useFormValues(): Values {
  const form = useFormHandle();
  const listeners = useContext(ListenersContext);
  const subscribe = useCallback(
    (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    [listeners],
  );
  return useSyncExternalStore(subscribe, form.getValues);
}

/** The current value of a field, for parts that follow what is typed. */
export const useFieldValue = (name: string): unknown => useFormHandle().useWatchValue(name);

type ContractFormProps<V extends Values, B> = {
  readonly initialValues: V;
  /** The contract's schema of the request: it validates here and on the server. */
  readonly schema: z.ZodType;
  /** What is sent, made of the fields' values. */
  readonly toBody: (values: V) => B;
  /** Sends; a refusal's faults are shown at their fields. */
  readonly send: (body: B) => Promise<unknown>;
  readonly label: string;
  /** Asks before leaving with changes. Off in drawers and dialogs. */
  readonly isGuarded?: boolean;
  /** What else can be done about a refusal, such as bringing in what a colleague changed; `settle` takes the message away. */
  readonly remedy?: (error: unknown, form: Handle, settle: () => void) => ReactNode;
  readonly children: ReactNode;
};

/** A form whose rules come from the contract: errors at fields in full sentences, the first one focused, Ctrl+Enter saves. */
export function ContractForm<V extends Values, B>(props: ContractFormProps<V, B>) {
  const [listeners] = useState(() => new Set<() => void>());
  const form = useForm<Values>({
    mode: 'uncontrolled',
    initialValues: props.initialValues,
    onValuesChange: () => {
      for (const listener of listeners) listener();
    },
  });
  useUnsaved(() => form.isDirty());
  const element = useRef<HTMLFormElement>(null);
  const isDone = useRef(false);
  const [failure, setFailure] = useState<{ readonly error: unknown; readonly lines: readonly string[] }>();
  const [suggestions, setSuggestions] = useState<Readonly<Record<string, string>>>({});
  const [attempts, setAttempts] = useState(0);
  useEffect(() => {
    if (attempts > 0) focusFirstFault(element.current);
  }, [attempts]);

  const fail = (error: unknown, faults: readonly Fault[]) => {
    form.setErrors(Object.fromEntries(faults.map(({ field, message }) => [field, message])));
    setSuggestions(suggestionsOf(faults));
    const lines = faults.filter(({ field }) => !form.getInputNode(field)).map(({ message }) => message);
    setFailure(lines.length > 0 || faults.length === 0 ? { error, lines } : undefined);
    setAttempts((count) => count + 1);
  };
  const submit = async () => {
    if (form.submitting) return;
    const body = props.toBody(form.getValues() as V);
    const checked = props.schema.safeParse(body);
    if (!checked.success) return fail(new Refusal('invalid_input'), faultsOf(checked.error));
    form.setSubmitting(true);
    setFailure(undefined);
    setSuggestions({});
    try {
      isDone.current = true;
      await props.send(body);
      form.resetDirty();
    } catch (error) {
      isDone.current = false;
      fail(error, error instanceof Refusal ? error.faults : []);
    } finally {
      form.setSubmitting(false);
    }
  };
  const settle = () => {
    setFailure(undefined);
    element.current?.querySelector<HTMLElement>('button[type=submit]')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      element.current?.requestSubmit();
    }
  };
  return (
    <FormContext value={form}>
      <form
        ref={element}
        noValidate
        aria-label={props.label}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void submit();
        }}
      >
        {props.isGuarded ? <LeaveGuard isDirty={() => !isDone.current && form.isDirty()} /> : null}
        {failure ? (
          <div data-problem tabIndex={-1} style={{ marginBottom: 'var(--mantine-spacing-md)' }}>
            <Problem error={failure.error} lines={failure.lines}>
              {props.remedy?.(failure.error, form, settle)}
            </Problem>
          </div>
        ) : null}
        <ListenersContext value={listeners}>
          <SuggestionsContext value={suggestions}>{props.children}</SuggestionsContext>
        </ListenersContext>
      </form>
    </FormContext>
  );
}

type Fault = { readonly field: string; readonly message: string; readonly suggestion?: string | undefined };

function suggestionsOf(faults: readonly Fault[]): Readonly<Record<string, string>> {
  return Object.fromEntries(faults.flatMap(({ field, suggestion }) => (suggestion === undefined ? [] : [[field, suggestion]])));
}

/** The first message of each field. */
function faultsOf(error: z.ZodError): readonly Fault[] {
  const first = new Map<string, string>();
  for (const { path, message } of error.issues) if (!first.has(path.join('.'))) first.set(path.join('.'), message);
  return [...first].map(([field, message]) => ({ field, message }));
}

function focusFirstFault(form: HTMLFormElement | null): void {
  const target = form?.querySelector<HTMLElement>('input[aria-invalid="true"], textarea[aria-invalid="true"], [data-problem]');
  target?.focus();
  target?.scrollIntoView({ block: 'center' });
}

type SaveButtonProps = { readonly children: ReactNode; readonly isShortcutShown?: boolean };

/** The form's primary button. */
export function SaveButton({ children, isShortcutShown = false }: SaveButtonProps) {
  const form = useFormHandle();
  return (
    <Group gap="sm" className="k-save">
      <Button type="submit" loading={form.submitting}>
        {children}
      </Button>
      {isShortcutShown ? (
        <span aria-hidden className="mantine-visible-from-sm">
          <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd>
        </span>
      ) : null}
    </Group>
  );
}

/** Below a field whose value was refused: one click puts in what the server would take. */
export function Suggestion({ name }: { readonly name: string }) {
  const form = useFormHandle();
  const value = useContext(SuggestionsContext)[name];
  const [uses, setUses] = useState(0);
  // The field is drawn anew with its value; only then can it have the focus, so that typing goes on there.
  useEffect(() => {
    if (uses > 0) form.getInputNode(name)?.focus();
  }, [uses, form, name]);
  if (value === undefined || form.errors[name] === undefined) return null;
  const use = () => {
    form.setFieldValue(name, value);
    form.clearFieldError(name);
    setUses(uses + 1);
  };
  return (
    <Button variant="light" size="compact-sm" mt={4} onClick={use}>
      Use {value}
    </Button>
  );
}
