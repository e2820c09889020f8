/** Words of the versions. */
import { locale } from '@/i18n';

export const versionWords = locale('studio.versions', {
  title: '版本', hint: '每次发布都会留下一个版本。回退会把那个版本重新发布一次，草稿不受影响，记录也不会丢。', version: '版本 {{n}}', current: '当前', rollBack: '回退到这里', rolledBack: '已回到版本 {{from}} 的样子，发布为版本 {{to}}', noMessage: '（没有说明）', system: '系统', none: '还没有发布过', sure: '回退到版本 {{n}}？', sureHint: '立即对所有人生效，也可以再回来。',
}, {
  title: 'Versions', hint: 'Every publish leaves a version. Going back publishes that version again; the draft stays, and no record is lost.', version: 'Version {{n}}', current: 'Current', rollBack: 'Go back to this', rolledBack: 'Back to version {{from}}, published as version {{to}}', noMessage: '(no message)', system: 'System', none: 'Nothing was published yet', sure: 'Go back to version {{n}}?', sureHint: 'It is live for everybody at once, and you can return.',
});

export const useT = versionWords.useT;
