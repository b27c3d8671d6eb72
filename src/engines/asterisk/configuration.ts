import type { AsteriskSettings } from './asteriskSettings.ts';
import { configValue, hostPort } from './configText.ts';
import { modules } from './modules.ts';
import { pjsipConf } from './pjsipConf.ts';

export const amiUser = 'vsppanel';
const spoolName = 'calls.csv';
/** Where callers' messages are written; the dialplan knows it as sounds/messages. */
export const messagesFolder = (folder: string): string => `${folder}/spool/messages`;
/** Where calls are recorded: MixMonitor's own folder. */
export const recordingsFolder = (folder: string): string => `${folder}/spool/monitor`;
/** Where recordings of calls are kept: no program but ours writes there, and a backup of the data folder has them. */
export const keptRecordingsFolder = (dataFolder: string): string => `${dataFolder}/recordings`;
export const spoolPath = (folder: string): string => `${folder}/log/cel-custom/${spoolName}`;

/** Every configuration file that does not change while Asterisk runs: name → text. Pure. */
export function asteriskConfiguration(
  settings: AsteriskSettings,
  hasModule: (name: string) => boolean,
): Readonly<Record<string, string>> {
  return {
    'asterisk.conf': asteriskConf(settings),
    'modules.conf': `[modules]\nautoload=no\n${modules
      .filter(({ name }) => hasModule(name))
      .map(({ name, isEarly }) => `${isEarly ? 'preload' : 'load'} = ${name}.so`)
      .join('\n')}\n`,
    'logger.conf':
      '[general]\ndateformat=%F %T.%3q\nuse_callids=yes\n[logfiles]\nmessages => notice,warning,error\nsecurity => security\n' +
      // Of IAX2 Asterisk tells its manager nothing: who was not let in stands in the log alone. JSON, as names hold what they like.
      `${loginLog} => [json]notice,warning\n`,
    'manager.conf': managerConf(settings),
    // Only the websocket of browser phones: no other module that answers HTTP is loaded.
    'http.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nbindport=${settings.ports.websocket}\nenable_status=no\nsessionlimit=500\n`,
    'rtp.conf': `[general]\nrtpstart=${settings.ports.rtpStart}\nrtpend=${settings.ports.rtpEnd}\nstrictrtp=yes\nicesupport=yes\n`,
    'pjproject.conf': '[startup]\ntype=startup\nlog_level=0\n',
    'pjsip.conf': pjsipConf(settings),
    'iax.conf': iaxConf(settings),
    'sorcery.conf': sorceryConf,
    'extconfig.conf': `[settings]\n${realtimeTables.map(([family, table]) => `${family} => pgsql,vsppanel,${table}`).join('\n')}\n`,
    'res_pgsql.conf': databaseConf(settings),
    'cel.conf': '[general]\nenable=yes\nevents=USER_DEFINED,HANGUP\n',
    'cel_custom.conf': `[mappings]\n${spoolName} => ${spoolColumns.map((column) => `\${CSV_QUOTE(\${${column}})}`).join(',')}\n`,
    'cdr.conf': '[general]\nenable=no\n',
    'indications.conf': indicationsConf,
    'extensions.conf':
      '[general]\nstatic=yes\nwriteprotect=yes\nclearglobalvars=yes\n#include dialplan.conf\n#include providers_dialplan.conf\n',
    'features.conf': '[general]\n[featuremap]\n',
    ...Object.fromEntries(emptyFiles.map((name) => [name, ''])),
  };
}

/** Who was not let in over IAX2; read and cut by call control. */
export const loginLog = 'logins.json';
export const loginLogPath = (folder: string): string => `${folder}/log/${loginLog}`;

/** In this order on every line of the spool (celLine.ts reads them). */
export const spoolColumns = [
  'eventtype',
  'eventtime',
  'CHANNEL(uniqueid)',
  'CHANNEL(channame)',
  'CHANNEL(userfield)',
  'eventextra',
] as const;

const realtimeTables = [
  ['ps_endpoints', 'ps_endpoints'],
  ['ps_auths', 'ps_auths'],
  ['ps_aors', 'ps_aors'],
  ['ps_contacts', 'ps_contacts'],
  ['iaxusers', 'iaxfriends'],
  ['iaxpeers', 'iaxfriends'],
] as const;

// Nobody listens to the manager's events of channels.
const unheardEvents =
  'Newexten,VarSet,Newchannel,Newstate,NewCallerid,NewConnectedLine,DialBegin,DialState,DialEnd,Hangup,BridgeCreate,BridgeEnter,BridgeLeave,BridgeDestroy,ContactStatus,DeviceStateChange,AGIExecStart,AGIExecEnd,ChallengeSent';

// Asked for by modules that we load; absent files would be warnings in the log.
const emptyFiles = [
  'ccss.conf',
  'codecs.conf',
  'dnsmgr.conf',
  'dsp.conf',
  'geolocation.conf',
  'stasis.conf',
  'udptl.conf',
  'cli_permissions.conf',
  'cli_aliases.conf',
  'cli.conf',
  'minivm.conf',
];

function asteriskConf({ folder, modulesDir, systemName }: AsteriskSettings): string {
  return `[directories]
astetcdir => ${folder}/etc
astmoddir => ${modulesDir}
astvarlibdir => ${folder}/lib
astdbdir => ${folder}/lib
astkeydir => ${folder}/lib
astdatadir => ${folder}/share
astagidir => ${folder}/lib/agi
astspooldir => ${folder}/spool
astrundir => ${folder}/run
astlogdir => ${folder}/log
[options]
documentation_language = en_US
systemname = ${systemName}
nocolor = yes
hideconnect = yes
live_dangerously = no
`;
}

function managerConf({ ports, amiSecret }: AsteriskSettings): string {
  return `[general]
enabled=yes
port=${ports.ami}
bindaddr=127.0.0.1
webenabled=no
allowmultiplelogin=yes
displayconnects=no
timestampevents=yes
disabledevents=${unheardEvents}
[${amiUser}]
secret=${configValue(amiSecret)}
deny=0.0.0.0/0.0.0.0
permit=127.0.0.1/255.255.255.255
read=system,security
write=system,call,originate,reporting
writetimeout=5000
`;
}

function iaxConf({ bindAddress, ports }: AsteriskSettings): string {
  return `[general]
bindaddr=${hostPort(bindAddress, ports.iax)}
autokill=yes
authdebug=yes
calltokenoptional=0.0.0.0/0.0.0.0
requirecalltoken=no
disallow=all
allow=ulaw,alaw,gsm
rtcachefriends=no
rtupdate=yes
jitterbuffer=no
#include iax_registrations.conf
#include iax_providers.conf
#include iax_bans.conf
`;
}

// allow_unqualified_fetch=no: else Asterisk sorts all phones at start, which takes minutes with 50,000 (engine.md, measured).
// memory_cache: phones seen in the last ten minutes can still make emergency calls when PostgreSQL is gone.
const cached = (type: string) => `${type}/cache=memory_cache,object_lifetime_maximum=600,maximum_objects=20000`;
const sorceryConf = `[res_pjsip]
${['endpoint', 'auth', 'aor']
  .map(
    (type) =>
      `${cached(type)}\n${type}=config,pjsip.conf,criteria=type=${type}\n${type}=realtime,ps_${type}s,allow_unqualified_fetch=no`,
  )
  .join('\n')}
contact=realtime,ps_contacts,allow_unqualified_fetch=no
[res_pjsip_endpoint_identifier_ip]
identify=config,pjsip.conf,criteria=type=identify
[res_pjsip_outbound_registration]
registration=config,pjsip.conf,criteria=type=registration
`;

function databaseConf({ database }: AsteriskSettings): string {
  return `[general]
dbhost=${database.host}
dbport=${database.port}
dbname=${database.database}
dbuser=${database.user}
dbpass=${configValue(database.password)}
requirements=warn
appname=vsppanel-asterisk
`;
}

const indicationsConf = `[general]
country=us
[us]
description=Tones
ringcadence=2000,4000
dial=350+440
busy=480+620/500,0/500
ring=440+480/2000,0/4000
congestion=480+620/250,0/250
`;
