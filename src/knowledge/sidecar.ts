/** What the name of a sidecar ends in: `brochure.pdf.meta.yaml` lies beside `brochure.pdf`. */
const ending = '.meta.yaml';

/** Whether a path is that of a sidecar. */
export function isSidecar(path: string): boolean {
  return path.toLowerCase().endsWith(ending);
}

/** Where the sidecar of a file lies: its whole name with `.meta.yaml` behind it. */
export function sidecarOf(path: string): string {
  return path + ending;
}

/** The file that a sidecar belongs to. */
export function documentOf(sidecar: string): string {
  return sidecar.slice(0, -ending.length);
}
