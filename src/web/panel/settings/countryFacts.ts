import { type CountryCode, Metadata } from 'libphonenumber-js/min';

/** What a country proposes for the operator's settings; everything can be changed afterwards. */
export type CountryFacts = {
  readonly currency: string;
  readonly timeZone: string;
  readonly countryCallingCode: string;
  readonly nationalPrefix: string;
  readonly internationalPrefix: string;
  readonly emergencyNumbers: readonly string[];
};

/** Currency (ISO 4217) and the countries that use it. */
const currencies: Readonly<Record<string, string>> = {
  EUR: 'AD AT AX BE BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM VA XK YT BG',
  USD: 'US AS BQ EC FM GU IO MH MP PA PR PW SV TC TL VG VI',
  GBP: 'GB GG IM JE',
  AUD: 'AU CC CX KI NF NR TV',
  NZD: 'NZ CK NU TK',
  CHF: 'CH LI',
  DKK: 'DK FO GL',
  NOK: 'NO SJ',
  XOF: 'BF BJ CI GW ML NE SN TG',
  XAF: 'CF CG CM GA GQ TD',
  XPF: 'NC PF WF',
  XCD: 'AG AI DM GD KN LC MS VC',
  MAD: 'MA EH',
  ILS: 'IL PS',
  ...Object.fromEntries(
    'AED:AE AFN:AF ALL:AL AMD:AM AOA:AO ARS:AR AWG:AW AZN:AZ BAM:BA BBD:BB BDT:BD BHD:BH BIF:BI BMD:BM BND:BN BOB:BO BRL:BR BSD:BS BTN:BT BWP:BW BYN:BY BZD:BZ CAD:CA CDF:CD CLP:CL CNY:CN COP:CO CRC:CR CUP:CU CVE:CV CZK:CZ DJF:DJ DOP:DO DZD:DZ EGP:EG ERN:ER ETB:ET FJD:FJ FKP:FK GEL:GE GHS:GH GIP:GI GMD:GM GNF:GN GTQ:GT GYD:GY HKD:HK HNL:HN HTG:HT HUF:HU IDR:ID INR:IN IQD:IQ IRR:IR ISK:IS JMD:JM JOD:JO JPY:JP KES:KE KGS:KG KHR:KH KMF:KM KPW:KP KRW:KR KWD:KW KYD:KY KZT:KZ LAK:LA LBP:LB LKR:LK LRD:LR LSL:LS LYD:LY MDL:MD MGA:MG MKD:MK MMK:MM MNT:MN MOP:MO MRU:MR MUR:MU MVR:MV MWK:MW MXN:MX MYR:MY MZN:MZ NAD:NA NGN:NG NIO:NI NPR:NP OMR:OM PEN:PE PGK:PG PHP:PH PKR:PK PLN:PL PYG:PY QAR:QA RON:RO RSD:RS RUB:RU RWF:RW SAR:SA SBD:SB SCR:SC SDG:SD SEK:SE SGD:SG SHP:SH SLE:SL SOS:SO SRD:SR SSP:SS STN:ST SYP:SY SZL:SZ THB:TH TJS:TJ TMT:TM TND:TN TOP:TO TRY:TR TTD:TT TWD:TW TZS:TZ UAH:UA UGX:UG UYU:UY UZS:UZ VES:VE VND:VN VUV:VU WST:WS YER:YE ZAR:ZA ZMW:ZM'
      .split(' ')
      .map((pair) => pair.split(':') as [string, string]),
  ),
};

/** Emergency numbers by country; 112 where nothing is known, which reaches help in most networks (ITU-T E.161.1). */
const emergency: Readonly<Record<string, string>> = {
  AU: '000 112 106',
  NZ: '111',
  GB: '999 112 101 111',
  IE: '112 999',
  US: '911 988',
  CA: '911 988',
  MX: '911',
  BR: '190 192 193',
  AR: '911 100 101 107',
  CL: '131 132 133',
  CO: '123',
  PE: '105 106 116',
  DE: '110 112',
  AT: '112 122 133 144',
  CH: '112 117 118 144',
  FR: '15 17 18 112',
  BE: '100 101 112',
  IT: '112 113 115 118',
  ES: '112',
  PL: '112 997 998 999',
  NO: '110 112 113',
  RU: '101 102 103 112',
  UA: '101 102 103 112',
  TR: '112',
  IN: '112 100 101 102',
  CN: '110 119 120',
  HK: '999 112',
  TW: '110 119 112',
  JP: '110 118 119',
  KR: '112 119',
  SG: '995 999',
  MY: '999 112',
  TH: '191 199 1669',
  PH: '911',
  ID: '110 112 113 118',
  VN: '113 114 115',
  PK: '15 1122',
  BD: '999',
  LK: '110 118 119',
  AE: '997 998 999',
  SA: '911 997 998 999',
  IL: '100 101 102',
  EG: '122 123 180',
  ZA: '10111 10177 112',
  NG: '112 199',
  KE: '112 999',
  GH: '112 191 192 193',
  FJ: '910 911 917',
  PG: '111 112',
};

/** Everything that the choice of a country proposes. */
export function factsOf(country: string): CountryFacts {
  return {
    currency: Object.keys(currencies).find((code) => currencies[code]!.split(' ').includes(country)) ?? 'USD',
    timeZone: zoneOf(country),
    ...prefixesOf(country),
    emergencyNumbers: (emergency[country] ?? '112').split(' '),
  };
}

/** The country that the browser's clock and language point to. */
export function guessedCountry(): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const byLanguage = new Intl.Locale(navigator.language).region ?? '';
  return zonesOf(byLanguage).includes(own) ? byLanguage : '';
}

function zoneOf(country: string): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = zonesOf(country);
  const large: Readonly<Record<string, string>> = {
    AU: 'Australia/Sydney',
    US: 'America/New_York',
    CA: 'America/Toronto',
    BR: 'America/Sao_Paulo',
    RU: 'Europe/Moscow',
    MX: 'America/Mexico_City',
    ID: 'Asia/Jakarta',
    NZ: 'Pacific/Auckland',
    ES: 'Europe/Madrid',
    PT: 'Europe/Lisbon',
    CN: 'Asia/Shanghai',
    DE: 'Europe/Berlin',
  };
  return zones.includes(own) ? own : (large[country] ?? zones[0] ?? 'UTC');
}

type ZonedLocale = Intl.Locale & { readonly getTimeZones?: () => readonly string[] | undefined };

/** Zones of a country; none where the browser does not know them (ECMA-402 Locale Info). */
function zonesOf(country: string): readonly string[] {
  if (!/^[A-Z]{2}$/.test(country)) return [];
  const locale: ZonedLocale = new Intl.Locale(`und-${country}`);
  return locale.getTimeZones?.() ?? [];
}

function prefixesOf(country: string) {
  const metadata = new Metadata();
  try {
    metadata.selectNumberingPlan(country as CountryCode);
  } catch (error) {
    // The library throws for a territory without telephones of its own.
    if (!(error instanceof Error)) throw error;
    return { countryCallingCode: '', nationalPrefix: '0', internationalPrefix: '00' };
  }
  const plan = metadata.numberingPlan as unknown as Plan;
  const abroad = text(plan.defaultIDDPrefix()) || text(plan.IDDPrefix());
  return {
    countryCallingCode: plan.callingCode(),
    nationalPrefix: text(plan.nationalPrefix()),
    internationalPrefix: /^\d{1,5}/.exec(abroad.replace(/~/g, ''))?.[0] ?? '00',
  };
}

/** libphonenumber's packed data has 0 where nothing stands. */
const text = (packed: string | 0 | undefined): string => (typeof packed === 'string' ? packed : '');

/** What libphonenumber's plan has but its types leave out. */
type Plan = {
  readonly callingCode: () => string;
  readonly IDDPrefix: () => string | 0 | undefined;
  readonly defaultIDDPrefix: () => string | 0 | undefined;
  readonly nationalPrefix: () => string | 0 | undefined;
};
