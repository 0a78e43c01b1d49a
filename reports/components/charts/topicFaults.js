// What charts of faults show of topics that only some audiences have; empty lists where a topic's folder is left out.
const files = Object.values(import.meta.glob('./*/faults.js', { eager: true }));
const all = (name) => files.flatMap((file) => file[name] ?? []);

export const laneColumns = all('laneColumns');
export const paretoColumns = all('paretoColumns');
export const paretoBeside = all('paretoBeside');
export const paretoNotes = all('paretoNotes');
