/** `right` and `wrong` say what was seen; `wrong` also how to mend it; `note` is worth knowing and no fault. */
export type Finding =
  | { readonly kind: 'right' | 'note'; readonly says: string }
  | { readonly kind: 'wrong'; readonly says: string; readonly remedy: string };
