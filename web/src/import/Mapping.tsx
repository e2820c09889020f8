/** Everything before the run, on one page: the sheet, the columns, how to read them, the rehearsal. */
import type { ReactNode } from 'react';
import type { CatalogObject, ImportState } from '@/api';
import { Check } from './Check';
import { Columns } from './Columns';
import { Needed } from './Defaults';
import { useT } from './locale';
import { Reading } from './Reading';
import { Sheet } from './Sheet';
import { useChange } from './useWizard';

export function Mapping({ object, state }: { object: CatalogObject; state: ImportState }) {
  const t = useT();
  const change = useChange(state.id);
  const wizard = { object, state, change };
  return (
    <Check {...wizard}>
      <Step n={1} title={t('stepFile')}><Sheet {...wizard} /></Step>
      <Step n={2} title={t('stepColumns')}>
        <Columns {...wizard} />
        <Needed {...wizard} />
        <Reading {...wizard} />
      </Step>
    </Check>
  );
}

export function Step({ n, title, extra, children }: { n: number; title: string; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className="i-step" aria-label={title}>
      <h2><span className="i-number" aria-hidden>{n}</span>{title}{extra}</h2>
      {children}
    </section>
  );
}
