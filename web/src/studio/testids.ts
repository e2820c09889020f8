/** The handles that end-to-end tests hold on to in the studio. Keyboard: focus a grip, Space, arrows, Space. */

export const testids = {
  bar: 'studio-bar',
  tree: 'studio-tree',
  settings: 'studio-settings',
  changesButton: 'studio-changes-button',
  changes: 'studio-changes',
  problems: 'studio-problems',
  publish: 'studio-publish',
  publishPanel: 'studio-publish-panel',
  /** With `data-type`: a type of the palette, draggable as a whole and by keyboard. */
  paletteType: 'studio-palette-type',
  /** With `data-field`: a field that stands on no form. */
  trayField: 'studio-tray-field',
  /** With `data-section`. */
  section: 'studio-section',
  /** With `data-section`. */
  sectionGrip: 'studio-section-grip',
  /** With `data-section`: the end of a section, where a drop appends. */
  sectionEnd: 'studio-section-end',
  /** With `data-field`: draggable by mouse as a whole. */
  tile: 'studio-tile',
  /** With `data-field`: the part of the tile for the keyboard. */
  tileGrip: 'studio-tile-grip',
  /** How a field's values are kept. */
  sealing: 'studio-sealing',
  rotation: 'studio-rotation',
  /** With `data-option`. */
  optionGrip: 'studio-option-grip',
  /** With `data-stage`. */
  stage: 'studio-stage',
  /** With `data-stage`. */
  stageGrip: 'studio-stage-grip',
  addStage: 'studio-add-stage',
  removeStage: 'studio-remove-stage',
  /** With `data-rule`. */
  rule: 'studio-rule',
  sentence: 'studio-sentence',
  /** With `data-at`: where the step stands, such as `2/then/0`. */
  action: 'studio-action',
  /** With `data-kind`: a kind of step, draggable as a whole. */
  paletteKind: 'studio-palette-kind',
  /** With `data-place`: the list and how many steps of it stand before, such as `2/then:0`. */
  place: 'studio-place',
  /** With `data-approval`. */
  approval: 'studio-approval',
  /** With `data-at`: `submit`, `step:` and its key, `outcome:` and its name. */
  approvalCard: 'studio-approval-card',
  /** With `data-step`. */
  approvalGrip: 'studio-approval-grip',
  addApprovalStep: 'studio-add-approval-step',
  /** With `data-form`. */
  webform: 'studio-webform',
  /** With `data-field`: a field that a form could ask, draggable as a whole. */
  askable: 'studio-askable',
  /** With `data-field`: a question of a form. */
  asked: 'studio-asked',
  /** With `data-field`. */
  askedGrip: 'studio-asked-grip',
  /** Where a drop appends. */
  askedEnd: 'studio-asked-end',
  /** With `data-test`: which of a rule's tests. */
  test: 'studio-test',
  /** With `data-day`: a day of the calendar. */
  day: 'studio-day',
  /** With `data-secret`. */
  secret: 'studio-secret',
  /** With `data-view`. */
  viewGrip: 'studio-view-grip',
  /** With `data-entry`. */
  navGrip: 'studio-nav-grip',
} as const;
