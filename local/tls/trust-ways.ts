import type { LocalCa } from './open-local-ca.ts';

/** How a client comes to trust the local certificate authority, and how it stops: a command each, or what to do by hand. */
export type TrustWay = { client: string; trust: string; undo: string };

/** How each kind of client comes to trust an authority. Commands for Windows are for its own shell, the others for a POSIX one. */
export function trustWays({ certificateFile, name }: Pick<LocalCa, 'certificateFile' | 'name'>): TrustWay[] {
  const file = quoted(certificateFile);
  const anchor = `/usr/local/share/ca-certificates/${name.toLowerCase().replaceAll(' ', '-')}.crt`;
  return [
    {
      client: 'Node (any client in it, Amplify and Apollo among them)',
      trust: `NODE_EXTRA_CA_CERTS=${file} node app.js`,
      undo: 'leave the variable out',
    },
    {
      client: 'curl',
      trust: `curl --cacert ${file} https://localhost:4000/`,
      undo: 'leave the option out',
    },
    {
      client: 'Chromium and Chrome on Linux (certutil: libnss3-tools on Debian and Ubuntu, nss-tools on Fedora)',
      trust: `mkdir -p "$HOME/.pki/nssdb" && certutil -d sql:"$HOME/.pki/nssdb" -A -t C,, -n ${quoted(name)} -i ${file}`,
      undo: `certutil -d sql:"$HOME/.pki/nssdb" -D -n ${quoted(name)}`,
    },
    {
      client: 'Firefox on Linux',
      trust: `Settings, Privacy & Security, View Certificates, Authorities, Import: ${certificateFile}, to identify websites`,
      undo: `in the same place, Delete or Distrust ${name}`,
    },
    {
      client: 'macOS: Safari, Chrome, Firefox',
      trust: `security add-trusted-cert -r trustRoot -p ssl -k "$HOME/Library/Keychains/login.keychain-db" ${file}`,
      undo: `security remove-trusted-cert ${file} && security delete-certificate -c ${quoted(name)}`,
    },
    {
      client: 'Windows: Edge, Chrome, Firefox',
      trust: `certutil -user -addstore Root "${certificateFile}"`,
      undo: `certutil -user -delstore Root "${name}"`,
    },
    {
      client: 'Debian and Ubuntu: curl, Python, Go and the like',
      trust: `sudo cp ${file} ${anchor} && sudo update-ca-certificates`,
      undo: `sudo rm ${anchor} && sudo update-ca-certificates --fresh`,
    },
    {
      client: 'Fedora: curl, Python, Go and the like',
      trust: `sudo trust anchor --store ${file}`,
      undo: `sudo trust anchor --remove ${file}`,
    },
  ];
}

/** The text as one word of a POSIX shell. */
function quoted(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
