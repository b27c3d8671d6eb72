/**
 * Texts that must stay texts. What runs says so: `hit()`, or a request to an address with `hit-image` in it. Our own list, after
 * the places where HTML lets text turn into something that acts: elements, attributes, addresses, styles, templates, spreadsheets.
 */
export const attackTexts: readonly string[] = [
  ...['<script>hit("script")</script>', '"><script>hit("quote")</script>', "'><script>hit('apostrophe')</script>"],
  ...[
    '</textarea><script>hit("textarea")</script>',
    '</title><script>hit("title")</script>',
    '</style><script>hit("style")</script>',
  ],
  ...['--><script>hit("comment")</script>', ']]><script>hit("cdata")</script>', '<ScRiPt>hit("case")</sCrIpT>'],
  ...[
    '<<script>hit("double")//<</script>',
    '<script src=/hit-image-script.js></script>',
    '<scr<script>ipt>hit("nested")</script>',
  ],
  ...[
    '<img src=x onerror=hit("img")>',
    '"><img src=/hit-image-1 onerror=hit(1)>',
    "' onmouseover=hit('over') autofocus onfocus=hit(2) x='",
  ],
  ...['" onfocus=hit("focus") autofocus="', '<img src="/hit-image-2">', '<input autofocus onfocus=hit("input")>'],
  ...[
    '<svg onload=hit("svg")>',
    '<svg><script>hit("svgscript")</script></svg>',
    '<svg><a xlink:href="javascript:hit()"><text y=9>x',
  ],
  ...[
    '<svg><animate onbegin=hit("animate") attributeName=x>',
    '<math><mi xlink:href="javascript:hit()">x',
    '<body onload=hit("body")>',
  ],
  ...[
    '<details open ontoggle=hit("details")>',
    '<video src=x onerror=hit("video")>',
    '<audio src=/hit-image-3 onerror=hit("audio")>',
  ],
  ...[
    '<iframe srcdoc="<script>parent.hit()</script>">',
    '<iframe src="javascript:parent.hit()">',
    '<object data="javascript:hit()">',
  ],
  ...[
    '<embed src="javascript:hit()">',
    '<a href="javascript:hit()">x</a>',
    'javascript:hit("address")',
    'JaVaScRiPt:hit("address")//',
  ],
  ...[
    'data:text/html,<script>hit("data")</script>',
    '<meta http-equiv=refresh content="0;url=javascript:hit()">',
    '<base href="//hit-image/">',
  ],
  ...[
    '<link rel=stylesheet href=/hit-image-4>',
    '<style>@import "/hit-image-5"</style>',
    '<p style="background:url(/hit-image-6)">x',
  ],
  ...[
    '<form action="javascript:hit()"><button>x',
    '<marquee onstart=hit("marquee")>x',
    '<template><img src=x onerror=hit("t")></template>',
  ],
  ...[
    '{{constructor.constructor("hit()")()}}',
    `\${hit("template")}`,
    '<%= hit() %>',
    '#{hit()}',
    '`;hit("tick");//',
    "';hit('end');//",
  ],
  ...[
    '\\u003cscript\\u003ehit("u")\\u003c/script\\u003e',
    '&lt;img src=x onerror=hit("entity")&gt;',
    '&#60;script&#62;hit("n")&#60;/script&#62;',
  ],
  ...[
    '%3Cscript%3Ehit()%3C/script%3E',
    '=HYPERLINK("http://127.0.0.1:9/","x")',
    "=cmd|' /C calc'!A0",
    '+1+hit()',
    '-2+3+hit()',
    '@SUM(1+1)',
  ],
  ...['\u202Egnp.exe\u202C <b>bold</b>', '\u2066isolated\u2069 \u200Bzero\u200Dwidth', '👩‍👩‍👧 family ☎️', 'שלום עולם', 'مرحبا'],
  ...['null', 'undefined', 'NaN', 'true', '[object Object]', '__proto__', 'constructor', "Robert'); drop table account;--"],
  'x'.repeat(300),
];
