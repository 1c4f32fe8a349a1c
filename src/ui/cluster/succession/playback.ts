/** The days of a cluster, one after the other: which is shown, and whether it goes on. */
import { useEffect, useState } from "react";

const DAY_MS = 140;

export interface Playback {
  /** From the first; null: all days are shown. */
  day: number | null;
  playing: boolean;
  toggle(): void;
  stop(): void;
}

export function usePlayback(days: number): Playback {
  const [day, setDay] = useState<number | null>(null);
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => setDay((now) => Math.min(days - 1, (now ?? -1) + 1)), DAY_MS);
    return () => clearInterval(timer);
  }, [playing, days]);
  useEffect(() => {
    if (day === days - 1) setPlaying(false);
  }, [day, days]);
  return {
    day,
    playing,
    toggle: () => {
      if (!playing && day === days - 1) setDay(null);
      setPlaying(!playing);
    },
    stop: () => {
      setPlaying(false);
      setDay(null);
    },
  };
}
