/** What the audit log tells of, in the order it is offered. */
export const logKinds = [
  'sign_in', 'sign_in_failed', 'sign_out', 'locked_out', 'password_changed', 'two_factor_on', 'two_factor_off', 'token_made', 'token_revoked', 'session_revoked', 'identity_unlinked',
  'invited', 'password_forgotten', 'permission', 'catalog', 'reveal', 'export', 'purge', 'share', 'handover', 'look_through', 'who_sees', 'setting', 'retention', 'key_rotated',
] as const;

export const recordKinds = ['created', 'updated', 'moved', 'deleted', 'restored', 'purged', 'note', 'merged', 'approval'] as const;

export type Kind = (typeof logKinds)[number] | (typeof recordKinds)[number];

/** What the engine says is one of these. */
export const kindOf = (name: string) => name as Kind;

export const ofRecords = (name: string) => recordKinds.some((kind) => kind === name);
