import type { ChannelReport } from '../../src/delivery/report.ts';

type Read = (report: ChannelReport) => number;

/** What is told of each channel: name, kind, what it is, and where it stands. */
const figures: readonly (readonly [name: string, kind: 'gauge' | 'counter', help: string, read: Read])[] = [
  ['inbox_waiting', 'gauge', 'Events that wait to be handled.', ({ inbox }) => inbox.waiting],
  ['inbox_failed_before', 'gauge', 'Waiting events that failed before.', ({ inbox }) => inbox.failedBefore],
  ['inbox_oldest_seconds', 'gauge', 'Age of the oldest waiting event.', ({ inbox }) => inbox.oldestSeconds],
  ['outbox_waiting', 'gauge', 'Messages that wait to be sent.', ({ outbox }) => outbox.waiting],
  ['outbox_failed_before', 'gauge', 'Waiting messages that failed before.', ({ outbox }) => outbox.failedBefore],
  ['outbox_oldest_seconds', 'gauge', 'Age of the oldest waiting message.', ({ outbox }) => outbox.oldestSeconds],
  ['sends_delivered_total', 'counter', 'Messages that this process delivered.', ({ sends }) => sends.delivered],
  ['sends_failed_total', 'counter', 'Attempts of this process to be made again.', ({ sends }) => sends.failed],
  [
    'sends_undeliverable_total',
    'counter',
    'Messages of this process that can never arrive.',
    ({ sends }) => sends.undeliverable,
  ],
  ['channel_refusing', 'gauge', '1 when the platform refuses everything.', ({ sends }) => Number(sends.refusing)],
  ['channel_cut_off', 'gauge', '1 when its events should come in here and cannot.', ({ cutOff }) => Number(cutOff)],
];

/** The figures in the text format of Prometheus (exposition format 0.0.4). */
export function prometheusText(reports: readonly ChannelReport[]): string {
  return figures
    .map(([name, kind, help, read]) => {
      const metric = `dorpsbalie_${name}`;
      const samples = reports.map((report) => `${metric}{channel="${escaped(report.channel)}"} ${read(report)}`);
      return [`# HELP ${metric} ${help}`, `# TYPE ${metric} ${kind}`, ...samples].join('\n');
    })
    .join('\n')
    .concat('\n');
}

function escaped(label: string): string {
  return label.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
