/** What is pushed to a rule, as far as its schema tells: its parts, and an example. Pure. */
import type { RuleDef } from '@/api';

interface Shape {
  type?: unknown;
  properties?: Record<string, unknown>;
  enum?: unknown[];
  examples?: unknown[];
}

const DEEP = 3;
const EXAMPLES: Record<string, unknown> = { string: 'text', integer: 1, number: 1.5, boolean: true, array: [], null: null };

/** The schema of what is pushed to a rule, where anything is. */
export const schemaOf = ({ trigger }: RuleDef) => (trigger.kind === 'webhook' ? trigger.schema : undefined);

const shape = (given: unknown): Shape => (typeof given === 'object' && given !== null ? (given as Shape) : {});

/** Paths of all parts: `name`, `address.city`. */
export function partsOf(schema: unknown, deep = DEEP): string[] {
  const { properties } = shape(schema);
  if (!properties || deep === 0) return [];
  return Object.entries(properties).flatMap(([name, inner]) => [name, ...partsOf(inner, deep - 1).map((part) => `${name}.${part}`)]);
}

/** Something that fits; of parts nobody knows of, `name` alone. */
export function exampleOf(schema: unknown, deep = DEEP): unknown {
  const { type, properties, enum: allowed, examples } = shape(schema);
  if (examples?.length) return examples[0];
  if (allowed?.length) return allowed[0];
  if (properties && deep > 0) return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, exampleOf(inner, deep - 1)]));
  return typeof type === 'string' && type !== 'object' ? (EXAMPLES[type] ?? null) : deep === DEEP ? { name: 'text' } : {};
}
