/** How a rule has fared lately, beside it in the list; what failed leads to its runs. */
import { TriangleAlert } from 'lucide-react';
import { Link } from 'react-router';
import type { RuleStanding } from '@/api';
import { useFormat } from '@/i18n/format';
import { useT } from './locale';

/** Counted no further. */
const MOST = 10_000;

export function Fared({ standing }: { standing: RuleStanding }) {
  const t = useT();
  const format = useFormat();
  const count = (runs: number) => (runs > MOST ? t('more', { count: format.number(MOST) }) : format.number(runs));
  const runs = `/runs?rule=${encodeURIComponent(standing.rule)}`;
  return (
    <span className="s-fared">
      {standing.last
        ? <Link to={runs} className="m-faint" title={format.dateTime(standing.last.at)}>{t('last', { at: format.when(standing.last.at) })} · {t('ran', { count: count(standing.runs) })}</Link>
        : <span className="m-faint">{t('notYet')}</span>}
      {standing.failed > 0 && <Link to={`${runs}&state=failed`} className="m-danger"><TriangleAlert size={13} aria-hidden /> {t('failures', { count: count(standing.failed) })}</Link>}
      {standing.held > 0 && standing.held_until && <span className="m-soft">{t('held', { count: format.number(standing.held), at: format.when(standing.held_until) })}</span>}
    </span>
  );
}
