/**
 * Columns that only some audiences get stand in a folder named for their topic, in a file named as the one that lists
 * the others. A site for an audience without the topic is built without the folder, and its tables without the columns.
 *
 * @param {Record<string, Record<string, object[]>>} files Modules of the topic folders, as import.meta.glob gives them.
 * @returns {(list: string, columns: object[]) => object[]} Adds to a list what the folders hold for it, at the end.
 */
export const withTopics = (files) => (list, columns) => [
	...columns,
	...Object.values(files).flatMap((file) => file[list] ?? [])
];
