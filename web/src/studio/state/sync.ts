/** Keeps the engine's draft equal to the one on the screen: sends what differs, soon after it changed. Knows no React. */
import { isApiError, patchDraft, readDraft, type Draft, type DraftState } from '@/api';
import { difference, type Files } from '../model/files';
import type { Saving } from './context';

const DELAY = 450;

interface Listener {
  checked: (state: DraftState) => void;
  saving: (saving: Saving, failure?: unknown) => void;
  /** The draft was changed elsewhere: what is there now, with the changes made here on top. */
  merged: (files: Files) => void;
}

export class Sync {
  private synced: Files;
  private wanted: Files;
  private state: DraftState;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | undefined;

  constructor(draft: Draft, private readonly listener: Listener) {
    this.synced = draft.files;
    this.wanted = draft.files;
    this.state = draft;
  }

  want(files: Files) {
    this.wanted = files;
    if (files === this.synced) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send().catch(() => undefined), DELAY);
  }

  /** Everything sent, or the failure. */
  async flush(): Promise<DraftState> {
    clearTimeout(this.timer);
    await this.send();
    return this.state;
  }

  /** Begins anew with what the engine has. */
  rest(draft: Draft) {
    clearTimeout(this.timer);
    this.synced = draft.files;
    this.wanted = draft.files;
    this.state = draft;
    this.listener.saving('saved');
  }

  stop() {
    clearTimeout(this.timer);
    void this.send().catch(() => undefined);
  }

  private async send(): Promise<void> {
    while (this.running) await this.running.catch(() => undefined);
    const sent = this.wanted;
    const files = difference(this.synced, sent);
    if (Object.keys(files).length === 0) return;
    this.listener.saving('saving');
    this.running = this.put(files, sent);
    try {
      await this.running;
    } catch (failure) {
      this.listener.saving('failed', failure);
      throw failure;
    } finally {
      this.running = undefined;
    }
    if (this.wanted !== this.synced) return this.send();
    this.listener.saving('saved');
  }

  private async put(files: Record<string, unknown>, sent: Files) {
    try {
      this.state = await patchDraft(this.state.revision, files);
      this.synced = sent;
    } catch (failure) {
      if (!isApiError(failure, 'stale')) throw failure;
      const theirs = await readDraft();
      const mine = difference(this.synced, this.wanted);
      const merged: Record<string, unknown> = { ...theirs.files, ...mine };
      for (const [path, content] of Object.entries(mine)) if (content === null) delete merged[path];
      this.synced = theirs.files;
      this.wanted = merged;
      this.state = theirs;
      this.listener.merged(merged);
    }
    this.listener.checked(this.state);
  }
}
