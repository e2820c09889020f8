/** Which records a right is about: as words, and as choices of a picker. */
import { useCatalog, type ScopeDef } from '@/api';
import { useSayFilter } from '@/filter';
import { useLabel } from '@/i18n';
import { ANY } from '../model/roles';
import { useT } from './locale';

export const ACTIONS = ['read', 'update', 'delete', 'transfer', 'merge', 'export'] as const;
export const SWITCHES = ['create', 'import', 'bulk'] as const;
const PLAIN = ['own', 'shared', 'department', 'department_below', 'all'] as const;

/** A scope as the value of a picker; conditions are told apart by where they stand. */
export const valueOf = (scope: ScopeDef, at: number): string => (typeof scope === 'string' ? scope : 'follow' in scope ? `follow:${scope.follow}` : 'pool' in scope ? `pool:${scope.pool}` : `filter:${at}`);

/** The scopes for the chosen values: those that were there stay as they are, new ones come last. */
export function scopesFor(values: string[], before: ScopeDef[], fresh: () => ScopeDef): ScopeDef[] {
  const kept = before.filter((scope, at) => values.includes(valueOf(scope, at)));
  const known = before.map(valueOf);
  const added = values.filter((value) => !known.includes(value)).map((value): ScopeDef => {
    if (value === 'filter') return fresh();
    return value.startsWith('follow:') ? { follow: value.slice('follow:'.length) } : (value as ScopeDef);
  });
  return [...kept, ...added];
}

export function useScopes(object: string) {
  const t = useT();
  const label = useLabel();
  const sayFilter = useSayFilter();
  const fields = useCatalog().objects[object]?.fields ?? [];
  const follow = (key: string) => t('follow', { field: label(fields.find((field) => field.key === key)?.label) || key });
  const say = (scope: ScopeDef): string => {
    if (typeof scope === 'string') return t(`scope.${scope}`);
    if ('follow' in scope) return follow(scope.follow);
    // Refused at publish: a pool says itself who belongs to it.
    if ('pool' in scope) return scope.pool;
    return object === ANY ? t('scope.filter') : t('filterOf', { filter: sayFilter(object, scope.filter) });
  };
  const options = (scopes: ScopeDef[]) => {
    const there = scopes.map((scope, at) => ({ value: valueOf(scope, at), label: say(scope) }));
    const lookups = fields.filter((field) => field.type === 'lookup').map((field) => ({ value: `follow:${field.key}`, label: follow(field.key) }));
    const more = object === ANY ? [] : [...lookups, { value: 'filter', label: t('addFilter') }];
    const offered = [...PLAIN.map((value) => ({ value: value as string, label: t(`scope.${value}`) })), ...more];
    return [...offered.filter((one) => !there.some((other) => other.value === one.value)), ...there];
  };
  return { say, options };
}
