/** Which workspace the entrance is to: the one named in the address (`?workspace=key`), else the one last entered. Most servers
 *  have one, and nobody is asked. */
const STORED = 'mortise.workspace';
const NAMED = 'workspace';

/** Undefined where nobody asked for one: `main` is meant. */
export function askedWorkspace(): string | undefined {
  const named = new URLSearchParams(location.search).get(NAMED);
  return named?.trim() ?? localStorage.getItem(STORED) ?? undefined;
}

/** From now on the browser asks for this one, and the address need not say so. */
export function rememberWorkspace(key: string | undefined) {
  if (key && key !== 'main') localStorage.setItem(STORED, key);
  else localStorage.removeItem(STORED);
  const address = new URL(location.href);
  address.searchParams.delete(NAMED);
  history.replaceState(history.state, '', address);
}
