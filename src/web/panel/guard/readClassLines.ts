import { type DestinationClass, destinationClassList } from '../../../core/fraud/classedPrefix.ts';

type ReadClass = { readonly prefix: string; readonly class: DestinationClass; readonly name: string };

/**
 * Lines as people paste them, or as the export wrote them: `+8816`, `8816;special;Iridium`, quoted or not. What a line leaves out is
 * what the form says; a heading is passed over; what is no prefix stays as it is, for the contract to refuse.
 */
export function readClassLines(text: string, usual: DestinationClass, usualName: string): readonly ReadClass[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^"?prefix\b/i.test(line))
    .map((line) => {
      const [prefix = '', kind = '', ...rest] = cellsOf(line);
      const known = destinationClassList.find((one) => one === kind.toLowerCase().replace(/[\s-]+/g, '_'));
      const named = known === undefined && kind !== '' ? kind : (rest[0] ?? '');
      return { prefix: prefix.replace(/^\+|[\s-]/g, ''), class: known ?? usual, name: named || usualName };
    });
}

/** Cells of a CSV line with commas, semicolons or tabs; quotes keep what is between them. */
function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|[,;\t])\s*(?:"((?:[^"]|"")*)"|([^,;\t]*))/g)].map(([, quoted, plain]) =>
    (quoted?.replace(/""/g, '"') ?? plain ?? '').trim(),
  );
}
