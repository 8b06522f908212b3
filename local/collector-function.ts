import type { Assembly, Resource } from './assembly/assembly.ts';

/** The function that the stack's event queue feeds. Throws when there is none. */
export function collectorFunction({ resources, outputs }: Assembly): Resource {
  const queue = resources.find(({ type, ref }) => type === 'AWS::SQS::Queue' && ref === outputs['EventQueueUrl']);
  const mapping = resources.find(
    ({ type, properties }) =>
      type === 'AWS::Lambda::EventSourceMapping' && properties['EventSourceArn'] === queue?.attributes['Arn'],
  );
  const name = mapping?.properties['FunctionName'];
  const collector = resources.find(
    ({ type, ref, attributes }) => type === 'AWS::Lambda::Function' && (ref === name || attributes['Arn'] === name),
  );
  if (queue === undefined || collector === undefined) {
    throw new Error('the stack has no function that its event queue starts: no collector');
  }
  return collector;
}
