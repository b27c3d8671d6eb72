import { empty, head, sdp, type TortureMessage, torture, withSdp } from './sipText.ts';

/**
 * The messages of RFC 4475 ("SIP torture test messages") as data: section, name, text. The first Via names the sender (`@`), so that
 * answers come back; \x escapes stand where the RFC has bytes beyond ASCII. Long values are made as the RFC describes them.
 */
export const tortureMessages: readonly TortureMessage[] = [
  torture(
    '3.1.1.1',
    'wsinv',
    withSdp(`
INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0
TO :
 sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n
from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>
  ;
  tag = 98asjd8
MaX-fOrWaRdS: 0068
Call-ID: wsinv.ndaksdj@192.0.2.1
cseq: 0009
  INVITE
Via  : SIP  /   2.0
 /UDP
    @;branch=390skdjuw
s :
NewFangledHeader:   newfangled value
 continued newfangled value
UnknownHeaderWithUnusualValue: ;;,,;;,;
Route:
 <sip:services.example.com;lr;unknownwith=value;unknown-no-value>
v:  SIP  / 2.0  / TCP     spindle.example.com   ;
  branch  =   z9hG4bK9ikj8  ,
 SIP  /    2.0   / UDP  192.168.255.111   ; branch=
 z9hG4bK30239
m:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =
      newvalue ;
  secondparam ; q = 0.33
`),
  ),
  torture(
    '3.1.1.2',
    'intmeth',
    `
!interesting-Method0123456789_*+\`.%indeed'~ sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0
Via: SIP/2.0/UDP @;branch=z9hG4bK-.!%66*_+\`'~
To: "BEL:\x07 NUL:\x00 DEL:\x7f" <sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com>
From: token1~\` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%="\xd1\x80\xd0\xb0\xd0\xb1\xd0\xbe\xd1\x82\xd0\xb0";tag=_token~1'+\`*%!-.
Call-ID: intmeth.word%ZK-!.*_+'@word\`~)(><:\\/"][?}{
CSeq: 139122385 !interesting-Method0123456789_*+\`.%indeed'~
Max-Forwards: 255
extensionHeader-!.%*+_\`'~:\xef\xbb\xbf\xe5\xa4\xa7\xe5\x81\x9c\xe9\x9b\xbb
Content-Length: 0

`,
  ),
  torture(
    '3.1.1.3',
    'esc01',
    empty(
      'INVITE',
      'sip:sips%3Auser%40example.com@example.net',
      'Contact: <sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>\n',
    ),
  ),
  torture(
    '3.1.1.4',
    'escnull',
    empty('REGISTER', 'sip:example.com', 'Contact: <sip:%00@host5.example.com>\nContact: <sip:%00%00@host5.example.com>\nL:0\n'),
  ),
  torture(
    '3.1.1.5',
    'esc02',
    empty(
      'RE%47IST%45R',
      'sip:registrar.example.com',
      'Contact: <sip:alias1@host1.example.com>\nContact: <sip:alias3@host3.example.com>\n',
    ),
  ),
  torture('3.1.1.6', 'lwsdisp', empty('OPTIONS', 'sip:user@example.com', 'Contact: caller<sip:caller@example.com>\n')),
  torture(
    '3.1.1.7',
    'longreq',
    withSdp(
      head(
        'INVITE',
        'sip:user@example.com',
        `To: "I have a user name of ${'extreme'.repeat(10)} proportion"<sip:user@example.com:6000;unknownparam1=very${'long'.repeat(20)}value;longparam${'name'.repeat(25)}=shortvalue;very${'long'.repeat(25)}ParameterNameWithNoValue>
Unknown-${'Long'.repeat(20)}-Name: unknown-${'long'.repeat(20)}-value; unknown-${'long'.repeat(20)}-parameter-name = unknown-${'long'.repeat(20)}-parameter-value
${Array.from({ length: 34 }, (_, at) => `Via: SIP/2.0/TCP sip${33 - at}.example.com\n`).join('')}`,
      ),
    ),
  ),
  torture('3.1.1.8', 'dblreq', `${empty('REGISTER', 'sip:example.com')}${withSdp(head('INVITE', 'sip:joe@example.com'))}`),
  torture('3.1.1.9', 'semiuri', empty('OPTIONS', 'sip:user;par=u%40example.net@example.com')),
  torture(
    '3.1.1.10',
    'transports',
    empty(
      'OPTIONS',
      'sip:user@example.com',
      ['TCP t2', 'SCTP t3', 'TLS t4', 'UNKNOWN t5']
        .map((one) => `Via: SIP/2.0/${one}.example.com;branch=z9hG4bK${one.length}\n`)
        .join(''),
    ),
  ),
  torture(
    '3.1.1.11',
    'mpart01',
    `${head('MESSAGE', 'sip:kumiko@example.org')}Content-Type: multipart/mixed;boundary=7a9cbec02ceef655
Content-Length: 175

--7a9cbec02ceef655
Content-Type: text/plain

Hello
--7a9cbec02ceef655
Content-Type: application/octet-stream
Content-Transfer-Encoding: binary

\x30\x82\x01\x52\x06\x09\x2a\x86\x48\x00\xff
--7a9cbec02ceef655--
`,
  ),
  torture(
    '3.1.1.12',
    'unreason',
    'SIP/2.0 200 = 2**3 * 5**2 \xd0\xbd\xd0\xbe\nVia: SIP/2.0/UDP @;branch=z9hG4bK1324923\nCall-ID: unreason.1\nCSeq: 35 INVITE\nFrom: <sip:user@example.com>;tag=11141343\nTo: <sip:user@example.edu>;tag=2229\nContent-Length: 0\nContact: <sip:user@host198.example.com>\n\n',
  ),
  torture(
    '3.1.1.13',
    'noreason',
    'SIP/2.0 100 \nVia: SIP/2.0/UDP @;branch=z9hG4bK2398ndaoe\nCall-ID: noreason.asndj\nCSeq: 35 INVITE\nFrom: <sip:user@example.com>;tag=39ansfi3\nTo: <sip:user@example.edu>;tag=902jndnke3\nContent-Length: 0\n\n',
  ),
  torture(
    '3.1.2.1',
    'badinv01',
    withSdp(
      `${head('INVITE', 'sip:user@example.com')}Contact: "Joe" <sip:joe@example.org>;;;;\nTo: sip:j.user@example.com;;,;,,\n`,
    ),
  ),
  torture(
    '3.1.2.2',
    'clerr',
    `${head('INVITE', 'sip:user@example.com')}Content-Type: application/sdp\nContent-Length: 9999\n${sdp}`,
  ),
  torture(
    '3.1.2.3',
    'ncl',
    `${head('INVITE', 'sip:user@example.com')}Content-Type: application/sdp\nContent-Length: -999\n${sdp}`,
  ),
  torture(
    '3.1.2.4',
    'scalar02',
    empty(
      'REGISTER',
      'sip:example.com',
      'CSeq: 36893488147419103232 REGISTER\nMax-Forwards: 300\nExpires: 10000000000000000000000000000000000000000\nContact: <sip:user@host129.example.com>;expires=280297596632815\n',
    ),
  ),
  torture(
    '3.1.2.5',
    'scalarlg',
    'SIP/2.0 503 Service Unavailable\nVia: SIP/2.0/UDP @;branch=z9hG4bKzzxdiwo34sw;received=192.0.2.129\nTo: <sip:user@example.com>\nFrom: <sip:other@example.net>;tag=2easdjfejw\nCSeq: 9292394834772304023312 OPTIONS\nCall-ID: scalarlg.noase0of0234hn2qofoaf0232aewf2394r\nRetry-After: 949302838503028349304023988\nWarning: 1812 overture "In Progress"\nContent-Length: 0\n\n',
  ),
  torture('3.1.2.6', 'quotbal', withSdp(`${head('INVITE', 'sip:user@example.com')}To: "Mr. J. User <sip:j.user@example.com>\n`)),
  torture('3.1.2.7', 'ltgtruri', withSdp(head('INVITE', '<sip:user@example.com>'))),
  torture('3.1.2.8', 'lwsruri', withSdp(head('INVITE', 'sip:user@example.com; lr'))),
  torture('3.1.2.9', 'lwsstart', withSdp(head('INVITE', '  sip:user@example.com  '))),
  torture(
    '3.1.2.10',
    'trws',
    `OPTIONS sip:remote-target@example.com SIP/2.0  \n${empty('OPTIONS', 'sip:a@b.c').split('\n').slice(1).join('\n')}`,
  ),
  torture('3.1.2.11', 'escruri', withSdp(head('INVITE', 'sip:user@example.com?Route=%3Csip:example.com%3E'))),
  torture('3.1.2.12', 'baddate', withSdp(`${head('INVITE', 'sip:user@example.com')}Date: Fri, 01 Jan 2010 16:00:00 EST\n`)),
  torture(
    '3.1.2.13',
    'regbadct',
    empty('REGISTER', 'sip:example.com', 'Contact: sip:user@example.com?Route=%3Csip:sip.example.com%3E\n'),
  ),
  torture(
    '3.1.2.14',
    'badaspec',
    empty(
      'OPTIONS',
      'sip:user@example.org',
      'To: "Watson, Thomas" < sip:t.watson@example.org >\nFrom: Bell, Alexander <sip:a.g.bell@example.com>;tag=43\n',
    ),
  ),
  torture(
    '3.1.2.15',
    'baddn',
    empty(
      'OPTIONS',
      'sip:t.watson@example.org',
      'From: Bell, Alexander <sip:a.g.bell@example.com>;tag=43\nContact: Bell, Alexander <sip:caller@example.com>\n',
    ),
  ),
  torture('3.1.2.16', 'badvers', empty('OPTIONS', 'sip:t.watson@example.org').replace('SIP/2.0', 'SIP/7.0')),
  torture('3.1.2.17', 'mismatch01', empty('OPTIONS', 'sip:user@example.com').replace('8 OPTIONS', '8 INVITE')),
  torture('3.1.2.18', 'mismatch02', withSdp(head('NEWMETHOD', 'sip:user@example.com').replace('8 NEWMETHOD', '8 INVITE'))),
  torture(
    '3.1.2.19',
    'bigcode',
    'SIP/2.0 4294967301 better not break the receiver\nVia: SIP/2.0/UDP @;branch=z9hG4bKzzxdiwo34sw\nTo: <sip:user@example.com>\nFrom: <sip:other@example.net>;tag=2easdjfejw\nCall-ID: bigcode.asdof3uj203asdnf3429uasdhfas3ehjasdfas9i\nCSeq: 8 OPTIONS\nContent-Length: 0\n\n',
  ),
  torture('3.2.1', 'badbranch', empty('OPTIONS', 'sip:user@example.com').replace(/branch=\w+/, 'branch=z9hG4bK')),
  torture(
    '3.3.1',
    'insuf',
    'INVITE sip:user@example.com SIP/2.0\nMax-Forwards: 70\nCSeq: 193942 INVITE\nVia: SIP/2.0/UDP @;branch=z9hG4bKkdj.insuf\nContent-Length: 0\n\n',
  ),
  torture('3.3.2', 'unkscm', empty('OPTIONS', 'nobodyKnowsThisScheme:totallyopaquecontent')),
  torture('3.3.3', 'novelsc', empty('OPTIONS', 'soap.beep://192.0.2.103:3002')),
  torture(
    '3.3.4',
    'unksm2',
    empty(
      'REGISTER',
      'sip:example.com',
      'To: isbn:2983792873\nFrom: <http://www.example.com>;tag=3234233\nContact: <name:John_Smith>\n',
    ),
  ),
  torture(
    '3.3.5',
    'bext01',
    empty(
      'OPTIONS',
      'sip:user@example.com',
      'Require: nothingSupportsThis, nothingSupportsThisEither\nProxy-Require: noProxiesSupportThis, norDoAnyProxiesSupportThis\n',
    ),
  ),
  torture(
    '3.3.6',
    'invut',
    `${head('INVITE', 'sip:user@example.com')}Content-Type: application/unknownformat\nContent-Length: 40\n\n<audio>\n <pcmu port="443"/>\n</audio>\n`,
  ),
  torture('3.3.7', 'regaut01', empty('REGISTER', 'sip:example.com', 'Authorization: NoOneKnowsThisScheme opaque-data=here\n')),
  torture(
    '3.3.8',
    'multi01',
    withSdp(
      `${head('INVITE', 'sip:user@company.com')}CSeq: 59 INVITE\nCall-ID: multi01.a\nCall-ID: multi01.b\nMax-Forwards: 5\nFrom: <sip:a@example.net>;tag=9\nFrom: <sip:b@example.net>;tag=10\nTo: <sip:c@example.org>\nContact: <sip:d@example.net>\n`,
    ),
  ),
  torture(
    '3.3.9',
    'mcl01',
    `${head('OPTIONS', 'sip:user@example.com')}Content-Length: 13\nContent-Length: 5\nContent-Type: text/plain\n\nThere's no way to know how many octets are supposed to be here.\n`,
  ),
  torture(
    '3.3.10',
    'bcast',
    'SIP/2.0 200 OK\nVia: SIP/2.0/UDP @;branch=z9hG4bK1324923\nVia: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23\nCall-ID: bcast.0384840201234ksdfak3j2erwedfsASdf\nCSeq: 35 INVITE\nFrom: <sip:user@example.com>;tag=11141343\nTo: <sip:user@example.edu>;tag=2229\nContent-Length: 0\nContact: <sip:user@host28.example.com>\n\n',
  ),
  torture('3.3.11', 'zeromf', empty('OPTIONS', 'sip:user@example.com').replace('Max-Forwards: 70', 'Max-Forwards: 0')),
  torture('3.3.12', 'cparam01', empty('REGISTER', 'sip:example.com', 'Contact: sip:+19725552222@gw1.example.net;unknownparam\n')),
  torture(
    '3.3.13',
    'cparam02',
    empty('REGISTER', 'sip:example.com', 'Contact: <sip:+19725552222@gw1.example.net;unknownparam>\n'),
  ),
  torture(
    '3.3.14',
    'regescrt',
    empty('REGISTER', 'sip:example.com', 'Contact: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>\n'),
  ),
  torture('3.3.15', 'sdp01', withSdp(head('INVITE', 'sip:user@example.com', 'Accept: text/nobodyKnowsThis\n'))),
  torture(
    '3.4.1',
    'inv2543',
    'INVITE sip:UserB@example.com SIP/2.0\nVia: SIP/2.0/UDP @\nFrom: <sip:caller@example.net>\nRecord-Route: <sip:UserB@example.com;maddr=ss1.example.com>\nTo: sip:UserB@example.com\nCall-ID: inv2543.1717@iftgw.example.com\nCSeq: 56 INVITE\nContent-Type: application/sdp\n\nv=0\no=mhandley 29739 7272939 IN IP4 192.0.2.5\ns=-\nc=IN IP4 192.0.2.5\nt=0 0\nm=audio 49217 RTP/AVP 0\n',
  ),
];
