/** How many rows would become what. */
import type { Rehearsal } from '@/api';
import { useFormat } from '@/i18n/format';
import { useT } from './locale';

const tones = { create: 'green', update: 'blue', unchanged: 'grey', refuse: 'red', skip: 'grey' } as const;
const kinds = ['create', 'update', 'unchanged', 'refuse', 'skip'] as const;

export function Counts({ report }: { report: Rehearsal }) {
  const t = useT();
  const format = useFormat();
  const shown = kinds.filter((kind) => report[kind] > 0 || kind === 'create' || kind === 'refuse');
  const total = kinds.reduce((sum, kind) => sum + report[kind], 0);
  return (
    <div>
      <dl className="i-counts">
        {shown.map((kind) => (
          <div key={kind} title={kind === 'skip' ? t('skipHint') : undefined}>
            <dt><span className="m-dot" style={{ background: `var(--c-${tones[kind]}-dot)` }} />{t(kind)}</dt>
            <dd className={report[kind] === 0 ? 'm-faint' : undefined}>{format.number(report[kind])}</dd>
          </div>
        ))}
      </dl>
      <div className="i-share" aria-hidden>
        {shown.filter((kind) => report[kind] > 0).map((kind) => <span key={kind} style={{ flexGrow: total === 0 ? 0 : report[kind] / total, background: `var(--c-${tones[kind]}-dot)` }} />)}
      </div>
      {report.duplicates > 0 && <p className="i-guess">{t('duplicates', { n: format.number(report.duplicates) })}</p>}
    </div>
  );
}
