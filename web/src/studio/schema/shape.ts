/** What a JSON Schema of settings asks for, as a form sees it: texts, secrets, choices, maps, lists, parts. What no form can hold is `any`.
 * Pure; knows no kind of step. */
import type { Label } from '@/api';

export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string | string[];
  format?: string;
  title?: string;
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minimum?: number;
  maximum?: number;
  'x-label'?: Label | string;
  'x-hint'?: Label | string;
}

export type Shape =
  /** With `fields`, it may hold `{{ field }}`. */
  | { kind: 'text'; fields: boolean }
  /** The name of a secret; with `text`, or a text written out. */
  | { kind: 'secret'; text?: { fields: boolean } }
  | { kind: 'choice'; options: string[] }
  | { kind: 'flag' }
  | { kind: 'number'; whole: boolean; min?: number; max?: number }
  | { kind: 'label' }
  | { kind: 'filter' }
  | { kind: 'map'; of: Shape }
  | { kind: 'list'; of: Shape }
  | { kind: 'part'; members: Member[] }
  | { kind: 'any' };

export interface Member {
  key: string;
  label?: Label | string;
  hint?: Label | string;
  /** As whoever made it wrote it down. */
  told?: string;
  required: boolean;
  /** What it is when the file does not say. */
  usual: unknown;
  shape: Shape;
}

/** Parts within parts are drawn so far down. */
const DEEPEST = 3;
const ANY: Shape = { kind: 'any' };
const FIELDS = /\{\{/;

/** The settings of a schema; those of another kind of step would not be among them. */
export function membersOf(root: Schema, schema: Schema = root, depth = 0): Member[] {
  const { properties = {}, required = [] } = resolve(root, schema);
  return Object.entries(properties).filter(([, one]) => one.const === undefined).map(([key, one]) => {
    const whole = resolve(root, one);
    return {
      key, label: one['x-label'] ?? whole['x-label'], hint: one['x-hint'] ?? whole['x-hint'], told: one.description, required: required.includes(key), usual: one.default,
      shape: shapeOf(root, one, depth),
    };
  });
}

export function shapeOf(root: Schema, given: Schema, depth = 0): Shape {
  const name = nameOf(given);
  if (name === 'Filter') return { kind: 'filter' };
  const schema = resolve(root, given);
  if (isLabel(schema)) return { kind: 'label' };
  if (isSecret(schema)) return { kind: 'secret' };
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return ofChoices(root, choices, given, depth);
  if (schema.enum?.every((one) => typeof one === 'string')) return { kind: 'choice', options: schema.enum as string[] };
  const type = typeOf(schema);
  if (type === 'string') return { kind: 'text', fields: schema.format === 'template' || FIELDS.test(`${given.description ?? ''}${schema.description ?? ''}`) };
  if (type === 'boolean') return { kind: 'flag' };
  if (type === 'integer' || type === 'number') return { kind: 'number', whole: type === 'integer', min: schema.minimum, max: schema.maximum };
  if (depth >= DEEPEST) return ANY;
  if (type === 'array' && schema.items) return { kind: 'list', of: shapeOf(root, schema.items, depth + 1) };
  if (type === 'object' && schema.properties) return { kind: 'part', members: membersOf(root, schema, depth + 1) };
  if (type === 'object' && typeof schema.additionalProperties === 'object') return { kind: 'map', of: shapeOf(root, schema.additionalProperties, depth + 1) };
  return ANY;
}

function ofChoices(root: Schema, all: Schema[], given: Schema, depth: number): Shape {
  const choices = all.filter((one) => typeOf(resolve(root, one)) !== 'null');
  const [only] = choices;
  if (only && choices.length === 1) return shapeOf(root, { ...only, description: only.description ?? given.description }, depth);
  const constants = choices.flatMap((one) => {
    const { const: said, enum: listed } = resolve(root, one);
    return typeof said === 'string' ? [said] : listed?.every((each) => typeof each === 'string') ? (listed as string[]) : [];
  });
  if (constants.length >= choices.length && choices.every((one) => typeOf(resolve(root, one)) !== 'object')) return { kind: 'choice', options: constants };
  const shapes = choices.map((one) => shapeOf(root, one, depth));
  const text = shapes.find((shape) => shape.kind === 'text');
  return shapes.length === 2 && text && shapes.some((shape) => shape.kind === 'secret') ? { kind: 'secret', text: { fields: text.fields } } : ANY;
}

const nameOf = ({ $ref }: Schema) => $ref?.split('/').at(-1);

function resolve(root: Schema, schema: Schema): Schema {
  const target = schema.$ref?.startsWith('#/$defs/') ? root.$defs?.[nameOf(schema) ?? ''] : undefined;
  const { $ref: _ref, ...own } = schema;
  return target ? { ...resolve(root, target), ...own } : schema;
}

const typeOf = ({ type }: Schema) => (Array.isArray(type) ? (type.filter((one) => one !== 'null').length === 1 ? type.find((one) => one !== 'null') : undefined) : type);
const hasOnly = ({ properties = {} }: Schema, ...keys: string[]) => Object.keys(properties).length === keys.length && keys.every((key) => key in properties);
const isLabel = (schema: Schema) => hasOnly(schema, 'zh-CN', 'en');
const isSecret = (schema: Schema) => hasOnly(schema, 'secret');

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the form can hold what stands in the file; an absent value is nothing and fits everywhere. */
export function fits(shape: Shape, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (shape.kind === 'text') return typeof value === 'string';
  if (shape.kind === 'choice') return typeof value === 'string';
  if (shape.kind === 'secret') return typeof value === 'string' ? shape.text !== undefined : isObject(value) && typeof value.secret === 'string' && Object.keys(value).length === 1;
  if (shape.kind === 'flag') return typeof value === 'boolean';
  if (shape.kind === 'number') return typeof value === 'number';
  if (shape.kind === 'label') return isObject(value) && typeof value['zh-CN'] === 'string' && typeof value.en === 'string';
  if (shape.kind === 'map') return isObject(value) && Object.values(value).every((one) => fits(shape.of, one));
  if (shape.kind === 'list') return Array.isArray(value) && value.every((one) => fits(shape.of, one));
  if (shape.kind === 'part') return isObject(value) && Object.entries(value).every(([key, one]) => shape.members.some((member) => member.key === key && fits(member.shape, one)));
  return true;
}

/** A value to begin with. */
export function freshOf(shape: Shape): unknown {
  if (shape.kind === 'text' || (shape.kind === 'secret' && shape.text)) return '';
  if (shape.kind === 'secret') return { secret: '' };
  if (shape.kind === 'choice') return shape.options[0] ?? '';
  if (shape.kind === 'flag') return false;
  if (shape.kind === 'number') return shape.min ?? 0;
  if (shape.kind === 'label') return { 'zh-CN': '', en: '' };
  if (shape.kind === 'list') return [];
  if (shape.kind === 'part') return Object.fromEntries(shape.members.filter((member) => member.required).map((member) => [member.key, freshOf(member.shape)]));
  return shape.kind === 'filter' || shape.kind === 'map' ? {} : null;
}

/** What a new step of the kind says before anybody filled it in. */
export const freshSettings = (root: Schema): Record<string, unknown> =>
  Object.fromEntries(membersOf(root).filter((member) => member.required).map((member) => [member.key, freshOf(member.shape)]));
