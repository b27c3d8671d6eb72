/** What a style sheet may fetch nothing with. Escapes could hide any of the others. */
const forbidden: readonly (readonly [RegExp, string])[] = [
  [/\\/, 'A style sheet may have no backslash.'],
  [/</, 'A style sheet may have no <.'],
  [/@import/i, 'A style sheet may not load another: @import.'],
  [/@font-face/i, 'Fonts cannot be loaded: @font-face.'],
  [/(?:image-set|expression|src|image|element|paint)\s*\(/i, 'A style sheet may not load anything.'],
  [
    /url\s*\((?!\s*["']?data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+["']?\s*\))/i,
    'A style sheet may load nothing: only url(data:image/png;base64,…) is possible.',
  ],
  [/(?:-moz-binding|behavior)\s*:/i, 'A style sheet may not bind anything.'],
];

/** The first thing in a style sheet or `style` attribute that would reach outside of the document. */
export function cssProblem(css: string): { readonly at: number; readonly message: string } | undefined {
  const found = forbidden.flatMap(([pattern, message]) => {
    const match = pattern.exec(css);
    return match ? [{ at: match.index, message }] : [];
  });
  return found.sort((a, b) => a.at - b.at)[0];
}
