import type { JobProgressElement } from 'mediaconvert-job-progress/element';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type ElementProps = DetailedHTMLProps<HTMLAttributes<JobProgressElement>, JobProgressElement>;

/** `<job-progress>` for JSX. React 18 sets whatever it is given as an attribute, `false` too: `quiet` is `''` or left out. */
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'job-progress': ElementProps & {
        'job-id': string;
        endpoint?: string;
        'realtime-url'?: string;
        'api-key'?: string;
        label?: string;
        quiet?: '';
      };
    }
  }
}
