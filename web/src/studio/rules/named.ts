/** What can be chosen beside the fields of the record at hand: the record around it with its fields, what earlier steps made. Pure. */
import type { Catalog, Field } from '@/api';
import { pathsOf } from '@/filter';
import type { PathGroup } from '@/filter/paths';
import type { Translate } from '@/i18n';
import type { RuleWord } from './locale';
import { BODY, PARENT, type Standing } from './standing';
import type { StepWord } from './words';

type Say = (label: Field['label'] | null | undefined) => string;

export function namedPaths(catalog: Catalog, { names = {} }: Standing, say: Say, t: Translate<RuleWord>, steps: Translate<StepWord>): PathGroup[] {
  const object = (key: string | undefined) => say(catalog.objects[key ?? '']?.label);
  const made = Object.keys(names).filter((name) => name !== PARENT && name !== BODY).map((name) => ({
    path: `$${name}`, label: names[name] ? t('createdOne', { object: object(names[name]), name }) : steps('say.named', { name }), type: '',
  }));
  const outer = names[PARENT];
  const own = outer === undefined ? [] : (pathsOf(catalog, outer, say)[0]?.paths ?? []);
  const around = own.map((one) => ({ ...one, path: `$${PARENT}.${one.path}` }));
  return [
    ...(made.length > 0 ? [{ label: t('created'), whole: true, paths: made }] : []),
    ...(outer !== undefined ? [{ label: steps('parentOf', { object: object(outer) }), paths: [{ path: `$${PARENT}`, label: steps('parent'), type: '' }, ...around] }] : []),
  ];
}
