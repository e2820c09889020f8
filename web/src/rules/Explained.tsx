/** Why a rule did not run on a record: its parts one below the other, each with what was found. */
import { useExplanation } from '@/api';
import { useFormat } from '@/i18n/format';
import { Bones, Failure } from '@/ui';
import { Conditions, Line } from './Conditions';
import { useT, type WhyWord } from './locale';

export function Explained({ object, rule, record }: { object: string; rule: string; record: string }) {
  const t = useT();
  const format = useFormat();
  const { data, error, refetch } = useExplanation(object, rule, record);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones lines={3} />;
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
              <div key={event.id} className={event.heard ? undefined : 'm-faint'}>
                {format.when(event.at)} {t(`kind.${event.kind}` as WhyWord)}{event.heard && ` · ${t(event.ran ? 'ran' : event.held_until ? 'held' : event.holds === false ? 'unmet' : 'notRan')}`}
                {event.conditions.length > 0 && <ul className="m-runs"><Conditions object={object} conditions={event.conditions} /></ul>}
              </div>
            ))}
          </Line>
        )}
        <Conditions object={object} conditions={data.conditions} />
      </ul>
    </div>
  );
}
