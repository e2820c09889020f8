/** What each field type lets an administrator set, and how a new one begins. A new type is one line here and its part where plain settings do not do. */
import type { FieldDef } from '@/api';
import { FormulaPart } from './formula';
import { LookupPart } from './lookup';
import { OptionsPart } from './options';
import { PatternPart } from './auto_number';
import { PoolPart } from './pool';
import { RollupPart } from './rollup';
import { StagePart } from './stage';
import type { FieldWord } from './locale';
import type { FreshScope, Part } from './part';

export type Setting =
  | { kind: 'number'; key: keyof FieldDef; label: FieldWord; min?: number; max?: number; placeholder?: string }
  | { kind: 'label'; key: keyof FieldDef; label: FieldWord }
  | { kind: 'texts'; key: keyof FieldDef; label: FieldWord; placeholder?: FieldWord }
  | { kind: 'part'; part: Part };

export interface TypeSettings {
  settings: Setting[];
  /** Settings a new field begins with; nothing when it cannot be added here. */
  fresh?: (scope: FreshScope) => Partial<FieldDef> | undefined;
  /** Nobody types its value: neither required nor given beforehand. */
  computed?: boolean;
  /** May be asked to be unlike all others. */
  unique?: boolean;
  /** Can be found by the search. */
  searchable?: boolean;
  /** Its values can be encrypted where they are kept. */
  sealable?: boolean;
  noDefault?: boolean;
  /** Its values lead elsewhere or are the engine's: they become those of no other type. */
  fixed?: boolean;
  /** Defaults that are settled when a record begins. */
  moving?: Moving[];
}

export type Moving = 'me' | 'now' | 'today';

const min: Setting = { kind: 'number', key: 'min', label: 'min' };
const max: Setting = { kind: 'number', key: 'max', label: 'max' };
const unit: Setting = { kind: 'label', key: 'unit', label: 'unit' };
const scale = (placeholder: string): Setting => ({ kind: 'number', key: 'scale', label: 'scale', min: 0, max: 6, placeholder });
const length = (placeholder: string): Setting => ({ kind: 'number', key: 'max_length', label: 'maxLength', min: 1, max: 20_000, placeholder });
const part = (one: Part): Setting => ({ kind: 'part', part: one });
const choices = () => ({ options: ['1', '2'].map((number) => ({ key: `option_${number}`, label: { 'zh-CN': `选项 ${number}`, en: `Option ${number}` }, colour: number === '1' ? 'blue' : 'green' })) });

export const typeSettings: Record<string, TypeSettings> = {
  text: { settings: [length('255')], unique: true, searchable: true, sealable: true },
  long_text: { settings: [length('20000')], searchable: true, sealable: true },
  integer: { settings: [min, max, unit], unique: true, sealable: true },
  decimal: { settings: [scale('2'), min, max, unit], sealable: true },
  money: { settings: [min, max], sealable: true },
  percent: { settings: [scale('2')], sealable: true },
  boolean: { settings: [], sealable: true },
  date: { settings: [], moving: ['today'], sealable: true },
  datetime: { settings: [], moving: ['now'], sealable: true },
  select: { settings: [part(OptionsPart)], fresh: choices },
  multi_select: { settings: [part(OptionsPart)], fresh: choices },
  tags: { settings: [{ kind: 'texts', key: 'suggestions', label: 'suggestions', placeholder: 'typeAndEnter' }], sealable: true },
  lookup: { settings: [part(LookupPart)], fixed: true, fresh: ({ target }) => (target ? { to: target } : undefined), unique: true, noDefault: true },
  user: { settings: [part(LookupPart)], fixed: true, moving: ['me'] },
  phone: { settings: [], unique: true, searchable: true, sealable: true },
  email: { settings: [], unique: true, searchable: true, sealable: true },
  url: { settings: [], unique: true, searchable: true, sealable: true },
  rating: { settings: [{ kind: 'number', key: 'max', label: 'stars', min: 1, max: 10, placeholder: '5' }], sealable: true },
  auto_number: { settings: [part(PatternPart)], fixed: true, fresh: () => ({ pattern: 'NO-{YYYY}-{0000}' }), computed: true },
  stage: { settings: [part(StagePart)], fixed: true },
  pool: { settings: [part(PoolPart)], fixed: true, computed: true },
  formula: { settings: [part(FormulaPart)], fixed: true, fresh: () => ({ as: 'decimal', script: '0' }), computed: true },
  rollup: { settings: [part(RollupPart)], fixed: true, fresh: ({ relation }) => (relation ? { relation, measure: 'count' } : undefined), computed: true },
  region: { settings: [{ kind: 'number', key: 'levels', label: 'levels', min: 2, max: 3, placeholder: '2' }], sealable: true },
  file: {
    settings: [
      { kind: 'number', key: 'max_files', label: 'maxFiles', min: 1, max: 100, placeholder: '10' },
      { kind: 'number', key: 'max_mb', label: 'maxMb', min: 1, max: 200, placeholder: '20' },
      { kind: 'texts', key: 'accept', label: 'accept', placeholder: 'acceptHint' },
    ],
    noDefault: true,
    fixed: true,
  },
};

/** Types that a field's values may be given. */
export const convertible = Object.keys(typeSettings).filter((type) => !typeSettings[type]?.fixed);

/** The type whose field brings a pipeline with it. */
export const PIPELINE_TYPE = 'stage';
/** The type of the field that names records of a new object. */
export const TITLE_TYPE = 'text';

export const settingsOf = (type: string): TypeSettings => typeSettings[type] ?? { settings: [] };

/** Why a type cannot be added to the object, if so. */
export const missingFor = (type: string, scope: FreshScope): FieldWord | undefined => {
  if (!settingsOf(type).fresh || settingsOf(type).fresh?.(scope)) return undefined;
  return scope.target === undefined ? 'noTarget' : 'noRelation';
};

