import { expect, onTestFinished, test } from 'vitest';
import { prometheusText } from '../../../adapters/web/metrics.ts';
import type { ChannelReport } from '../../../src/delivery/report.ts';
import { startServer } from './desk-server.ts';

const report: ChannelReport = {
  channel: 'web',
  inbox: { waiting: 3, failedBefore: 1, oldestSeconds: 12 },
  outbox: { waiting: 4, failedBefore: 0, oldestSeconds: 5 },
  sends: { delivered: 100, undeliverable: 2, failed: 7, refusing: true },
  cutOff: false,
};

test('the figures are given as JSON, and to Prometheus in its own format', async () => {
  const server = await startServer({ metrics: async () => [report] });
  onTestFinished(() => server.stop());
  const json = await fetch(`${server.url}/metrics`);
  expect(json.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await json.json()).toEqual({ channels: [report] });

  const accept = 'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2';
  const text = await fetch(`${server.url}/metrics`, { headers: { Accept: accept } });
  expect(text.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await text.text()).toBe(prometheusText([report]));
});

test('each figure has its help, its type and a sample a channel', () => {
  const lines = prometheusText([report, { ...report, channel: 'a"b\\c' }]).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    '# HELP dorpsbalie_inbox_waiting Events that wait to be handled.',
    '# TYPE dorpsbalie_inbox_waiting gauge',
    'dorpsbalie_inbox_waiting{channel="web"} 3',
    'dorpsbalie_inbox_waiting{channel="a\\"b\\\\c"} 3',
  ]);
  expect(lines).toContain('dorpsbalie_sends_failed_total{channel="web"} 7');
  expect(lines).toContain('dorpsbalie_channel_refusing{channel="web"} 1');
  expect(lines).toContain('dorpsbalie_channel_cut_off{channel="web"} 0');
  expect(lines.at(-1)).toBe('');
});
