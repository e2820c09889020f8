/** Moving a record through its pipeline: at once, asking for what the gate wants, to be undone for ten seconds. Used by board, table and record alike. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { forgetRecord, isApiError, keys, moveRecord, patchLists, type CatalogObject, type PipelineDef, type RecordData } from '@/api';
import { useLabel } from '@/i18n';
import { errorText } from '@/ui';
import { fieldErrors } from './errors';
import type { GateQuestion } from './GateDialog';
import { useT } from './locale';
import { stageField } from './sections';

const GateDialog = lazy(() => import('./GateDialog'));

export interface Move {
  record: RecordData;
  pipeline: PipelineDef;
  stage: string;
}

const UNDO_SECONDS = 10;

export interface Mover {
  /** Resolves to whether the record stands in the stage now; a gate's question counts as not yet. */
  move: (move: Move) => Promise<boolean>;
  dialog: ReactNode;
}

export function useMove(object: CatalogObject, onMoved?: (move: Move) => void): Mover {
  const label = useLabel();
  const t = useT();
  const client = useQueryClient();
  const { message, notification } = App.useApp();
  const [question, setQuestion] = useState<GateQuestion>();

  const send = async ({ record, pipeline, stage }: Move, values?: Record<string, unknown>) => {
    const moved = await moveRecord(object.key, record.id, { pipeline: pipeline.key, stage, values });
    patchLists(client, object.key, record.id, moved.record, moved.refs);
    return moved;
  };
  const forget = ({ record }: Move) => forgetRecord(client, object.key, record.id);

  const offerUndo = (move: Move, from: string) => {
    const key = `moved-${move.record.id}`;
    const stage = label(move.pipeline.stages.find((one) => one.key === move.stage)?.label);
    const undo = async () => {
      notification.destroy(key);
      try {
        await send({ ...move, stage: from });
        void message.success(t('undone'));
        await forget(move);
      } catch (error) {
        void message.error(errorText(error));
      }
    };
    const actions = from && from !== move.stage ? <Button size="small" onClick={() => void undo()}>{t('undo')}</Button> : undefined;
    notification.open({ key, title: t('moved', { stage }), actions, duration: UNDO_SECONDS, showProgress: true, pauseOnHover: true, role: 'status' });
  };

  const move = async (wanted: Move, values?: Record<string, unknown>): Promise<boolean> => {
    const before = stageField(object, wanted.pipeline.key)?.key;
    try {
      const moved = await send(wanted, values);
      setQuestion(undefined);
      offerUndo(wanted, moved.from ?? (before ? String(wanted.record[before] ?? '') : ''));
      onMoved?.(wanted);
      // The board lets go of the card when this is done: by then its columns hold it.
      await forget(wanted);
      return true;
    } catch (error) {
      if (!isApiError(error, 'gate')) {
        void message.error(errorText(error));
        client.invalidateQueries({ queryKey: keys.record(object.key, wanted.record.id) }).catch(console.error);
        return false;
      }
      const missing = error.problem.missing ?? error.errors.map((one) => one.field.split('/').at(-1) ?? one.field);
      const text = missing.length > 0 ? undefined : error.message;
      setQuestion({ move: wanted, missing, message: text, errors: values ? fieldErrors(error) : {} });
      return false;
    }
  };

  const dialog = question && (
    <Suspense fallback={null}>
      <GateDialog key={`${question.move.record.id}-${question.move.stage}`} object={object} question={question} onCancel={() => setQuestion(undefined)}
        onFill={(values) => move(question.move, values)} />
    </Suspense>
  );
  return { move, dialog };
}
