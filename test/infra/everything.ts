import type { MediaConvertJobProgressProps } from '../../infra/props.ts';

/** Props with which there is every resource that there can be, and every permission. */
export const EVERYTHING: MediaConvertJobProgressProps = {
  auth: ['API_KEY', 'COGNITO', 'OIDC', 'IAM'],
  oidc: { issuer: 'https://login.example' },
  waf: true,
  archive: true,
  dashboard: true,
  mediaBuckets: ['media-in'],
  discoverSubmitted: true,
  alarmTopicArn: 'arn:aws:sns:us-east-1:123456789012:alarms',
};
