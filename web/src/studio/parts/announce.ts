/** What a screen reader hears while something is dragged. */
import type { Announcements, ScreenReaderInstructions } from '@dnd-kit/core';
import { useMemo } from 'react';
import { useT } from '../locale';

export function useAnnouncements(nameOf: (id: string) => string): { announcements: Announcements; screenReaderInstructions: ScreenReaderInstructions } {
  const t = useT();
  return useMemo(() => {
    const name = (id: string | number) => nameOf(String(id));
    return {
      screenReaderInstructions: { draggable: t('dragHow') },
      announcements: {
        onDragStart: ({ active }) => t('dragStarted', { name: name(active.id) }),
        onDragOver: ({ active, over }) => (over ? t('dragOver', { name: name(active.id), over: name(over.id) }) : t('dragNowhere', { name: name(active.id) })),
        onDragEnd: ({ active, over }) => (over ? t('dragDropped', { name: name(active.id), over: name(over.id) }) : t('dragCancelled', { name: name(active.id) })),
        onDragCancel: ({ active }) => t('dragCancelled', { name: name(active.id) }),
      },
    };
  }, [t, nameOf]);
}
