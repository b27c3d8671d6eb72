/** Text with \n; what is sent has \r\n. `@` in the first Via stands for the sender. */
export type TortureMessage = { readonly section: string; readonly name: string; readonly text: string };

export const torture = (section: string, name: string, text: string): TortureMessage => ({
  section,
  name,
  text: text.replace(/^\n/, '').replace(/\r?\n/g, '\r\n'),
});

export const sdp = `
v=0
o=mhandley 29739 7272939 IN IP4 192.0.2.3
s=-
c=IN IP4 192.0.2.4
t=0 0
m=audio 49217 RTP/AVP 0 12
m=video 3227 RTP/AVP 31
a=rtpmap:31 LPC
`;
export const withSdp = (head: string): string =>
  `${head}Content-Type: application/sdp\nContent-Length: ${sdp.length + 7}\n${sdp}`;
export const head = (method: string, uri: string, more = ''): string => `${method} ${uri} SIP/2.0
Via: SIP/2.0/UDP @;branch=z9hG4bKt${method.length}${uri.length}${more.length}
Max-Forwards: 70
From: <sip:caller@example.net>;tag=${uri.length}
To: <sip:user@example.com>
Call-ID: torture.${method.length}.${uri.length}.${more.length}
CSeq: 8 ${method}
Contact: <sip:caller@host5.example.net>
${more}`;
export const empty = (method: string, uri: string, more = ''): string => `${head(method, uri, more)}Content-Length: 0\n\n`;
