/** A page as far as it can be hidden: a browser's `document`. */
export type VisiblePage = {
  readonly visibilityState: string;
  addEventListener(type: 'visibilitychange', listener: () => void, options: { signal: AbortSignal }): void;
};

/** Tells at once, and with every change, whether a page can be seen, until the signal aborts. No page is always seen. */
export function followVisibility(
  page: VisiblePage | undefined,
  signal: AbortSignal,
  { onHidden, onVisible }: { onHidden(): void; onVisible(): void },
): void {
  const tell = (): void => (page?.visibilityState === 'hidden' ? onHidden() : onVisible());
  page?.addEventListener('visibilitychange', tell, { signal });
  tell();
}
