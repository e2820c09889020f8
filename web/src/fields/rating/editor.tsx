/** Gives stars; the one already given takes them away. */
import { Star } from 'lucide-react';
import { useT } from '../locale';
import type { EditorProps } from '../types';

export function RatingEditor({ field, value, onChange, onCommit, label, disabled, autoFocus, id }: EditorProps) {
  const t = useT();
  const give = (stars: number) => {
    const next = stars === value ? null : stars;
    onChange(next);
    onCommit?.(next);
  };
  return (
    <span className="m-stars" role="group" aria-label={label} id={id}>
      {Array.from({ length: field.max ?? 5 }, (_, at) => {
        const on = typeof value === 'number' && at < value;
        return (
          <button key={at} type="button" className="m-star-button" aria-label={t('stars', { count: at + 1 })} aria-pressed={value === at + 1} disabled={disabled}
            autoFocus={autoFocus && at === 0} onClick={() => give(at + 1)}>
            <Star size={18} fill={on ? 'currentColor' : 'none'} className={on ? undefined : 'm-stars-off'} aria-hidden />
          </button>
        );
      })}
    </span>
  );
}
