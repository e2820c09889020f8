/** Conditions as they were asked: each with the values it found and whether it holds. */
import { CircleCheck, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCatalog, type Filter, type Refs, type RuleCondition } from '@/api';
import { fieldText, useFieldContext } from '@/fields';
import { resolvePath, useSayFilter } from '@/filter';
import { useT } from './locale';
import './why.css';

export function Conditions({ object, conditions, refs }: { object: string; conditions: RuleCondition[]; refs?: Refs }) {
  const t = useT();
  const sayFilter = useSayFilter();
  const value = useValue(object, refs);
  const asked = (asks: unknown) => (typeof asks === 'string' ? `${t('expression')} ${asks}` : sayFilter(object, asks as Filter));
  return (
    <>
      {conditions.map((condition) => (
        <Line key={condition.at} good={condition.holds}>
          {asked(condition.asks)} <span className="m-faint">{t(condition.holds ? 'holds' : 'fails')}{Object.entries(condition.values).map(([path, found]) => ` · ${value(path, found)}`).join('')}</span>
          {condition.error && <span className="m-danger"> {condition.error}</span>}
        </Line>
      ))}
    </>
  );
}

export function Line({ good, children }: { good: boolean; children: ReactNode }) {
  const Icon = good ? CircleCheck : CircleX;
  return <li className={`m-run m-run-${good ? 'done' : 'failed'}`}><Icon size={16} aria-hidden /><div className="m-grow">{children}</div></li>;
}

/** A field by name, with what it held. */
function useValue(object: string, refs?: Refs) {
  const catalog = useCatalog();
  const context = useFieldContext(refs);
  return (path: string, found: unknown) => {
    const resolved = resolvePath(catalog, object, path, context.label);
    const text = resolved?.field && found !== null ? fieldText(resolved.field, found, context) : found === null ? '' : String(found);
    return `${resolved?.trail.join(' › ') ?? path}: ${text || '—'}`;
  };
}
