/** Texts -> the texts with one letter left out, so that two texts one edit apart share one (symmetric delete, Garbe 2012). */
/** Longer or shorter texts are compared exactly only. */
const MIN_LENGTH = 4;
const MAX_LENGTH = 32;
/** A kind with more different texts than this, or nearly a new one for each sighting, is not what people type: no near texts. */
const MAX_TEXTS = 200_000;
const MAX_DISTINCT_SHARE = 0.8;
/** Null where the kind is not of texts that people type. `sightings` is how often any value was seen. */
export function nearTexts(values, text, sightings) {
    if (values < 2 || values > MAX_TEXTS || values > sightings * MAX_DISTINCT_SHARE)
        return null;
    const number = new Map();
    const texts = [];
    const start = new Uint32Array(values + 1);
    const of = [];
    for (let v = 0; v < values; v++) {
        const forms = variants(text(v).toLowerCase());
        for (const form of forms) {
            let n = number.get(form);
            if (n === undefined) {
                n = texts.length;
                number.set(form, n);
                texts.push(form);
            }
            of.push(n);
        }
        start[v + 1] = of.length;
    }
    return { start, of: Uint32Array.from(of), texts };
}
function variants(text) {
    const forms = new Set();
    if (text.length < MIN_LENGTH || text.length > MAX_LENGTH)
        return forms;
    forms.add(text);
    for (let i = 0; i < text.length; i++)
        forms.add(text.slice(0, i) + text.slice(i + 1));
    return forms;
}
//# sourceMappingURL=near-texts.js.map