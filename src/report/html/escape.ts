/** Text -> what stands for it in HTML and in its attributes, and back. */

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const CHARACTERS = Object.fromEntries(Object.entries(ENTITIES).map(([char, entity]) => [entity, char]));

export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ENTITIES[char]);
}

export function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot);/g, (entity) => CHARACTERS[entity]);
}
