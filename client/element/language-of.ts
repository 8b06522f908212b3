/** The language of an element: of the nearest `lang`, through shadow roots too, else the page's reader's. */
export function languageOf(element: Element): string {
  for (let at: Element | undefined = element; at !== undefined;) {
    const named: Element | null = at.closest('[lang]:not([lang=""])');
    if (named !== null) return named.getAttribute('lang') ?? '';
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : undefined;
  }
  return navigator.language;
}
