/** Why a change of the catalog was not made, and where to go about it. */
import { Link } from 'react-router';
import { errorText } from '@/ui';
import { UnpublishedChanges } from './catalogEdit';
import { useT } from './locale';

export function EditFailure({ failure }: { failure: unknown }) {
  const t = useT();
  if (failure === undefined) return null;
  if (failure instanceof UnpublishedChanges) {
    return <div className="m-danger i-whole" role="alert">{t('draftOpen')} <Link to="/studio" target="_blank">{t('toStudio')}</Link></div>;
  }
  return <div className="m-danger i-whole" role="alert">{t('notChanged', { message: errorText(failure) })}</div>;
}
