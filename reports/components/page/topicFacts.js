// Facts that only some audiences get, from folders named for their topic; an empty list where the folder is left out.
const files = Object.values(import.meta.glob('./*/facts.js', { eager: true }));

export const topicFacts = {
	eventFacts: files.flatMap((file) => file.eventFacts ?? []),
	assetFacts: files.flatMap((file) => file.assetFacts ?? [])
};
