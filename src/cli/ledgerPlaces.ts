/** Neighbouring transfers that differ from their seal in the same way. */
export type PlaceChange = { readonly kind: 'missing' | 'added' | 'changed'; readonly from: bigint; readonly to: bigint };

/** Bytes of a leaf: the id of a transfer (signed, big-endian), then the beginning of its digest. */
const leafBytes = 16;

/** Which transfers differ between a seal's leaves and those of today; both are in the order of ids. */
export function placesChanged(sealed: Uint8Array, now: Uint8Array): readonly PlaceChange[] {
  const one = leavesOf(sealed);
  const other = leavesOf(now);
  const places: PlaceChange[] = [];
  const tell = (kind: PlaceChange['kind'], id: bigint): void => {
    const last = places.at(-1);
    if (last?.kind === kind && last.to === id - 1n) places[places.length - 1] = { ...last, to: id };
    else places.push({ kind, from: id, to: id });
  };
  for (const id of [...new Set([...one.keys(), ...other.keys()])].sort((a, b) => (a < b ? -1 : 1))) {
    if (!other.has(id)) tell('missing', id);
    else if (!one.has(id)) tell('added', id);
    else if (one.get(id) !== other.get(id)) tell('changed', id);
  }
  return places;
}

function leavesOf(bytes: Uint8Array): ReadonlyMap<bigint, string> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<bigint, string>();
  for (let at = 0; at + leafBytes <= buffer.length; at += leafBytes)
    found.set(buffer.readBigInt64BE(at), buffer.toString('hex', at + 8, at + leafBytes));
  return found;
}
