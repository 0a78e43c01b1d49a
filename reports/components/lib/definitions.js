// KPI definitions, as render/compose.py takes them from the warehouse.
import { marked } from 'marked';
import texts from '../generated/kpi_definitions.json';

export function definitionHtml(key) {
	return key in texts ? marked.parse(texts[key]) : null;
}

export function definitionKeys() {
	return Object.keys(texts);
}
