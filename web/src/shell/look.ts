/** Starting to look through somebody's eyes: asked first, then everything is read anew as they see it. */
import { App } from 'antd';
import { lookThrough } from '@/api';
import { errorText } from '@/ui';
import { useT as useCommon } from '@/ui/locale';
import { useT } from './locale';

/** Asks, and goes to `path` with the eyes of this person. */
export function useLook() {
  const t = useT();
  const common = useCommon();
  const { modal, message } = App.useApp();
  const begin = async (id: string, path: string) => {
    try {
      await lookThrough(id);
      // A page loaded anew holds nothing of what its user saw before.
      window.location.assign(path);
    } catch (error) {
      void message.error(errorText(error));
    }
  };
  return (id: string, name: string, path = '/') =>
    void modal.confirm({ title: t('lookAsk', { name }), content: t('eyesHint'), okText: t('lookGo'), cancelText: common('cancel'), onOk: () => begin(id, path) });
}
