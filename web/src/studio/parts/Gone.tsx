/** An address that names what the draft does not hold. */
import { Link } from 'react-router';
import { Empty } from '@/ui';
import { useT } from '../locale';

export function Gone() {
  const t = useT();
  return <Empty title={t('gone')} hint={t('goneHint')}><Link to="/studio">{t('toStudio')}</Link></Empty>;
}
