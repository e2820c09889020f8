/** Words around a form that anybody may fill in. */
import { locale } from '@/i18n';

export const useT = locale('webforms', {
  submit: '提交', thanks: '已提交，谢谢。', required: '请填写{{label}}', fix: '有 {{count}} 项需要修改', gone: '表单不存在或已关闭', goneHint: '请向给您链接的人确认地址。', languages: '语言', empty: '请勿填写',
}, {
  submit: 'Submit', thanks: 'Your answers were submitted. Thank you.', required: '{{label}} is required', fix: '{{count}} answers need another look', fix_one: 'One answer needs another look',
  gone: 'This form does not exist or is closed', goneHint: 'Please check the address with whoever gave it to you.', languages: 'Language', empty: 'Leave this empty',
}).useT;
