// The active theme's colours as a store, for charts: their canvas cannot read CSS variables.
import { readable } from 'svelte/store';
import { themes } from '$evidence/themes';

const current = () => document.documentElement.getAttribute('data-theme') ?? 'light';

export const themeColors = readable(themes.light.colors, (set) => {
	if (typeof document === 'undefined') return;
	const update = () => set((themes[current()] ?? themes.light).colors);
	const observer = new MutationObserver(update);
	observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
	update();
	return () => observer.disconnect();
});
