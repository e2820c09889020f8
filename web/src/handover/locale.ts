/** Words of handing over. */
import { locale } from '@/i18n';

export const words = locale('handover', {
  handover: '转接', intro: '把一位同事名下的记录转给其他同事。转接按每条记录的正常修改进行，7 天内可以撤销。', from: '从谁转出', to: '转给谁', what: '转接哪些记录',
  toHint: '选择多位时，记录轮流分给他们', leave: '同时停用这位用户', leaveHint: '停用后立即不能登录，已登录的会话全部结束', records: '{{count}} 条', nothing: '这位用户名下没有记录',
  filter: '筛选', filtered: '已筛选', counted: '将转接 {{count}} 条记录', start: '开始转接', startLeave: '停用并转接', onlyLeave: '停用', started: '转接已开始', left: '已停用',
  past: '转接记录', none: '还没有转接过', undo: '撤销', undoConfirm: '撤销这次转接？', undoHint: '转接后没有再改过的记录会还给原来的负责人。', cancel: '取消', someone: '未知用户',
  line: '{{from}} → {{to}}', done: '已转接 {{done}} / {{total}}', undone: '已还回 {{count}}', refused: '{{count}} 条没有转接', close: '关闭', record: '记录', why: '原因',
  'state.waiting': '等待中', 'state.running': '进行中', 'state.done': '已完成', 'state.undoing': '撤销中', 'state.undone': '已撤销', 'state.failed': '失败', by: '操作人 {{name}}',
}, {
  handover: 'Handover', intro: 'Give what one colleague has to others. Each record is changed like any other, and for 7 days it can be undone.', from: 'From whom', to: 'To whom',
  what: 'Which records', toHint: 'Several people get the records in turn', leave: 'Deactivate this user as well', leaveHint: 'They can sign in no more, and their sessions end at once',
  records: '{{count}} records', nothing: 'This user has no records', filter: 'Filter', filtered: 'Filtered', counted: '{{count}} records will be handed over', start: 'Hand over',
  startLeave: 'Deactivate and hand over', onlyLeave: 'Deactivate', started: 'The handover has begun', left: 'Deactivated', past: 'Handovers so far', none: 'None yet', undo: 'Undo',
  undoConfirm: 'Undo this handover?', undoHint: 'Records that nobody changed since go back to whoever had them.', cancel: 'Cancel', someone: 'Somebody unknown', line: '{{from}} → {{to}}',
  done: '{{done}} of {{total}} handed over', undone: '{{count}} given back', refused: '{{count}} not handed over', close: 'Close', record: 'Record', why: 'Why',
  'state.waiting': 'Waiting', 'state.running': 'Under way', 'state.done': 'Done', 'state.undoing': 'Being undone', 'state.undone': 'Undone', 'state.failed': 'Failed', by: 'by {{name}}',
});

export const useT = words.useT;
