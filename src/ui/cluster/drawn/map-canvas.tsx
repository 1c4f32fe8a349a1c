/** The canvas, what lies over it, and what hands do to it: pan, zoom, point, choose, lasso; and the walk along ties by keys. */
import { type PointerEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { GraphColumns } from "../../../contract/graph-columns.js";
import { useCluster } from "../../lib/use-cluster.js";
import { toggled } from "../../state/view-state.js";
import { MapEngine } from "../map/engine.js";
import type { Ground, Look } from "../map/picture.js";
import { useRoom } from "../shared/frame.js";
import { type Hover, Hovered } from "./hovered.js";
import { Labels } from "./labels.js";
import { FEW, Names } from "./names.js";
import { useMapKeys } from "./use-map-keys.js";

interface Given {
  graph: GraphColumns;
  ground: Ground;
  look: Look;
  engine: MapEngine | null;
  onEngine(engine: MapEngine | null): void;
  lassoing: boolean;
  onLassoEnd(): void;
}

/** Pixels that a hand may tremble in a click. */
const TREMBLE = 4;
const MOST_RATIO = 2;

export function MapCanvas({ graph, ground, look, engine, onEngine, lassoing, onLassoEnd }: Given): ReactNode {
  const { store, state } = useCluster();
  const [box, room] = useRoom<HTMLDivElement>();
  const host = useRef<HTMLDivElement>(null);
  const held = useRef<{ x: number; y: number; moved: boolean; polygon: number[] | null } | null>(null);
  const [lasso, setLasso] = useState<readonly number[] | null>(null);
  const [hover, setHover] = useState<Hover | null>(null);
  const first = useRef({ ground, look });
  const onKey = useMapKeys(graph, engine, look);

  useLayoutEffect(() => {
    const canvas = document.createElement("canvas");
    canvas.className = "map-canvas";
    host.current!.prepend(canvas);
    const made = new MapEngine(canvas, first.current.ground, Math.min(MOST_RATIO, window.devicePixelRatio));
    made.setLook(first.current.look);
    canvas.addEventListener("wheel", (event) => onWheel(made, event), { passive: false });
    onEngine(made);
    return () => {
      made.close();
      canvas.remove();
      onEngine(null);
    };
  }, [onEngine]);
  useEffect(() => {
    if (engine !== null) engine.onRest = (at) => store.look(at);
  }, [engine, store]);
  useEffect(() => {
    if (first.current.ground !== ground) engine?.setGround(ground);
    first.current = { ...first.current, ground };
  }, [engine, ground]);
  useEffect(() => {
    if (first.current.look !== look) engine?.setLook(look);
    first.current = { ...first.current, look };
  }, [engine, look]);
  const { camera } = state;
  useEffect(() => {
    if (room !== null) engine?.setRoom(room, store.state().camera);
  }, [engine, room, store]);
  useEffect(() => engine?.show(camera), [engine, camera]);

  const at = (event: PointerEvent): [number, number] => {
    const { left, top } = host.current!.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0 || (event.target as Element).closest("button") !== null) return;
    host.current!.setPointerCapture(event.pointerId);
    const [x, y] = at(event);
    held.current = { x, y, moved: false, polygon: lassoing || event.altKey ? [x, y] : null };
  };
  const onMove = (event: PointerEvent): void => {
    const [x, y] = at(event);
    const hand = held.current;
    if (engine === null) return;
    if (hand === null) {
      const account = engine.accountAt(x, y);
      const part = engine.partAt(x, y);
      const isSame = hover !== null && hover.account === account && hover.part === part;
      if (!isSame) setHover(account < 0 && part < 0 ? null : { account, part, x, y });
      return;
    }
    if (Math.abs(x - hand.x) + Math.abs(y - hand.y) > TREMBLE) hand.moved = true;
    if (!hand.moved) return;
    if (hover !== null) setHover(null);
    if (hand.polygon !== null) {
      hand.polygon.push(x, y);
      setLasso([...hand.polygon]);
      return;
    }
    engine.pan(x - hand.x, y - hand.y);
    [hand.x, hand.y] = [x, y];
  };
  const onUp = (event: PointerEvent): void => {
    const hand = held.current;
    held.current = null;
    if (hand === null || engine === null) return;
    const { selection } = store.state();
    if (hand.polygon !== null && hand.moved) {
      const inside = engine.inside(hand.polygon);
      store.select(event.shiftKey ? [...selection, ...inside] : inside);
      setLasso(null);
      onLassoEnd();
    } else if (!hand.moved) {
      const account = engine.accountAt(...at(event));
      if (account >= 0) store.select(event.shiftKey ? toggled(selection, [account]) : [account], `select ${graph.accounts[account]}`);
      else if (selection.length > 0 && !event.shiftKey) store.select([]);
    }
  };

  return (
    <div className="map" ref={box}>
      <div
        ref={host}
        className={lassoing ? "map-hands map-lassoing" : "map-hands"}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: ARIA has applications take focus, else no key comes here
        tabIndex={0}
        aria-label="Map of accounts. Arrow right goes to the strongest tie, down to a weaker one, left back; plus and minus zoom, 0 shows all. The members' table has the same accounts."
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={onUp}
        onPointerLeave={() => setHover(null)}
        onDoubleClick={(event) => {
          const { left, top } = host.current!.getBoundingClientRect();
          engine?.zoomAt(2, event.clientX - left, event.clientY - top);
        }}
        onKeyDown={onKey}
      >
        {engine !== null && room !== null && <Labels engine={engine} room={room} hovered={hover?.part ?? -1} />}
        {engine !== null && room !== null && graph.accounts.length <= FEW && (
          <Names graph={graph} ground={ground} room={room} follow={engine.follow} />
        )}
        {lasso !== null && (
          <svg className="map-over" aria-hidden="true">
            <polygon className="map-lasso" points={lasso.join(" ")} />
          </svg>
        )}
      </div>
      {hover !== null && hover.account >= 0 && room !== null && <Hovered graph={graph} hover={hover} room={room} />}
    </div>
  );
}

/** A wheel zooms, as does a pinch; what a finger pushes sideways on a pad pans. */
function onWheel(engine: MapEngine, event: WheelEvent): void {
  event.preventDefault();
  if (event.shiftKey) engine.pan(-event.deltaY, 0);
  else engine.zoomAt(1.0015 ** -Math.max(-400, Math.min(400, event.deltaY * (event.ctrlKey ? 4 : 1))), event.offsetX, event.offsetY);
}
