/** Values of a form: what JSON can hold. */
export type FormValues = Readonly<Record<string, unknown>>;

export type MergedEdits<Values extends FormValues> = {
  /** Mine where I changed a field, theirs everywhere else. */
  readonly values: Values;
  /** Fields that somebody else changed and I did not. */
  readonly taken: readonly string[];
  /** Fields that only I changed. */
  readonly kept: readonly string[];
  /** Fields that both changed, to different values: mine stands until I decide. */
  readonly conflicts: readonly string[];
};

/**
 * Three-way merge of a form: `opened` is what was on screen when editing began, `mine` what stands there now, `current` what
 * somebody else saved meanwhile. Nothing that anybody typed is lost without a word.
 */
export function mergeEdits<Values extends FormValues>(opened: Values, mine: Values, current: Values): MergedEdits<Values> {
  const names = Object.keys(mine);
  const didI = (name: string) => !isEqual(opened[name], mine[name]);
  const didThey = (name: string) => !isEqual(opened[name], current[name]);
  const values = Object.fromEntries(names.map((name) => [name, didI(name) ? mine[name] : current[name]])) as Values;
  return {
    values,
    taken: names.filter((name) => didThey(name) && !didI(name)),
    kept: names.filter((name) => didI(name) && !didThey(name)),
    conflicts: names.filter((name) => didI(name) && didThey(name) && !isEqual(mine[name], current[name])),
  };
}

function isEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, index) => isEqual(one, b[index]));
  if (!isObject(a) || !isObject(b)) return a === b;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => isEqual(a[name], b[name]));
}

function isObject(value: unknown): value is FormValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
