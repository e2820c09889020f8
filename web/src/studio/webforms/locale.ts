/** Words of forms that anybody may fill in, as they are built. */
import { locale } from '@/i18n';

export const useT = locale('studio.webforms', {
  forms: '外部表单', create: '新建外部表单', none: '还没有收集{{object}}的外部表单', noneHint: '把链接放到官网或发给对方，不用登录就能填写，提交后自动新建记录。', open: '开放填写', closed: '已关闭', back: '全部外部表单', settings: '表单设置', ask: '这一项',
  asks: '{{count}} 项', find: '查找字段', canAsk: '可以询问的字段', allAsked: '能问的都已在表单里', ask_field: '询问“{{name}}”', drop: '拖到这里，或点击左侧的字段', keys: 'Alt 加上下方向键挪动，Delete 移除', move: '挪动“{{name}}”', removeAsk: '不再询问',
  name: '表单名称', nameHint: '同事看到的名称，也会写在记录的动态里', title: '标题', titleHint: '不填时用表单名称', intro: '说明', thanks: '提交后的话', defaultThanks: '已提交，谢谢。', submit: '提交',
  openHint: '关闭后，打开链接的人看不到表单', link: '填写链接', publishFirst: '发布后，在这里生成填写链接。', stale: '表单有还没发布的改动，链接里看到的是已发布的样子。', owner: '交给谁', ownerHint: '不填时没有负责人，可以由规则分配', fixed: '同时设定', fixedHint: '对方看不到，也改不了，例如来源渠道。',
  label: '问法', labelHint: '不填时用字段名称', help: '提示', helpHint: '不填时用字段的提示', required: '必填', alwaysRequired: '这个字段本来就必填', remove: '删除表单', removeSure: '删除这个表单？', removeHint: '发布后链接失效；已收到的记录保留。', unknown: '没有这个字段',
}, {
  forms: 'Web forms', create: 'New web form', none: 'No web form makes a {{object}} yet', noneHint: 'Put its link on your site or send it: whoever has it fills it in without signing in, and a record is made.', open: 'Open', closed: 'Closed', back: 'All web forms', settings: 'The form', ask: 'Question',
  asks: '{{count}} questions', asks_one: '{{count}} question', find: 'Find a field', canAsk: 'Fields that can be asked', allAsked: 'Everything that can be asked is in the form', ask_field: 'Ask for “{{name}}”', drop: 'Drop it here, or click a field on the left', keys: 'Alt and arrows to move, Delete to remove', move: 'Move “{{name}}”', removeAsk: 'Ask no more',
  name: 'Name of the form', nameHint: 'What colleagues see, on the timeline of its records too', title: 'Title', titleHint: 'When empty, the name of the form', intro: 'Introduction', thanks: 'Closing words', defaultThanks: 'Your answers were submitted. Thank you.', submit: 'Submit',
  openHint: 'When closed, nobody who has the link sees the form', link: 'Link', publishFirst: 'Publish the form, then make its link here.', stale: 'Some changes are not published yet; the link shows the form as it was published.', owner: 'Given to', ownerHint: 'When empty nobody owns it; a rule may assign it', fixed: 'Set as well', fixedHint: 'Whoever fills it in neither sees nor changes it, such as where it came from.',
  label: 'Wording', labelHint: 'When empty, the name of the field', help: 'Hint', helpHint: 'When empty, that of the field', required: 'Required', alwaysRequired: 'The field itself is required', remove: 'Delete form', removeSure: 'Delete this form?', removeHint: 'Once published its link is void; the records it made stay.', unknown: 'There is no such field',
}).useT;
