import sanitizeHtml from 'sanitize-html';
import { type LayoutFault, type LayoutPiece, readLayout } from '../core/invoicing/layout/layoutText.ts';

export type CleanLayout =
  | { readonly ok: true; readonly source: string; readonly pieces: readonly LayoutPiece[]; readonly isChanged: boolean }
  | { readonly ok: false; readonly fault: LayoutFault };

const embedded = /^(?:\{logo\}|data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+)$/;

/**
 * A layout as it may be stored: read strictly as it was typed, so that faults have the line that people see; then sanitised, and what
 * is left read again, because that is what will be printed.
 */
export function cleanLayout(typed: string): CleanLayout {
  const first = readLayout(typed);
  if (!first.ok) return first;
  const source = sanitizeHtml(typed, options).trim();
  const read = readLayout(source);
  if (!read.ok)
    return {
      ok: false,
      fault: { line: 1, column: 1, message: `After what is not allowed was taken out: ${read.fault.message}` },
    };
  return { ok: true, source, pieces: read.pieces, isChanged: source !== typed.trim() };
}

const options: sanitizeHtml.IOptions = {
  allowedTags: [
    ...[
      'style',
      'div',
      'span',
      'p',
      'br',
      'hr',
      'h1',
      'h2',
      'h3',
      'h4',
      'h5',
      'h6',
      'header',
      'footer',
      'main',
      'section',
      'article',
    ],
    ...[
      'aside',
      'address',
      'strong',
      'b',
      'em',
      'i',
      'u',
      's',
      'small',
      'sub',
      'sup',
      'mark',
      'code',
      'pre',
      'blockquote',
      'center',
    ],
    ...[
      'ul',
      'ol',
      'li',
      'dl',
      'dt',
      'dd',
      'table',
      'caption',
      'colgroup',
      'col',
      'thead',
      'tbody',
      'tfoot',
      'tr',
      'th',
      'td',
      'img',
      'figure',
      'figcaption',
      'time',
      'font',
    ],
  ],
  allowedAttributes: {
    '*': [
      'class',
      'id',
      'style',
      'title',
      'lang',
      'dir',
      'align',
      'valign',
      'width',
      'height',
      'role',
      'aria-label',
      'aria-hidden',
    ],
    img: ['src', 'alt'],
    th: ['colspan', 'rowspan', 'scope', 'bgcolor'],
    td: ['colspan', 'rowspan', 'bgcolor'],
    col: ['span'],
    table: ['border', 'cellpadding', 'cellspacing', 'bgcolor'],
    font: ['color', 'size', 'face'],
  },
  allowedSchemes: [],
  allowedSchemesByTag: { img: ['data'] },
  allowProtocolRelative: false,
  // Its text is checked by core/invoicing/layout/layoutCss.ts, after this too.
  allowVulnerableTags: true,
  parseStyleAttributes: false,
  nonTextTags: ['script', 'textarea', 'option', 'noscript', 'title', 'iframe', 'object', 'template', 'svg', 'math'],
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !embedded.test(attribs.src ?? ''),
};
