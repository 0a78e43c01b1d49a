// KPI definitions, as `make docs-partials` copies them from the models' docs blocks.
import { marked } from 'marked';

const texts = import.meta.glob('../../partials/kpi/*.md', {
	query: '?raw',
	import: 'default',
	eager: true
});

export function definitionHtml(key) {
	const text = texts[`../../partials/kpi/${key.replace(/^kpi_/, '')}.md`];
	return text === undefined ? null : marked.parse(text);
}
