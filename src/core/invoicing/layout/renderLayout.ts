import type { LayoutData } from './layoutData.ts';
import { blockTags, sections, textTags, titleOf } from './layoutTags.ts';
import type { LayoutPiece } from './layoutText.ts';
import { escapeHtml } from './printed.ts';

/** What a printed invoice may do in a browser: show itself. */
export const paperPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * A whole HTML document. Values are escaped, braces too, and are never read for tags again. The same layout and document give the same
 * bytes for ever: a later way of printing stands beside this one and is chosen by the version of the layout.
 */
export function renderLayout(pieces: readonly LayoutPiece[], data: LayoutData): string {
  const title = escapeHtml(`${titleOf(data.document)} ${data.document.number}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${paperPolicy}">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
</head>
<body>
${print(pieces, data)}
</body>
</html>
`;
}

function print(pieces: readonly LayoutPiece[], data: LayoutData): string {
  return pieces.map((piece) => printPiece(piece, data)).join('');
}

function printPiece(piece: LayoutPiece, data: LayoutData): string {
  if (piece.kind === 'text') return piece.text;
  if (piece.kind === 'section') return sections[piece.name]?.isThere(data) === true ? print(piece.pieces, data) : '';
  const block = blockTags[piece.name];
  if (block) return block.rows(data);
  return escapeHtml(textTags[piece.name]?.value(data) ?? '').replaceAll('\n', '<br>');
}

/** Whether a layout prints each call, which then must be fetched. */
export function wantsEachCall(pieces: readonly LayoutPiece[], callsBy: LayoutData['callsBy']): boolean {
  return pieces.some((piece) => {
    if (piece.kind === 'section') return wantsEachCall(piece.pieces, callsBy);
    return piece.kind === 'tag' && (piece.name === 'call_lines_each' || (piece.name === 'call_lines' && callsBy === 'each'));
  });
}
