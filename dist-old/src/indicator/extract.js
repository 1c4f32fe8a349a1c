import { parseEmail } from "./email.js";
import { KINDS } from "./kinds.js";
import { deletions, foldWords, soundOf } from "./name.js";
import { parseSimhash, simhash } from "./prompt.js";
/** A kind's number by its name. */
export const K = Object.fromEntries(KINDS.map(({ name, code }) => [name, code]));
const USER_AGENT_LENGTH = 200;
const SHORTEST_PHONE = 5;
const SUBSCRIBER_DIGITS = 4;
export function observe(event, values, out) {
    if (event.type === "status")
        return;
    if (event.type === "usage")
        observeUsage(event, values, out);
    else
        observeParticulars(event, values, out);
    const { network, client, attributes } = event;
    if (network)
        observeNetwork(network, event.type === "usage" ? K.ip : K.signup_ip, values, out);
    if (client)
        observeClient(client, network?.country, values, out);
    if (attributes)
        for (const name in attributes)
            text(values.attribute(name), attributes[name], values, out);
}
export const asSent = (text) => text;
export const upper = (text) => text.toUpperCase();
export const asnDigits = (asn) => String(typeof asn === "number" ? asn : Number(asn.replace(/^as/i, "")));
export const agentText = (agent) => agent.slice(0, USER_AGENT_LENGTH);
export const toolchainText = (ja4, agent) => `${ja4} ${agentText(agent)}`;
export const localeText = (language, timezone, country) => `${language} ${timezone} ${upper(country)}`;
/** The number of the value seen, or -1 where there is none. */
function see(kind, value, normalise, values, out) {
    if (value === undefined)
        return -1;
    const number = values.of(kind, value, normalise);
    if (number >= 0)
        out.push(number);
    return number;
}
function text(kind, value, values, out) {
    return see(kind, value, asSent, values, out);
}
function observeUsage(event, values, out) {
    text(K.api_key, event.api_key, values, out);
    text(K.model, event.model, values, out);
}
/** The fingerprint of what was asked, or null: every one is new, so it is no numbered value. */
export function printOf({ prompt_simhash, prompt }) {
    return prompt_simhash ? parseSimhash(prompt_simhash) : prompt ? simhash(prompt) : null;
}
function observeNetwork({ ip, asn, country, kind }, addressKind, values, out) {
    if (ip) {
        out.push(values.ofAddress(addressKind, ip));
        out.push(values.ofAddress(K.net, ip));
    }
    see(K.asn, asn, asnDigits, values, out);
    see(K.country, country, upper, values, out);
    text(K.network_kind, kind, values, out);
}
function observeClient({ device, user_agent, ja4, language, timezone }, country, values, out) {
    text(K.device, device, values, out);
    const print = text(K.ja4, ja4, values, out);
    const agent = see(K.user_agent, user_agent, agentText, values, out);
    if (print >= 0 && agent >= 0) {
        const known = values.pairOf(K.toolchain, print, agent);
        out.push(known >= 0 ? known : values.addPair(K.toolchain, print, agent, toolchainText(ja4, user_agent)));
    }
    const tongue = text(K.language, language, values, out);
    const zone = text(K.timezone, timezone, values, out);
    if (tongue < 0 || zone < 0 || country === undefined)
        return;
    const place = values.of(K.country, country, upper);
    if (place < 0)
        return;
    const spoken = values.pair(tongue, zone);
    const known = values.pairOf(K.locale, spoken, place);
    out.push(known >= 0 ? known : values.addPair(K.locale, spoken, place, localeText(language, timezone, country)));
}
function observeParticulars({ email, phone, name, organization, payment, identity, promo, referrer }, values, out) {
    if (email)
        observeEmail(email, values, out);
    if (phone)
        observePhone(phone, values, out);
    if (name)
        observeName(name, values, out);
    if (organization)
        text(K.organization, foldWords(organization).join(" "), values, out);
    text(K.document, identity?.document, values, out);
    text(K.payment, payment?.fingerprint, values, out);
    text(K.bin, payment?.bin, values, out);
    text(K.payment_kind, payment?.kind, values, out);
    see(K.payment_country, payment?.country, upper, values, out);
    text(K.promo, promo, values, out);
    text(K.referrer, referrer, values, out);
}
function observeEmail(email, values, out) {
    const parts = parseEmail(email);
    if (!parts)
        return;
    text(K.email, `${parts.local}@${parts.domain}`, values, out);
    text(K.email_domain, parts.domain, values, out);
    text(K.email_shape, parts.shape, values, out);
    text(K.email_local, parts.local, values, out);
    text(K.email_stem, parts.stem, values, out);
}
function observePhone(phone, values, out) {
    const digits = phone.normalize("NFKC").replace(/\D/g, "").replace(/^00/, "");
    if (digits.length < SHORTEST_PHONE)
        return;
    text(K.phone, digits, values, out);
    text(K.phone_prefix, digits.slice(0, -SUBSCRIBER_DIGITS), values, out);
}
function observeName(name, values, out) {
    const words = foldWords(name);
    text(K.name, words.toSorted().join(" "), values, out);
    for (const word of words)
        for (const number of values.group(word, numbersOfWord))
            out.push(number);
}
/** What a word of a name stands for: itself, its sound, and the words one letter away. */
function numbersOfWord(word, values) {
    const sound = soundOf(word);
    const near = deletions(word).map((form) => values.of(K.name_near, form, asSent));
    return [values.of(K.name_word, word, asSent), ...(sound === null ? [] : [values.of(K.name_sound, sound, asSent)]), ...near];
}
//# sourceMappingURL=extract.js.map