import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent: cobalt. Green, amber (yellow) and red stand for meaning only. */
const cobalt: MantineColorsTuple = [
  '#eef3ff',
  '#dde7ff',
  '#bccfff',
  '#97b4fd',
  '#7398f7',
  '#4b76ec',
  '#2b59db',
  '#2149ba',
  '#1c3d98',
  '#172f73',
];
const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#f0f2f5',
  '#e4e7ec',
  '#d5dae1',
  '#bcc3cd',
  '#98a1ae',
  '#5f6a7a',
  '#475160',
  '#2d3541',
  '#161b23',
];
const dark: MantineColorsTuple = [
  '#d9dde4',
  '#b3bac6',
  '#9aa3b2',
  '#6b7585',
  '#39414d',
  '#2b323c',
  '#20262e',
  '#181c22',
  '#12161b',
  '#0d1014',
];

const size = { size: 'sm' };
const close = { closeButtonProps: { 'aria-label': 'Close' } };
const title = { fontWeight: 620, fontSize: 'var(--mantine-font-size-lg)' };
const input = { size: 'sm', inputWrapperOrder: ['label', 'input', 'description', 'error'] };

/** The panel's single theme; no component is styled a second time elsewhere. */
export const theme = createTheme({
  colors: { cobalt, gray, dark },
  primaryColor: 'cobalt',
  primaryShade: { light: 6, dark: 6 },
  black: '#161b23',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace",
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '10px', xl: '16px' },
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.5' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2.25rem' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } },
    Alert: { defaultProps: { radius: 'md', variant: 'light' } },
    Badge: {
      styles: { root: { minWidth: 'max-content' } },
      defaultProps: { variant: 'light', radius: 'sm', size: 'md', tt: 'none', fw: 560 },
    },
    Button: { defaultProps: size },
    Checkbox: { defaultProps: size },
    Drawer: {
      styles: { title },
      defaultProps: { ...close, position: 'right', size: 'lg', overlayProps: { backgroundOpacity: 0.35 } },
    },
    InputWrapper: { defaultProps: { inputWrapperOrder: input.inputWrapperOrder } },
    Menu: { defaultProps: { shadow: 'md', withinPortal: true } },
    Modal: { styles: { title }, defaultProps: { ...close, centered: true, overlayProps: { backgroundOpacity: 0.35 } } },
    Notification: { defaultProps: close },
    NumberInput: { defaultProps: { ...input, hideControls: true } },
    Paper: { defaultProps: { withBorder: true, radius: 'lg' } },
    PasswordInput: { defaultProps: input },
    SegmentedControl: { defaultProps: size },
    Select: { defaultProps: { ...input, checkIconPosition: 'right', maxDropdownHeight: 320 } },
    Switch: { defaultProps: size },
    Table: { defaultProps: { verticalSpacing: 8, horizontalSpacing: 'md' } },
    TagsInput: { defaultProps: input },
    Text: { defaultProps: size },
    Textarea: { defaultProps: { ...input, autosize: true, minRows: 2 } },
    TextInput: { defaultProps: input },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
  },
});

const lightText = (shade: number) =>
  Object.fromEntries(
    ['cobalt', 'gray', 'green', 'red', 'yellow', 'orange', 'blue'].map((name) => [
      `--mantine-color-${name}-light-color`,
      `var(--mantine-color-${name}-${shade})`,
    ]),
  );

/** Variables that make text reach contrast AA (4.5:1) in both schemes; `@axe-core` proves it (stories/e2e). */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...lightText(9),
    '--mantine-color-dimmed': '#596374',
    '--mantine-color-placeholder': '#697384',
    '--mantine-color-error': '#b4232a',
    '--mantine-color-anchor': '#2149ba',
    '--mantine-color-green-light-color': '#1b5e2b',
    '--mantine-color-yellow-light-color': '#7a4a00',
    '--mantine-color-gray-light-color': '#475160',
    '--mantine-color-green-light': '#e5f5e9',
    '--mantine-color-yellow-light': '#fff4d6',
    '--mantine-color-red-light': '#fdeaea',
    '--mantine-color-gray-light': '#eceff3',
    '--mantine-color-cobalt-light': '#e9effd',
    '--k-page': '#f7f8fa',
    '--k-rail': '#f1f3f6',
    '--k-card': '#ffffff',
    '--k-line': '#e1e5ea',
    '--k-hover': '#f4f6fa',
    '--k-good': '#1f7a35',
    '--k-warn': '#8f5600',
    '--k-bad': '#b4232a',
  },
  dark: {
    ...lightText(2),
    '--mantine-color-body': '#181c22',
    '--mantine-color-dimmed': '#9fa9b8',
    '--mantine-color-placeholder': '#8d97a6',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-anchor': '#97b4fd',
    '--mantine-color-default-border': '#39414d',
    '--mantine-color-gray-light': '#272e37',
    '--mantine-color-green-light': '#16321f',
    '--mantine-color-yellow-light': '#382d10',
    '--mantine-color-red-light': '#3d191c',
    '--mantine-color-cobalt-light': '#1b2745',
    '--k-page': '#101317',
    '--k-rail': '#14181d',
    '--k-card': '#181c22',
    '--k-line': '#2a313a',
    '--k-hover': '#1f242c',
    '--k-good': '#69db7c',
    '--k-warn': '#ffd43b',
    '--k-bad': '#ff8787',
  },
});
