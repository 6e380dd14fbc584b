/** What stands at a path that a board gave. `path` is the real one, links followed. */
export type Place = { kind: 'folder' | 'file'; path: string } | { kind: 'missing'; path: string };

/** A file below a folder. */
export interface ListedFile {
  /** Path inside the folder, with forward slashes. */
  path: string;
  bytes: number;
}

/** Something below a folder that could not be looked at; what the archive has of it stays. */
export interface UnreadablePlace {
  /** Path inside the folder, with forward slashes; empty for the folder itself. */
  path: string;
  /** Why, in Dutch. */
  reason: string;
}

/** What stands below a folder. */
export interface Listing {
  files: readonly ListedFile[];
  unreadable: readonly UnreadablePlace[];
}

/** Port: the files of a board. */
export interface FileSource {
  /** What stands at a path. */
  look(path: string): Promise<Place>;
  /**
   * All files below a folder, however deep, by path; hidden ones are passed over, a loop of links is followed once. A link to
   * something outside the folder is unreadable, and so is what is neither file nor folder.
   */
  list(folder: string): Promise<Listing>;
  /** A file's size in bytes; undefined when there is no such file, or it is a link to one outside the folder. */
  size(folder: string, path: string): Promise<number | undefined>;
  /** A file's bytes. Throws when it cannot be read. */
  read(folder: string, path: string): Promise<Uint8Array>;
  /** The folder and name of a file. */
  split(file: string): { folder: string; name: string };
  /** The path of a file inside a folder, with forward slashes; undefined when it lies outside. */
  inside(folder: string, file: string): string | undefined;
}
