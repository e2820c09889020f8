/** A dashboard as the catalog defines it: cards on a grid of twelve columns. Knows no object by name. */
import { LayoutDashboard } from 'lucide-react';
import { useParams } from 'react-router';
import { useCatalog } from '@/api';
import { useLabel } from '@/i18n';
import { Empty, PageHead } from '@/ui';
import { CardView } from './cards';
import './dashboard.css';
import { useT } from './locale';

export default function Dashboard() {
  const { key } = useParams();
  const t = useT();
  const label = useLabel();
  const { dashboards } = useCatalog();
  const found = dashboards.find((dashboard) => dashboard.key === key);
  if (!found) return <Empty icon={<LayoutDashboard size={32} />} title={t('missing')} hint={t('missingHint')} />;
  return (
    <>
      <PageHead title={label(found.label)} icon={<LayoutDashboard size={18} aria-hidden />} />
      <div className="m-dash" data-testid="dashboard">
        {found.cards.map((card) => <CardView key={card.key} card={card} />)}
      </div>
    </>
  );
}
