/** Port: what channels remember of their platforms, such as which place there holds which conversation. */
export interface ChannelNoteStore {
  /** All notes of a channel, by their topic. */
  notesOf(channel: string): Promise<ReadonlyMap<string, string>>;
  /** Writes a note, over what stood under its topic; null takes it away. */
  writeNote(channel: string, topic: string, value: string | null): Promise<void>;
}
