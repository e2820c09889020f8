/** Why a rule did not run on a record: its parts one below the other, each with what was found. */
import { CircleCheck, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCatalog, useExplanation, type Filter } from '@/api';
import { fieldText, useFieldContext } from '@/fields';
import { resolvePath, useSayFilter } from '@/filter';
import { useFormat } from '@/i18n/format';
import { Bones, Failure } from '@/ui';
import { useT, type WhyWord } from './locale';

export function Explained({ object, rule, record }: { object: string; rule: string; record: string }) {
  const t = useT();
  const format = useFormat();
  const sayFilter = useSayFilter();
  const value = useValue(object);
  const { data, error, refetch } = useExplanation(object, rule, record);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones lines={3} />;
  const asked = (asks: unknown) => (typeof asks === 'string' ? `${t('expression')} ${asks}` : sayFilter(object, asks as Filter));
  return (
    <div role="status">
      <p><b>{data.because}</b></p>
      <ul className="m-runs">
        <Line good={data.enabled}>{t(data.enabled ? 'enabled' : 'disabled')}</Line>
        {data.set_off !== null && (
          <Line good={data.set_off}>
            {t(data.set_off ? 'heard' : 'unheard')}
            {data.due && <span className="m-faint"> · {t('due', { at: format.dateTime(data.due) })}</span>}
            {data.events.map((event) => (
              <span key={event.id} className={event.heard ? 's-block' : 's-block m-faint'}>
                {format.when(event.at)} {t(`kind.${event.kind}` as WhyWord)}{event.heard && ` · ${t(event.ran ? 'ran' : 'notRan')}`}
              </span>
            ))}
          </Line>
        )}
        {data.conditions.map((condition) => (
          <Line key={condition.at} good={condition.holds}>
            {asked(condition.asks)} <span className="m-faint">{t(condition.holds ? 'holds' : 'fails')}{Object.entries(condition.values).map(([path, found]) => ` · ${value(path, found)}`).join('')}</span>
            {condition.error && <span className="m-danger"> {condition.error}</span>}
          </Line>
        ))}
      </ul>
    </div>
  );
}

function Line({ good, children }: { good: boolean; children: ReactNode }) {
  const Icon = good ? CircleCheck : CircleX;
  return <li className={`m-run m-run-${good ? 'done' : 'failed'}`}><Icon size={16} aria-hidden /><div className="m-grow">{children}</div></li>;
}

/** A field by name, with what it held. */
function useValue(object: string) {
  const catalog = useCatalog();
  const context = useFieldContext();
  return (path: string, found: unknown) => {
    const resolved = resolvePath(catalog, object, path, context.label);
    const text = resolved?.field && found !== null ? fieldText(resolved.field, found, context) : found === null ? '' : String(found);
    return `${resolved?.trail.join(' › ') ?? path}: ${text || '—'}`;
  };
}
