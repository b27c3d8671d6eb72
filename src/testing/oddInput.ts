import fc from 'fast-check';
import * as z from 'zod';

/** JSON Schema, as far as our contract uses it. */
type Shape = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly pattern?: string;
};

/** Values that programs forget: wrong types, edges of numbers, dates and texts, other people's scripts. */
const strange = fc.oneof(
  fc.constantFrom<unknown[]>(
    ...[null, true, 0, -1, 1e21, Number.MAX_SAFE_INTEGER, -0.5, '', ' ', '\u0000', '\ud800', '\u202e', '٣', '%', "' or 1=1 --"],
    ...['<script>alert(1)</script>', '=cmd()', '0000-01-01', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2026-02-30'],
    ...['999999999999999999', '1'.repeat(300), '-9223372036854775809', '1e9', '0x10', '../../etc/passwd', [], {}, [[]], { a: 1 }],
    ...['__proto__', 'constructor', 'W10', 'WyJ4Il0', 'WyIxIl0'],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 2 }),
);

const ordinary = fc.oneof(
  fc.constantFrom(
    '1',
    '2',
    '12.50',
    '0.01',
    '61',
    '100000',
    '61299990000',
    'Doe',
    'a@b.example',
    '2026-03-04',
    'AUD',
    'AU',
    'UTC',
  ),
  fc.constantFrom('2026-03-04T05:06:07Z', 'key-12345678', 'a reasonable text', 'sip.example.net', 'administrator'),
);

/** What a careless or wicked caller sends where this schema is asked for: mostly the right shape, with something odd in it. */
export function oddInput(schema: z.ZodType): fc.Arbitrary<unknown> {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
  return fc.oneof({ arbitrary: oddValue(shape), weight: 9 }, { arbitrary: strange, weight: 1 });
}

function oddValue(shape: Shape): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: likeShape(shape), weight: 6 }, { arbitrary: strange, weight: 1 });
}

function likeShape(shape: Shape): fc.Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  if (shape.anyOf) return fc.oneof(...shape.anyOf.map(likeShape));
  if (shape.properties) return objectOf(shape.properties);
  if (shape.items) return fc.array(oddValue(shape.items), { maxLength: 3 });
  // fast-check cannot make texts for a look-ahead.
  if (shape.pattern !== undefined && !shape.pattern.includes('(?'))
    return fc.oneof(fc.stringMatching(new RegExp(shape.pattern, 'u')), ordinary);
  if (shape.type === 'integer' || shape.type === 'number') return fc.oneof(fc.integer({ min: -2, max: 70 }), fc.integer());
  if (shape.type === 'boolean') return fc.boolean();
  if (shape.type === 'null') return fc.constant(null);
  return ordinary;
}

/** Fields may be missing; now and then there is one too many. */
function objectOf(properties: Readonly<Record<string, Shape>>): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, shape]) => [name, oddValue(shape)]));
  const known = fc.record(fields, { requiredKeys: [] });
  const whole = fc.record(fields);
  const stranger = fc.record({ stranger: fc.constant(1) }, { requiredKeys: [] });
  return fc.oneof(
    whole,
    known,
    fc.tuple(whole, stranger).map(([object, more]) => ({ ...object, ...more })),
  );
}
