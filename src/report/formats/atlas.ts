/** What an operator's figures show -> the techniques of MITRE ATLAS that they are of, as STIX attack patterns. */
import type { OperatorReport } from "../../contract/report/operator.js";

export interface Technique {
  id: string;
  name: string;
  /** Whether the operator's figures show it. */
  shown(report: OperatorReport): boolean;
}

const NETWORKS = new Set(["ip", "signup_ip", "net", "cidr", "asn", "network_kind"]);
/** So many times what is usual is sought after, not used. */
const SOUGHT = 2;

const seeks = ({ capability_rows }: OperatorReport): boolean =>
  capability_rows.some(
    ({ share, usual_share }) => share !== null && usual_share !== null && usual_share > 0 && share >= SOUGHT * usual_share,
  );

export const TECHNIQUES: readonly Technique[] = [
  { id: "AML.T0021", name: "Establish Accounts", shown: () => true },
  { id: "AML.T0040", name: "AI Model Inference API Access", shown: ({ exchanges }) => exchanges !== 0 },
  {
    id: "AML.T0008.005",
    name: "Acquire Infrastructure: AI Service Proxies",
    shown: ({ infrastructure }) => infrastructure.some(({ kind }) => NETWORKS.has(kind)),
  },
  { id: "AML.T0065", name: "LLM Prompt Crafting", shown: ({ templates }) => templates.length > 0 },
  { id: "AML.T0024.002", name: "Exfiltration via AI Inference API: Extract AI Model", shown: seeks },
  { id: "AML.T0048.004", name: "External Harms: AI Intellectual Property Theft", shown: seeks },
];
