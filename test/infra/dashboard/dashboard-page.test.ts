import { describe, expect, it } from 'vitest';
import { bundlePage } from '../../../infra/dashboard/bundle-page.ts';
import type { PageFile } from '../../../functions/publisher/page-file.ts';
import { pageHeaders } from '../../../local/pages/page-headers.ts';
import { readPages } from '../../../local/pages/read-pages.ts';
import { calledActions, type Grant, grantedActions, statementsOf } from '../called-actions.ts';
import { namesOf, permissionsOf, propertiesOf, synthesize } from '../synthesize.ts';

const synthesis = synthesize({ dashboard: true });

describe('the page', () => {
  it('is the one of one machine, but for GraphiQL', async () => {
    const files = (JSON.parse(bundlePage()) as PageFile[]).map(({ path, contentType, body }) => [
      path === 'index.html' ? '/' : `/${path}`,
      contentType,
      body,
    ]);
    const served = [...(await readPages())]
      .filter(([path]) => !path.startsWith('/graphiql'))
      .map(([path, { contentType, body }]) => [path, contentType, Buffer.from(body).toString()]);

    expect(new Map(files.map((file) => [file[0], file]))).toEqual(new Map(served.map((file) => [file[0], file])));
  });

  it('has the headers of one machine, and never goes over plain HTTP', () => {
    const { ResponseHeadersPolicyConfig: config } = propertiesOf(synthesis, 'DashboardPageHeaders') as {
      ResponseHeadersPolicyConfig: {
        CustomHeadersConfig: unknown;
        SecurityHeadersConfig: { ContentSecurityPolicy: { ContentSecurityPolicy: string } };
      };
    };
    const { ContentSecurityPolicy: policy, ...others } = config.SecurityHeadersConfig;
    const local = pageHeaders({
      contentType: 'text/html',
      apiUrls: ['https://api.example/graphql', 'wss://realtime.example/graphql'],
      inlineStyles: false,
      secret: false,
    });
    const deployed = policy.ContentSecurityPolicy.replace('${ApiGraphQL.GraphQLDns}', 'api.example').replace(
      '${ApiGraphQL.RealtimeDns}',
      'realtime.example',
    );

    expect(deployed).toBe(local['content-security-policy']);
    expect(config.CustomHeadersConfig).toEqual({
      Items: [
        {
          Header: 'cross-origin-resource-policy',
          Value: local['cross-origin-resource-policy'],
          Override: true,
        },
      ],
    });
    expect(others).toEqual({
      ContentTypeOptions: { Override: true },
      ReferrerPolicy: { Override: true, ReferrerPolicy: local['referrer-policy'] },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, Override: true },
    });
  });

  it.each([
    [['API_KEY'] as const, 'API_KEY'],
    [['COGNITO', 'API_KEY'] as const, 'API_KEY'],
    [['IAM', 'COGNITO'] as const, 'TOKEN'],
  ])('is told where the API is, and with auth %j to ask for %s: nothing secret', (auth, ask) => {
    const properties = propertiesOf(synthesize({ dashboard: true, auth }), 'DashboardPagePublisherPage');

    expect(JSON.parse(String(properties['Configuration']))).toEqual({
      graphqlUrl: '${ApiGraphQL.GraphQLUrl}',
      realtimeUrl: '${ApiGraphQL.RealtimeUrl}',
      authorization: { ask },
    });
  });

  it('is read by CloudFront alone, from a private bucket, over TLS', () => {
    const distribution = propertiesOf(synthesis, 'DashboardPageDistribution') as {
      DistributionConfig: { DefaultCacheBehavior: Record<string, unknown>; Origins: Record<string, unknown>[] };
    };

    expect(propertiesOf(synthesis, 'DashboardPageBucket')).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    expect(distribution.DistributionConfig.DefaultCacheBehavior['ViewerProtocolPolicy']).toBe('redirect-to-https');
    expect(distribution.DistributionConfig.Origins.map((origin) => origin['OriginAccessControlId'])).toEqual([
      expect.stringContaining('OriginAccessControl'),
    ]);
  });

  it('is not there by default', () => {
    expect(namesOf(synthesize(), 'AWS::CloudFront::Distribution')).toEqual([]);
  });
});

describe('the publisher', () => {
  const grants: Grant[] = [
    ['s3:ListBucket', '${DashboardPageBucket.Arn}'],
    [['s3:PutObject', 's3:DeleteObject'], '${DashboardPageBucket.Arn}/*'],
    [['logs:CreateLogStream', 'logs:PutLogEvents'], '${DashboardPagePublisherLogGroup.Arn}'],
    [['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'],
  ];

  it('may write, list and delete the objects of the page, and nothing more', () => {
    expect(permissionsOf(synthesis, 'DashboardPagePublisherRole')).toEqual(statementsOf(grants));
  });

  it('is allowed each AWS operation that its source calls, and no other', () => {
    expect(calledActions('publisher', 'empty-bucket.ts')).toEqual(grantedActions(grants));
  });
});
