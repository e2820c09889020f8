/** Words of approvals. */
import { locale } from '@/i18n';

export const words = locale('approvals', {
  title: '审批', asked: '待我审批', decided: '我已处理', submitted: '我发起的', noneAsked: '没有等您审批的记录', noneAskedHint: '有记录需要您审批时，会出现在这里。', noneDecided: '还没有处理过审批', noneSubmitted: '还没有发起过审批', noneSubmittedHint: '在记录页点“提交审批”，进展会显示在这里。',
  submit: '提交审批', submitTo: '提交“{{label}}”', submitNote: '说明（可不填）', submitHint: '提交后记录会锁定，直到审批结束或撤回。', sent: '已提交审批', hidden: '无权查看的记录', someone: '无权查看的用户', system: '系统',
  locked: '记录审批中，暂时不能修改', lockedBut: '记录审批中，只能修改：{{fields}}', round: '第 {{count}} 轮', by: '{{name}} 提交于{{when}}', past: '以往的审批', details: '审批进展', waitsFor: '等待 {{names}} 审批',
  'state.pending': '审批中', 'state.approved': '已通过', 'state.rejected': '已驳回', 'state.withdrawn': '已撤回', 'state.sent_back': '已退回',
  'task.pending': '待审批', 'task.waiting': '等待中', 'task.approved': '已同意', 'task.rejected': '已驳回', 'task.sent_back': '已退回', 'task.delegated': '已转交', 'task.passed': '未处理',
  'mode.any': '一人同意即可', 'mode.all': '需全部同意', 'mode.order': '依次审批', 'progress.done': '已完成', 'progress.skipped': '已跳过', 'progress.current': '进行中', 'progress.later': '未开始', 'progress.stopped': '在此结束',
  askedBy: '{{name}} 邀请', approve: '同意', reject: '驳回', sendBack: '退回修改', delegate: '转交', addSigner: '加签', withdraw: '撤回', more: '更多', cancel: '取消', note: '意见', noteNeeded: '请写明退回原因', whom: '交给谁', link: '复制审批链接', copied: '链接已复制，7 天内可用一次', copyFailed: '复制失败，请手动复制：{{link}}',
  'ask.approve': '同意这项审批？', 'ask.reject': '驳回这项审批？', 'ask.send_back': '退回给提交人修改？', 'ask.delegate': '转交给别人审批？', 'ask.add_signer': '先请别人审批？', 'ask.withdraw': '撤回这项审批？', signerHint: '对方同意后，再轮到您审批。', withdrawHint: '撤回后记录解锁，可以修改后重新提交。', done: '已处理',
  'act.submitted': '提交审批', 'act.step_approved': '同意', 'act.approved': '审批通过', 'act.rejected': '驳回', 'act.sent_back': '退回修改', 'act.withdrawn': '撤回', 'act.delegated': '转交给 {{to}}', 'act.signer_added': '加签 {{to}}', 'act.reminded': '超时提醒', 'act.escalated': '超时升级给 {{to}}', 'act.timed_out': '超时自动处理', 'act.passed_on': '改由 {{to}} 审批',
  linkTitle: '{{name}}，请您审批', toSignIn: '登录查看全部', linkDone: '已提交您的决定', linkSeen: '您无权查看这条记录的内容，登录后可了解更多。',
}, {
  title: 'Approvals', asked: 'Waiting for me', decided: 'Decided by me', submitted: 'Submitted by me', noneAsked: 'Nothing waits for your approval', noneAskedHint: 'Records that need your approval will appear here.', noneDecided: 'You have decided nothing yet', noneSubmitted: 'You have submitted nothing yet', noneSubmittedHint: 'Choose “Submit for approval” on a record; how far it has come is shown here.',
  submit: 'Submit for approval', submitTo: 'Submit for “{{label}}”', submitNote: 'Remark (optional)', submitHint: 'The record is locked until the approval ends or is withdrawn.', sent: 'Submitted', hidden: 'A record not visible to you', someone: 'A user not visible to you', system: 'System',
  locked: 'Under approval: the record cannot be changed for now', lockedBut: 'Under approval: only {{fields}} can be changed', round: 'Round {{count}}', by: 'submitted by {{name}} {{when}}', past: 'Earlier approvals', details: 'Progress', waitsFor: 'Waiting for {{names}}',
  'state.pending': 'Under way', 'state.approved': 'Approved', 'state.rejected': 'Rejected', 'state.withdrawn': 'Withdrawn', 'state.sent_back': 'Sent back',
  'task.pending': 'Waiting', 'task.waiting': 'Later', 'task.approved': 'Approved', 'task.rejected': 'Rejected', 'task.sent_back': 'Sent back', 'task.delegated': 'Passed on', 'task.passed': 'Not needed',
  'mode.any': 'One of them', 'mode.all': 'All of them', 'mode.order': 'One after the other', 'progress.done': 'Done', 'progress.skipped': 'Skipped', 'progress.current': 'Under way', 'progress.later': 'Later', 'progress.stopped': 'Ended here',
  askedBy: 'asked by {{name}}', approve: 'Approve', reject: 'Reject', sendBack: 'Send back', delegate: 'Pass on', addSigner: 'Ask somebody first', withdraw: 'Withdraw', more: 'More', cancel: 'Cancel', note: 'Remark', noteNeeded: 'Say why it is sent back', whom: 'To whom', link: 'Copy a link to decide', copied: 'Copied; it works once, within 7 days', copyFailed: 'Copy it yourself: {{link}}',
  'ask.approve': 'Approve this?', 'ask.reject': 'Reject this?', 'ask.send_back': 'Send it back to be changed?', 'ask.delegate': 'Let somebody else decide?', 'ask.add_signer': 'Ask somebody else first?', 'ask.withdraw': 'Withdraw it?', signerHint: 'When they agree it is your turn again.', withdrawHint: 'The record is open again and can be submitted anew.', done: 'Done',
  'act.submitted': 'Submitted', 'act.step_approved': 'Agreed', 'act.approved': 'Approved', 'act.rejected': 'Rejected', 'act.sent_back': 'Sent back', 'act.withdrawn': 'Withdrawn', 'act.delegated': 'Passed on to {{to}}', 'act.signer_added': '{{to}} is asked first', 'act.reminded': 'Reminded: overdue', 'act.escalated': 'Overdue: {{to}} is asked instead', 'act.timed_out': 'Decided because it was overdue', 'act.passed_on': '{{to}} is asked instead',
  linkTitle: '{{name}}, your approval is asked', toSignIn: 'Sign in to see everything', linkDone: 'Your decision was taken', linkSeen: 'You may not see what the record says; sign in to learn more.',
});

export const useT = words.useT;
export type ApprovalWord = Parameters<ReturnType<typeof words.useT>>[0];
