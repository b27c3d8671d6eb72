/** An address or a network, in one piece. */
export function Network({ text }: { readonly text: string }) {
  return (
    <span className="k-mono" style={{ whiteSpace: 'nowrap' }}>
      {text}
    </span>
  );
}
