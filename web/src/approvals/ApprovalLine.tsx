/** What happened in an approval, as a line on the timeline. */
import type { Change } from '@/api';
import { useT, type ApprovalWord } from './locale';

interface Told { act: string; step: string | null; to: string | null }

export function ApprovalLine({ change }: { change: Change }) {
  const t = useT();
  const told = change.after as Told;
  const said = t(`act.${told.act}` as ApprovalWord, { to: told.to ?? '' });
  return (
    <div className="m-change">
      <span className="m-faint">{change.label}{told.act === 'step_approved' && told.step ? ` · ${told.step}` : ''}</span>
      <span className="m-change-value">{said}</span>
    </div>
  );
}
