import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeTopics } from "../src/text/topic-model.ts";
import { topicNotes } from "./topic-words.ts";

const notes = topicNotes(join(import.meta.dirname, "words"));
const bytes = encodeTopics(notes);
writeFileSync(join(import.meta.dirname, "../src/text/models/topics.bin"), bytes);
console.log(`${notes.length} notes, ${bytes.length} bytes`);
