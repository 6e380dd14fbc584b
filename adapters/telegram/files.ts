import type { TelegramMessage } from './update.ts';

/** A file of a message, before it was fetched. */
export interface RemoteFile {
  id: string;
  name: string;
  /** Null when Telegram does not say. */
  bytes: number | null;
}

/** The files of a message. Of a photo the largest of its sizes. */
export function filesOf(message: TelegramMessage): RemoteFile[] {
  const { photo, document, video, audio, voice, video_note } = message;
  const found: readonly (readonly [Found | undefined, string])[] = [
    [photo?.at(-1), 'foto.jpg'],
    [document, 'bestand'],
    [video, 'video.mp4'],
    [audio, 'geluid.mp3'],
    [voice, 'spraakbericht.ogg'],
    [video_note, 'videobericht.mp4'],
  ];
  return found.flatMap(([file, name]) =>
    file ? [{ id: file.file_id, name: file.file_name ?? name, bytes: file.file_size ?? null }] : [],
  );
}

type Found = NonNullable<TelegramMessage['document']>;
