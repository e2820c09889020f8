/** Editors and operands come with their own chunk: reading records needs none of them. */
import { lazy, type ComponentType } from 'react';
import type { EditorProps, OperandProps } from './types';

type Editors = typeof import('./editors').editors;
type Operands = typeof import('./operands').operands;

export const lazyEditor = (name: keyof Editors) =>
  lazy(async () => ({ default: (await import('./editors')).editors[name] as ComponentType<EditorProps> }));

export const lazyOperand = (name: keyof Operands) =>
  lazy(async () => ({ default: (await import('./operands')).operands[name] as ComponentType<OperandProps> }));

/** Fetches them while the browser is idle, so that the first edit does not wait. */
export function warmEditors() {
  const load = () => void Promise.all([import('./editors'), import('./operands')]).catch(console.error);
  if ('requestIdleCallback' in window) requestIdleCallback(load, { timeout: 4_000 });
  else setTimeout(load, 1_500);
}
