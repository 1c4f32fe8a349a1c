/** A disc a part, a dot an account: where the living are, who is tied to whom, who stands apart. */
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useCluster } from "../../lib/use-cluster.js";
import { Card } from "../drawn/card.js";
import { MapControls, MapLegend } from "../drawn/controls.js";
import { MapCanvas } from "../drawn/map-canvas.js";
import { useColours } from "../drawn/theme.js";
import { useLook } from "../drawn/use-look.js";
import { usePlaces } from "../drawn/use-places.js";
import { derivedOf, useCut } from "../shared/derived.js";
import { ViewFrame } from "../shared/frame.js";
import { accountsOf, whole } from "../shared/words.js";
import type { MapEngine } from "./engine.js";
import "../drawn/map.css";

export function MapView(): ReactNode {
  const { graph, state, anatomy } = useCluster();
  const cut = useCut();
  const colours = useColours(graph?.families);
  const [engine, setEngine] = useState<MapEngine | null>(null);
  const [lassoing, setLassoing] = useState(false);
  const { selection } = state;
  const way = useMemo(
    () => (graph === null || selection.length !== 2 ? null : derivedOf(graph).ties.way(selection[0], selection[1], cut?.cut ?? null)),
    [graph, selection, cut],
  );
  const links = useMemo(() => way?.map(({ link }) => link) ?? null, [way]);
  const seen = useLook(graph, colours, links);
  const { ground, newcomers, tidy } = usePlaces();
  const endLasso = useCallback(() => setLassoing(false), []);
  return (
    <ViewFrame
      title={`${accountsOf(anatomy.accounts)}, ${whole(anatomy.links)} ${anatomy.links === 1 ? "tie" : "ties"}: a dot an account, a disc a part`}
      controls={<MapControls engine={engine} lassoing={lassoing} onLasso={() => setLassoing(!lassoing)} />}
    >
      {graph === null || ground === null || seen === null ? (
        <p className="reading" role="status">
          Reading {whole(anatomy.accounts)} accounts …
        </p>
      ) : (
        <MapCanvas
          graph={graph}
          ground={ground}
          look={seen.look}
          engine={engine}
          onEngine={setEngine}
          lassoing={lassoing}
          onLassoEnd={endLasso}
        />
      )}
      {newcomers > 0 && (
        <p className="map-newcomers" role="status">
          {whole(newcomers)} came since: they stand at the rim.{" "}
          <button type="button" onClick={tidy}>
            Place them
          </button>
        </p>
      )}
      <MapLegend days={seen?.days ?? null} />
      {graph !== null && selection.length > 0 && <Card graph={graph} way={way} engine={engine} />}
    </ViewFrame>
  );
}
