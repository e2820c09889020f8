/** The handles that end-to-end tests hold on to where a role and a name are not enough. Everything else is found by role and label. */

export const testids = {
  rail: 'rail',
  bottomBar: 'bottom-bar',
  palette: 'palette',
  notices: 'notices',
  empty: 'empty',
  table: 'records-table',
  row: 'record-row',
  /** With `data-record` and `data-field`. */
  cell: 'record-cell',
  card: 'record-card',
  board: 'board',
  /** With `data-stage`. */
  column: 'board-column',
  count: 'records-count',
  filterChip: 'filter-chip',
  filterBuilder: 'filter-builder',
  bulkBar: 'bulk-bar',
  recordPage: 'record-page',
  peek: 'record-peek',
  stageBar: 'stage-bar',
  /** With `data-field`. */
  fact: 'record-fact',
  timeline: 'timeline',
  timelineItem: 'timeline-item',
  approval: 'approval',
  openForm: 'open-form',
  openFormDone: 'open-form-done',
  run: 'rule-run',
  /** Records side by side that become one. */
  merge: 'merge',
  createForm: 'create-form',
  gateDialog: 'gate-dialog',
  /** The bar that says through whose eyes is looked. */
  eyes: 'eyes',
  /** Somebody who sees a record. */
  person: 'who-person',
} as const;
