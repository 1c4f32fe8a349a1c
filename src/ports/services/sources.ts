/** What services must apply. */

/** A source that waits to be applied: up to byte `size` of the file at `path`, to its end where `final`. */
export interface SourceNotice {
  source: string;
  path: string;
  size: number;
  final: boolean;
}

/** What services must apply, kept beside the state: a job may be lost, and what is pending is found again from here. */
export interface SourceRegistry {
  /** `size` only grows, and `final` stays. */
  announce(notice: SourceNotice): Promise<void>;
  announced(): Promise<SourceNotice[]>;
  /** For a source applied to its end; one that grew meanwhile stays. */
  forget(notice: SourceNotice): Promise<void>;
}
