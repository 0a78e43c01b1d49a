// KPI definitions, as render/copy-catalog.mjs gathers them from the partials.
import { marked } from 'marked';
import texts from './kpi_definitions.json';

export function definitionHtml(key) {
	return key in texts ? marked.parse(texts[key]) : null;
}

export function definitionKeys() {
	return Object.keys(texts);
}
