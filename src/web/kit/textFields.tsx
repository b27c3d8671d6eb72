import { PasswordInput, type PasswordInputProps, TextInput, type TextInputProps } from '@mantine/core';
import { useFormHandle } from './form.tsx';

/** A field of a form, by its name there. */
export type Named<P> = P & { readonly name: string };

/** What a field needs of its form. */
export function useField(name: string, type: 'input' | 'checkbox' = 'input') {
  const form = useFormHandle();
  return { key: form.key(name), props: { ...form.getInputProps(name, { type }), name } };
}

/** One line of text. */
export function TextField({ name, ...rest }: Named<TextInputProps>) {
  const { key, props } = useField(name);
  return <TextInput key={key} {...rest} {...props} />;
}

/** A password; can be looked at. */
export function PasswordField({ name, ...rest }: Named<PasswordInputProps>) {
  const { key, props } = useField(name);
  // Mantine marks the frame as invalid, not the input that is spoken and focused.
  return <PasswordInput key={key} visibilityToggleFocusable {...rest} {...props} aria-invalid={Boolean(props.error)} />;
}
