/**
 * Whether `text` matches an IAM pattern: `*` stands for any characters, also none, and `?` for exactly one.
 * Takes time proportional to pattern × text at most, whatever the pattern.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  // Where to go on when the characters after the last `*` turn out not to match: let that `*` take one more.
  let star = -1;
  let starText = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      starText = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++starText;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/**
 * Whether an ARN matches a pattern part by part: a wildcard does not reach over one of the first five colons.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchesArn(pattern: string, arn: string): boolean {
  const patternParts = arnParts(pattern);
  const parts = arnParts(arn);
  return (
    patternParts.length === parts.length &&
    patternParts.every((part, index) => matchesWildcard(part, parts[index] ?? ''))
  );
}

/** The five parts before the resource, and the resource with whatever colons it has. */
function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
